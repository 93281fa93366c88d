"""Which language a request is answered in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

#: Places that belong to a person, not to a reader: the person's choice decides there, not the address.
PERSONAL = ("/workspace/", "/accounts/", "/admin/")


class LanguageMiddleware:
    """Answer pages in the language of their address, personal places in the language the person chose.

    Vietnamese unless told otherwise. The browser's ``Accept-Language`` is not asked: it would give
    caches one copy per browser, and most browsers sold in the country say English.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        personal = request.path_info.startswith(PERSONAL)
        with translation.override(chosen_language(request) if personal else language_of_address(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        if personal:
            patch_vary_headers(response, ("Cookie",))
        return response


def language_of_address(request: HttpRequest) -> str:
    """The language in the first part of the path, as in ``/en/…``; the default one when there is none."""
    return translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def chosen_language(request: HttpRequest) -> str:
    """The language this browser asked for with the language switch; the default one until it did."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Set the language cookie to ``code``, if the portal speaks it and the browser has made no choice yet."""
    if code not in dict(settings.LANGUAGES) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
