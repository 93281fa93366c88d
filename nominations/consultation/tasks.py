from django.utils.translation import gettext_lazy as _

from ..roles import SCREEN
from ..stages import Stage
from ..workflow import ReviewTask
from .actions import pass_consultation


class ConsultationTask(ReviewTask):
    """The shortlist stands open to public comment; the step ends by itself when its days are over.

    Nobody takes it by hand: it has no actions. A campaign without public consultation passes it at once.
    """

    permission = SCREEN
    waits_at = frozenset({Stage.CONSULTATION})
    leads_to = frozenset({Stage.COUNCIL})

    class Meta:
        verbose_name = _("public consultation")
        verbose_name_plural = _("public consultation steps")

    def start(self, workflow_state, user=None):
        task_state = super().start(workflow_state, user=user)
        nomination = workflow_state.content_object.specific
        if not nomination.campaign.consultation_days:
            pass_consultation(nomination=nomination, task_state=task_state, update=False)
        return task_state

    def concerns(self, user) -> bool:
        return False

    @classmethod
    def get_description(cls):
        return _("The shortlist is published for comment for the working days that the campaign names")
