"""Who gets an account, and where a person arrives after signing in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LogoutView
from allauth.core import context as allauth_context
from django.contrib.auth.decorators import login_required
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from nominations.mail.actions import write_text
from nominations.membership.models import Membership

from .language import remember_language

sign_out = LogoutView.as_view()


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are given out by an administrator; nobody registers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Leave mail about accounts to the queue as well: nobody who asks for it waits for a mail server."""
        request = allauth_context.request
        known = {"request": request, "email": email, "current_site": get_current_site(request)}
        mail = self.render_mail(template_prefix, email, known | context)
        write_text(
            email,
            subject=mail.subject,
            body=mail.body,
            language=get_language(),
            kind="account",
            key=f"account-{get_random_string(32)}",
        )

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
