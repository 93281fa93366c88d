"""Where a unit's people come in, and where they open a nomination."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ...campaigns.models import CampaignPage
from ...campaigns.rules import Window
from ...desk import home_parts
from ...dossiers.actions import create_nomination
from ...membership.models import units_of
from ...refusals import Refused
from ..forms import NewNominationForm
from ..overview import neighbours, overview
from ..problems import Problem, problems_of
from ..words import time_left
from .steps import fields_of


@require_safe
def home(request):
    now, units = timezone.now(), units_of(request.user)
    found = overview(request.user, now)
    last, coming = (None, None) if found.campaigns else neighbours(now)
    context = {
        "now": now,
        "overview": found,
        "units": units,
        "unit": units[0] if len(units) == 1 else None,
        "last": last,
        "coming": coming,
        "parts": home_parts(request.user, now, aside=False),
        "asides": home_parts(request.user, now, aside=True),
    }
    return render(request, "nominations/workspace/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_nomination(request, campaign_id: int):
    """Open a nomination; the same form sent twice makes one, and leads to the same place."""
    arrived = timezone.now()
    campaign = get_object_or_404(CampaignPage.objects.live(), id=campaign_id)
    units = units_of(request.user)
    if request.method != "POST":
        form = NewNominationForm(fields=fields_of(campaign), units=units)
        return show_new(request, campaign, form)
    form = NewNominationForm(with_key(request.POST), fields=fields_of(campaign), units=units)
    if not form.is_valid():
        return show_new(request, campaign, form, problems_of(form))
    answers = form.cleaned_data
    try:
        nomination = create_nomination(
            campaign=campaign,
            unit=answers.get("unit") or units[0],
            user=request.user,
            name=answers["name"],
            field=answers["field"],
            request_key=answers["request_key"],
            arrived_at=arrived,
        )
    except Refused as refusal:
        return show_new(request, campaign, form, [Problem(str(refusal.message))], status=409)
    except PermissionDenied as foreign:
        raise Http404 from foreign
    return redirect("workspace:candidate", nomination.reference)


def with_key(posted):
    """Give a form that lost its key, or carries nonsense for one, a new key instead of an error."""
    try:
        uuid.UUID(posted.get("request_key", ""))
    except ValueError:
        posted = posted.copy()
        posted["request_key"] = str(uuid.uuid4())
    return posted


def show_new(request, campaign, form, problems=(), status=200):
    units = units_of(request.user)
    context = {
        "campaign": campaign,
        "form": form,
        "problems": problems,
        "unit": units[0] if len(units) == 1 else None,
        "left": time_left(campaign.closes_at, timezone.now()),
        "late": campaign.window is Window.CLOSED,
    }
    return render(request, "nominations/workspace/new.html", context, status=status)
