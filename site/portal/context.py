"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def identity(request: HttpRequest) -> dict:
    """Give templates ``portal``: the names and addresses of settings.PORTAL in the active language.

    A value with an ``_en`` sister answers with the sister on English pages.
    """
    return {"portal": in_language(settings.PORTAL, get_language())}


def in_language(values: dict[str, str], language: str | None) -> dict[str, str]:
    """
    >>> in_language({"ministry": "Bộ", "ministry_en": "Ministry"}, "en")["ministry"]
    'Ministry'
    """
    if language is None or language.startswith("vi"):
        return dict(values)
    code = language.split("-")[0]
    return {name: values.get(f"{name}_{code}") or value for name, value in values.items()}
