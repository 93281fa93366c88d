"""The standard review workflow: screening, public consultation, the council, the leader's decision."""

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from ..campaigns.models import CampaignIndexPage
from ..consultation.tasks import ConsultationTask
from ..council.tasks import CouncilTask
from ..screening.tasks import ScreeningTask
from .tasks import LeaderTask

WORKFLOW = "Xét chọn điển hình tiên tiến"
STEPS = (
    (ScreeningTask, "Thẩm định"),
    (ConsultationTask, "Lấy ý kiến công khai"),
    (CouncilTask, "Hội đồng bỏ phiếu"),
    (LeaderTask, "Quyết định của Lãnh đạo"),
)


@transaction.atomic
def set_up_workflow(index: CampaignIndexPage) -> Workflow:
    """Make the workflow where it is missing and hang it on the list of campaigns."""
    CampaignIndexPage.objects.select_for_update(of=("self",)).get(pk=index.pk)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    for order, (step, name) in enumerate(STEPS):
        task = step.objects.first() or step.objects.create(name=name)
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})
    return workflow
