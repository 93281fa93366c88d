"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import ConsentWordingViewSet

LOG_ACTIONS = {
    "nominations.send_consent_link": (
        _("Send a candidate the link to consent"),
        _("Link to consent sent to the candidate"),
    ),
    "nominations.lock_consent_link": (
        _("Lock a candidate's link"),
        _("Candidate's link locked after too many wrong years of birth"),
    ),
    "nominations.answer_consents": (_("Answer as a candidate"), _("Candidate answered personally")),
    "nominations.report_details": (
        _("Report wrong details as a candidate"),
        _("Candidate found personal details wrong"),
    ),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return ConsentWordingViewSet()
