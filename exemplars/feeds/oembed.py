"""The oEmbed provider (https://oembed.com/): how a newspaper puts the card of a profile into an article."""

from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from ..profiles.models import ExemplarPage
from ..profiles.renditions import SHARED

#: Pixels: how large a card is where it may be so. Narrower ones stand on their end.
WIDE, TALL, LOW = 600, 360, 240
NARROW = 480
LONGEST_URL = 2000
LONGEST_NUMBER = 9


class Refused(Exception):
    """A request that gets no card; ``status`` says why, in the words of HTTP."""

    def __init__(self, status: int, words: str):
        self.status = status
        super().__init__(words)


@require_safe
@cache_control(public=True, max_age=300)
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer 400 to a wrong request, 401 for a closed page, 404 for what is no profile, 501 for another format."""
    try:
        answer = answers()[request.GET.get("format") or "json"]
    except KeyError:
        return refusal(Refused(501, "The formats are json and xml."))
    try:
        width, height = most(request, "maxwidth"), most(request, "maxheight")
        profile = profile_at(request, request.GET.get("url", ""))
    except Refused as refused:
        return refusal(refused)
    with override(profile.locale.language_code):
        return answer(told_of(profile, request, width, height))


def answers() -> dict:
    return {"json": JsonResponse, "xml": as_xml}


def refusal(refused: Refused) -> HttpResponse:
    return HttpResponse(f"{refused}\n", status=refused.status, content_type="text/plain; charset=utf-8")


def most(request: HttpRequest, name: str) -> int | None:
    """The largest number of pixels that the reader has room for; None where nothing is said."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER and int(text)):
        raise Refused(400, f"{name} must be a number of pixels.")
    return int(text)


def profile_at(request: HttpRequest, url: str) -> ExemplarPage:
    """The published profile at an address of this site, in whatever language."""
    if not url or len(url) > LONGEST_URL:
        raise Refused(400, "url must be the address of a profile.")
    try:
        asked = urlsplit(url)
    except ValueError as error:
        raise Refused(400, "url must be an address.") from error
    ours = {urlsplit(root.root_url).netloc for root in Site.get_site_root_paths()} | {request.get_host()}
    path = unquote(asked.path).rstrip("/")
    if asked.scheme not in ("http", "https") or asked.netloc not in ours or "\0" in path:
        raise Refused(404, "This is no address of ours.")
    live = ExemplarPage.objects.filter(slug=path.rpartition("/")[2]).let_through().with_card()
    for profile in live:
        if urlsplit(profile.get_full_url(request)).path.rstrip("/") == path:
            return open_to_all(profile)
    raise Refused(404, "There is no published profile at this address.")


def open_to_all(profile: ExemplarPage) -> ExemplarPage:
    if profile.get_view_restrictions().exists():
        raise Refused(401, "This profile is not open to everybody.")
    return profile


def told_of(profile: ExemplarPage, request: HttpRequest, maxwidth: int | None, maxheight: int | None) -> dict:
    """What the specification asks of a rich answer; neither card nor picture is larger than there is room for."""
    width = min(maxwidth or WIDE, WIDE)
    height = min(maxheight or TALL, LOW if width >= NARROW else TALL)
    card = request.build_absolute_uri(reverse("embed:card", args=[profile.pk]))
    title = _("%(name)s, %(honour)s") % {"name": profile.title, "honour": profile.get_honour_display()}
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.WAGTAIL_SITE_NAME,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"'
            ' style="border:0;max-width:100%"></iframe>',
            card,
            width,
            height,
            title,
        ),
    }
    return answer | thumbnail_of(profile, maxwidth, maxheight)


def thumbnail_of(profile: ExemplarPage, maxwidth: int | None, maxheight: int | None) -> dict:
    if profile.portrait is None:
        return {}
    picture = get_rendition_or_not_found(profile.portrait, SHARED)
    if picture.width > (maxwidth or picture.width) or picture.height > (maxheight or picture.height):
        return {}
    return {
        "thumbnail_url": picture.full_url,
        "thumbnail_width": picture.width,
        "thumbnail_height": picture.height,
    }


def as_xml(answer: dict) -> HttpResponse:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = str(value)
    text = ElementTree.tostring(root, encoding="unicode")
    return HttpResponse(
        f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{text}',
        content_type="text/xml; charset=utf-8",
    )
