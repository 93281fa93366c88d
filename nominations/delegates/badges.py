"""What a badge's square says: an address with an opaque code, signed, that opens nothing without a permission."""

from io import BytesIO

import segno
from django.conf import settings
from django.core import signing
from django.urls import reverse

from .models import Delegate

SALT = "nominations.delegates.badge"


def code_of(delegate: Delegate) -> str:
    return signing.Signer(sep=".", salt=SALT).sign(delegate.badge_code)


def read_code(code: str) -> str | None:
    """Return the badge's code of a text that was signed here; None for any other text."""
    try:
        return signing.Signer(sep=".", salt=SALT).unsign(code)
    except signing.BadSignature:
        return None


def address_of(delegate: Delegate) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('delegates:badge', args=[code_of(delegate)])}"


def square_of(delegate: Delegate) -> str:
    """The QR code of a badge as an SVG that stands in a page; it scales with its frame."""
    out = BytesIO()
    square = segno.make(address_of(delegate), error="m", micro=False)
    square.save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#000", light="#fff"
    )
    return out.getvalue().decode()
