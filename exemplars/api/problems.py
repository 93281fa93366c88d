"""Errors of the API as RFC 9457 problem documents: in the reader's language, naming the parameter at fault."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from .reasons import reason_of

TYPE = "application/problem+json"

#: What the statuses are called that the API answers with.
TITLES = {
    HTTPStatus.BAD_REQUEST: pgettext_lazy("status of an answer", "Bad request"),
    HTTPStatus.NOT_FOUND: pgettext_lazy("status of an answer", "Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: pgettext_lazy("status of an answer", "Method not allowed"),
    HTTPStatus.GONE: pgettext_lazy("status of an answer", "Gone"),
    HTTPStatus.UNPROCESSABLE_ENTITY: pgettext_lazy("status of an answer", "Refused"),
    HTTPStatus.TOO_MANY_REQUESTS: pgettext_lazy("status of an answer", "Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: pgettext_lazy("status of an answer", "Error of the server"),
}
#: What is said where the status says it all.
DETAILS = {
    HTTPStatus.BAD_REQUEST: _("The request cannot be read."),
    HTTPStatus.NOT_FOUND: _("Nothing that is public stands at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: _("The API can be read only: GET, HEAD and OPTIONS."),
    HTTPStatus.INTERNAL_SERVER_ERROR: _("The server failed. Please try again later."),
}
#: What is said of a profile that is gone, by the status of its tombstone.
BECAME = {
    "revoked": _("The recognition behind this profile was revoked."),
    "withdrawn": _("The person took back the consent to the publication of the story."),
}


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


class Refused(Exception):
    """A question that cannot be answered: for each parameter at fault, the reason in words."""

    def __init__(self, errors: dict):
        self.errors = errors
        super().__init__()


def answer_with_problems(api: NinjaAPI) -> None:
    """Have ``api`` answer every error as ``application/problem+json``."""
    api.add_exception_handler(Revoked, gone)
    api.add_exception_handler(CursorLost, cursor_lost)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(HttpError, failed)
    api.add_exception_handler(SuspiciousOperation, unreadable)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return refusal_of(
        request, [{"parameter": name, "message": reason} for name, reason in refusal.errors.items()]
    )


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with override(asked_language(request)):
        errors = [{"parameter": parameter_of(entry), "message": reason_of(entry)} for entry in error.errors]
    return refusal_of(request, errors)


def parameter_of(entry: dict) -> str:
    """The parameter at fault; of one with several values the place is left out."""
    return next(str(part) for part in reversed(entry["loc"]) if isinstance(part, str))


def refusal_of(request: HttpRequest, errors: list[dict]) -> HttpResponse:
    names = ", ".join(dict.fromkeys(entry["parameter"] for entry in errors))
    detail = format_lazy("{refused}: {names}.", refused=TITLES[HTTPStatus.UNPROCESSABLE_ENTITY], names=names)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, HTTPStatus.NOT_FOUND)


def gone(request: HttpRequest, revoked: Revoked) -> HttpResponse:
    tombstone = revoked.tombstone
    return problem(request, HTTPStatus.GONE, BECAME[tombstone["status"]], tombstone=tombstone)


def cursor_lost(request: HttpRequest, lost: CursorLost) -> HttpResponse:
    detail = _("This cursor is older than what is kept: begin anew at “restart”.")
    return problem(request, HTTPStatus.GONE, detail, restart=lost.restart)


def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, HTTPStatus(error.status_code), str(error))


def unreadable(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem(request, HTTPStatus.BAD_REQUEST)


def problem(request: HttpRequest, status: HTTPStatus, detail="", kind="about:blank", **more) -> HttpResponse:
    """A problem document in the language that the reader asked for; nobody keeps it.

    ``detail`` and the words in ``more`` may be lazy. ``kind`` is an address that names the kind of problem.
    """
    language = asked_language(request)
    with override(language):
        body = {
            "type": kind,
            "title": str(TITLES.get(status, status.phrase)),
            "status": status.value,
            "detail": str(detail or DETAILS.get(status, status.phrase)),
        }
        response = JsonResponse(
            body | more, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False}
        )
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Accept-Language",))
    return response


def asked_language(request: HttpRequest) -> str:
    """The language of ``locale``, where there is such a one; else the first of ``Accept-Language`` that we speak."""
    known = dict(settings.LANGUAGES)
    try:
        locale = request.GET.get("locale", "")
    except SuspiciousOperation:
        locale = ""
    if locale in known:
        return locale
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    spoken = (code.partition("-")[0] for code, _weight in accepted)
    return next((code for code in spoken if code in known), settings.LANGUAGE_CODE)
