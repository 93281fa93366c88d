"""Who has a nomination in hand, and what that person finds while reading: checks, clearances, verdicts."""

from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...dossiers.actions import lock
from ...dossiers.models import NominationPage
from ...refusals import Refused
from ...stages import Stage
from ..checklist import checks_of
from ..models import Assignment, CheckAnswer, Clearance, Flag
from ..permissions import may_screen, taken_by_another


@contextmanager
def screening(*, nomination: NominationPage, user):
    """Yield the nomination, locked, in this person's hands; it is taken where nobody has it yet.

    Raises PermissionDenied for whoever may not screen it, and Refused where it does not wait for screening
    or another screener has it.
    """
    with transaction.atomic():
        nomination = lock_for_screening(nomination, user)
        if name := taken_by_another(nomination, user):
            raise Refused(
                _("%(person)s has this nomination in hand. Take it over before you change anything.")
                % {"person": name}
            )
        hand_to(nomination, user, by=user)
        yield nomination


def lock_for_screening(nomination: NominationPage, user) -> NominationPage:
    nomination = lock(nomination)
    if not may_screen(user, nomination):
        raise PermissionDenied
    if nomination.stage != Stage.SUBMITTED:
        raise Refused(_("This nomination is now: %(stage)s.") % {"stage": nomination.get_stage_display()})
    return nomination


def hand_to(nomination: NominationPage, screener, *, by) -> None:
    """Write who has the nomination in hand, where that is news; call it with the nomination locked."""
    held = Assignment.objects.filter(nomination=nomination).first()
    if held and held.screener_id == screener.pk:
        return
    Assignment.objects.update_or_create(
        nomination=nomination, defaults={"screener": screener, "since": timezone.now()}
    )
    action = "nominations.claim" if screener == by else "nominations.refer"
    log(nomination, action, user=by, data={"screener": screener.pk, "name": str(screener)})


# --- In hand --------------------------------------------------------------------------------------------


@transaction.atomic
def claim_nomination(*, nomination: NominationPage, user) -> None:
    """Take a nomination that nobody has in hand; taking one's own again changes nothing."""
    nomination = lock_for_screening(nomination, user)
    if name := taken_by_another(nomination, user):
        raise Refused(_("%(person)s has taken this nomination already.") % {"person": name})
    hand_to(nomination, user, by=user)


@transaction.atomic
def refer_nomination(*, nomination: NominationPage, user, screener) -> None:
    """Hand a nomination to another screener, or take it over from one.

    The other one must be allowed to screen it: nobody is handed a nomination of their own unit.
    """
    nomination = lock_for_screening(nomination, user)
    if not may_screen(screener, nomination):
        raise Refused(_("%(person)s may not screen this nomination.") % {"person": screener})
    hand_to(nomination, screener, by=user)


# --- Findings -------------------------------------------------------------------------------------------


def answer_check(*, nomination: NominationPage, user, key: str, verdict: str) -> CheckAnswer:
    """Store what was found at one check; the same answer again changes nothing."""
    with screening(nomination=nomination, user=user) as nomination:
        if key not in {check.key for check in checks_of(nomination.campaign)}:
            raise Refused(_("This check is no longer on the campaign's list."))
        answer = CheckAnswer.objects.filter(nomination=nomination, key=key).first()
        if answer and answer.verdict == verdict and answer.answered_at >= nomination.stage_since:
            return answer
        found = {"verdict": CheckAnswer.Verdict(verdict), "answered_by": user, "answered_at": timezone.now()}
        answer, _made = CheckAnswer.objects.update_or_create(nomination=nomination, key=key, defaults=found)
        log(nomination, "nominations.check", user=user, data={"check": key, "verdict": verdict})
        return answer


def record_clearance(*, nomination: NominationPage, user, clearance: Clearance) -> Clearance:
    """Store a question to another body, or its answer; how long the answer holds is the campaign's word."""
    with screening(nomination=nomination, user=user) as nomination:
        if clearance.pk and clearance.nomination_id != nomination.pk:
            raise PermissionDenied
        clearance.nomination, clearance.recorded_by = nomination, user
        clearance.recorded_at = timezone.now()
        if clearance.answered_on and clearance.valid_until is None:
            clearance.valid_until = clearance.answered_on + timedelta(
                days=validity(nomination, clearance.body)
            )
        clearance.full_clean(exclude=["nomination", "recorded_by"])
        clearance.save()
        data = {"body": clearance.body, "outcome": clearance.outcome}
        log(nomination, "nominations.clearance", user=user, data=data)
        return clearance


#: Days that the answer of a body holds which the campaign does not name.
STANDARD_VALIDITY = 180


def validity(nomination: NominationPage, body: str) -> int:
    """How many days this body's answer holds."""
    days = {one.name: one.valid_days for one in nomination.campaign.clearance_bodies.all()}
    return days.get(body, STANDARD_VALIDITY)


def judge_flag(*, nomination: NominationPage, user, flag: Flag, verdict: str) -> Flag:
    """Store a screener's word on what the machine pointed out; nothing else follows from it."""
    with screening(nomination=nomination, user=user) as nomination:
        flag = Flag.objects.about(nomination).select_for_update().get(pk=flag.pk)
        if flag.verdict == verdict:
            return flag
        flag.verdict, flag.verdict_by, flag.verdict_at = Flag.Verdict(verdict), user, timezone.now()
        flag.save(update_fields=["verdict", "verdict_by", "verdict_at"])
        log(nomination, "nominations.judge", user=user, data={"flag": flag.pk, "verdict": verdict})
        return flag
