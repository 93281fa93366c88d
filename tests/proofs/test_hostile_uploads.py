"""How much memory the reading of each hostile file takes: each in a process of its own, which prints its peak."""

import multiprocessing
import resource
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from nominations.dossiers.files import FileRefused, sniff
from tests.hostile import CLEANSED, PLACED, REFUSED, TWO_FACED

MEGABYTE = 1024


def largest_picture() -> bytes:
    """Just as many pixels as are allowed."""
    out = BytesIO()
    Image.effect_noise((5000, 5000), 60).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


def read(name: str, content: bytes, answers) -> None:
    """Read one file as an upload is read; answer whether it was kept, and by how much the process grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        sniff(SimpleUploadedFile(name, content))
        kept = True
    except FileRefused:
        kept = False
    answers.put((kept, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))


def grown(name: str, content: bytes) -> tuple[bool, int]:
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    process = context.Process(target=read, args=(name, content, answers))
    process.start()
    found = answers.get(timeout=120)
    process.join()
    assert process.exitcode == 0
    return found


@pytest.mark.proof
def test_no_upload_takes_the_memory_of_the_machine(capsys):
    refused = {case: grown(name, content) for case, (name, content, _words) in REFUSED.items()}
    taken = {case: grown(name, content) for case, (name, content, _type) in CLEANSED.items()}
    taken |= {case: grown(name, content) for case, (name, content) in PLACED.items()}
    taken["a page in a PDF"] = grown(*TWO_FACED[:2])
    taken["the largest picture that is allowed"] = grown("a.jpg", largest_picture())

    grew = sorted(((peak, case) for case, (_kept, peak) in (refused | taken).items()), reverse=True)
    with capsys.disabled():
        print(f"\n{len(refused)} hostile files refused, {len(taken)} taken without what was hidden in them")
        for peak, case in grew[:5]:
            print(f"  {peak / MEGABYTE:6.0f} MB  {case}")
    assert [case for case, (kept, _peak) in refused.items() if kept] == []
    assert [case for case, (kept, _peak) in taken.items() if not kept] == []
