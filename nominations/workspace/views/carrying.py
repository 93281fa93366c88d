"""Carrying an unsuccessful nomination into a later campaign: said first, done on a second press only once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...refusals import Refused
from ..access import own_nomination
from ..actions import carry_nomination
from ..carrying import carried_into, open_campaigns_at, targets_of
from ..problems import Problem


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request, reference: str):
    """Say what is carried over and what is asked anew, then open the draft; nobody else's nomination is here."""
    arrived = timezone.now()
    found = own_nomination(request.user, reference)
    targets = targets_of(found, open_campaigns_at(arrived), arrived)
    if not targets:
        raise Http404
    if request.method != "POST":
        return show(request, found, targets)
    chosen = next((page for page in targets if str(page.pk) == request.POST.get("campaign", "")), None)
    if chosen is None:
        return show(request, found, targets, [Problem(_("Choose the campaign."), "#campaigns")])
    try:
        made = carry_nomination(nomination=found, campaign=chosen, user=request.user, arrived_at=arrived)
    except Refused as refusal:
        return show(request, found, targets, [Problem(str(refusal.message))], status=409)
    messages.success(
        request, _("Nomination %(code)s is open, with what was written before.") % {"code": made.reference}
    )
    return redirect("workspace:nomination", made.reference)


def show(request, found, targets, problems=(), status=200):
    made = carried_into([found])[found.pk]
    context = {
        "nomination": found,
        "unit": found.unit,
        "targets": [{"campaign": page, "made": made.get(page.pk)} for page in targets],
        "problems": problems,
    }
    return render(request, "nominations/workspace/carry.html", context, status=status)
