"""Checks every row of a read workbook with the forms of the steps, so that a row is held to what a draft is held to.

What a draft may lack a row may lack: that is counted, and no fault.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _

from exemplars.vocabulary.names import fold

from ...dossiers.models import Candidate, NominationPage
from ..forms import AwardsForm, CandidateForm, CaseForm
from .columns import ACHIEVEMENTS, AWARDS, NUMBER, PEOPLE, Plan, blank_page
from .reading import Cell, Reading, ReadSheet, Row
from .refusals import Fault

#: What stands in the first column of the row that only shows how it is done.
EXAMPLES = frozenset({"vd", "vi du", "example", "e.g."})
#: The sheets whose rows belong to a person, and the prefix of their columns' keys.
LISTED = {ACHIEVEMENTS: "achievement", AWARDS: "award"}


@dataclass
class Entry:
    """One person of the file, checked: ready to be stored where ``faults`` is empty."""

    row: int
    number: str
    name: str
    candidate: Candidate
    page: NominationPage
    lacking: int = 0


@dataclass
class Checked:
    """A whole workbook, checked: the people in the order of the file, and everything to correct."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def check(reading: Reading, plan: Plan) -> Checked:
    """Check a workbook; asks the database nothing for a row."""
    people = reading.sheets[PEOPLE]
    rows = [row for row in people.rows if is_filled(row, PEOPLE)]
    numbers, faults = numbered(people, rows)
    lists = {key: by_person(reading.sheets[key], numbers, faults) for key in LISTED}
    found = Checked(faults=[*reading.faults, *faults])
    for row in rows:
        number = number_of(row, PEOPLE)
        own = {
            key: lists[key].pop(number, []) for key in LISTED
        }  # of two with one number, the first has them
        entry, wrong = RowCheck(plan, reading, row, own).checked()
        found.entries.append(entry)
        found.faults += wrong
    if not rows:
        found.faults.append(Fault(people.name, 0, 0, "", _("No person is filled in below the headings.")))
    found.faults.sort(key=place_of(reading))
    return found


def place_of(reading: Reading):
    """Order faults as they stand in the workbook, what is wrong with its frame first."""
    order = {its_sheet.name: place for place, its_sheet in enumerate(reading.sheets.values())}
    return lambda fault: (fault.row > 1, order.get(fault.sheet, len(order)), fault.row, fault.column)


# --- Whose a row is -------------------------------------------------------------------------------------


def number_key(sheet: str) -> str:
    return f"{sheet}.{NUMBER}"


def number_of(row: Row, sheet: str) -> str:
    return row.cells.get(number_key(sheet), Cell()).text.strip()


def is_filled(row: Row, sheet: str) -> bool:
    """Whether a row names somebody or something; a number alone does not, and the example never does."""
    return not row.is_blank(but=number_key(sheet)) and fold(number_of(row, sheet)).rstrip(":") not in EXAMPLES


def numbered(people: ReadSheet, rows: list[Row]) -> tuple[set[str], list[Fault]]:
    """The numbers of the people, and a fault for each that two of them have."""
    seen: dict[str, int] = {}
    faults = []
    for row in rows:
        key, number = number_key(PEOPLE), number_of(row, PEOPLE)
        if words := row.cells.get(key, Cell()).fault:
            faults.append(people.fault(row.number, key, words))
        elif number in seen:
            words = _("Row %(row)d has this number already.") % {"row": seen[number]}
            faults.append(people.fault(row.number, key, words))
        elif number:
            seen[number] = row.number
    return set(seen), faults


def by_person(its_sheet: ReadSheet, numbers: set[str], faults: list[Fault]) -> dict[str, list[Row]]:
    """The rows of a list by the number of their person; a row of nobody's is a fault."""
    found: dict[str, list[Row]] = defaultdict(list)
    key = number_key(its_sheet.plan.key)
    for row in its_sheet.rows:
        number = number_of(row, its_sheet.plan.key)
        if not is_filled(row, its_sheet.plan.key):
            continue
        if words := row.cells.get(key, Cell()).fault:
            faults.append(its_sheet.fault(row.number, key, words))
        elif number in numbers:
            found[number].append(row)
        else:
            words = _("Nobody has the number “%(number)s”.") if number else _("Enter the person's number.")
            faults.append(
                its_sheet.fault(row.number, key, words % {"number": number[:20]} if number else words)
            )
    return found


# --- One person -----------------------------------------------------------------------------------------


class RowCheck:
    """One person's row and the rows that belong to it, as the forms of the steps see them."""

    def __init__(self, plan: Plan, reading: Reading, row: Row, lists: dict[str, list[Row]]):
        self.plan, self.people, self.row, self.lists = plan, reading.sheets[PEOPLE], row, lists
        self.sheets = reading.sheets
        self.faults: list[Fault] = []

    def checked(self) -> tuple[Entry, list[Fault]]:
        candidate, page = Candidate(), blank_page(self.plan.campaign)
        person = CandidateForm(
            self.values(PEOPLE, self.row, "candidate"), instance=candidate, nomination=page
        )
        of_case = self.values(PEOPLE, self.row, "case")
        field = of_case.pop("field", "")  # already one of the plan's: the form would ask the database again
        case = CaseForm(of_case | self.listed(ACHIEVEMENTS), instance=page, fields=self.plan.fields)
        awards = AwardsForm(self.values(PEOPLE, self.row, "awards") | self.listed(AWARDS), instance=page)
        self.note(person, "candidate")
        self.note(case, "case", ACHIEVEMENTS)
        self.note(awards, "awards", AWARDS)
        if not self.faults:
            candidate = person.save(commit=False)
            case.save(commit=False)
            awards.save(commit=False)
            page.field_id = int(field) if field else None
        return self.entry(candidate, page), self.faults

    def entry(self, candidate: Candidate, page: NominationPage) -> Entry:
        cells = self.row.cells
        name = cells.get("candidate.name", Cell()).text
        if not name and "candidate.name" in self.people.places and not cells["candidate.name"].fault:
            self.faults.append(
                self.people.fault(self.row.number, "candidate.name", _("Enter the candidate's full name."))
            )
        return Entry(self.row.number, number_of(self.row, PEOPLE), name, candidate, page, self.lacking())

    def lacking(self) -> int:
        """How many things submission will still ask for, as far as the file could hold them."""
        wanted = [column.key for column in self.people.plan.columns if column.is_wanted]
        empty = sum(not self.row.cells.get(key, Cell()).text for key in wanted)
        none = self.people.plan.by_key.get("awards.without_awards")
        told = none and none.value_of(self.row.cells.get(none.key, Cell()).text) == "on"
        return empty + (not self.lists[ACHIEVEMENTS]) + (not self.lists[AWARDS] and not told)

    # --- Into the forms

    def values(self, sheet: str, row: Row, form: str) -> dict[str, str]:
        """What the form is given for one row; a cell that cannot be read is a fault, and left out."""
        given = {}
        for column in self.sheets[sheet].plan.columns:
            if column.form == form:
                cell = row.cells.get(column.key, Cell())
                given[column.name] = self.value(sheet, row, column, cell)
        return given

    def value(self, sheet: str, row: Row, column, cell: Cell) -> str:
        words = cell.fault
        if not words and cell.text and column.choices:
            chosen = column.value_of(cell.text)
            words = "" if chosen is not None else not_among(column)
            return chosen or "" if not words else self.refused(sheet, row, column, words)
        return self.refused(sheet, row, column, words) if words else cell.text

    def refused(self, sheet: str, row: Row, column, words: str) -> str:
        self.faults.append(self.sheets[sheet].fault(row.number, column.key, words))
        return ""

    def listed(self, sheet: str) -> dict[str, str]:
        """The rows of a list as a browser would send them."""
        rows = self.lists[sheet]
        given = {f"{sheet}-TOTAL_FORMS": len(rows), f"{sheet}-INITIAL_FORMS": 0}
        for place, row in enumerate(rows):
            values = self.values(sheet, row, LISTED[sheet])
            given |= {f"{sheet}-{place}-{name}": value for name, value in values.items()}
        return given

    # --- Out of them

    def note(self, form: forms.BaseForm, name: str, sheet: str = "") -> None:
        """Turn what a form refuses into faults, each with its cell; one fault a cell is enough."""
        for key, words in errors_of(form):
            self.add(self.people, self.row.number, f"{name}.{key}", words)
        if not sheet:
            return
        rows = form.formsets[sheet]
        for words in rows.non_form_errors():
            self.add(self.people, self.row.number, number_key(PEOPLE), str(words))
        for row, its_form in zip(self.lists[sheet], rows.forms, strict=False):
            for key, words in errors_of(its_form):
                self.add(self.sheets[sheet], row.number, f"{LISTED[sheet]}.{key}", words)

    def add(self, its_sheet: ReadSheet, row: int, key: str, words: str) -> None:
        fault = its_sheet.fault(row, key, words)
        if not any(
            (each.sheet, each.row, each.column) == (fault.sheet, row, fault.column) for each in self.faults
        ):
            self.faults.append(fault)


def errors_of(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Each field that a form refuses, with the words; what is about no field stands under the number."""
    if form.is_valid():
        return
    for name, errors in form.errors.items():
        yield (NUMBER if name == "__all__" else name), " ".join(map(str, errors))


def not_among(column) -> str:
    shown = ", ".join(f"“{choice.shown}”" for choice in column.choices[:12])
    return _("Choose one of: %(choices)s.") % {"choices": shown}
