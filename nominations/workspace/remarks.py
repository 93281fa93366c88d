"""The reviewers' remarks on a returned nomination, each at the place that it is about."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..dossiers.entries import entries_of
from ..dossiers.models import NominationPage
from ..screening.actions.remarks import corrected_places
from ..screening.models import Remark
from ..stages import Stage
from .problems import Problem
from .steps import STEPS, step_number, step_url

#: Fields of a step's form that stand for a place of another name.
FIELDS = {"birth_date": "birth_year"}


@dataclass(frozen=True)
class Line:
    """One remark as the unit reads it; ``field`` and ``row`` say where it stands on its step's page."""

    remark: Remark
    number: int
    label: str
    step: str
    url: str
    is_corrected: bool
    field: str = ""
    row: int = 0

    @property
    def is_explained(self) -> bool:
        return bool(self.remark.explanation)

    @property
    def is_answered(self) -> bool:
        """Whether the unit has corrected the place, or has said why not."""
        return self.is_corrected or self.is_explained

    @property
    def step_title(self):
        return STEPS[self.step]

    @property
    def step_number(self) -> int:
        return step_number(self.step)


@dataclass(frozen=True)
class Lines:
    """Every remark that the unit has to answer now."""

    lines: tuple[Line, ...] = ()

    def __iter__(self):
        return iter(self.lines)

    def __len__(self):
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if not line.is_answered]

    def on(self, step: str) -> list[Line]:
        return [line for line in self.lines if line.step == step]


def remark_lines(nomination: NominationPage) -> Lines:
    """The remarks of the latest return, in the order of the form; none where nothing was returned."""
    if nomination.stage != Stage.RETURNED:
        return Lines()
    remarks = list(nomination.remarks.unanswered())
    if not remarks:
        return Lines()
    places = {e.place: e.label for e in entries_of(nomination.get_latest_revision_as_object(), nomination)}
    order, corrected = list(places), corrected_places(nomination, remarks)
    remarks.sort(
        key=lambda remark: (order.index(remark.place) if remark.place in places else len(order), remark.pk)
    )
    return Lines(
        tuple(
            line(
                remark, number, places.get(remark.place, remark.label), nomination, remark.place in corrected
            )
            for number, remark in enumerate(remarks, start=1)
        )
    )


def line(remark: Remark, number: int, label: str, nomination: NominationPage, is_corrected: bool) -> Line:
    """Find the step, the field and the row of a remark's place.

    ``achievements.2`` stands on the step of the case, in its second row.
    """
    section, _dot, name = remark.place.partition(".")
    step = "case" if section == "achievements" else section
    row = int(name) if name.isdigit() else 0
    field = "" if row or section in ("achievements", "awards", "evidence") else FIELDS.get(name, name)
    anchor = {"achievements": "achievements", "awards": "awards", "evidence": f"slot-{name}"}.get(
        section, f"id_{field}"
    )
    url = f"{step_url(step, nomination.reference)}#{anchor}"
    return Line(remark, number, label, step, url, is_corrected, name if section == "evidence" else field, row)


def write_beside(form, lines: list[Line]) -> None:
    """Hang each remark on the field or on the row of the list that it is about."""
    if form is None:
        return
    for one in lines:
        if one.field in form.fields:
            form.fields[one.field].remarks = [*getattr(form.fields[one.field], "remarks", ()), one]
    for name, formset in getattr(form, "formsets", {}).items():
        formset.remarks = [one for one in lines if one.remark.place == name]
        for number, row in enumerate(formset.forms, start=1):
            row.remarks = [one for one in lines if one.remark.place == f"{name}.{number}"]


def open_remarks(nomination: NominationPage) -> list[Problem]:
    """What keeps a returned nomination from being handed in again: remarks without an answer."""
    return [
        Problem(
            _("Remark %(number)d is not answered: %(label)s") % {"number": one.number, "label": one.label},
            f"{step_url('remarks', nomination.reference)}#remark-{one.remark.pk}",
        )
        for one in remark_lines(nomination).open
    ]
