"""What stands where a profile was that is taken back: a notice, and nothing of the person."""

from http import HTTPStatus

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.locks import BaseLock

from .gate import REASONS
from .rules import Refusal


class RevokedLock(BaseLock):
    """Closes a revoked profile to everybody; no permission opens it."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return REASONS[Refusal.REVOKED]

    def get_locked_by(self, user):
        return _("Revoked")

    def get_description(self, user):
        return _("Nobody can change it any more.")


def gone_notice(profile, request) -> TemplateResponse:
    """Answer 410 with the number and the date of the revoking decision, or that the person took the consent back.

    The profile itself is kept out of the context: no block of the page's frame can show its name.
    """
    approval = profile.approval
    context = {"number": approval.revocation_decision, "date": approval.revoked_on}
    template = "exemplars/revoked.html" if approval.revoked_on else "exemplars/withdrawn.html"
    response = TemplateResponse(request, template, context, status=HTTPStatus.GONE)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
