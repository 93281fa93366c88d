"""Errors of the API as RFC 9457 problem documents that name the parameter at fault."""

import functools
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError


class Revoked(Exception):
    """What was asked for was public once, and was taken back; ``tombstone`` is what may be said."""

    def __init__(self, tombstone: dict):
        self.tombstone = tombstone
        super().__init__()


class CursorLost(Exception):
    """The cursor is older than what is kept; ``restart`` is the address at which to begin anew."""

    def __init__(self, restart: str):
        self.restart = restart
        super().__init__()


def answer_with_problems(api: NinjaAPI) -> None:
    """Have ``api`` answer every error as ``application/problem+json``."""
    api.add_exception_handler(Revoked, gone)
    api.add_exception_handler(CursorLost, cursor_lost)
    api.add_exception_handler(ValidationError, refused)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(HttpError, failed)


def takes(*names: str):
    """Refuse query parameters other than ``names``: a filter that is mistyped must not widen the answer."""

    def decorator(view):
        @functools.wraps(view)
        def strict(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if unknown := [name for name in request.GET if name not in names]:
                return refusal(
                    [{"parameter": name, "message": "There is no such parameter."} for name in unknown]
                )
            return view(request, *args, **kwargs)

        return strict

    return decorate_view(decorator)


def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refusal([{"parameter": parameter_of(entry), "message": entry["msg"]} for entry in error.errors])


def parameter_of(entry: dict) -> str:
    """The parameter at fault; of one with several values the place is left out."""
    return next(str(part) for part in reversed(entry["loc"]) if isinstance(part, str))


def refusal(errors: list[dict]) -> HttpResponse:
    names = ", ".join(dict.fromkeys(entry["parameter"] for entry in errors))
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"Refused: {names}.", errors=errors)


def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "There is no such published profile.")


def gone(request: HttpRequest, revoked: Revoked) -> HttpResponse:
    return problem(HTTPStatus.GONE, DETAILS[revoked.tombstone["status"]], tombstone=revoked.tombstone)


def cursor_lost(request: HttpRequest, lost: CursorLost) -> HttpResponse:
    detail = "This cursor is older than what is kept: begin anew at `restart`."
    return problem(HTTPStatus.GONE, detail, restart=lost.restart)


#: What is said of a profile that is gone, by the status of its tombstone.
DETAILS = {
    "revoked": "The recognition behind this profile was revoked.",
    "withdrawn": "The person took back the consent to the publication of the story.",
}


def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(HTTPStatus(error.status_code), str(error))


def problem(status: HTTPStatus, detail: str, **more) -> HttpResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail} | more
    return JsonResponse(body, status=status, content_type="application/problem+json")
