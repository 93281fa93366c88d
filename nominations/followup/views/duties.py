"""One assignment as the department reads it: what units said, and the department's answers."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ...doors import ClosedDoor
from ...refusals import Refused
from ..actions.duties import answer_report, finish_duty, reopen_duty
from ..board import row_of, with_units
from ..forms import AnswerForm
from ..models import Duty, DutyReport
from ..permissions import may_follow, may_keep_plans


class DutyMixin(ClosedDoor):
    """A view of one assignment."""

    @cached_property
    def duty(self) -> Duty:
        return get_object_or_404(with_units(Duty.objects.with_latest()), pk=self.kwargs["duty_id"])

    def back(self, duty_id: int):
        return redirect("chasing:duty", duty_id)


class DutyView(DutyMixin, WagtailAdminTemplateMixin, TemplateView):
    """An assignment, every report on it, and a form for each that waits for an answer."""

    http_method_names = ["get", "head"]
    template_name = "nominations/followup/board/duty.html"
    header_icon = "tasks"
    _show_breadcrumbs = True
    wrong: AnswerForm | None = None

    def may_enter(self, user) -> bool:
        return may_follow(user)

    def get_page_title(self):
        title = _("Assignment")
        return _("Error: %(title)s") % {"title": title} if self.wrong else title

    def get_breadcrumbs_items(self):
        campaign = self.duty.campaign
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("chasing:index"), "label": _("Follow up units")},
            {"url": reverse("chasing:board", args=[campaign.pk]), "label": campaign.title},
            {"url": "", "label": str(self.duty)},
        ]

    def get_context_data(self, **kwargs):
        reports = self.duty.reports.select_related("unit", "reported_by", "answered_by")
        may_keep = may_keep_plans(self.request.user)
        return super().get_context_data(**kwargs) | {
            "duty": self.duty,
            "row": row_of(self.duty, timezone.localdate()),
            "reports": [
                {"report": report, "form": self.form_of(report) if may_keep and not report.verdict else None}
                for report in reports.prefetch_related("files")
            ],
            "may_keep": may_keep,
        }

    def form_of(self, report: DutyReport) -> AnswerForm:
        return AnswerForm(prefix=f"report-{report.pk}")


class AnswerView(DutyView):
    """Take the department's answer to one report; a wrong one comes back with its words."""

    http_method_names = ["post"]

    def may_enter(self, user) -> bool:
        return may_keep_plans(user)

    @cached_property
    def report(self) -> DutyReport:
        return get_object_or_404(DutyReport, pk=self.kwargs["report_id"])

    @cached_property
    def duty(self) -> Duty:
        return get_object_or_404(with_units(Duty.objects.with_latest()), pk=self.report.duty_id)

    def post(self, request, *args, **kwargs):
        form = AnswerForm(request.POST, prefix=f"report-{self.report.pk}")
        if not form.is_valid():
            self.wrong = form
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            answer_report(report=self.report, user=request.user, **form.cleaned_data)
            messages.success(request, _("The unit reads your answer in its workspace."))
        except Refused as refused:
            messages.error(request, refused.message)
        return self.back(self.report.duty_id)

    def form_of(self, report):
        return self.wrong if self.wrong and report.pk == self.report.pk else super().form_of(report)


class FinishView(DutyMixin, View):
    """Find an assignment done, or take that back."""

    http_method_names = ["post"]

    def may_enter(self, user) -> bool:
        return may_keep_plans(user)

    def post(self, request, *args, **kwargs):
        if request.POST.get("go") == "reopen":
            reopen_duty(duty=self.duty, user=request.user)
            messages.success(request, _("The assignment is open again."))
        elif request.POST.get("go") == "done":
            finish_duty(duty=self.duty, user=request.user)
            messages.success(request, _("The assignment is done."))
        return self.back(self.duty.pk)
