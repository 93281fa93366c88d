"""Checking, submitting, the receipt, withdrawing, and reading what was handed in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_http_methods, require_safe

from ...campaigns.rules import Window
from ...desk import nomination_parts, receipt_parts
from ...dossiers.actions import ask_endorsement, no_head_words, submit_nomination, withdraw_nomination
from ...dossiers.completeness import gaps_of
from ...dossiers.endorsement import heads_besides, waiting_endorsement
from ...refusals import Incomplete, Refused
from ...screening.actions.recalling import may_recall, recall_nomination
from ...stages import Stage
from ..access import own_nomination
from ..carrying import may_be_carried, open_campaigns_at, targets_of
from ..forms import DeclarationForm
from ..history import last_reason, unit_history
from ..problems import Problem
from ..reading import dossier_sections
from ..remarks import open_remarks, remark_lines
from ..steps import STEPS, missing_lines, step_list, step_number
from ..way import share_left, way_of
from ..words import may_withdraw, standing
from .steps import strip
from .typing import number_or_zero


class CheckView(View):
    """Everything on one page, what is missing, and the one button that hands the nomination in."""

    step = "check"

    def setup(self, request, *args, reference, **kwargs):
        self.arrived = timezone.now()
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)

    def get(self, request, reference):
        if not self.nomination.is_editable:
            return redirect("workspace:nomination", self.nomination.reference)
        return self.show(DeclarationForm())

    def post(self, request, reference):
        if not self.nomination.is_editable:
            return redirect("workspace:receipt", self.nomination.reference)
        form = DeclarationForm(request.POST)
        unanswered = open_remarks(self.nomination)
        if not form.is_valid() or unanswered:
            return self.show(form, problems=[*unanswered, *self.lacking(), *undeclared(form)])
        try:
            self.submit()
        except Incomplete as refusal:
            return self.show(form, problems=self.lacking(refusal.missing))
        except Refused as refusal:
            self.nomination = own_nomination(request.user, reference)
            return self.show(form, problems=[Problem(str(refusal.message))], status=409)
        done = "endorse" if self.nomination.campaign.needs_endorsement else "receipt"
        return redirect(f"workspace:{done}", self.nomination.reference)

    def submit(self):
        """Hand the nomination in, or lay it before the unit's head where the campaign wants that."""
        act = ask_endorsement if self.nomination.campaign.needs_endorsement else submit_nomination
        act(
            nomination=self.nomination,
            user=self.request.user,
            base_revision=number_or_zero(self.request.POST.get("base_revision")),
            arrived_at=self.arrived,
        )

    def lacking(self, gaps=None) -> list[Problem]:
        gaps = gaps_of(self.nomination) if gaps is None else gaps
        return [
            Problem(_("%(what)s (step %(number)d)") % {"what": line.words, "number": line.number}, line.url)
            for line in missing_lines(self.nomination, gaps)
        ]

    def show(self, form, *, problems=(), status=200):
        nomination = self.nomination
        gaps = gaps_of(nomination)
        context = {
            "nomination": nomination,
            "unit": nomination.unit,
            "form": form,
            "problems": problems,
            "missing": missing_lines(nomination, gaps),
            "sections": dossier_sections(nomination),
            "step": self.step,
            "step_title": STEPS[self.step],
            "step_number": step_number(self.step),
            "steps": step_list(nomination, gaps, self.step),
            "strip": strip(nomination),
            "returned": nomination.stage == Stage.RETURNED,
            "reason": last_reason(nomination) if nomination.stage == Stage.RETURNED else "",
            "remarks": remark_lines(nomination),
            "too_late": nomination.stage == Stage.DRAFT and nomination.campaign.window is Window.CLOSED,
            "asked": waiting_endorsement(nomination),
            "no_head": no_head_words(),
            "needs_endorsement": nomination.campaign.needs_endorsement,
            "heads": names_of_heads(nomination, self.request.user),
            "base_revision": nomination.latest_revision_id,
        }
        return render(self.request, "nominations/workspace/check.html", context, status=status)


def names_of_heads(nomination, user) -> list[str]:
    """Before whom this person would lay the nomination; nobody where the campaign asks for no endorsement."""
    heads = heads_besides(nomination, user) if nomination.campaign.needs_endorsement else ()
    return [head.get_full_name() or head.get_username() for head in heads]


def undeclared(form: DeclarationForm) -> list[Problem]:
    """The declaration's problem without its label, which is the declaration itself."""
    return [Problem(str(error), "#id_declared") for error in form.errors.get("declared", [])]


@require_safe
def receipt(request, reference: str):
    """The proof that a nomination was received, to the second."""
    nomination = own_nomination(request.user, reference)
    if nomination.submitted_at is None:
        return redirect("workspace:nomination", nomination.reference)
    context = reading_context(nomination) | {
        "asides": receipt_parts(nomination, request.user),
        "way": way_of(nomination),
        "share": share_left(nomination, timezone.now()),
    }
    return render(request, "nominations/workspace/receipt.html", context)


@require_safe
def nomination(request, reference: str):
    """A nomination as its unit reads it, whatever its stage."""
    found, now = own_nomination(request.user, reference), timezone.now()
    context = reading_context(found) | {
        "sections": dossier_sections(found),
        "history": unit_history(found),
        "returned": found.stage == Stage.RETURNED,
        "reason": last_reason(found) if found.stage in (Stage.RETURNED, Stage.INELIGIBLE) else "",
        "remarks": remark_lines(found),
        "decision": getattr(found, "decision", None),
        "revocation": getattr(found, "revocation", None) if found.stage == Stage.REVOKED else None,
        "targets": targets_of(found, open_campaigns_at(now), now) if may_be_carried(found, now) else [],
        "parts": nomination_parts(found, request.user, aside=False),
        "asides": nomination_parts(found, request.user, aside=True),
        "too_late": found.stage == Stage.DRAFT and found.campaign.window is Window.CLOSED,
    }
    return render(request, "nominations/workspace/nomination.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, reference: str):
    """Say what withdrawing means, then do it; a second press finds it done."""
    found = own_nomination(request.user, reference)
    if request.method == "POST":
        try:
            withdraw_nomination(nomination=found, user=request.user)
        except Refused as refusal:
            problems = [Problem(str(refusal.message))]
            return render(
                request,
                "nominations/workspace/withdraw.html",
                reading_context(found) | {"problems": problems},
                status=409,
            )
        messages.success(request, _("Nomination %(code)s is withdrawn.") % {"code": found.reference})
        return redirect("workspace:nomination", found.reference)
    if not may_withdraw(found):
        return redirect("workspace:nomination", found.reference)
    return render(request, "nominations/workspace/withdraw.html", reading_context(found))


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request, reference: str):
    """Say what withdrawing to edit means, then do it; a second press finds it done."""
    arrived, found = timezone.now(), own_nomination(request.user, reference)
    if request.method == "POST":
        try:
            recall_nomination(nomination=found, user=request.user, arrived_at=arrived)
        except Refused as refusal:
            context = reading_context(found) | {"problems": [Problem(str(refusal.message))]}
            return render(request, "nominations/workspace/recall.html", context, status=409)
        messages.success(
            request, _("Nomination %(code)s is a draft again. Submit it anew.") % {"code": found.reference}
        )
        return redirect("workspace:check", found.reference)
    if not may_recall(found, arrived):
        return redirect("workspace:nomination", found.reference)
    return render(request, "nominations/workspace/recall.html", reading_context(found))


def reading_context(found) -> dict:
    return {
        "nomination": found,
        "unit": found.unit,
        "standing": standing(found),
        "may_withdraw": may_withdraw(found),
        "may_recall": may_recall(found, timezone.now()),
        "asked": waiting_endorsement(found) if found.is_editable else None,
    }
