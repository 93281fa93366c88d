from django.utils.translation import gettext_lazy as _

from ..roles import DECIDE
from ..screening.actions import return_nomination
from ..screening.forms import CONSEQUENCE_OF_RETURN, ReturnForm
from ..stages import Stage
from ..workflow import ReviewTask
from .actions.deciding import approve_nomination, decline_nomination, send_back_nomination
from .forms import ApprovalForm, DeclineForm, SendBackForm

FORMS = {"approve": ApprovalForm, "decline": DeclineForm, "send_back": SendBackForm, "reject": ReturnForm}
ACTS = {
    "approve": approve_nomination,
    "decline": decline_nomination,
    "send_back": send_back_nomination,
    "reject": return_nomination,
}


class LeaderTask(ReviewTask):
    """The leader recognises the candidate, declines, or hands the nomination back: to the council or to its unit."""

    permission = DECIDE
    waits_at = frozenset({Stage.ACCEPTED})
    leads_to = frozenset({Stage.APPROVED})
    actions = (
        ("approve", _("Approve")),
        ("decline", _("Decline")),
        ("send_back", _("Send back to the council")),
        ("reject", _("Return to the unit")),
    )
    consequences = {
        "approve": _(
            "The candidate is recognised and takes one seat of the field. The unit is told by mail, and the "
            "draft of a public profile is made, with what the candidate agreed to and nothing else. "
            "Nothing is published yet."
        ),
        "decline": _(
            "The review of this nomination ends here. The unit is told by mail and reads the reason."
        ),
        "send_back": _(
            "The nomination goes back before the council, which reads the reason and must decide on it again. "
            "Its seat is kept for it until then. The unit is told nothing of the reason."
        ),
        "reject": CONSEQUENCE_OF_RETURN,
    }
    final = frozenset({"approve", "decline"})

    class Meta:
        verbose_name = _("leader's decision")
        verbose_name_plural = _("leader's decisions")

    def get_form_for_action(self, action):
        return FORMS[action]

    def perform(self, action_name, *, nomination, task_state, user, **kwargs):
        act = ACTS[action_name]
        act(nomination=nomination, task_state=task_state, user=user, **kwargs)

    @classmethod
    def get_description(cls):
        return _("The leader decides, with the number and date of the decision")
