"""What units answer from the first page of their workspace, and the guide."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...campaigns.models import CampaignPage
from ...membership.models import units_of
from ...refusals import Refused
from ..actions.abstaining import abstain, take_back
from ..actions.telling import mark_read
from ..guide import sections_in
from ..models import Abstention, Announcement


def own_unit(user, unit_id: int):
    """One of the person's units; another does not exist here."""
    unit = next((unit for unit in units_of(user) if unit.pk == unit_id), None)
    if unit is None:
        raise Http404
    return unit


@require_http_methods(["GET", "HEAD", "POST"])
def nobody(request, campaign_id: int, unit_id: int):
    """Say that the unit nominates nobody, or take it back; said on a page of its own."""
    campaign = get_object_or_404(CampaignPage.objects.live(), pk=campaign_id)
    unit = own_unit(request.user, unit_id)
    if request.method != "POST":
        stands = Abstention.objects.filter(campaign=campaign, unit=unit).exists()
        context = {"campaign": campaign, "unit": unit, "stands": stands}
        return render(request, "nominations/followup/nobody.html", context)
    try:
        if request.POST.get("go") == "back":
            take_back(campaign=campaign, unit=unit, user=request.user)
            messages.success(request, _("Taken back: your unit may nominate, and is reminded as before."))
        else:
            abstain(campaign=campaign, unit=unit, user=request.user)
            messages.success(
                request, _("Noted: your unit nominates nobody this time and is not reminded again.")
            )
    except Refused as refused:
        messages.error(request, str(refused.message))
    except PermissionDenied as foreign:
        raise Http404 from foreign
    return redirect("workspace:home")


@require_POST
def read(request, announcement_id: int):
    """Mark an announcement as read by this person."""
    current = Announcement.objects.current(timezone.now())
    mark_read(announcement=get_object_or_404(current, pk=announcement_id), user=request.user)
    return redirect("workspace:home")


@require_safe
def guide(request):
    """The guide in the reader's language; with words to look for, the sections in which they stand."""
    query = request.GET.get("q", "").strip()[:100]
    sections = sections_in(get_language(), query)
    units = units_of(request.user)
    context = {"sections": sections, "query": query, "unit": units[0] if len(units) == 1 else None}
    return render(request, "nominations/followup/guide.html", context)
