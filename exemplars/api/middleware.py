"""What holds for every address of the API before anything is looked up: HEAD, OPTIONS, CORS, shares, problems."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from .callers import too_many, usage_of
from .problems import problem

PLACE = "/api/"
READING = "GET, HEAD, OPTIONS"
#: Public data may be read by pages of any site. Nothing is sent along that says who reads.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Allow": READING,
    "Access-Control-Allow-Methods": READING,
    "Access-Control-Allow-Headers": "Accept-Language, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class PublicAPIMiddleware:
    """Stands outside ConditionalGetMiddleware, so that a 304 and a refusal can be read from other sites too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        response = self.preflight() if request.method == "OPTIONS" else self.within_share(request)
        for name, value in OPEN.items():
            response.headers.setdefault(name, value)
        return response

    def preflight(self) -> HttpResponse:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT)

    def within_share(self, request: HttpRequest) -> HttpResponse:
        usage = usage_of(request)
        if usage is None:
            return self.read(request)
        response = too_many(request, usage) if usage.exceeded else self.read(request)
        usage.tell(response)
        return response

    def read(self, request: HttpRequest) -> HttpResponse:
        """Answer HEAD as GET without its content, and every error as a problem."""
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = as_problem(request, self.get_response(request))
        if head:
            request.method = "HEAD"
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


def as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What Django says to people when something is wrong, said to programs; answers in JSON stay as they are."""
    if response.status_code < HTTPStatus.BAD_REQUEST or "json" in response.get("Content-Type", ""):
        return response
    said = problem(request, HTTPStatus(response.status_code))
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        said.headers["Allow"] = READING
    return said
