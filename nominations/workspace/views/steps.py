"""The steps that a person fills in: shown, saved with anything missing, and kept on every refusal."""

from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views import View

from exemplars.models import Field

from ...campaigns.rules import Window
from ...dossiers.actions import editing, keep, save_candidate
from ...dossiers.completeness import gaps_of
from ...dossiers.endorsement import waiting_endorsement
from ...dossiers.models import NominationPage
from ...dossiers.opening import require_open_record
from ...refusals import Conflict, Refused
from ...stages import Stage
from ..access import own_nomination
from ..forms import AwardsForm, CandidateForm, CaseForm
from ..history import last_reason
from ..official import official_part
from ..partial import note_places, take_rows, take_valid, values_of, written
from ..presence import written_by
from ..problems import Problem, problems_of
from ..remarks import remark_lines, write_beside
from ..steps import STEPS, next_step, step_before, step_list, step_number, step_url
from ..typed import carried, chosen, differences
from ..words import time_left
from .typing import STORED_COOKIE, SavesWhileTyping, number_or_zero, writer_of

BOTH = "nominations/workspace/both.html"


def strip(nomination: NominationPage) -> dict:
    """What nominations/components/deadline_strip.html shows; nothing for a returned one, which the deadline spares."""
    campaign = nomination.campaign
    late = campaign.window is Window.CLOSED
    return {
        "with_deadline": nomination.stage == Stage.DRAFT,
        "closes_at": campaign.closes_at,
        "late": late,
        "left": time_left(campaign.closes_at, timezone.now()),
        "saved_at": nomination.latest_revision_created_at,
    }


class StepView(SavesWhileTyping, View):
    """One step of one nomination of the person's own unit."""

    step: str
    template_name: str

    def setup(self, request, *args, reference, **kwargs):
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)
        self.writer = writer_of(request.POST)

    def get(self, request, reference):
        if request.htmx:
            return self.call()
        if not self.nomination.is_editable:
            return redirect("workspace:nomination", self.nomination.reference)
        return self.show(self.stored_form(one_more="add" in request.GET))

    def post(self, request, reference):
        if request.htmx and self.saves_itself:
            return self.save_typed()
        try:
            data = self.choose(request.POST) if "choosing" in request.POST else request.POST
            form = self.save(data)
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
        """Lead on; the cookie tells the browser that it need not keep what this page had typed."""
        answer = self.onward(self.request.POST.get("go"))
        answer.set_cookie(STORED_COOKIE, self.writer, max_age=300, path="/", samesite="Lax")
        return answer

    def onward(self, go: str | None) -> HttpResponse:
        reference = self.nomination.reference
        if go == "home":
            messages.success(
                self.request, _("Saved. Nomination %(code)s is under “Drafts”.") % {"code": reference}
            )
            return redirect("workspace:home")
        if go == "add":
            return redirect(f"{step_url(self.step, reference)}?add=1#one-more")
        step = {"stay": self.step, "back": step_before(self.step)}.get(go, next_step(self.step))
        return redirect(step_url(step, reference))

    def refused(self, refusal: Refused) -> HttpResponse:
        """Show what was typed with the reason; of a conflict both versions, unless they are the same."""
        self.nomination = own_nomination(self.request.user, self.nomination.reference)
        form = self.typed_form(self.request.POST)
        if isinstance(refusal, Conflict):
            both = differences(form, self.stored_form())
            return self.show_both(form, refusal, both) if both else self.saved()
        problems = [Problem(str(refusal.message)), *(problems_of(form) if form.is_bound else [])]
        return self.show(form, problems=problems, heading=_("Not saved"), status=409)

    def choose(self, posted):
        """What was typed, with the stored value where that was picked; Unchosen where nothing was."""
        stored = self.stored_form()
        if self.is_seen(self.nomination, posted) and any(
            not one.choice for one in differences(self.typed_form(posted), stored)
        ):
            raise Unchosen
        return chosen(posted, stored)

    def show_both(self, form, refusal: Refused, both) -> HttpResponse:
        """Ask of every field that differs which version is to be kept."""
        latest = self.latest()
        return self.show(
            form,
            problems=[Problem(str(refusal.message), f"#{both[0].name}-stored")],
            heading=_("Not saved"),
            status=409,
            template=BOTH,
            both=both,
            carried=carried(self.request.POST),
            go=self.request.POST.get("go", "continue"),
            other=self.other(latest),
        )

    def show(self, form, *, problems=(), status=200, template="", **context) -> HttpResponse:
        nomination = self.nomination
        gaps, remarks = gaps_of(nomination), remark_lines(nomination)
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
            "lacking": {gap.field for gap in gaps if gap.step == self.step},
            "strip": strip(nomination) | {"saved_at": self.saved_at()},
            "returned": nomination.stage == Stage.RETURNED,
            "reason": last_reason(nomination) if nomination.stage == Stage.RETURNED else "",
            "remarks": remarks,
            "official": official_part(self.step, nomination.campaign.form_code),
            "asked": waiting_endorsement(nomination),
            "base_revision": self.version(),
            "writer": self.writer,
            "saves_itself": self.saves_itself and nomination.is_editable,
            "present": self.arrive() if nomination.is_editable else [],
        }
        return render(self.request, template or self.template_name, context, status=status)

    # --- What the person saw ------------------------------------------------------------------------

    @contextmanager
    def editing(self, data):
        """The nomination, locked, as the person saw it; Conflict where somebody has changed it since."""
        with editing(nomination=self.nomination, user=self.request.user, base_revision=None) as page:
            if not self.is_seen(page, data):
                raise Conflict
            page.campaign = self.nomination.campaign
            yield page

    def is_seen(self, page, data) -> bool:
        """Whether the newest version is the one that the page shows, or one that this very page stored."""
        if page.latest_revision_id == number_or_zero(data.get("base_revision")):
            return True
        own = self.own_version()
        return own is not None and own.revision == page.latest_revision_id

    def own_version(self):
        return written_by(self.nomination, self.request.user, self.step, self.writer)


class Unchosen(Conflict):
    message = _lazy("Choose for every field which version is to be kept.")


class CandidateStep(StepView):
    step, template_name = "candidate", "nominations/workspace/candidate.html"
    saves_itself = True

    def stored_form(self, *, one_more=False):
        return CandidateForm(instance=self.nomination.candidate, nomination=self.nomination)

    def typed_form(self, data):
        return CandidateForm(data, instance=self.nomination.candidate, nomination=self.nomination)

    def save(self, data):
        with self.editing(data) as page:
            stored = CandidateForm(instance=page.candidate, nomination=page)
            form = CandidateForm(data, instance=page.candidate, nomination=page)
            if form.is_valid() and differences(form, stored):
                save_candidate(page, form.save(commit=False), user=self.request.user)
        return form

    def take_typed(self, page, data):
        before = values_of(page.candidate)
        form = CandidateForm(data, instance=page.candidate, nomination=page)
        form.is_valid()
        take_valid(form, before)
        changed = values_of(page.candidate) != before
        if changed:
            require_open_record(page, page.candidate)
            page.candidate.save()
        return form, changed, {}


class ListedStep(StepView):
    """A step whose form edits the page and a list of its children."""

    saves_itself = True
    form_class: type

    def form_options(self) -> dict:
        return {}

    def stored_page(self) -> NominationPage:
        """The page as it is stored, for a form to write on: the view's own stays as it is."""
        page = NominationPage.objects.get(pk=self.nomination.pk)
        page.campaign = self.nomination.campaign
        return page

    def stored_form(self, *, one_more=False):
        page = self.stored_page()
        return self.form_class(instance=page, one_more=one_more, **self.form_options())

    def typed_form(self, data):
        page = self.stored_page()
        return self.form_class(data, instance=page, **self.form_options())

    def save(self, data):
        with self.editing(data) as page:
            stored = self.stored_form()
            form = self.form_class(data, instance=page, **self.form_options())
            if form.is_valid() and differences(form, stored):
                keep(form.save(commit=False), user=self.request.user)
        return form

    def show(self, form, **context):
        for formset in form.formsets.values():
            note_places(formset)
        return super().show(form, **context)

    def take_typed(self, page, data):
        before, columns = written(page), values_of(page)
        form = self.form_class(data, instance=page, **self.form_options())
        form.is_valid()
        take_valid(form, columns)
        places = take_rows(form)
        return form, written(page) != before, places


class CaseStep(ListedStep):
    step, template_name = "case", "nominations/workspace/case.html"
    form_class = CaseForm

    def form_options(self):
        return {"fields": fields_of(self.nomination.campaign, self.nomination.field_id)}


class AwardsStep(ListedStep):
    step, template_name = "awards", "nominations/workspace/awards.html"
    form_class = AwardsForm


def fields_of(campaign, chosen: int | None = None):
    """The fields in which a campaign has seats (all, where it names none), and the one chosen already."""
    with_seats = set(campaign.quotas.values_list("field_id", flat=True))
    return Field.objects.filter(pk__in=with_seats | {chosen}) if with_seats else Field.objects.all()
