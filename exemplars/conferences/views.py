"""The calendar of a conference, for everybody's software; told apart by an ETag, so that it is sent once."""

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from .calendar import calendar_of
from .models import ConferencePage

CACHE = "public, max-age=3600"


@require_safe
def conference_calendar(request, conference_id: int):
    published = ConferencePage.objects.published().select_related("locale")
    conference = get_object_or_404(published, pk=conference_id)
    domain = request.get_host().partition(":")[0]
    with translation.override(conference.locale.language_code):
        data = calendar_of(conference, domain=domain, url=conference.get_full_url(request))
    etag = quote_etag(sha256(data).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'inline; filename="{conference.slug}.ics"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE
    return response
