"""Guards that stand below every view."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail_localize.models import TranslationSource

from ..campaigns.models import CampaignIndexPage, CampaignPage
from ..refusals import StaleStep
from ..stages import UNDER_REVIEW, Stage
from .models import NominationPage

#: At which stages a nomination's review may come to each status. The actions write the stage first, so
#: whatever else ends, skips or restarts a review (a workflow or a step switched off in the admin,
#: Wagtail's own "approve" and "cancel") comes at the wrong stage.
REVIEW_AT = {
    WorkflowState.STATUS_IN_PROGRESS: UNDER_REVIEW,
    WorkflowState.STATUS_NEEDS_CHANGES: {Stage.RETURNED, Stage.DECLINED, Stage.INELIGIBLE},
    WorkflowState.STATUS_APPROVED: {Stage.APPROVED},
    WorkflowState.STATUS_CANCELLED: {Stage.DECLINED, Stage.INELIGIBLE, Stage.WITHDRAWN, Stage.DRAFT},
}
#: The same for its steps. Where one waits and to what it leads is the step's own word.
STEP_AT = {
    TaskState.STATUS_REJECTED: {Stage.RETURNED, Stage.DECLINED, Stage.INELIGIBLE},
    TaskState.STATUS_CANCELLED: {
        Stage.DECLINED,
        Stage.INELIGIBLE,
        Stage.WITHDRAWN,
        Stage.COUNCIL,
        Stage.DRAFT,
    },
}


@receiver(pre_save, sender=WorkflowState, dispatch_uid="reviews_follow_the_stage")
def refuse_stray_review(sender, instance, raw=False, **kwargs):
    """Let a nomination's review move with its stage only."""
    if not raw and is_of_nomination(instance) and stage_of(instance) not in REVIEW_AT[instance.status]:
        raise StaleStep


@receiver(pre_save, sender=TaskState, dispatch_uid="steps_follow_the_stage")
def refuse_stray_step(sender, instance, raw=False, **kwargs):
    """Let each step of a review wait, and be passed, at its own stages only."""
    if raw or not is_of_nomination(instance.workflow_state):
        return
    if stage_of(instance.workflow_state) not in stages_at(instance.task.specific, instance.status):
        raise StaleStep


def stages_at(task, status: str) -> Collection[Stage]:
    """Return the stages at which a step of this task may come to a status; none that it waits at may end it."""
    waits_at = getattr(task, "waits_at", frozenset())
    if status == TaskState.STATUS_IN_PROGRESS:
        return waits_at
    if status == TaskState.STATUS_APPROVED:
        return getattr(task, "leads_to", frozenset())
    return STEP_AT.get(status, frozenset()) - waits_at


def is_of_nomination(state: WorkflowState) -> bool:
    return state.content_type_id == ContentType.objects.get_for_model(NominationPage).pk


def stage_of(state: WorkflowState) -> str:
    return NominationPage.objects.values_list("stage", flat=True).get(pk=state.object_id)


@receiver(pre_save, sender=TranslationSource, dispatch_uid="nominations_are_not_translated")
def refuse_translation(sender, instance, **kwargs):
    """Keep campaigns and nominations out of the translation tool, which asks for no page permission."""
    if instance.specific_content_type.model_class() in (CampaignIndexPage, CampaignPage, NominationPage):
        raise PermissionDenied
