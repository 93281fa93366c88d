"""What the machine points out about a nomination: the person elsewhere, the register, a report like it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from ...dossiers.actions import lock
from ...dossiers.models import NominationPage
from ...stages import Stage
from ..models import Flag, Honour, ReportPrint
from ..rules import Likeness, Person, alike
from ..texts import WORTH_COMPARING, Shared, rewarded, shared, sketch

#: The closest reports that are shown; a nomination like many others is like the first of them.
MOST_COPIES = 3
#: Reports whose texts are compared, those first that have most marks in common.
MOST_COMPARED = 20
COLUMNS = (
    "pk", "candidate__name", "candidate__birth_year", "candidate__birth_date", "candidate__identity_hash",
)  # fmt: skip
HONOUR_COLUMNS = ("pk", "name", "birth_year", "birth_date", "identity_hash")


@dataclass(frozen=True)
class Found:
    """One finding before it is stored; ``key`` is that of the other nomination, or of the honour."""

    kind: str
    key: int
    score: int
    reasons: tuple = ()
    passage: str = ""
    other_passage: str = ""

    @property
    def is_about_honour(self) -> bool:
        return self.kind in (Flag.Kind.HONOURED, Flag.Kind.REWARDED)


@transaction.atomic
def examine_nomination(*, nomination: NominationPage) -> list[Flag]:
    """Look for everything again and store what is new; a screener's verdict stays.

    What is no longer found goes, unless somebody has judged it.
    """
    nomination = lock(nomination)
    store_prints(nomination)
    if nomination.stage in (Stage.DRAFT, Stage.WITHDRAWN):
        return []
    found = [*find_people(nomination), *find_copies(nomination), *find_honours(nomination)]
    return store_findings(nomination, found)


def person_of(nomination: NominationPage) -> Person:
    candidate = nomination.candidate
    return Person(
        nomination.pk, candidate.name, candidate.birth_year, candidate.birth_date, candidate.identity_hash
    )


def same_birth(year: int | None, identity: str, before: str = "") -> Q:
    """The records that can be about one person at all; narrows what the rule then looks at."""
    possible = Q(**{f"{before}birth_year__isnull": True})
    if year is not None:
        possible |= Q(**{f"{before}birth_year": year})
    else:
        possible |= Q(**{f"{before}birth_year__isnull": False})
    return possible | Q(**{f"{before}identity_hash": identity}) if identity else possible


def others_than(nomination: NominationPage):
    """Every other nomination that was handed in and not taken back, of whatever unit and campaign."""
    return NominationPage.objects.handed_in().exclude(stage=Stage.WITHDRAWN).exclude(pk=nomination.pk)


def find_people(nomination: NominationPage) -> Iterable[Found]:
    """The same person under another unit or campaign."""
    one = person_of(nomination)
    rows = others_than(nomination).filter(same_birth(one.birth_year, one.identity, "candidate__"))
    others = (Person(*row) for row in rows.order_by().values_list(*COLUMNS))
    for other, likeness in alike(one, others, nomination.campaign.name_likeness):
        yield Found(Flag.Kind.PERSON, other.key, likeness.score, likeness.reasons)


# --- Reports --------------------------------------------------------------------------------------------


def store_prints(nomination: NominationPage) -> None:
    """Keep the marks by which the report is found again."""
    marks = sketch(nomination.case)
    if marks == sorted(nomination.report_prints.values_list("mark", flat=True)):
        return
    nomination.report_prints.all().delete()
    ReportPrint.objects.bulk_create(ReportPrint(nomination=nomination, mark=mark) for mark in marks)


def find_copies(nomination: NominationPage) -> Iterable[Found]:
    """The reports that say nearly the same."""
    compared = [(key, shared(nomination.case, text)) for key, text in comparable(nomination)]
    close = [(key, one) for key, one in compared if one.score >= nomination.campaign.report_likeness]
    for key, one in sorted(close, key=lambda pair: -pair[1].score)[:MOST_COPIES]:
        yield found_text(Flag.Kind.COPIED, key, one)


def comparable(nomination: NominationPage) -> list[tuple[int, str]]:
    """The reports that share enough marks to be worth reading, with their texts."""
    marks = sketch(nomination.case)
    if not marks:
        return []
    sharing = (
        ReportPrint.objects.filter(mark__in=marks)
        .exclude(nomination=nomination)
        .values_list("nomination")
        .annotate(common=Count("pk"))
        .filter(common__gte=WORTH_COMPARING)
        .order_by("-common", "nomination")[:MOST_COMPARED]
    )
    keys = [key for key, _common in sharing]
    return list(others_than(nomination).filter(pk__in=keys).order_by().values_list("pk", "case"))


def found_text(kind: str, key: int, one: Shared) -> Found:
    return Found(kind, key, one.score, (), one.passage[:2000], one.other_passage[:2000])


# --- The register ---------------------------------------------------------------------------------------


def find_honours(nomination: NominationPage) -> Iterable[Found]:
    """What the register holds of this person, and which achievement was rewarded already."""
    for honour, likeness in honours_of(nomination):
        yield Found(Flag.Kind.HONOURED, honour.pk, likeness.score, likeness.reasons)
        one = rewarded(
            achievements_of(nomination),
            honour.achievement.splitlines(),
            nomination.campaign.achievement_likeness,
        )
        if one:
            yield found_text(Flag.Kind.REWARDED, honour.pk, one)


def honours_of(nomination: NominationPage) -> list[tuple[Honour, Likeness]]:
    one = person_of(nomination)
    rows = Honour.objects.in_force().exclude(reference=nomination.reference)
    rows = rows.filter(same_birth(one.birth_year, one.identity))
    others = (Person(*row) for row in rows.order_by().values_list(*HONOUR_COLUMNS))
    found = {
        # Keys of nominations and honours count from 1 each, so an honour's is told apart.
        other.key: likeness
        for other, likeness in alike(Person(None, *astuple(one)), others, nomination.campaign.name_likeness)
    }
    return [(honour, found[honour.pk]) for honour in Honour.objects.filter(pk__in=found)]


def astuple(one: Person) -> tuple:
    return one.name, one.birth_year, one.birth_date, one.identity


def achievements_of(nomination: NominationPage) -> list[str]:
    """What the case leans on: each achievement's name, and with what was done."""
    found = []
    for row in nomination.achievements.all():
        found += [row.title, f"{row.title}. {row.detail}"] if row.detail else [row.title]
    return found


# --- Storing --------------------------------------------------------------------------------------------


def store_findings(nomination: NominationPage, found: list[Found]) -> list[Flag]:
    """Bring the stored flags of a nomination to what was found; return all that stand now."""
    stored = {key_of(flag, nomination): flag for flag in Flag.objects.about(nomination)}
    wanted = {(one.kind, one.key): one for one in found}
    gone = [flag.pk for key, flag in stored.items() if key not in wanted and not flag.verdict]
    Flag.objects.filter(pk__in=gone).delete()
    for key, one in wanted.items():
        if key in stored:
            refresh(stored[key], one)
    new = [new_flag(nomination, one) for key, one in wanted.items() if key not in stored]
    Flag.objects.bulk_create(new, ignore_conflicts=True)
    return list(Flag.objects.about(nomination))


def key_of(flag: Flag, nomination: NominationPage) -> tuple[str, int]:
    """Name the flag by what it is about, seen from this nomination."""
    if flag.honour_id:
        return flag.kind, flag.honour_id
    return flag.kind, flag.other_id if flag.nomination_id == nomination.pk else flag.nomination_id


def refresh(flag: Flag, one: Found) -> None:
    """Write what was found now into a stored flag, where it is another."""
    now = {"score": one.score, "reasons": list(one.reasons)}
    if any(getattr(flag, name) != value for name, value in now.items()):
        Flag.objects.filter(pk=flag.pk).update(**now)


def new_flag(nomination: NominationPage, one: Found) -> Flag:
    values = {"kind": one.kind, "score": one.score, "reasons": list(one.reasons)}
    if one.is_about_honour:
        about = {"nomination": nomination, "honour_id": one.key}
        return Flag(**values, **about, passage=one.passage, other_passage=one.other_passage)
    other = NominationPage.objects.only("pk", "submitted_at").get(pk=one.key)
    if is_later(nomination, other):
        return Flag(
            **values, nomination=nomination, other=other, passage=one.passage, other_passage=one.other_passage
        )
    return Flag(
        **values, nomination=other, other=nomination, passage=one.other_passage, other_passage=one.passage
    )


def is_later(one: NominationPage, other: NominationPage) -> bool:
    """Say which of two nominations was handed in after the other; the key breaks ties."""
    return (one.submitted_at, one.pk) > (other.submitted_at, other.pk)
