"""What the admin shows of consultations, gathered at a flat number of queries."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from ..campaigns.models import CampaignPage
from ..stages import Stage
from .models import Comment, Consultation
from .querysets import WAITING
from .rules import Phase

PHASES = {
    Phase.OPEN: _("Open to comment"),
    Phase.OVER: _("Days over, not ended yet"),
    Phase.ENDED: _("Ended"),
}


def campaigns_to_publish():
    """Campaigns in which nominations wait to be made public, with how many (``waiting``)."""
    at_step = Q(nominations__stage=Stage.CONSULTATION)
    on_list = Q(nominations__consultation_entries__status__in=WAITING)
    return (
        CampaignPage.objects.annotate(
            at_step=Count("nominations", filter=at_step, distinct=True),
            on_list=Count("nominations", filter=at_step & on_list, distinct=True),
        )
        .filter(at_step__gt=0)
        .order_by("-opens_at")
    )


def waiting_for_publication() -> list[CampaignPage]:
    """The same, without campaigns whose waiting nominations are all on a list already."""
    found = []
    for campaign in campaigns_to_publish():
        campaign.waiting = campaign.at_step - campaign.on_list
        if campaign.waiting:
            found.append(campaign)
    return found


def entries_with_numbers(consultation: Consultation):
    """Everybody ever on a list, in the public order, with how many comments came and how many are unread."""
    unread = Q(comments__status=Comment.Status.NEW)
    return (
        consultation.entries.select_related("unit", "field")
        .annotate(received=Count("comments"), unread=Count("comments", filter=unread))
        .order_by("field__sort_order", "field_id", "sort_name", "pk")
    )
