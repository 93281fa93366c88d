"""A dossier set out entry by entry: every place that can be read, compared with an earlier text, and remarked on."""

from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .asked import form_rules
from .models import Candidate, Evidence, NominationPage
from .place_notes import place_note
from .rules import SAME_PLACE, FormRules

#: What the dossier shows of a candidate, in the order of the official form.
RECORD = (
    "name",
    "alias",
    "sex",
    "birth_date",
    "birth_year",
    "ethnicity",
    "home_place",
    "residence",
    "position",
    "duties",
    "qualification",
    "academic_rank",
    "party_member",
    "identity_number",
    "phone",
    "email",
)

PLACE_COLUMNS = ("home_place", "residence")


@dataclass
class Entry:
    """One place of a dossier.

    ``place`` names it for good: ``candidate.position``, ``case.summary``, ``achievements.2``,
    ``evidence.report``. ``text`` is all that stands there; ``row`` is the record behind a row of a list.
    ``margin`` is what the rooms above write beside it, ``covers`` the field that is not shown unasked, ``note``
    what a reader should know of the text, such as the present name of a place.
    """

    place: str
    label: str
    text: str = ""
    row: object = None
    margin: list[dict] = field(default_factory=list)
    covers: str = ""
    note: str = ""

    @property
    def anchor(self) -> str:
        """The id of the entry on its page."""
        return f"entry-{self.place.replace('.', '-')}"


@dataclass(frozen=True)
class Entries:
    """Every entry of one dossier, by section; ``achievements`` and ``awards`` begin with the list as a whole."""

    case: dict[str, Entry]
    achievements: list[Entry]
    awards: list[Entry]
    evidence: list[Entry]
    record: list[Entry]

    def __iter__(self):
        return chain(self.case.values(), self.achievements, self.awards, self.evidence, self.record)

    def at(self, place: str) -> Entry | None:
        """Return the entry of this name, or None where the dossier has none such."""
        return next((entry for entry in self if entry.place == place), None)


def entries_of(page: NominationPage, nomination: NominationPage) -> Entries:
    """Set a dossier out: the case from ``page``, its revision, and the rest from the stored nomination.

    What the campaign never asked for is left out, unless something stands there all the same.
    """
    rules = form_rules(nomination.campaign)
    return Entries(
        case={
            name: entry
            for name, entry in case_entries(page).items()
            if entry.text or rules.is_asked(f"case.{name}")
        },
        achievements=listed(
            "achievements", _("Achievements"), page.achievements.all(), _("Achievement %(number)d")
        ),
        awards=listed("awards", _("Earlier awards"), page.awards.all(), _("Award %(number)d")),
        evidence=evidence_entries(list(nomination.evidence.all()), rules),
        record=[
            entry
            for entry in record_entries(nomination.candidate)
            if entry.text or rules.is_asked(SAME_PLACE.get(entry.place, entry.place))
        ],
    )


def case_entries(page: NominationPage) -> dict[str, Entry]:
    label = {name: capital(page._meta.get_field(name).verbose_name) for name in ("field", "summary", "case")}
    return {
        "field": Entry("case.field", label["field"], str(page.field or "")),
        "summary": Entry("case.summary", label["summary"], page.summary),
        "case": Entry("case.case", label["case"], page.case),
    }


def listed(name: str, title: str, rows, row_title: str) -> list[Entry]:
    """The list as a whole, then each of its rows."""
    single = [
        Entry(f"{name}.{number}", row_title % {"number": number}, row_text(row), row)
        for number, row in enumerate(rows, start=1)
    ]
    return [Entry(name, title, "\n\n".join(entry.text for entry in single)), *single]


ROW_COLUMNS = (
    "title", "period", "detail", "result", "year", "name", "decision_number", "decision_date", "issuer",
)  # fmt: skip


def row_text(row) -> str:
    """All that a row of a list says, one line for each of its columns."""
    values = (getattr(row, name, None) for name in ROW_COLUMNS)
    return "\n".join(str(value) for value in values if value)


def evidence_entries(stored: list[Evidence], rules: FormRules) -> list[Entry]:
    """One entry for every kind of file that is there or has to be."""
    found = []
    for kind, label in Evidence.Kind.choices:
        files = [file for file in stored if file.kind == kind]
        if files or rules.is_required(f"evidence.{kind}"):
            text = "\n".join(f"{file.original_name} {file.sha256} {file.caption}".strip() for file in files)
            found.append(Entry(f"evidence.{kind}", str(label), text, files))
    return found


def record_entries(candidate: Candidate) -> list[Entry]:
    """The private record, in the order of the official form."""
    return [
        Entry(
            f"candidate.{name}",
            capital(candidate._meta.get_field(name).verbose_name),
            str(shown(candidate, name) or ""),
            note=place_note(getattr(candidate, name)) if name in PLACE_COLUMNS else "",
        )
        for name in RECORD
    ]


def capital(words) -> str:
    return str(words)[:1].upper() + str(words)[1:]


def shown(candidate: Candidate, name: str):
    """Write one field for reading: words for choices and answers, of the identity number its end alone."""
    value = getattr(candidate, name)
    if name == "sex":
        return candidate.get_sex_display()
    if name == "identity_number":
        return f"••• {value[-3:]}" if value else ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else value
