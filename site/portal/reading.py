"""What browsers and caches may keep of public pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header, patch_cache_control

from .language import PERSONAL

#: Cookies that make an answer a person's own.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


class PublicReadingMiddleware:
    """Let anybody keep, for a short while, what was answered to somebody unknown.

    Stands outside the session, so that it sees whether the answer depends on one. A page that
    someone known reads is theirs alone: it may carry a message for them. Answers that state their
    own ``Cache-Control`` keep it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reads_anonymously = is_anonymous(request)
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and response.status_code == 200:
            if may_be_kept(request, response):
                patch_cache_control(
                    response,
                    public=True,
                    max_age=settings.PUBLIC_PAGES_MAX_AGE,
                    s_maxage=settings.SHARED_CACHES_MAX_AGE,
                )
            else:
                patch_cache_control(response, private=True, no_cache=True)
        return response


def is_anonymous(request: HttpRequest) -> bool:
    """Say whether nothing in the request could make the answer a person's own."""
    return not any(name in request.COOKIES for name in PERSONAL_COOKIES)


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.reads_anonymously
        and not request.path_info.startswith(PERSONAL)
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )
