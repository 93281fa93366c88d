"""Registrations of the confidential side in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

LOG_ACTIONS = {
    "nominations.create": (_("Open a nomination"), _("Nomination opened")),
    "nominations.attach": (_("Attach a file"), _("File attached")),
    "nominations.detach": (_("Remove a file"), _("File removed")),
    "nominations.submit": (_("Submit a nomination"), _("Nomination submitted")),
    "nominations.accept": (_("Accept a nomination"), _("Nomination accepted")),
    "nominations.return": (_("Return a nomination"), _("Nomination returned to its unit")),
    "nominations.approve": (_("Recognise a candidate"), _("Candidate recognised")),
    "nominations.decline": (_("Decline a candidate"), _("Candidate not selected")),
    "nominations.withdraw": (_("Withdraw a nomination"), _("Nomination withdrawn")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)
