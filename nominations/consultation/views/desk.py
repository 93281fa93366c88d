"""The screener's desk: which lists stand open, publishing one, ending one."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ...campaigns.models import CampaignPage
from ...doors import ClosedDoor
from ...refusals import Conflict, Refused
from ..actions.ending import end_consultation
from ..actions.publishing import (
    Shortlist,
    earliest_closing_day,
    may_publish,
    obstacle_to_day,
    own_interest,
    publish_consultation,
    shortlist_of,
)
from ..forms import PublicationForm
from ..models import Comment, Consultation
from ..permissions import may_read_consultations
from ..reading import PHASES, entries_with_numbers, waiting_for_publication
from ..rules import DECREE_DAYS


class DeskMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A view of the consultation room: for those who may read comments; nobody on the way keeps it."""

    header_icon = "group"

    def may_enter(self, user) -> bool:
        return may_read_consultations(user)

    def get_breadcrumbs_items(self):
        room = {"url": reverse("consultations:index"), "label": _("Public consultation")}
        return [*super().get_breadcrumbs_items(), room, *self.crumbs()]

    def crumbs(self) -> list[dict]:
        return [{"url": "", "label": self.get_page_title()}]


class ConsultationMixin(DeskMixin):
    """A view of one list."""

    @cached_property
    def consultation(self) -> Consultation:
        found = Consultation.objects.select_related("campaign", "published_by")
        return get_object_or_404(found, pk=self.kwargs["consultation_id"])

    def get_page_title(self):
        return str(self.consultation)

    def back(self, say, message) -> HttpResponse:
        say(self.request, message)
        return redirect("consultations:detail", self.consultation.pk)


class ConsultationIndexView(DeskMixin, TemplateView):
    """What waits to be published, and every list that ever was, the newest first."""

    template_name = "nominations/consultation/admin/index.html"

    def get_page_title(self):
        return _("Public consultation")

    def get_breadcrumbs_items(self):
        here = {"url": "", "label": self.get_page_title()}
        return [*WagtailAdminTemplateMixin.get_breadcrumbs_items(self), here]

    def get_context_data(self, **kwargs):
        consultations = Consultation.objects.with_numbers()
        return super().get_context_data(**kwargs) | {
            "waiting": waiting_for_publication(),
            "rows": [(consultation, PHASES[consultation.phase]) for consultation in consultations],
            "may_publish": may_publish(self.request.user),
        }


class ConsultationView(ConsultationMixin, TemplateView):
    """One list: its days, everybody on it, what came in, and what did not go on."""

    template_name = "nominations/consultation/admin/consultation.html"

    def get_context_data(self, **kwargs):
        entries = list(entries_with_numbers(self.consultation))
        general = self.consultation.comments.filter(entry=None)
        return super().get_context_data(**kwargs) | {
            "consultation": self.consultation,
            "phase": PHASES[self.consultation.phase],
            "entries": entries,
            "stuck": [entry for entry in entries if entry.status == "stuck"],
            "general": general.count(),
            "general_unread": general.filter(status=Comment.Status.NEW).count(),
            "may_end": may_publish(self.request.user) and can_be_ended(self.consultation, entries),
        }


def can_be_ended(consultation: Consultation, entries) -> bool:
    """Say whether there is anything left to end: its days are over, and somebody has not gone on."""
    left = any(entry.status in ("open", "stuck") for entry in entries)
    return consultation.is_over and (left or consultation.ended_at is None)


class PublishView(DeskMixin, FormView):
    """Publishing a shortlist: read what becomes public, name the day, confirm on a page of its own."""

    form_class = PublicationForm
    http_method_names = ["get", "head", "post"]
    template_name = "nominations/consultation/admin/publish.html"
    confirm_template_name = "nominations/consultation/admin/publish_confirm.html"
    complaint = ""

    def may_enter(self, user):
        return may_publish(user) and super().may_enter(user)

    @cached_property
    def campaign(self) -> CampaignPage:
        return get_object_or_404(CampaignPage, pk=self.kwargs["campaign_id"])

    @cached_property
    def shortlist(self) -> Shortlist:
        return shortlist_of(self.campaign)

    def get_page_title(self):
        title = _("Publish the shortlist: %(campaign)s") % {"campaign": self.campaign.title}
        wrong = self.complaint or (self.request.method == "POST" and self.is_wrong)
        return _("Error: %(title)s") % {"title": title} if wrong else title

    is_wrong = False

    def get_initial(self):
        last = Consultation.objects.order_by("-pk").first()
        portal = getattr(settings, "PORTAL", {})
        return {
            "closes_on": earliest_closing_day(self.campaign) if self.campaign.consultation_days else None,
            "receiving_unit": last.receiving_unit if last else portal.get("responsible_unit", ""),
            "receiving_address": last.receiving_address if last else portal.get("address", ""),
        }

    def form_valid(self, form):
        """Go on to the page that confirms, from there to publication, or back to the form."""
        go = self.request.POST.get("go")
        if go == "publish":
            return self.publish(form)
        if go == "back":
            return self.render_to_response(self.get_context_data(form=form))
        return self.confirm(form)

    def form_invalid(self, form):
        self.is_wrong = True
        return super().form_invalid(form)

    def confirm(self, form) -> HttpResponse:
        """Show what will be published; a last day that would be refused is refused here already."""
        if obstacle := obstacle_to_day(self.campaign, form.cleaned_data["closes_on"]):
            form.add_error("closes_on", obstacle)
            return self.form_invalid(form)
        self.template_name = self.confirm_template_name
        return self.render_to_response(self.get_context_data(form=form))

    def publish(self, form) -> HttpResponse:
        try:
            consultation = publish_consultation(
                campaign=self.campaign,
                user=self.request.user,
                fingerprint=self.request.POST.get("fingerprint", ""),
                **form.cleaned_data,
            )
        except Conflict as conflict:
            self.complaint = conflict.message
            return self.render_to_response(self.get_context_data(form=form))
        except Refused as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        messages.success(self.request, _("The list is public now."))
        return redirect("consultations:detail", consultation.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "entries": self.shortlist.entries,
            "fingerprint": self.shortlist.fingerprint,
            "obstacle": own_interest(self.shortlist, self.request.user),
            "complaint": self.complaint,
            "below_decree": self.campaign.consultation_days < DECREE_DAYS,
            "decree_days": DECREE_DAYS,
        }


class EndView(ConsultationMixin, TemplateView):
    """Ending a list whose days are over, where that did not happen by itself."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/consultation/admin/end.html"

    def may_enter(self, user):
        return may_publish(user) and super().may_enter(user)

    def get(self, request, *args, **kwargs):
        if not self.consultation.is_over:
            return self.back(messages.error, _("Its days are not over yet; it cannot be ended early."))
        if not can_be_ended(self.consultation, self.consultation.entries.waiting()):
            return self.back(messages.warning, _("This consultation has ended already."))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            stuck = end_consultation(consultation=self.consultation, user=request.user)
        except Refused as refused:
            return self.back(messages.error, refused.message)
        if stuck:
            return self.back(messages.error, _("Some nominations could not go on; they are named below."))
        return self.back(messages.success, _("The consultation has ended; every nomination has gone on."))

    def crumbs(self):
        address = reverse("consultations:detail", args=[self.consultation.pk])
        return [{"url": address, "label": str(self.consultation)}, {"url": "", "label": _("End it")}]

    def get_context_data(self, **kwargs):
        waiting = self.consultation.entries.waiting().count()
        return super().get_context_data(**kwargs) | {"consultation": self.consultation, "waiting": waiting}
