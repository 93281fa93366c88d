"""The steps that a person fills in: shown, saved with anything missing, and kept on every refusal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from exemplars.models import Field

from ...campaigns.rules import Window
from ...dossiers.actions import dossier_of, editing, keep, record_consents, save_candidate
from ...dossiers.models import NominationPage, consents_in_force
from ...dossiers.rules import missing
from ...refusals import Conflict, Refused
from ...stages import Stage
from ..access import own_nomination
from ..forms import AwardsForm, CandidateForm, CaseForm, ConsentForm
from ..history import last_reason
from ..problems import Problem, problems_of
from ..remarks import remark_lines, write_beside
from ..steps import STEPS, next_step, step_list, step_number, step_url
from ..typed import differences
from ..words import time_left


def strip(nomination: NominationPage) -> dict:
    """What components/deadline_strip.html shows; nothing for a returned one, which the deadline spares."""
    campaign = nomination.campaign
    late = campaign.window is Window.CLOSED
    return {
        "with_deadline": nomination.stage == Stage.DRAFT,
        "closes_at": campaign.closes_at,
        "late": late,
        "left": time_left(campaign.closes_at, timezone.now()),
        "saved_at": nomination.latest_revision_created_at,
    }


def number_or_zero(text: str | None) -> int:
    """Read a revision's number; nonsense gives a number that no revision has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


class StepView(View):
    """One step of one nomination of the person's own unit."""

    step: str
    template_name: str

    def setup(self, request, *args, reference, **kwargs):
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)

    def get(self, request, reference):
        if not self.nomination.is_editable:
            return redirect("workspace:nomination", self.nomination.reference)
        return self.show(self.stored_form(one_more="add" in request.GET))

    def post(self, request, reference):
        try:
            form = self.save(request.POST)
        except Refused as refusal:
            return self.refused(refusal)
        return self.saved() if form.is_valid() else self.show(form, problems=problems_of(form))

    def stored_form(self, *, one_more: bool = False):
        """The form of what is stored."""
        raise NotImplementedError

    def typed_form(self, data):
        """The form of what was typed, over what is stored; it is shown, never saved."""
        raise NotImplementedError

    def save(self, data):
        """Store what was typed if it is valid; return its form. Raises Refused."""
        raise NotImplementedError

    # --- Answers ------------------------------------------------------------------------------------

    def saved(self) -> HttpResponse:
        go = self.request.POST.get("go")
        if go == "home":
            messages.success(
                self.request,
                _("Saved. Nomination %(code)s is under “Drafts”.") % {"code": self.nomination.reference},
            )
            return redirect("workspace:home")
        if go == "add":
            return redirect(f"{step_url(self.step, self.nomination.reference)}?add=1#one-more")
        return redirect(step_url(next_step(self.step), self.nomination.reference))

    def refused(self, refusal: Refused) -> HttpResponse:
        """Show what was typed with the reason; of a conflict both versions, unless they are the same."""
        self.nomination = own_nomination(self.request.user, self.nomination.reference)
        form, both = self.typed_form(self.request.POST), []
        if isinstance(refusal, Conflict):
            both = differences(form, self.stored_form())
            if not both:
                return self.saved()
        problems = [Problem(str(refusal.message)), *(problems_of(form) if form.is_bound else [])]
        return self.show(form, problems=problems, both=both, heading=_("Not saved"), status=409)

    def show(self, form, *, problems=(), status=200, **context) -> HttpResponse:
        nomination = self.nomination
        gaps, remarks = missing(dossier_of(nomination)), remark_lines(nomination)
        write_beside(form, remarks.on(self.step))
        context |= {
            "nomination": nomination,
            "unit": nomination.unit,
            "form": form,
            "problems": problems,
            "step": self.step,
            "step_title": STEPS[self.step],
            "step_number": step_number(self.step),
            "steps": step_list(nomination, gaps, self.step),
            "strip": strip(nomination),
            "returned": nomination.stage == Stage.RETURNED,
            "reason": last_reason(nomination) if nomination.stage == Stage.RETURNED else "",
            "remarks": remarks,
            "base_revision": nomination.latest_revision_id,
        }
        return render(self.request, self.template_name, context, status=status)

    def editing(self, data):
        """The nomination, locked, as the person saw it."""
        base = number_or_zero(data.get("base_revision"))
        return editing(nomination=self.nomination, user=self.request.user, base_revision=base)


class CandidateStep(StepView):
    step, template_name = "candidate", "nominations/workspace/candidate.html"

    def stored_form(self, *, one_more=False):
        return CandidateForm(instance=self.nomination.candidate)

    def typed_form(self, data):
        return CandidateForm(data, instance=self.nomination.candidate)

    def save(self, data):
        with self.editing(data) as page:
            stored, form = (
                CandidateForm(instance=page.candidate),
                CandidateForm(data, instance=page.candidate),
            )
            if form.is_valid() and differences(form, stored):
                save_candidate(page, form.save(commit=False), user=self.request.user)
        return form


class ListedStep(StepView):
    """A step whose form edits the page and a list of its children."""

    form_class: type

    def form_options(self) -> dict:
        return {}

    def stored_form(self, *, one_more=False):
        page = self.nomination.get_latest_revision_as_object()
        return self.form_class(instance=page, one_more=one_more, **self.form_options())

    def typed_form(self, data):
        page = self.nomination.get_latest_revision_as_object()
        return self.form_class(data, instance=page, **self.form_options())

    def save(self, data):
        with self.editing(data) as page:
            stored = self.stored_form()
            form = self.form_class(data, instance=page, **self.form_options())
            if form.is_valid() and differences(form, stored):
                keep(form.save(commit=False), user=self.request.user)
        return form


class CaseStep(ListedStep):
    step, template_name = "case", "nominations/workspace/case.html"
    form_class = CaseForm

    def form_options(self):
        return {"fields": fields_of(self.nomination.campaign, self.nomination.field_id)}


class AwardsStep(ListedStep):
    step, template_name = "awards", "nominations/workspace/awards.html"
    form_class = AwardsForm


class ConsentStep(StepView):
    step, template_name = "consent", "nominations/workspace/consent.html"

    def stored_form(self, *, one_more=False):
        return ConsentForm(initial=consents_in_force(self.nomination))

    def typed_form(self, data):
        return ConsentForm(data, initial=consents_in_force(self.nomination))

    def save(self, data):
        form = ConsentForm(data)
        if form.is_valid():
            record_consents(nomination=self.nomination, user=self.request.user, answers=form.answers)
        return form


def fields_of(campaign, chosen: int | None = None):
    """The fields in which a campaign has seats (all, where it names none), and the one chosen already."""
    with_seats = set(campaign.quotas.values_list("field_id", flat=True))
    return Field.objects.filter(pk__in=with_seats | {chosen}) if with_seats else Field.objects.all()
