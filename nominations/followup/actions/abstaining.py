"""A unit says that it nominates nobody, and takes that back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from exemplars.models import Unit

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...dossiers.actions import require_member, require_open
from ...dossiers.models import NominationPage
from ...refusals import Refused
from ..models import Abstention
from ..rules import UNSENT


class HasNominated(Refused):
    message = _("Your unit has handed in a nomination in this campaign. Withdraw it first.")


@transaction.atomic
def abstain(*, campaign: CampaignPage, unit: Unit, user) -> Abstention:
    """Say for a unit that it nominates nobody this time; said twice it stands once.

    Raises OutsideWindow, HasNominated, or PermissionDenied.
    """
    require_member(user, unit)
    campaign = lock_campaign(campaign)
    require_open(campaign, timezone.now())
    if NominationPage.objects.filter(campaign=campaign, unit=unit).exclude(stage__in=UNSENT).exists():
        raise HasNominated
    word, is_new = Abstention.objects.get_or_create(campaign=campaign, unit=unit, defaults={"said_by": user})
    if is_new:
        log(campaign, "nominations.abstained", user=user, data={"unit": unit.code})
    return word


@transaction.atomic
def take_back(*, campaign: CampaignPage, unit: Unit, user) -> None:
    """Take the word back; what was never said or is taken back already stays so."""
    require_member(user, unit)
    forget(campaign, unit, user)


def forget(campaign: CampaignPage, unit: Unit, user) -> None:
    """Remove a unit's word, for it took it back or handed something in."""
    deleted, _rows = Abstention.objects.filter(campaign=campaign, unit=unit).delete()
    if deleted:
        log(campaign, "nominations.abstention_taken_back", user=user, data={"unit": unit.code})
