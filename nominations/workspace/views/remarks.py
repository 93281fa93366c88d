"""Answering a return: every remark with its place, corrected there or explained here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from ...refusals import Refused
from ...screening.actions.remarks import explain_remark
from ...screening.models import Remark
from ...stages import Stage
from ..access import own_nomination
from ..forms import ExplanationForm
from ..history import last_reason
from ..problems import Problem, problems_of
from ..remarks import remark_lines
from ..steps import step_url
from .typing import number_or_zero


class RemarksView(View):
    """The list of the remarks, a counter, and for each the way to its place or a few words instead."""

    def setup(self, request, *args, reference, **kwargs):
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)

    def get(self, request, reference):
        if self.nomination.stage != Stage.RETURNED:
            return redirect("workspace:nomination", self.nomination.reference)
        return self.show()

    def post(self, request, reference):
        number = number_or_zero(request.POST.get("remark"))
        remark = get_object_or_404(Remark.objects.unanswered(), pk=number, nomination=self.nomination)
        form = ExplanationForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, typed=remark, problems=problems_of(form))
        try:
            explain_remark(
                nomination=self.nomination, user=request.user, remark=remark, text=form.cleaned_data["text"]
            )
        except Refused as refusal:
            return self.show(problems=[Problem(str(refusal.message))], status=409)
        messages.success(request, _("Your explanation is saved."))
        return redirect(f"{step_url('remarks', self.nomination.reference)}#remark-{remark.pk}")

    def show(self, *, form=None, typed=None, problems=(), status=200):
        context = {
            "nomination": self.nomination,
            "unit": self.nomination.unit,
            "remarks": remark_lines(self.nomination),
            "reason": last_reason(self.nomination),
            "problems": problems,
            "typed": typed,
            "form": form,
        }
        return render(self.request, "nominations/workspace/remarks.html", context, status=status)
