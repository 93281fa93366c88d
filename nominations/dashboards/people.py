"""Who the nominated are, in tables that show no person."""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exemplars.vocabulary.names import fold

from ..dossiers.models import Candidate
from ..places.book import book
from .reading import Campaign
from .rules import KIND_OF_PLACE, LEVELS, RANKS, SMALLEST, level_of, province_of, published, share, spelled
from .tables import Bar, Row, Table, most

LEVEL_WORDS = {
    "doctorate": gettext_lazy("Doctorate"),
    "master": gettext_lazy("Master's degree"),
    "degree": gettext_lazy("University degree"),
    "college": gettext_lazy("College"),
    "vocational": gettext_lazy("Vocational training"),
    "school": gettext_lazy("General education"),
    "professor": gettext_lazy("Professor"),
    "associate": gettext_lazy("Associate professor"),
    "other": gettext_lazy("Other"),
    "": gettext_lazy("Not given"),
}


def statistics(key: str, title: str, heading: str, counts: dict[str, int], note: str = "") -> Table:
    """A table of people by groups, in which no small number shows or can be worked out."""
    found = published(counts)
    width = most(found.shown.values())
    rows = [
        Row(name, (count,), Bar(share(count, width)))
        for name, count in sorted(found.shown.items(), key=lambda row: (-row[1], row[0]))
    ]
    if found.together:
        rows.append(
            Row(_("Together: %(groups)s") % {"groups": ", ".join(found.together)}, (found.together_count,))
        )
    empty = _("Too few to be shown without showing persons.") if found.withheld else ""
    total = Row(_("Total"), (sum(counts.values()),)) if rows else None
    return Table(key, title, (heading, _("Persons")), rows, total, note, empty)


def named(counts: Counter, words: Callable[[str], str]) -> dict[str, int]:
    """Add up groups under their names on the screen."""
    found: Counter = Counter()
    for key, count in counts.items():
        found[str(words(key))] += count
    return dict(found)


def sexes(campaign: Campaign) -> Table:
    labels = dict(Candidate.Sex.choices)
    counts = named(Counter(one.sex for one in campaign.filed), lambda sex: labels.get(sex) or LEVEL_WORDS[""])
    return statistics("sex", _("By sex"), _("Sex"), counts)


def ethnicities(campaign: Campaign) -> Table:
    counts = spelled(Counter(one.ethnicity.strip() for one in campaign.filed), fold)
    return statistics("ethnicity", _("By ethnicity"), _("Ethnicity"), named(counts, not_given))


def provinces(campaign: Campaign) -> Table:
    counts = spelled(Counter(province_today(one) for one in campaign.filed), fold)
    note = _("Provinces as they are since 1 July 2025, also where a home place is written by a former name.")
    return statistics("province", _("By province"), _("Province"), named(counts, not_given), note)


def province_today(one) -> str:
    """The present province of a home place; where the official list has none, what stands after its last comma."""
    return KIND_OF_PLACE.sub("", book().name_of(one.home_province)) or province_of(one.home_place)


def not_given(name: str) -> str:
    return name or LEVEL_WORDS[""]


def qualifications(campaign: Campaign) -> Table:
    counts = Counter(level_of(fold(one.qualification), LEVELS) for one in campaign.filed)
    note = _("Read from the words of the qualification; the highest that it names.")
    return statistics(
        "qualification", _("By qualification"), _("Level"), named(counts, LEVEL_WORDS.get), note
    )


def ranks(campaign: Campaign) -> Table:
    counts = Counter(level_of(fold(one.academic_rank), RANKS) for one in campaign.filed)
    words = LEVEL_WORDS | {"": _("No academic rank"), "other": _("Other title")}
    return statistics("rank", _("By academic rank"), _("Rank"), named(counts, words.get))


TABLES = (sexes, ethnicities, provinces, qualifications, ranks)


def small_numbers() -> str:
    """What the page says above these tables."""
    return _(
        "Groups of fewer than %(smallest)d persons are shown together with the next larger one, so that nobody's "
        "particulars can be worked out."
    ) % {"smallest": SMALLEST}
