"""What pages may load, and who may frame them: strict, and wider only where Wagtail's admin needs it."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse

from exemplars.profiles import front_end

#: Wagtail's admin carries inline scripts and styles, and shows pictures before they are uploaded.
ADMIN = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}
ADMIN_MORE = {"img-src": ["blob:"]}
#: The admin's preview shows a draft, as readers will see it, in a frame.
PREVIEW = {"frame-ancestors": [SELF]}


def is_preview(request: HttpRequest) -> bool:
    return getattr(request, "is_preview", False)


def framed() -> dict:
    """The front end that shows drafts stands in a frame of the editor."""
    return {"frame-src": [SELF, front_end.origin()]} if front_end.address() else {}


class PolicyMiddleware(CSPMiddleware):
    """Strict for readers and units; for reviewers only as strict as Wagtail allows.

    Stands after XFrameOptionsMiddleware in the list, so that its word on previews comes first.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_preview(request):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponse, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.replace = ADMIN | (parts.replace or {})
            parts.update = ADMIN_MORE | framed() | (parts.update or {})
        elif is_preview(request):
            parts.replace = PREVIEW | (parts.replace or {})
        return parts
