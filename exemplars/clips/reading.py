"""What ffmpeg tells of a recording, where it is installed: its length, its size on the screen, a picture of it."""

import json
import logging
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django_tasks import task

from .models import Clip

logger = logging.getLogger(__name__)

#: Seconds that one look at a file may take.
PATIENCE = 120
#: A picture from the beginning is often black.
INTO_THE_CLIP = 0.1
LOCAL_FILES_ONLY = ("-protocol_whitelist", "file")


@dataclass(frozen=True)
class Measures:
    """Length in seconds, and width and height in pixels, which sound has not."""

    duration: float
    width: int | None
    height: int | None


@task()
def read_recording(clip_id: int) -> None:
    """Note the length and size of a clip, and draw its poster where an editor chose none."""
    clip = Clip.objects.filter(pk=clip_id).first()
    if clip is None or not shutil.which("ffprobe"):
        return
    with local_copy(clip.file) as path:
        measures = measured(path)
        if measures is None:
            return
        poster = still(path, measures.duration) if clip.is_video and not clip.thumbnail else b""
    columns = ["duration", "width", "height"]
    clip.duration, clip.width, clip.height = measures.duration, measures.width, measures.height
    if poster:
        clip.thumbnail.save("poster.jpg", ContentFile(poster), save=False)
        columns.append("thumbnail")
    clip.save(update_fields=columns)


@contextmanager
def local_copy(file):
    """The path of a stored file; of one that is stored elsewhere, a copy."""
    try:
        yield file.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as copy, file.open() as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            yield copy.name


def measured(path: str) -> Measures | None:
    asked = ("-show_entries", "format=duration:stream=codec_type,width,height", "-of", "json")
    answer = run("ffprobe", *LOCAL_FILES_ONLY, "-v", "error", *asked, path)
    if not answer:
        return None
    told = json.loads(answer)
    screen = next((one for one in told.get("streams", ()) if one.get("codec_type") == "video"), {})
    duration = round(float(told.get("format", {}).get("duration", 0)), 1)
    return Measures(duration, screen.get("width"), screen.get("height"))


def still(path: str, duration: float) -> bytes:
    """A picture from the recording as JPEG, at most 1280 pixels wide; empty where none can be drawn."""
    drawn = ("-frames:v", "1", "-vf", "scale='min(1280,iw)':-2", "-f", "mjpeg", "-q:v", "4", "-")
    at = str(round(duration * INTO_THE_CLIP, 1))
    return run("ffmpeg", *LOCAL_FILES_ONLY, "-v", "error", "-ss", at, "-i", path, *drawn)


def run(program: str, *arguments: str) -> bytes:
    """What a program prints; empty where it is missing or fails, which is logged."""
    found = shutil.which(program)
    if not found:
        return b""
    try:
        done = subprocess.run([found, *arguments], capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        logger.warning("a recording could not be read", extra={"program": program})
        return b""
    return done.stdout
