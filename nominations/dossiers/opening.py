"""Which places of a returned nomination its unit may change.

The rooms above say what was remarked on: each registers a function of a nomination that answers the places.
"""

from collections.abc import Callable, Iterable

from wagtail.models import TaskState

from ..refusals import ClosedPlace
from ..stages import Stage
from .completeness import LISTS, gaps_of, record_of, rows_of
from .models import Candidate, NominationPage
from .rules import OPEN, Missing, Opening

REMARKED: list[Callable[[NominationPage], Iterable[str]]] = []
#: Single entries of the case, by the column that holds them.
CASE_PLACES = {
    "field_id": "case.field",
    "summary": "case.summary",
    "case": "case.case",
    "without_awards": "case.without_awards",
}


def remarked_places(gather):
    """Register a function of a nomination that answers the places which its unit was asked to mend."""
    REMARKED.append(gather)
    return gather


def opening_of(nomination: NominationPage) -> Opening:
    """What the unit may change now: everything, but after a return with remarks what they are about.

    Whatever is missing or too long is open as well, or nobody could hand the nomination in again.
    """
    if is_open(nomination):
        return OPEN
    places = {place for gather in REMARKED for place in gather(nomination)}
    if not places:
        return OPEN
    places |= {place_of(gap) for gap in gaps_of(nomination)}
    return Opening(False, frozenset(places), rows_returned(nomination, places))


def rows_returned(nomination: NominationPage, places: set[str]) -> tuple[tuple[str, int], ...]:
    """How many rows the lists had that were returned with a remark on one of their rows."""
    lists = [name for name in LISTS if any(place.startswith(f"{name}.") for place in places)]
    if not lists:
        return ()
    steps = TaskState.objects.filter(workflow_state__in=nomination.workflow_states.all())
    content = steps.order_by("-pk").values_list("revision__content", flat=True).first() or {}
    return tuple((name, len(content[name])) for name in lists if name in content)


def is_open(nomination: NominationPage) -> bool:
    """Whether everything may be changed, whatever was remarked on."""
    return nomination.stage != Stage.RETURNED or nomination.all_open


def place_of(gap: Missing) -> str:
    """The place at which a missing thing is mended."""
    return gap.field if gap.field in LISTS else f"{gap.step}.{gap.field}"


# --- Guards of the actions ------------------------------------------------------------------------------


def require_open_place(nomination: NominationPage, place: str) -> None:
    """Refuse a change at a place that is closed; call it with the nomination locked."""
    if not opening_of(nomination).allows(place):
        raise ClosedPlace


def require_open_record(nomination: NominationPage, candidate: Candidate) -> None:
    """Refuse a record that differs from the stored one where nobody asked for it."""
    if is_open(nomination):
        return
    # As it is stored: what the change itself would leave missing opens nothing.
    row = NominationPage.objects.select_related("candidate").get(pk=nomination.pk)
    opening, stored = opening_of(row), row.candidate
    before, after = record_of(stored), record_of(candidate)
    changed = {name for name in after if after[name] != before[name]}
    if stored.birth_date != candidate.birth_date:
        changed.add("birth_date")
    if not all(opening.allows(f"candidate.{name}") for name in changed):
        raise ClosedPlace


def require_open_case(page: NominationPage) -> None:
    """Refuse a case that differs from the stored one where nobody asked for it."""
    if is_open(page):
        return
    # As it is stored: what the change itself would leave missing opens nothing.
    row = NominationPage.objects.get(pk=page.pk)
    opening, stored = opening_of(row), row.get_latest_revision_as_object()
    changed = [
        place for column, place in CASE_PLACES.items() if getattr(stored, column) != getattr(page, column)
    ]
    lists = (
        opening.allows_list(name, list(rows_of(stored, name)), list(rows_of(page, name))) for name in LISTS
    )
    if not all(map(opening.allows, changed)) or not all(lists):
        raise ClosedPlace
