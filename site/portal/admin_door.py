"""Who comes through the doors of the admin and the workspace, and with how many proofs of who they are."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nominations.roles import REVIEWERS

ADMIN = "/admin/"
CONFIDENTIAL = (ADMIN, "/workspace/")
#: Leaving must always be possible, and signing in has its own pages.
OPEN = ("/admin/login/", "/admin/logout/", "/admin/password_reset/")


class AdminDoorMiddleware:
    """Refuse the admin to people who have no work there, and ask reviewers for their second factor.

    Wagtail sends a signed-in person without access to the sign-in page, which sends a signed-in
    person back: without this they would go round in a circle.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        path, user = request.path_info, request.user if request.path_info.startswith(CONFIDENTIAL) else None
        if user is None or path.startswith(OPEN) or not user.is_authenticated:
            return None
        if path.startswith(ADMIN) and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return second_factor(request)


def second_factor(request: HttpRequest) -> HttpResponse | None:
    """Where a reviewer must go first to set up or to use the second factor; nowhere when that is done."""
    if not settings.REVIEWERS_NEED_MFA or not is_reviewer(request.user):
        return None
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    records = get_authentication_records(request, request.user)
    if not any(record["method"] == "mfa" for record in records):
        return redirect("mfa_reauthenticate")
    return None


def is_reviewer(user) -> bool:
    """Say whether confidential dossiers are open to this person by role."""
    return user.is_superuser or user.groups.filter(name__in=REVIEWERS).exists()
