"""Personal links for people without an account: what a link carries, and the one page for all that do not hold.

A link is signed for one purpose and names a row and that row's present nonce, so a new link revokes the old
one. What a link may do is the row's business; here is only whether it is one of ours.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from .doors import sender_of


class Purpose(StrEnum):
    """What a link is for; a link of one purpose opens nothing of another."""

    CONSENT = "consent"
    LETTER = "letter"
    INVITATION = "invitation"


#: Under which first part of an address, behind the language, the links of each purpose stand.
PLACES = {
    Purpose.CONSENT: "dong-y",
    Purpose.LETTER: "thu-gioi-thieu",
    Purpose.INVITATION: "giay-moi",
}
#: Nothing that was signed longer ago opens anything, whatever its row says.
LONGEST = timedelta(days=10 * 365)
#: Links that do not hold, from one address within an hour; an office may share one.
MISSES_PER_HOUR = 60
HOUR = 3600
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


# --- What a link carries --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """What a genuine link says: the row it is about, and the nonce that the row had when it was made."""

    key: int
    nonce: str


def new_nonce() -> str:
    return get_random_string(20)


def signer_of(purpose: Purpose) -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt=f"nominations.links.{purpose}")


def token_of(purpose: Purpose, link: Link) -> str:
    """Write a link as the part of an address that opens it."""
    return signer_of(purpose).sign(f"{link.key}-{link.nonce}")


def read(purpose: Purpose, token: str) -> Link | None:
    """Return what a token says; None for one that we did not sign for this purpose, or too long ago."""
    try:
        key, _dash, nonce = signer_of(purpose).unsign(token, max_age=LONGEST).partition("-")
    except signing.BadSignature:
        return None
    return Link(int(key), nonce)


def full_address(view: str, purpose: Purpose, link: Link, language: str) -> str:
    """Return the whole address of a link, in the language in which its page is to speak."""
    with translation.override(language):
        path = reverse(view, args=[token_of(purpose, link)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


LINK = re.compile(rf"(/(?:{'|'.join(PLACES.values())})/)[^/\s\"'<>?#]+")


def masked(text: str) -> str:
    """Return a text, such as a path, with every link in it made useless.

    >>> masked("GET /en/dong-y/12-Ab3.1x.qwert/")
    'GET /en/dong-y/…/'
    """
    return LINK.sub(r"\1…", text)


# --- Its page -------------------------------------------------------------------------------------------


@method_decorator([csrf_exempt, sensitive_post_parameters()], name="dispatch")
class LinkView(View):
    """A page that is open to whoever holds its link, and says the same of every link that does not hold.

    Exempt from Django's check of forms from elsewhere: nobody is signed in, the link itself is the secret
    without which no form can be addressed here, and browsers that send no referrer send no origin either.
    """

    http_method_names = ["get", "head", "post"]
    purpose: Purpose

    def find(self, link: Link):
        """Return the row that a genuine link opens now, or None."""
        raise NotImplementedError

    def dispatch(self, request, *args, token, **kwargs):
        response = self.answer(request, token)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def answer(self, request, token):
        if has_missed_too_often(request):
            return render(request, "nominations/links/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        link = None if is_from_elsewhere(request) else read(self.purpose, token)
        self.row, self.token = self.find(link) if link else None, token
        if self.row is None:
            return self.closed()
        return super().dispatch(request, token)

    def closed(self):
        """Say that the link does not hold, and what to do: altered, expired, replaced and locked look alike."""
        count_miss(self.request)
        return render(self.request, "nominations/links/closed.html", status=HTTPStatus.NOT_FOUND)


def is_from_elsewhere(request) -> bool:
    """Say whether a form was sent from another site's page, as far as the browser tells."""
    return request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site"


def misses_of(request) -> str:
    """The cache's name for an address: a keyed hash, never the address itself."""
    name = salted_hmac("nominations.links.misses", sender_of(request), algorithm="sha256").hexdigest()
    return f"link-misses:{name}"


def has_missed_too_often(request) -> bool:
    """Say whether this address has tried too many links that do not hold. While the cache is down, nobody has."""
    return (cache.get(misses_of(request)) or 0) >= MISSES_PER_HOUR


def count_miss(request) -> None:
    key = misses_of(request)
    cache.add(key, 0, HOUR)
    try:
        cache.incr(key)
    except ValueError:  # the cache is down
        return
