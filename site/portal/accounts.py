"""Who gets an account, and where a person arrives after signing in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from nominations.membership.models import Membership

from .language import remember_language

sign_out = LogoutView.as_view()


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are given out by an administrator; nobody registers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse:
        """Carry the language of the person's profile into the browser, unless it has chosen one itself."""
        response = super().post_login(request, user, **kwargs)
        profile = getattr(user, "wagtail_userprofile", None)
        remember_language(request, response, profile.preferred_language if profile else "")
        return response


@never_cache
@login_required
def landing(request: HttpRequest) -> HttpResponse:
    """Lead a person to where their work is: reviewers to the admin, unit members to their workspace.

    Signed in without either, they are told so instead of being sent round in a circle.
    """
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    if Membership.objects.of_user(request.user).exists():
        return redirect("workspace:home")
    raise PermissionDenied
