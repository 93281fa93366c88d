"""How a page shows a recording: one of our own, or one that another site plays. For every room above."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

from .frames import frame_of
from .models import Clip
from .rules import Kind, Missing, words_missing

#: The size in which the still of a recording on another site is shown.
STILL = "fill-1280x720|format-webp"


class ClipChooserBlock(AbstractMediaChooserBlock):
    """Chooses among the recordings of our own, videos and sound alike."""

    @cached_property
    def target_model(self):
        return Clip

    def render_basic(self, value, context=None):
        return value.title if value else ""


class ClipValue(blocks.StructValue):
    @property
    def missing(self) -> list[Missing]:
        """What keeps it from being published."""
        clip = self.get("clip")
        return clip.missing if clip else [Missing.RECORDING]


class ClipBlock(blocks.StructBlock):
    """A recording that the portal itself keeps and plays."""

    clip = ClipChooserBlock(
        label=_("Recording"), help_text=_("Its captions and transcript are kept with it, under Media.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)

    class Meta:
        icon = "media"
        template = "exemplars/clips/clip.html"
        label = pgettext_lazy("recording", "Clip")
        value_class = ClipValue


class FramedValue(blocks.StructValue):
    @property
    def frame(self):
        """Where it plays; None for an address that may not be framed (any more)."""
        return frame_of(self.get("video") or "")

    @property
    def address(self) -> str:
        """What readers open who have no scripts."""
        return self.get("video") or ""

    @property
    def missing(self) -> list[Missing]:
        written = self.get("transcript")
        text = strip_tags(written.source) if written else ""
        return words_missing(Kind.AUDIO, captions=False, transcript=bool(text.strip()))


class FrameBlock(blocks.URLBlock):
    """The address of a recording on a site that may be framed."""

    def clean(self, value):
        value = super().clean(value)
        if value and frame_of(value) is None:
            raise ValidationError(
                _(
                    "No recording that may be shown here. Paste the address of the video itself, beginning with https://"
                )
            )
        return value


class FramedClipBlock(blocks.StructBlock):
    """A recording on another site: a still of our own, and their player only after a click."""

    video = FrameBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    length = blocks.RegexBlock(
        r"^(\d{1,2}:)?[0-5]?\d:[0-5]\d$",
        label=pgettext_lazy("recording", "Length"),
        required=False,
        help_text=_("Minutes and seconds, for example 4:12."),
        error_messages={"invalid": _("Write minutes and seconds, for example 4:12.")},
    )
    still = ImageChooserBlock(
        label=pgettext_lazy("picture", "Still"),
        required=False,
        help_text=_("Stands there until somebody presses play."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=["bold", "italic"],
        help_text=_("All that is said, and the sounds that matter. Nothing is published without."),
    )

    class Meta:
        icon = "link-external"
        template = "exemplars/clips/framed.html"
        label = _("Video on another site")
        value_class = FramedValue


def stills_of(stream) -> list:
    """The pictures that stand in a stream for recordings on other sites."""
    return [
        block.value["still"] for block in stream if block.block_type == "video" and block.value.get("still")
    ]
