"""What the machine points out, set side by side for a screener to judge."""

from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dossiers.columns import dossier_url
from ..dossiers.models import Candidate, NominationPage
from .models import Flag, Honour
from .rules import SAME_DAY_ALLOWANCE, Reason

BIRTH_WORDS = {
    Reason.SAME_DAY: gettext_lazy("Same day"),
    Reason.BIRTH_SLIP: gettext_lazy("One digit apart"),
    Reason.SAME_YEAR: gettext_lazy("Same year"),
    Reason.BIRTH_UNKNOWN: gettext_lazy("Cannot be compared"),
}


@dataclass(frozen=True)
class Row:
    """One line of the comparison; ``is_alike`` says whether it speaks for one person."""

    label: str
    mine: str
    its: str
    words: str = ""
    is_alike: bool = False


@dataclass(frozen=True)
class Comparison:
    """One finding with its two sides; ``passages`` are what two texts have in common."""

    flag: Flag
    title: str
    other_title: str
    url: str
    rows: list[Row] = field(default_factory=list)
    passages: tuple[str, str] | None = None


def comparisons_of(nomination: NominationPage) -> list[Comparison]:
    """Every finding about a nomination, what nobody has judged first; one query."""
    flags = Flag.objects.about(nomination).select_related(
        "verdict_by", "honour",
        "other__candidate", "other__unit", "other__campaign",
        "nomination__candidate", "nomination__unit", "nomination__campaign",
    )  # fmt: skip
    ordered = sorted(flags, key=lambda flag: (bool(flag.verdict), -flag.score, flag.pk))
    return [comparison(flag, nomination) for flag in ordered]


def comparison(flag: Flag, nomination: NominationPage) -> Comparison:
    if flag.honour:
        return with_honour(flag, nomination, flag.honour)
    is_mine = flag.nomination_id == nomination.pk
    other = flag.other if is_mine else flag.nomination
    passages = (flag.passage, flag.other_passage) if is_mine else (flag.other_passage, flag.passage)
    if flag.kind == Flag.Kind.COPIED:
        title = _("%(score)d %% of the report is as in %(code)s")
        rows = [
            Row(_("Candidate"), nomination.candidate.name, other.candidate.name),
            unit_row(nomination, other),
        ]
    else:
        title = _("Possibly one person with %(code)s")
        rows = [
            *person_rows(flag, nomination.candidate, other.candidate),
            unit_row(nomination, other),
            outcome(other),
        ]
    return Comparison(
        flag,
        title % {"code": other.reference, "score": flag.score},
        other.reference,
        dossier_url(other),
        rows,
        passages if flag.passage else None,
    )


def with_honour(flag: Flag, nomination: NominationPage, honour: Honour) -> Comparison:
    words = {"award": honour.award, "year": honour.year, "score": flag.score}
    if flag.kind == Flag.Kind.REWARDED:
        title = _("This achievement may have been rewarded already: %(award)s, %(year)s") % words
        return Comparison(
            flag, title, _("Register"), "", [decision_row(honour)], (flag.passage, flag.other_passage)
        )
    title = _("Possibly honoured already: %(award)s, %(year)s") % words
    rows = [
        *person_rows(flag, nomination.candidate, honour),
        Row(
            _("Unit"),
            nomination.unit.name,
            honour.unit_name or "–",
            *same(nomination.unit.name_vi, honour.unit_name),
        ),
        decision_row(honour),
    ]
    return Comparison(flag, title, _("Register"), "", rows)


def person_rows(flag: Flag, mine: Candidate, its) -> list[Row]:
    """Name and date of birth, each with what the machine made of it."""
    reasons = set(flag.reasons)
    birth = next((words for reason, words in BIRTH_WORDS.items() if reason in reasons), _("Other"))
    rows = [
        Row(_("Full name"), mine.name, its.name, name_words(reasons, flag.score), is_alike=True),
        Row(
            _("Date of birth"),
            birth_text(mine),
            birth_text(its),
            str(birth),
            is_alike=not reasons.isdisjoint({Reason.SAME_DAY, Reason.SAME_YEAR, Reason.BIRTH_SLIP}),
        ),
    ]
    if Reason.IDENTITY in reasons:
        rows.append(Row(_("Identity number"), _("given"), _("given"), _("Same"), is_alike=True))
    return rows


def name_words(reasons: set[str], score: int) -> str:
    """Say in what two names agree, and in what they do not."""
    if Reason.SAME_NAME in reasons:
        return _("Same")
    words = []
    if Reason.SLIP in reasons:
        words.append(_("%(score)d %% alike") % {"score": score})
    if Reason.MARKS in reasons:
        words.append(_("Same but for the marks") if not words else _("other marks"))
    if Reason.ORDER in reasons:
        words.append(_("Other order") if not words else _("other order"))
    return ", ".join(words) or _("Other")


def birth_text(one) -> str:
    if one.birth_date:
        return date_format(one.birth_date, "SHORT_DATE_FORMAT")
    return str(one.birth_year or "–")


def unit_row(nomination: NominationPage, other: NominationPage) -> Row:
    return Row(_("Unit"), nomination.unit.name, other.unit.name, *same(nomination.unit_id, other.unit_id))


def same(mine, its) -> tuple[str, bool]:
    return (_("Same"), True) if mine == its else (_("Different"), False)


def outcome(other: NominationPage) -> Row:
    return Row(_("Campaign and stage"), "–", f"{other.campaign.title}: {other.get_stage_display()}")


def decision_row(honour: Honour) -> Row:
    day = date_format(honour.decision_date, "SHORT_DATE_FORMAT") if honour.decision_date else ""
    return Row(
        _("Decision"), "–", ", ".join(filter(None, (honour.decision_number, day, honour.issuer))) or "–"
    )


def explanation(campaign) -> str:
    """Say on the screen by which numbers the machine points out, and that it decides nothing."""
    return _(
        "Shown when names are alike from %(name)d %% on and dates of birth do not contradict each other "
        "(from %(less)d %% with the same day of birth; without a year, the same name only). "
        "The machine points out and refuses nobody."
    ) % {"name": campaign.name_likeness, "less": campaign.name_likeness - SAME_DAY_ALLOWANCE}
