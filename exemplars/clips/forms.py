"""The form by which an editor brings in a recording, and everything that is refused at the door."""

from io import BytesIO
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtailmedia.forms import BaseMediaForm

from .models import LANGUAGES
from .reading import read_recording
from .rules import CaptionFault, CaptionsRefused, Kind, Missing, read_captions, words_missing
from .sniffing import FORMATS, HEAD, ending_of, format_of

MEGABYTE = 1024 * 1024
#: Bytes of a file of captions; a feature film has a tenth of it.
MOST_CAPTIONS = MEGABYTE
#: Pixels of a poster, on its longer side.
POSTER = 1280

FAULTS = {
    CaptionFault.NO_HEADER: gettext_lazy(
        "The first line must be WEBVTT. Save the captions in the WebVTT format."
    ),
    CaptionFault.NO_CUES: gettext_lazy("There are no captions in this file."),
    CaptionFault.BAD_TIMING: gettext_lazy(
        "Line %(line)d: the times are not written as 00:01:05.000 --> 00:01:09.500."
    ),
    CaptionFault.BACKWARDS: gettext_lazy("Line %(line)d: the caption ends before it begins."),
    CaptionFault.EMPTY_CUE: gettext_lazy("Line %(line)d: the caption has no words."),
}
KINDS = {
    Kind.VIDEO: gettext_lazy("This is a video. Add it as a video."),
    Kind.AUDIO: gettext_lazy("This is a sound recording. Add it as audio."),
}
TAKEN = {
    Kind.VIDEO: gettext_lazy("MP4 (H.264) or WebM, at most %s."),
    Kind.AUDIO: gettext_lazy("MP3, M4A or Ogg, at most %s."),
}


def most_bytes() -> int:
    """Bytes that one recording may have: ``CLIP_MAX_BYTES`` in the settings."""
    return getattr(settings, "CLIP_MAX_BYTES", 200 * MEGABYTE)


class ClipForm(BaseMediaForm):
    """Takes what browsers play, by its bytes; captions that they show; and posters without metadata."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {file.name for file in self.instance.files} if self.instance.pk else set()
        kind = Kind(self.instance.type)
        self.fields["file"].help_text = format_lazy("{}", TAKEN[kind] % filesizeformat(most_bytes()))
        self.fields["transcript_vi"].widget = forms.Textarea(attrs={"rows": 8})
        self.fields["transcript_en"].widget = forms.Textarea(attrs={"rows": 4})
        for name in self.captions():
            self.fields[name].widget.attrs["accept"] = ".vtt"
        if kind is Kind.AUDIO:
            for name in (*self.captions(), "thumbnail"):
                del self.fields[name]

    def captions(self) -> list[str]:
        return [name for code in LANGUAGES if (name := f"captions_{code}") in self.fields]

    # --- What is refused ----------------------------------------------------------------------------

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            self.instance.size = file.size
            self.instance.media_type = accepted(file, Kind(self.instance.type)).media_type
        return file

    def clean_thumbnail(self):
        picture = self.cleaned_data.get("thumbnail")
        return reduced(picture) if "thumbnail" in self.changed_data and picture else picture

    def clean_captions_vi(self):
        return self.captions_in("captions_vi")

    def clean_captions_en(self):
        return self.captions_in("captions_en")

    def captions_in(self, name: str):
        file = self.cleaned_data.get(name)
        if name in self.changed_data and file:
            require_captions(file)
        return file

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and is_shown(self.instance):
            for missing in self.taken_away(cleaned):
                self.add_error(*missing)
        return cleaned

    def taken_away(self, cleaned: dict) -> list[tuple[str, str]]:
        """The words that a clip on a public page is about to lose, each with why it may not."""
        missing = words_missing(
            Kind(self.instance.type),
            captions=bool(cleaned.get("captions_vi", self.instance.captions_vi)),
            transcript=bool((cleaned.get("transcript_vi") or "").strip()),
        )
        places = {Missing.CAPTIONS: "captions_vi", Missing.TRANSCRIPT: "transcript_vi"}
        text = _("This clip is on a public page and cannot be without.")
        return [(places[one], text) for one in missing]

    # --- What is stored -----------------------------------------------------------------------------

    def save(self, commit=True):
        """Store the clip, have its measures read, and remove the files that it has no more."""
        with transaction.atomic():
            clip = super().save(commit=commit)
            if commit and "file" in self.changed_data:
                read_recording.enqueue(clip.pk)
            if commit:
                storage = clip.file.storage
                for name in self.kept - {file.name for file in clip.files}:
                    transaction.on_commit(lambda name=name: storage.delete(name))
        return clip


def accepted(file, kind: Kind):
    """The format of an upload; ValidationError where it is too large, of another kind, or misnamed."""
    if file.size > most_bytes():
        raise forms.ValidationError(
            _("The file has %(size)s; at most %(most)s are taken.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(most_bytes())}
        )
    file.seek(0)
    found = format_of(file.read(HEAD))
    file.seek(0)
    if found is None:
        raise forms.ValidationError(_("This file is none of: %s.") % ", ".join(endings()))
    if found.kind is not kind:
        raise forms.ValidationError(KINDS[found.kind])
    if ending_of(file.name) not in found.endings:
        raise forms.ValidationError(
            _("By its contents this file should end in %s. Rename it and send it again.") % found.endings[0]
        )
    return found


def endings() -> list[str]:
    return [one.endings[0] for one in FORMATS.values()]


def require_captions(file) -> None:
    """Refuse captions that browsers would not show, saying which line is wrong."""
    if file.size > MOST_CAPTIONS:
        raise forms.ValidationError(_("Captions may have %s at most.") % filesizeformat(MOST_CAPTIONS))
    if ending_of(file.name) != ".vtt":
        raise forms.ValidationError(_("The name of a file of captions ends in .vtt."))
    file.seek(0)
    try:
        read_captions(file.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise forms.ValidationError(_("Save the captions as UTF-8, or their letters are lost.")) from error
    except CaptionsRefused as refused:
        raise forms.ValidationError(FAULTS[refused.fault] % {"line": refused.line}) from refused
    finally:
        file.seek(0)


def reduced(picture) -> ContentFile:
    """A poster as JPEG, no larger than it is shown, without what cameras write into pictures."""
    try:
        with Image.open(picture) as opened:
            turned = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise forms.ValidationError(_("This is no picture that can be read.")) from error
    turned.thumbnail((POSTER, POSTER))
    out = BytesIO()
    turned.save(out, "JPEG", quality=82, progressive=True)
    return ContentFile(out.getvalue(), name=f"{PurePath(picture.name).stem[:60]}.jpg")


def is_shown(clip) -> bool:
    """Say whether a public page shows the clip."""
    return any(getattr(page, "live", False) for page, _references in clip.get_usage())
