from dataclasses import dataclass

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from .rules import Kind, Missing, clock, words_missing

#: The languages in which words of a recording may be written, each with the name that it gives itself.
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class Track:
    """Captions in one language; ``shown`` are switched on when the clip begins."""

    url: str
    language: str
    label: str
    shown: bool


@dataclass(frozen=True)
class Words:
    """A text and the language that it is in."""

    text: str
    language: str


class Clip(AbstractMedia):
    """A video or sound recording of our own, with its words for those who cannot hear or see it."""

    file = models.FileField(_("file"), upload_to="clips", max_length=255)
    thumbnail = models.FileField(
        pgettext_lazy("recording", "poster"),
        upload_to="clips",
        max_length=255,
        blank=True,
        help_text=_(
            "A picture that stands there until somebody presses play; made by itself where it can be."
        ),
    )
    duration = models.FloatField(
        pgettext_lazy("recording", "length"),
        blank=True,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("In seconds; readers see it before they press play. Read from the file where it can be."),
    )
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    credit = models.CharField(
        _("who made it"), max_length=150, blank=True, help_text=_("For example: Information Centre.")
    )
    captions_vi = models.FileField(
        _("captions in Vietnamese"),
        upload_to="clips",
        max_length=255,
        blank=True,
        help_text=_("A WebVTT file (.vtt). A video cannot be published without."),
    )
    captions_en = models.FileField(_("captions in English"), upload_to="clips", max_length=255, blank=True)
    transcript_vi = models.TextField(
        _("transcript in Vietnamese"),
        blank=True,
        help_text=_("All that is said, and the sounds that matter. Nothing is published without."),
    )
    transcript_en = models.TextField(_("transcript in English"), blank=True)

    admin_form_fields = (
        "title",
        "file",
        "captions_vi",
        "transcript_vi",
        "captions_en",
        "transcript_en",
        "thumbnail",
        "duration",
        "credit",
        "collection",
    )

    class Meta:
        verbose_name = pgettext_lazy("recording", "clip")
        verbose_name_plural = pgettext_lazy("recording", "clips")
        constraints = [
            models.CheckConstraint(
                name="clip_is_video_or_audio", condition=models.Q(type__in=[kind.value for kind in Kind])
            )
        ]

    def clean(self):
        """Ask wagtailmedia about the file's name, where the form has not refused the file already."""
        if self.file:
            super().clean()

    @property
    def is_video(self) -> bool:
        return self.type == Kind.VIDEO

    @property
    def length(self) -> str:
        """Hours, minutes and seconds as players write them; empty where nobody knows."""
        return clock(self.duration or 0)

    @property
    def missing(self) -> list[Missing]:
        """What keeps the clip from being published."""
        return words_missing(
            Kind(self.type), captions=bool(self.captions_vi), transcript=bool(self.transcript_vi.strip())
        )

    @property
    def tracks(self) -> list[Track]:
        """The captions that there are; those of the reader's language are shown, else the Vietnamese."""
        files = {code: getattr(self, f"captions_{code}") for code in LANGUAGES}
        shown = get_language() if files.get(get_language()) else "vi"
        return [Track(file.url, code, LANGUAGES[code], code == shown) for code, file in files.items() if file]

    @property
    def transcript(self) -> Words:
        """What is said, in the reader's language where that is written, else in Vietnamese."""
        own = get_language()
        text = getattr(self, f"transcript_{own}", "")
        return Words(text, own) if text else Words(self.transcript_vi, "vi")

    @property
    def files(self) -> list:
        """Every stored file of the clip."""
        columns = ("file", "thumbnail", *(f"captions_{code}" for code in LANGUAGES))
        return [file for column in columns if (file := getattr(self, column))]
