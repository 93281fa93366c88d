"""Registrations of the confidential side in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .audit import hooks as audit
from .campaigns.viewsets import RulePresetViewSet
from .consents import hooks as consents
from .consultation import hooks as consultation
from .council import hooks as council
from .dashboards import hooks as dashboards
from .decisions import hooks as decisions
from .delegates import hooks as delegates
from .dossiers import hooks as dossiers
from .dossiers.viewsets import NominationPages
from .followup import hooks as followup
from .mail import hooks as mail
from .membership.viewsets import MembershipViewSet
from .papers import hooks as papers
from .referees import hooks as referees
from .screening import hooks as screening

#: Rooms that register what they have by themselves, when their hooks are imported.
ROOMS = (
    audit,
    consents,
    consultation,
    council,
    dashboards,
    decisions,
    delegates,
    followup,
    mail,
    papers,
    referees,
    screening,
)

LOG_ACTIONS = {
    "nominations.create": (_("Open a nomination"), _("Nomination opened")),
    "nominations.attach": (_("Attach a file"), _("File attached")),
    "nominations.detach": (_("Remove a file"), _("File removed")),
    "nominations.bulk_upload": (_("Open drafts from a workbook"), _("Drafts opened from a workbook")),
    "nominations.describe": (_("Describe a file"), _("Caption or kind of a file changed")),
    "nominations.arrange": (_("Arrange files"), _("Order of files changed")),
    "nominations.scan": (_("Check a file for viruses"), _("File checked for viruses")),
    "nominations.submit": (_("Submit a nomination"), _("Nomination submitted")),
    "nominations.accept": (_("Accept a nomination"), _("Nomination accepted")),
    "nominations.return": (_("Return a nomination"), _("Nomination returned to its unit")),
    "nominations.approve": (_("Recognise a candidate"), _("Candidate recognised")),
    "nominations.decline": (_("Decline a candidate"), _("Candidate not selected")),
    "nominations.rule_out": (_("Rule a nomination out"), _("Nomination found ineligible")),
    "nominations.consulted": (_("End public consultation"), _("Public consultation over")),
    "nominations.select": (_("Select a nomination"), _("Nomination selected by the council")),
    "nominations.hold": (_("Hold a nomination in reserve"), _("Nomination placed in reserve by the council")),
    "nominations.send_back": (
        _("Send a nomination back to the council"),
        _("Nomination sent back to the council"),
    ),
    "nominations.revoke": (_("Revoke a recognition"), _("Recognition revoked")),
    "nominations.withdraw": (_("Withdraw a nomination"), _("Nomination withdrawn")),
    "nominations.recall": (_("Take a nomination back to edit"), _("Nomination taken back to be edited")),
    "nominations.endorsement_asked": (_("Ask for the head's endorsement"), _("Head's endorsement asked for")),
    "nominations.endorsement_endorsed": (_("Endorse a nomination"), _("Nomination endorsed by the head")),
    "nominations.endorsement_sent_back": (
        _("Send a nomination back to the officer"),
        _("Nomination sent back by the head"),
    ),
    "nominations.endorsement_taken_back": (
        _("Take back a request for endorsement"),
        _("Request for endorsement taken back"),
    ),
    "nominations.endorsement_lapsed": (
        _("Change a nomination that awaits endorsement"),
        _("Request for endorsement lapsed"),
    ),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [NominationPages(), MembershipViewSet(), RulePresetViewSet()]


for name, function in {
    "register_admin_urls": dossiers.admin_urls,
    "insert_global_admin_css": dossiers.admin_css,
    "construct_homepage_panels": dossiers.add_review_panel,
    "construct_main_menu": dossiers.trim_menu,
    "construct_page_chooser_queryset": dossiers.without_nominations,
    "construct_explorer_page_queryset": dossiers.explorable_pages,
    "before_copy_page": dossiers.guard_copy,
    "before_move_page": dossiers.guard_page,
    "before_delete_page": dossiers.guard_page,
    "before_bulk_action": dossiers.guard_bulk_action,
}.items():
    hooks.register(name, function)
