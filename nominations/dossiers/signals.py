"""Guards that stand below every view."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail_localize.models import TranslationSource

from ..campaigns.models import CampaignIndexPage, CampaignPage
from ..refusals import StaleStep
from ..stages import Stage
from .models import NominationPage

#: At which stages a nomination's workflow and its steps may come to each status. The actions write the
#: stage first, so whatever else ends, skips or restarts a review (a workflow or a step switched off in
#: the admin, Wagtail's own "approve" and "cancel") comes at the wrong stage.
STAGES_OF = {
    WorkflowState: {
        WorkflowState.STATUS_IN_PROGRESS: {Stage.SUBMITTED, Stage.ACCEPTED},
        WorkflowState.STATUS_NEEDS_CHANGES: {Stage.RETURNED, Stage.DECLINED},
        WorkflowState.STATUS_APPROVED: {Stage.APPROVED},
        WorkflowState.STATUS_CANCELLED: {Stage.DECLINED, Stage.WITHDRAWN},
    },
    TaskState: {
        TaskState.STATUS_IN_PROGRESS: {Stage.SUBMITTED, Stage.ACCEPTED},
        TaskState.STATUS_APPROVED: {Stage.ACCEPTED, Stage.APPROVED},
        TaskState.STATUS_REJECTED: {Stage.RETURNED, Stage.DECLINED},
        TaskState.STATUS_CANCELLED: {Stage.DECLINED, Stage.WITHDRAWN},
        TaskState.STATUS_SKIPPED: set(),
    },
}


@receiver(pre_save, sender=WorkflowState, dispatch_uid="reviews_follow_the_stage")
@receiver(pre_save, sender=TaskState, dispatch_uid="steps_follow_the_stage")
def refuse_stray_step(sender, instance, raw=False, **kwargs):
    """Let a nomination's review move with its stage only."""
    state = instance if sender is WorkflowState else instance.workflow_state
    if raw or state.content_type_id != ContentType.objects.get_for_model(NominationPage).pk:
        return
    stage = NominationPage.objects.values_list("stage", flat=True).get(pk=state.object_id)
    if stage not in STAGES_OF[sender][instance.status]:
        raise StaleStep


@receiver(pre_save, sender=TranslationSource, dispatch_uid="nominations_are_not_translated")
def refuse_translation(sender, instance, **kwargs):
    """Keep campaigns and nominations out of the translation tool, which asks for no page permission."""
    if instance.specific_content_type.model_class() in (CampaignIndexPage, CampaignPage, NominationPage):
        raise PermissionDenied
