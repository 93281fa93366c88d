"""Opening the roster of a conference, and what its invitations say."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import ConferencePage

from ...campaigns.models import CampaignPage
from ...refusals import Refused
from ..models import Roster
from ..permissions import require_keeping


class Forgotten(Refused):
    message = _("What was private about this conference has been destroyed; its list can only be read.")


@transaction.atomic
def open_roster(*, conference: ConferencePage, campaign: CampaignPage, user, **words) -> Roster:
    """Open the one roster of a conference. Raises Refused where it has one, PermissionDenied."""
    require_keeping(user)
    ConferencePage.objects.select_for_update(of=("self",)).get(pk=conference.pk)
    if Roster.objects.filter(conference=conference).exists():
        raise Refused(_("This conference has a roster already."))
    roster = Roster.objects.create(conference=conference, campaign=campaign, created_by=user, **words)
    log(roster, "nominations.roster_opened", user=user, data={"conference": conference.pk})
    return roster


@transaction.atomic
def change_roster(*, roster: Roster, user, **words) -> Roster:
    """Change what invitations say: ``chaired_by``, ``reply_by``, ``note``, ``contact``."""
    require_keeping(user)
    roster = lock_roster(roster)
    changed = sorted(name for name, value in words.items() if getattr(roster, name) != value)
    for name in changed:
        setattr(roster, name, words[name])
    if changed:
        roster.save(update_fields=changed)
        log(roster, "nominations.roster_changed", user=user, data={"columns": changed})
    return roster


def lock_roster(roster: Roster) -> Roster:
    """Lock a roster and return it as it is now. Raises Forgotten once its people's records are destroyed."""
    found = (
        Roster.objects.select_for_update(of=("self",))
        .select_related("conference", "campaign")
        .get(pk=roster.pk)
    )
    if found.forgotten_at:
        raise Forgotten
    return found
