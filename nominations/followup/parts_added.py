"""What this room adds to others: the units' first page and navigation, the facts of the progress report."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..campaigns.models import CampaignPage
from ..campaigns.plans import supplies_plans
from ..desk import Entry, home_part, navigation_entry
from ..dossiers.models import NominationPage
from ..mail.kinds import register_kind
from ..membership.models import units_of
from .actions.chasing import KIND
from .models import Abstention, Announcement
from .notices import ANSWER
from .reporting import has_duties, plan_of
from .rules import UNSENT, Progress
from .views.tasks import rows_of

register_kind(KIND, gettext_lazy("Reminders that the department writes"), may_decline=False)
register_kind(ANSWER, gettext_lazy("Answers to reports on assignments"), may_decline=True)
supplies_plans(has=has_duties, read=plan_of)


@navigation_entry(order=30)
def tasks_entry(user):
    return Entry(_("Assignments"), reverse("followup:tasks")) if units_of(user) else None


@navigation_entry(order=90)
def guide_entry(user):
    return Entry(_("Guide"), reverse("followup:guide"))


@home_part(order=10, template="nominations/followup/home_announcements.html", aside=True)
def announcements(user, now):
    """What the department tells units now; what an important one says stands open until it was read."""
    found = Announcement.objects.current(now).unread_by(user).select_related("campaign")[:20]
    shown = [row for row in found if row.campaign is None or row.campaign.live]
    return {"announcements": shown} if shown else None


@home_part(order=20, template="nominations/followup/home_tasks.html")
def tasks(user, now):
    """Assignments that are not over; the late ones first."""
    rows = [row for row in rows_of(user) if row.progress not in (Progress.DONE, Progress.REPORTED)]
    late = sum(row.progress == Progress.OVERDUE for row in rows)
    return {"rows": rows[:3], "number": len(rows), "late": late} if rows else None


@home_part(order=30, template="nominations/followup/home_nobody.html", aside=True)
def nobody(user, now):
    """Open campaigns with their calendars, and where a unit of this person may say that it nominates nobody."""
    campaigns, units = list(CampaignPage.objects.open_at(now)), units_of(user)
    if not campaigns:
        return None
    about = {"campaign__in": campaigns, "unit__in": units}
    filed = NominationPage.objects.filter(**about).exclude(stage__in=UNSENT).counts("campaign_id", "unit_id")
    done = {(campaign, unit) for campaign, unit, _count in filed}
    said = set(Abstention.objects.filter(**about).values_list("campaign_id", "unit_id"))
    rows = [
        {"campaign": campaign, "unit": unit, "stands": (campaign.pk, unit.pk) in said}
        for campaign in campaigns
        for unit in units
        if (campaign.pk, unit.pk) not in done
    ]
    return {"rows": rows, "several": len(units) > 1, "campaigns": campaigns}
