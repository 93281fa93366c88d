"""The card of a profile: a page so small that it stands in a frame of somebody else's article."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..columns.querysets import behind_a_door
from ..profiles.models import ExemplarPage
from ..profiles.renditions import CARD
from ..profiles.rules import Gone


@require_safe
@cache_control(public=True, max_age=300)
@xframe_options_exempt
def card(request: HttpRequest, page_id: int) -> HttpResponse:
    """The card in the profile's own language; 410 and no name where it was taken back, 404 where there is none."""
    open_to_all = ExemplarPage.objects.filter(~behind_a_door(), pk=page_id).with_card()
    profile = open_to_all.let_through().first() or open_to_all.taken_back().first()
    if profile is None:
        raise Http404
    with override(profile.locale.language_code):
        response = notice_on(profile, request) if not profile.live else card_of(profile, request)
    response["X-Robots-Tag"] = "noindex"
    return response


def card_of(profile: ExemplarPage, request: HttpRequest) -> HttpResponse:
    photo = get_rendition_or_not_found(profile.portrait, CARD) if profile.portrait else None
    response = render(
        request,
        "exemplars/card.html",
        {
            "person": profile,
            "photo": photo,
            "address": profile.get_full_url(request),
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    return framed_anywhere(response, photo.url if photo else "")


def notice_on(profile: ExemplarPage, request: HttpRequest) -> HttpResponse:
    """Say that the profile is gone; neither the page nor its name reaches the template."""
    approval = profile.approval
    said = {
        "revoked": approval.gone is Gone.REVOKED,
        "number": approval.revocation_decision,
        "date": approval.revoked_on,
        "address": profile.get_full_url(request).removesuffix(f"{profile.slug}/"),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    return framed_anywhere(render(request, "exemplars/card_gone.html", said, status=410))


def framed_anywhere(response: HttpResponse, *addresses: str) -> HttpResponse:
    """Let every site frame this one answer, which holds no script, no form and nothing of the reader's."""
    named = {urlsplit(address) for address in (*addresses, static("portal/card.css"))}
    hosts = sorted({f"{address.scheme}://{address.netloc}" for address in named if address.netloc})
    sources = " ".join(["'self'", *hosts])
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {sources}; img-src {sources}; font-src {sources}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    return response
