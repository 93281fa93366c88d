from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from .names import clean_text


class Term(index.Indexed, models.Model):
    """A word of the vocabulary: a stable code for addresses and filters, and a name in each language."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Stable: used in addresses, filters and the API. Do not change it once published."),
    )
    name_vi = models.CharField(_("Vietnamese name"), max_length=255)
    name_en = models.CharField(_("English name"), max_length=255)
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    names_panel = FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")])
    search_fields = [
        index.SearchField("name_vi"),
        index.AutocompleteField("name_vi"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "name_vi"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Store the word; in one transaction with what listeners write before it."""
        self.name_vi, self.name_en = clean_text(self.name_vi), clean_text(self.name_en)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi


class Bloc(Term):
    """An emulation bloc (cụm, khối thi đua) in which units compete."""

    panels = [Term.names_panel, FieldPanel("code"), FieldPanel("sort_order")]

    class Meta(Term.Meta):
        verbose_name = _("emulation bloc")
        verbose_name_plural = _("emulation blocs")


class Field(Term):
    """A field of achievement; digital transformation is one."""

    panels = [Term.names_panel, FieldPanel("code"), FieldPanel("sort_order")]

    class Meta(Term.Meta):
        verbose_name = _("field of achievement")
        verbose_name_plural = _("fields of achievement")


class Unit(Term):
    """A body that nominates."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        AGENCY = "agency", _("Agency")
        PRESS = "press", _("Press office")
        ENTERPRISE = "enterprise", _("Enterprise")
        PROVINCIAL = "provincial", _("Provincial department")
        ORGANISATION = "organisation", _("Mass organisation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.AGENCY)
    bloc = models.ForeignKey(
        Bloc,
        verbose_name=_("emulation bloc"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    province = models.CharField(_("province"), max_length=100, blank=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Inactive units file no nominations.")
    )

    panels = [
        Term.names_panel,
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("bloc")]),
        FieldRowPanel([FieldPanel("province"), FieldPanel("sort_order")]),
        FieldPanel("is_active"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
