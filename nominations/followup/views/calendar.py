"""The calendar of a campaign, for everybody's software; told apart by an ETag, so that it is sent once."""

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ...campaigns.models import CampaignPage
from ..calendar import calendar_of

CACHE = "public, max-age=3600"


@require_safe
def campaign_calendar(request, campaign_id: int):
    campaign = get_object_or_404(CampaignPage.objects.live().prefetch_related("milestones"), pk=campaign_id)
    domain = request.get_host().partition(":")[0]
    data = calendar_of(campaign, domain=domain, url=campaign.get_full_url(request))
    etag = quote_etag(sha256(data).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
        name = f"{campaign.code}-{campaign.year}-{get_language()}.ics".lower()
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE
    return response
