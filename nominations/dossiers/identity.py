"""Look-up of encrypted identity numbers by keyed hash."""

import hashlib
import hmac

from django.conf import settings


def identity_hash(number: str) -> str:
    """Return the keyed hash of an identity number, blind to spaces and dots; empty for an empty number."""
    digits = "".join(character for character in number if character.isalnum())
    if not digits:
        return ""
    return hmac.new(settings.IDENTITY_HMAC_KEY.encode(), digits.encode(), hashlib.sha256).hexdigest()
