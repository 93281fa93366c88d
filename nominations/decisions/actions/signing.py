"""Signing a list: one decision on many nominations, all or none."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...dossiers.models import NominationPage
from ...refusals import Refused, StaleStep
from ...roles import DECIDE
from ...stages import Stage
from ..access import require_leader
from ..models import Decision


class NotSigned(Refused):
    """A list on which somebody cannot be signed; nothing was. ``problems`` holds (nomination, words) pairs."""

    message = _("Nothing was signed.")

    def __init__(self, problems):
        self.problems = problems
        super().__init__()


@transaction.atomic
def sign_nominations(
    *, campaign: CampaignPage, steps: list[TaskState], user, **signed
) -> list[NominationPage]:
    """Approve every nomination that waits at one of the leader's ``steps``, by one decision, or none.

    ``signed`` is what ``approve_nomination`` takes. Each goes through its own step with all that the step
    checks. The same list with the same decision twice answers with the first time. Raises NotSigned, which
    names everybody who cannot be signed, with the reason.
    """
    require_leader(user)
    campaign = lock_campaign(campaign)
    rows = sorted(of_campaign(steps, campaign), key=lambda row: row[0].pk)
    if rows and all(is_signed(nomination, signed["number"]) for nomination, _step in rows):
        return []
    tried = [(nomination, why_not_signed(nomination, step, user, signed)) for nomination, step in rows]
    if problems := [(nomination, words) for nomination, words in tried if words]:
        raise NotSigned(problems)
    data = {"decision": signed["number"], "nominations": len(rows)}
    log(campaign, "nominations.sign_list", user=user, data=data)
    return [nomination for nomination, _step in rows]


def of_campaign(steps: list[TaskState], campaign: CampaignPage) -> list[tuple[NominationPage, TaskState]]:
    """Pair each of the leader's steps with its nomination; Refused where one is no such step of this campaign."""
    keys = {step.pk: int(step.workflow_state.object_id) for step in steps}
    found = campaign.nominations.select_related("candidate").in_bulk(keys.values())
    strange = any(getattr(step.task.specific, "permission", "") != DECIDE for step in steps)
    if strange or not steps or not set(keys.values()) <= set(found):
        raise Refused(_("Choose at least one person of this list."))
    return [(found[keys[step.pk]], step) for step in steps]


def is_signed(nomination: NominationPage, number: str) -> bool:
    """Say whether this very decision recognises the nomination already."""
    return Decision.objects.filter(
        nomination=nomination, outcome=Decision.Outcome.APPROVED, number=number.strip()
    ).exists()


def why_not_signed(nomination: NominationPage, step: TaskState, user, signed: dict) -> str:
    """Approve one nomination; return the words of the refusal, or nothing once it is done."""
    task = step.task.specific
    try:
        with transaction.atomic():
            task.on_action(step, user, "approve", **signed)
    except Refused as refused:
        return str(refused.message)
    except StaleStep:
        return where_it_stands(nomination)
    except PermissionDenied:
        return str(task.obstacle(user, nomination) or _("Somebody else must take this step."))
    return ""


def where_it_stands(nomination: NominationPage) -> str:
    """Say what became of a nomination whose step is no longer the one that was chosen."""
    now = NominationPage.objects.only("stage").get(pk=nomination.pk)
    if now.stage == Stage.ACCEPTED:
        return _("It has changed since this list was opened. Open the list anew.")
    return _("This nomination is now: %(stage)s.") % {"stage": now.get_stage_display()}
