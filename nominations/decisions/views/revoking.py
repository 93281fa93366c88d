"""Taking a recognition back: the decision, the notice as the public will read it, and the code typed by hand."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from exemplars.models import ExemplarPage

from ...dossiers.columns import dossier_url
from ...dossiers.views import DossierMixin
from ...refusals import Refused
from ...stages import Stage
from ..access import is_leader, obstacle_to_revoking
from ..actions.revoking import revoke_recognition
from ..forms import ConfirmedRevocationForm, RevocationForm
from ..models import SIGNED_AS


class RevokeView(DossierMixin, View):
    """Two pages at one address: what is decided, and what the public will read; nothing is stored before the code."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/decisions/revoke.html"
    confirm_template_name = "nominations/decisions/revoke_confirm.html"
    has_errors = False

    def dispatch(self, request, *args, **kwargs):
        if not is_leader(request.user) or obstacle_to_revoking(request.user, self.nomination):
            raise PermissionDenied
        if self.nomination.stage != Stage.APPROVED:
            return self.back(messages.warning, self.standing())
        return super().dispatch(request, *args, **kwargs)

    def standing(self) -> str:
        if self.nomination.stage == Stage.REVOKED:
            return _("Already done: this recognition is revoked.")
        return _("This nomination is now: %(stage)s.") % {"stage": self.nomination.get_stage_display()}

    @property
    def dossier_crumb_url(self):
        return dossier_url(self.nomination)

    def get_page_title(self):
        title = _("Revoke recognition: %(code)s") % {"code": self.nomination.reference}
        return _("Error: %(title)s") % {"title": title} if self.has_errors else title

    def options(self) -> dict:
        return {"decided_on": self.nomination.decision.decided_on}

    def get(self, request, page_id):
        return self.show(RevocationForm(initial={"signed_as": SIGNED_AS[0]}, **self.options()))

    def post(self, request, page_id):
        go = request.POST.get("go")
        if go == "confirm":
            return self.confirm()
        form = RevocationForm(request.POST, **self.options())
        if go == "back" or not form.is_valid():
            self.has_errors = bool(form.errors)
            return self.show(form)
        return self.preview(
            form, ConfirmedRevocationForm(reference=self.nomination.reference, **self.options())
        )

    def confirm(self):
        """Revoke, once the code was typed."""
        form = ConfirmedRevocationForm(
            self.request.POST, reference=self.nomination.reference, **self.options()
        )
        if not form.is_valid():
            self.has_errors = True
            wrong_code_alone = set(form.errors) == {"reference"}
            return self.preview(form, form) if wrong_code_alone else self.show(form)
        decided = {name: value for name, value in form.cleaned_data.items() if name != "reference"}
        try:
            revoke_recognition(nomination=self.nomination, user=self.request.user, **decided)
        except Refused as refusal:
            return self.back(messages.error, refusal.message)
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
            self.has_errors = True
            return self.show(form)
        return self.back(messages.success, _("The recognition is revoked. Its unit is told by mail."))

    def show(self, form):
        return self.render(self.template_name, form=form)

    def preview(self, form, confirmation):
        decision = form.cleaned_data
        return self.render(
            self.confirm_template_name,
            form=form,
            confirmation=confirmation,
            decision=decision,
            notices=notices_as_read(self.nomination, decision),
        )

    def render(self, template: str, **context):
        self.template_name = template
        context |= {
            "nomination": self.nomination,
            "candidate": self.nomination.candidate,
            "recognised": self.nomination.decision,
            "dossier_url": dossier_url(self.nomination),
        }
        return self.render_to_response(self.get_context_data(**context))

    def back(self, say, message):
        say(self.request, message)
        return redirect(dossier_url(self.nomination))


def notices_as_read(nomination, decision: dict) -> list[dict]:
    """The notices that will stand at the public addresses, one for each language in which the profile was public."""
    profiles = ExemplarPage.objects.filter(approval__reference=nomination.reference).once_public()
    return [
        {
            "language": profile.locale.language_code,
            "language_name": translation.get_language_info(profile.locale.language_code)["name_local"],
            "url": profile.full_url,
            "number": decision["number"],
            "date": decision["decided_on"],
        }
        for profile in profiles.select_related("locale").order_by("locale")
    ]
