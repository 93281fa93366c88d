"""One log line per request that says what was asked for, without what was typed or would open a personal page."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

from nominations.links import masked

#: Whose lines name nobody: a list of who came to the urn when is half of a key to a secret ballot.
NAMELESS = "/council/ballot/"
#: A token in an address opens a draft for some minutes.
PREVIEW = re.compile(r"(/api/v1/preview/)[^/\s]+")


class RequestLogMiddleware(RequestMiddleware):
    """Log the path without its query string: searches there name candidates."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return PREVIEW.sub(r"\1…", masked(f"{request.method} {request.path}"))

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        if NAMELESS not in request.path:
            super().bind_ip(request)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        if NAMELESS not in request.path:
            RequestMiddleware.bind_user_id(request)
