"""What a campaign asks in its form: the rows in which it departs from the official one."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .rules import CEILINGS, STANDARD, Asking, FormRules, Limit, Measure

#: Every place whose asking or limit a campaign may set, in the order of the form.
PLACES = (
    (
        _("The candidate"),
        (
            ("candidate.alias", _("Other name")),
            ("candidate.sex", _("Sex")),
            ("candidate.birth_year", _("Date of birth")),
            ("candidate.ethnicity", _("Ethnicity")),
            ("candidate.home_place", _("Home place")),
            ("candidate.residence", _("Residence")),
            ("candidate.position", _("Position")),
            ("candidate.duties", _("Duties")),
            ("candidate.qualification", _("Qualification")),
            ("candidate.academic_rank", _("Academic rank, titles")),
            ("candidate.party_member", _("Party member")),
            ("candidate.identity_number", _("Identity number")),
            ("candidate.phone", _("Telephone")),
            ("candidate.email", _("Mail address")),
        ),
    ),
    (
        _("Achievements"),
        (
            ("case.summary", _("Summary of achievements")),
            ("case.case", _("Report of achievements")),
            ("case.achievements", _("Single achievements")),
            ("achievements.title", _("Achievement: name")),
            ("achievements.period", _("Achievement: when")),
            ("achievements.detail", _("Achievement: what was done")),
            ("achievements.result", _("Achievement: result")),
        ),
    ),
    (
        _("Earlier awards"),
        (
            ("awards.awards", _("Earlier awards, or a tick that there are none")),
            ("awards.decision_number", _("Award: decision number")),
            ("awards.decision_date", _("Award: date of the decision")),
            ("awards.issuer", _("Award: issued by")),
        ),
    ),
    (
        _("Supporting documents"),
        (
            ("evidence.report", _("Signed report of achievements")),
            ("evidence.minutes", _("Minutes of the unit's meeting")),
            ("evidence.portrait", _("Portrait")),
            ("evidence.consent", _("Signed consent form")),
            ("evidence.award", _("Copy of an earlier decision")),
            ("evidence.other", _("Other document")),
        ),
    ),
)
WORDS_OF = {place: words for _group, places in PLACES for place, words in places}
#: Lists that the form always shows; a campaign says whether they may stay empty.
ALWAYS_ASKED = frozenset({"case.achievements", "achievements.title", "awards.awards"})


class AskedField(Orderable):
    """One entry of the form as a campaign wants it; without a row the entry is as in the official form."""

    class Asked(models.TextChoices):
        REQUIRED = Asking.REQUIRED.value, _("required")
        OPTIONAL = Asking.OPTIONAL.value, _("if any")
        NOT_ASKED = Asking.NOT_ASKED.value, _("not asked")

    class Counted(models.TextChoices):
        WORDS = Measure.WORDS.value, _("words (chữ)")
        CHARACTERS = Measure.CHARACTERS.value, _("characters")

    campaign = ParentalKey("nominations.CampaignPage", on_delete=models.CASCADE, related_name="asked_fields")
    place = models.CharField(_("entry"), max_length=40, choices=PLACES)
    asked = models.CharField(_("asked"), max_length=10, choices=Asked.choices, default=Asked.REQUIRED)
    limit = models.PositiveIntegerField(
        _("at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Long texts only."),
    )
    measure = models.CharField(_("counted in"), max_length=10, choices=Counted.choices, default=Counted.WORDS)

    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("asked"), FieldPanel("limit"), FieldPanel("measure")])
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of the form")
        verbose_name_plural = _("entries of the form")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "place"],
                name="one_row_per_entry_of_the_form",
                violation_error_message=_("This entry is in the list already."),
            ),
            models.CheckConstraint(
                name="limit_of_an_entry_is_positive",
                condition=models.Q(limit__isnull=True) | models.Q(limit__gte=1),
            ),
        ]

    def __str__(self):
        return str(WORDS_OF.get(self.place, self.place))

    def clean(self):
        super().clean()
        wrong = {}
        if self.asked == Asking.NOT_ASKED and self.place in ALWAYS_ASKED:
            wrong["asked"] = _("The form cannot do without this entry.")
        if self.limit and (ceiling := CEILINGS.get(self.place)) is None:
            wrong["limit"] = _("This entry is no long text, so it has no limit.")
        elif self.limit and self.limit > ceiling:
            wrong["limit"] = _("At most %(ceiling)d: more cannot be stored.") % {"ceiling": ceiling}
        if wrong:
            raise ValidationError(wrong)

    @property
    def its_limit(self) -> Limit | None:
        return Limit(self.limit, Measure(self.measure)) if self.limit else None


def form_rules(campaign) -> FormRules:
    """What a campaign asks, read once for each campaign that was loaded."""
    if not hasattr(campaign, "_form_rules"):
        rows = [(row.place, Asking(row.asked), row.its_limit) for row in campaign.asked_fields.all()]
        campaign._form_rules = STANDARD.changed(rows) if rows else STANDARD
    return campaign._form_rules


def limit_words(limit: Limit) -> str:
    """Say a limit as the form does: “At most 150 words.”"""
    words = (
        ngettext("At most %(number)s word.", "At most %(number)s words.", limit.number)
        if limit.measure is Measure.WORDS
        else ngettext("At most %(number)s character.", "At most %(number)s characters.", limit.number)
    )
    return words % {"number": number_format(limit.number, force_grouping=True)}
