"""A draft in a front end of its own: a signed token that opens one version of one draft, for ten minutes.

In the manner of wagtail-headless-preview, without a table: Wagtail saves drafts while they are typed, so a token
names a revision and carries nothing of it.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

MODE = "front-end"
LASTS = timedelta(minutes=10)


def address() -> str:
    """Where the front end stands, as in ``https://front.example.vn/``; empty where there is none."""
    return getattr(settings, "HEADLESS_PREVIEW_URL", "")


def origin() -> str:
    """The part of the address that a browser calls itself by when it asks another site."""
    parts = urlsplit(address())
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def signer() -> signing.TimestampSigner:
    """Signs for one front end: what was made for another opens nothing here."""
    return signing.TimestampSigner(sep=".", salt=f"exemplars.profiles.front_end {address()}")


def token_of(page_id: int, revision_id: int) -> str:
    return signer().sign(f"{page_id}-{revision_id}")


def read(token: str) -> tuple[int, int]:
    """The page and the revision that a token opens.

    Raises SignatureExpired after ten minutes, BadSignature for what we did not sign.
    """
    page_id, _dash, revision_id = signer().unsign(token, max_age=LASTS).partition("-")
    return int(page_id), int(revision_id)


def link_to(page) -> str:
    """Where an editor sees the page's latest draft in the front end."""
    return f"{address()}#/preview/{token_of(page.pk, page.latest_revision_id)}"
