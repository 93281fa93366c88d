import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ..campaigns.models import CampaignPage
from ..council.models import CouncilSession
from ..delegates.models import Roster
from ..dossiers.models import NominationPage
from .rules import is_deputy


def private_storage():
    return storages["private"]


def random_name(instance, filename: str) -> str:
    """Return a name that tells nothing of the paper, spread over 256 folders."""
    token = secrets.token_hex(20)
    return str(PurePath("papers", token[:2], token))


class Authority(models.TextChoices):
    """By which right somebody signs, as it stands before the post (Decree 30/2020)."""

    OWN = "", _("in their own right")
    FOR_BODY = "TM.", _("TM.: on behalf of a body")
    ACTING = "Q.", _("Q.: acting")
    FOR_HEAD = "KT.", _("KT.: a deputy for the head")
    BY_ORDER = "TL.", _("TL.: by order")
    AUTHORISED = "TUQ.", _("TUQ.: by written authority")


def line(label, length: int = 200, **more):
    return models.CharField(label, max_length=length, blank=True, **more)


def authority():
    return models.CharField(
        _("signs"), max_length=5, choices=Authority.choices, blank=True, default=Authority.OWN
    )


TWO_LINES = _("As it stands above the number; it may be broken into two lines.")


@register_setting(icon="doc-full-inverse", order=600)
class PaperSettings(BaseGenericSetting):
    """Who issues the papers: names, symbols, seats and signatories of the ministry, its department, its council.

    Ministries are renamed, posts change hands: an administrator keeps this, and no template needs to change.
    """

    award_name = line(_("what is awarded"), help_text=_("In a sentence, for example: điển hình tiên tiến."))
    place = line(_("place of issue"), 60, help_text=_("Stands before the date of every paper."))
    ministry_name = models.TextField(_("name"), max_length=200, blank=True, help_text=TWO_LINES)
    ministry_said = line(_("name in a sentence"))
    ministry_abbreviation = line(_("abbreviation"), 20)
    granter = line(
        _("who decides"),
        help_text=_("The post with the body, for example: Bộ trưởng Bộ Thông tin và Truyền thông."),
    )
    ministry_authority = authority()
    ministry_authority_of = line(_("for whom"), 100, help_text=_("The post after KT., TL., TM. or TUQ."))
    ministry_title = line(_("post"), 100)
    ministry_signer = line(_("name of the signatory"), 100)
    ministry_archive = line(_("archive unit"), 60, default="VT")
    department_name = models.TextField(_("name"), max_length=200, blank=True, help_text=TWO_LINES)
    department_said = line(_("name in a sentence"))
    department_abbreviation = line(_("abbreviation"), 20)
    department_address = line(_("address for comments"), 250)
    department_authority = authority()
    department_authority_of = line(_("for whom"), 100, help_text=_("The post after KT., TL., TM. or TUQ."))
    department_title = line(_("post"), 100)
    department_signer = line(_("name of the signatory"), 100)
    department_archive = line(_("archive unit"), 60, default="VT")
    copies = models.PositiveSmallIntegerField(_("copies"), null=True, blank=True)
    council_name = models.TextField(_("name"), max_length=200, blank=True, help_text=TWO_LINES)
    council_said = line(_("name in a sentence"))
    council_abbreviation = line(_("abbreviation"), 20)
    council_archive = line(_("archive unit"), 60, default="VT")

    panels = [
        FieldRowPanel([FieldPanel("award_name"), FieldPanel("place")]),
        MultiFieldPanel(
            [
                FieldPanel("ministry_name"),
                FieldRowPanel([FieldPanel("ministry_said"), FieldPanel("ministry_abbreviation")]),
                FieldPanel("granter"),
                FieldRowPanel([FieldPanel("ministry_authority"), FieldPanel("ministry_authority_of")]),
                FieldRowPanel([FieldPanel("ministry_title"), FieldPanel("ministry_signer")]),
                FieldPanel("ministry_archive"),
            ],
            heading=_("The ministry: decisions, notices, certificates"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("department_name"),
                FieldRowPanel([FieldPanel("department_said"), FieldPanel("department_abbreviation")]),
                FieldPanel("department_address"),
                FieldRowPanel([FieldPanel("department_authority"), FieldPanel("department_authority_of")]),
                FieldRowPanel([FieldPanel("department_title"), FieldPanel("department_signer")]),
                FieldRowPanel([FieldPanel("department_archive"), FieldPanel("copies")]),
            ],
            heading=_("The department: letters of submission, lists"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("council_name"),
                FieldRowPanel([FieldPanel("council_said"), FieldPanel("council_abbreviation")]),
                FieldPanel("council_archive"),
            ],
            heading=_("The council: minutes, ballot papers"),
        ),
    ]

    class Meta:
        verbose_name = _("issuing bodies")
        verbose_name_plural = _("issuing bodies")

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        super().clean()
        errors = {}
        for body in ("ministry", "department"):
            errors |= self.wrong_authority(body)
        if errors:
            raise ValidationError(errors)

    def wrong_authority(self, body: str) -> dict:
        """What is wrong with how one body's paper is signed: whom one signs for, and that KT. is a deputy's."""
        by, of = getattr(self, f"{body}_authority"), getattr(self, f"{body}_authority_of")
        if by and not of:
            return {f"{body}_authority_of": _("Say for whom.")}
        if by == Authority.FOR_HEAD and not is_deputy(getattr(self, f"{body}_title")):
            return {
                f"{body}_title": _("Only a deputy signs KT.: the post begins with “Phó” or “Thứ trưởng”.")
            }
        return {}


class PaperTemplate(models.Model):
    """What an administrator made of one kind of paper: to whom it goes, and a Word file in place of ours."""

    kind = models.CharField(max_length=20, unique=True, editable=False)
    recipients = models.TextField(
        _("recipients"), blank=True, max_length=2000, help_text=_("One per line, without the line “Lưu”.")
    )
    file = models.FileField(
        _("template"), storage=private_storage, upload_to=random_name, max_length=120, blank=True
    )
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    #: Counts every replacement and every return to the default.
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("template of a paper")
        verbose_name_plural = _("templates of papers")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                name="own_templates_are_sealed",
                condition=Q(file="", sha256="") | (~Q(file="") & ~Q(sha256="")),
            )
        ]

    def __str__(self):
        return self.kind


class Paper(models.Model):
    """One generated paper or list, kept as it was handed out: its file never changes."""

    kind = models.CharField(max_length=20)
    campaign = models.ForeignKey(CampaignPage, on_delete=models.PROTECT, related_name="papers")
    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, null=True, related_name="papers")
    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, null=True, related_name="papers")
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, null=True, related_name="papers")
    number = models.PositiveIntegerField(_("number"), null=True)
    issued_on = models.DateField(_("date"), null=True)
    rows = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=120)
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    #: Of the template that it was made with; empty for a list, which has none.
    template_sha256 = models.CharField(max_length=64, blank=True)
    template_version = models.PositiveIntegerField(default=0)
    generated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    generated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-generated_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="paper_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="paper_is_about_one_thing",
                condition=Q(session__isnull=True, nomination__isnull=True)
                | Q(session__isnull=True, roster__isnull=True)
                | Q(nomination__isnull=True, roster__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "kind", "-generated_at"], name="latest_paper_of_a_kind")]

    def __str__(self):
        return self.file_name
