from django.utils.translation import gettext_lazy as _

from ..roles import SCREEN
from ..workflow import ReviewTask
from .actions import accept_nomination, return_nomination
from .forms import CONSEQUENCE_OF_RETURN, AcceptanceForm, ReturnForm


class ScreeningTask(ReviewTask):
    """The personnel department checks the dossier, and accepts it or returns it to its unit."""

    permission = SCREEN
    actions = (("approve", _("Accept")), ("reject", _("Return to the unit")))
    consequences = {
        "approve": _("The dossier goes on to the leader for a decision. It stays read-only to its unit."),
        "reject": CONSEQUENCE_OF_RETURN,
    }

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screening steps")

    def get_form_for_action(self, action):
        return {"approve": AcceptanceForm, "reject": ReturnForm}[action]

    def perform(self, action_name, *, nomination, task_state, user, **kwargs):
        act = {"approve": accept_nomination, "reject": return_nomination}[action_name]
        act(nomination=nomination, task_state=task_state, user=user, **kwargs)

    @classmethod
    def get_description(cls):
        return _("The personnel department accepts the dossier or returns it with the reason")
