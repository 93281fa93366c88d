"""The head's endorsement: read by the head, endorsed or sent back; taken back by whoever asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from ...campaigns.rules import Window
from ...dossiers.actions import endorse_nomination, send_back_to_officer, take_back_request
from ...dossiers.endorsement import is_head, waiting_endorsement
from ...refusals import Incomplete, Refused
from ...stages import Stage
from ..access import own_nomination
from ..forms import DeclarationForm, SendBackForm
from ..problems import Problem, problems_of
from ..reading import dossier_sections
from ..steps import missing_lines
from .steps import number_or_zero, strip


class EndorseView(View):
    """One request as its head reads and answers it; for everybody else of the unit, where it waits."""

    def setup(self, request, *args, reference, **kwargs):
        self.arrived = timezone.now()
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)
        self.asked = waiting_endorsement(self.nomination)

    @property
    def is_mine(self) -> bool:
        """Whether this very person is to answer."""
        user, asked = self.request.user, self.asked
        return asked is not None and asked.asked_by_id != user.pk and is_head(user, self.nomination.unit_id)

    def get(self, request, reference):
        return self.show() if self.asked else self.elsewhere()

    def post(self, request, reference):
        act = {"endorse": self.endorse, "send_back": self.send_back, "take_back": self.take_back}.get(
            request.POST.get("act", "")
        )
        if act is None:
            raise Http404
        try:
            return act()
        except Incomplete as refusal:
            lines = missing_lines(self.nomination, refusal.missing)
            return self.show(problems=[Problem(line.words, line.url) for line in lines], status=409)
        except Refused as refusal:
            self.setup(request, reference=reference)
            problems = [Problem(str(refusal.message))]
            return self.show(problems=problems, status=409) if self.asked else self.elsewhere(refusal)

    # --- Answers ------------------------------------------------------------------------------------

    def endorse(self):
        if not is_head(self.request.user, self.nomination.unit_id):
            raise PermissionDenied
        declaration = DeclarationForm(self.request.POST)
        if self.asked and not declaration.is_valid():
            problems = [Problem(str(error), "#id_declared") for error in declaration.errors["declared"]]
            return self.show(declaration=declaration, problems=problems)
        endorse_nomination(
            nomination=self.nomination,
            user=self.request.user,
            base_revision=number_or_zero(self.request.POST.get("base_revision")),
            arrived_at=self.arrived,
        )
        return redirect("workspace:receipt", self.nomination.reference)

    def send_back(self):
        if not is_head(self.request.user, self.nomination.unit_id):
            raise PermissionDenied
        form = SendBackForm(self.request.POST)
        if self.asked and not form.is_valid():
            return self.show(reason=form, problems=problems_of(form))
        send_back_to_officer(
            nomination=self.nomination, user=self.request.user, reason=form.cleaned_data.get("reason", "")
        )
        messages.success(
            self.request,
            _("Nomination %(code)s is back with %(person)s.")
            % {"code": self.nomination.reference, "person": self.asked.asked_by.get_full_name()},
        )
        return redirect("workspace:home")

    def take_back(self):
        take_back_request(nomination=self.nomination, user=self.request.user)
        messages.success(self.request, _("Taken back. You can change the dossier and ask again."))
        return redirect("workspace:check", self.nomination.reference)

    def elsewhere(self, refusal: Refused | None = None):
        """Nothing waits here: lead to what may be done instead, with the reason where there is one."""
        if refusal is not None:
            messages.error(self.request, str(refusal.message))
        return redirect("workspace:nomination", self.nomination.reference)

    def show(self, *, declaration=None, reason=None, problems=(), status=200):
        nomination = self.nomination
        context = {
            "nomination": nomination,
            "unit": nomination.unit,
            "asked": self.asked,
            "is_mine": self.is_mine,
            "sections": dossier_sections(nomination),
            "strip": strip(nomination),
            "returned": nomination.stage == Stage.RETURNED,
            "too_late": nomination.stage == Stage.DRAFT and nomination.campaign.window is Window.CLOSED,
            "declaration": declaration or DeclarationForm(),
            "reason": reason or SendBackForm(),
            "problems": problems,
            "base_revision": nomination.latest_revision_id,
        }
        return render(self.request, "nominations/workspace/endorse.html", context, status=status)
