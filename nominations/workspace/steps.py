"""The steps of the form, in order, and what each still lacks."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dossiers.models import Consent, Evidence, NominationPage
from ..dossiers.rules import Measure, Missing
from .forms import CandidateForm

STEPS = {
    "candidate": gettext_lazy("The candidate"),
    "case": gettext_lazy("Achievements"),
    "awards": gettext_lazy("Earlier awards"),
    "evidence": gettext_lazy("Supporting documents"),
    "consent": gettext_lazy("The candidate's consent"),
    "check": gettext_lazy("Check and submit"),
}

#: Where a missing thing is mended, when that is not simply the field of its name.
PLACES = {
    ("case", "achievements"): "achievements",
    ("awards", "awards"): "awards",
}
CASE_WORDS = {
    "field": gettext_lazy("Field of achievement"),
    "summary": gettext_lazy("Summary of achievements"),
    "case": gettext_lazy("Report of achievements"),
    "achievements": gettext_lazy("At least one achievement, each with its name"),
}


@dataclass(frozen=True)
class MissingLine:
    """One missing thing in words, and the address of its field."""

    words: str
    url: str
    step: str
    number: int


def step_url(step: str, reference: str) -> str:
    return reverse(f"workspace:{step}", args=[reference])


def next_step(step: str) -> str:
    """Return the step after this one; the last one is followed by itself."""
    names = list(STEPS)
    return names[min(names.index(step) + 1, len(names) - 1)]


def step_before(step: str) -> str:
    """Return the step before this one; before the first there is none but itself."""
    return list(STEPS)[max(list(STEPS).index(step) - 1, 0)]


def step_number(step: str) -> int:
    return list(STEPS).index(step) + 1


def step_list(nomination: NominationPage, gaps: list[Missing], current: str) -> list[dict]:
    """Describe every step for nominations/components/steps.html: number, title, url, current, state, state_label."""
    lacking = Counter(gap.step for gap in gaps)
    return [
        {
            "number": number,
            "title": title,
            "url": step_url(step, nomination.reference),
            "current": step == current,
            **step_state(step, lacking[step]),
        }
        for number, (step, title) in enumerate(STEPS.items(), start=1)
    ]


def step_state(step: str, lacking: int) -> dict[str, str]:
    if step == "check":
        return {"state": "", "state_label": _("Not submitted")}
    if lacking:
        return {"state": "miss", "state_label": ngettext("%d missing", "%d missing", lacking) % lacking}
    return {"state": "done", "state_label": _("Done")}


def missing_lines(nomination: NominationPage, gaps: list[Missing]) -> list[MissingLine]:
    """Say each missing thing in words, with the address where it is mended."""
    return [
        MissingLine(
            words=gap_words(gap),
            url=f"{step_url(gap.step, nomination.reference)}#{place_of(gap)}",
            step=str(STEPS[gap.step]),
            number=step_number(gap.step),
        )
        for gap in gaps
    ]


def place_of(gap: Missing) -> str:
    """Return the id, on its step's page, of what is missing.

    >>> place_of(Missing("candidate", "residence"))
    'id_residence'
    """
    if gap.step == "evidence":
        return f"slot-{gap.field}"
    if gap.step == "consent" or gap.field in ("sex", "party_member"):
        return f"id_{gap.field}_0"
    return PLACES.get((gap.step, gap.field), f"id_{gap.field}")


def gap_words(gap: Missing) -> str:
    """Say what is missing, or by how much it is too long."""
    if not gap.excess:
        return missing_words(gap)
    words = (
        ngettext("%(what)s: %(number)d word too many", "%(what)s: %(number)d words too many", gap.excess)
        if gap.measure == Measure.WORDS
        else ngettext(
            "%(what)s: %(number)d character too many", "%(what)s: %(number)d characters too many", gap.excess
        )
    )
    what = _("Single achievements") if gap.field == "achievements" else missing_words(gap)
    return words % {"what": what, "number": gap.excess}


def missing_words(gap: Missing) -> str:
    if gap.step == "candidate":
        return str(CandidateForm.base_fields[gap.field].label)
    if gap.step == "case":
        return str(CASE_WORDS[gap.field])
    if gap.step == "awards":
        return _("Earlier awards, or a tick that there are none")
    if gap.step == "evidence":
        return str(Evidence.Kind(gap.field).label)
    return _("The candidate's agreement: %(purpose)s") % {"purpose": Consent.Purpose(gap.field).label}
