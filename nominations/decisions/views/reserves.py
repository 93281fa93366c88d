"""Letting the next reserve move up, and ending the review of those who are left."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from ...dossiers.models import NominationPage
from ...refusals import Refused, StaleStep
from ...stages import Stage
from ..access import is_secretary
from ..actions.reserves import close_reserves, promote_reserve
from ..sheet import field_lines
from .base import CampaignMixin


class ReserveView(CampaignMixin, View):
    """A page about reserves of one campaign, for the council's secretary."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request, *args, **kwargs):
        if not is_secretary(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def back(self, say, message):
        say(self.request, message)
        return redirect(self.sheet_url)


class PromoteView(ReserveView):
    """Says whose seat became free and who moves up, then does it; a second press finds it done."""

    template_name = "nominations/decisions/promote.html"

    @cached_property
    def nomination(self) -> NominationPage:
        found = NominationPage.objects.readable_by(self.request.user).with_dossier()
        return get_object_or_404(found, pk=self.kwargs["nomination_id"], campaign=self.campaign)

    def title(self):
        return _("Let a reserve move up: %(code)s") % {"code": self.nomination.reference}

    def get(self, request, campaign_id, nomination_id):
        if self.nomination.stage != Stage.RESERVE:
            return self.back(messages.warning, self.standing())
        line, reserve = self.place()
        return self.render_to_response(
            self.get_context_data(
                nomination=self.nomination,
                line=line,
                reserve=reserve,
                obstacle=self.nomination.current_workflow_task.specific.obstacle(
                    request.user, self.nomination
                ),
                sheet_url=self.sheet_url,
            )
        )

    def place(self):
        """The reserve's field and its place in it."""
        pairs = ((line, reserve) for line in field_lines(self.campaign) for reserve in line.reserves)
        return next(pair for pair in pairs if pair[1].nomination.pk == self.nomination.pk)

    def post(self, request, campaign_id, nomination_id):
        done = self.nomination.stage == Stage.ACCEPTED
        try:
            promote_reserve(nomination=self.nomination, user=request.user)
        except Refused as refusal:
            return self.back(messages.error, refusal.message)
        except StaleStep:
            return self.back(messages.error, self.standing())
        if done:
            return self.back(messages.warning, self.standing())
        text = _("%(name)s (%(code)s) now waits for a decision.")
        words = {"name": self.nomination.candidate.name, "code": self.nomination.reference}
        return self.back(messages.success, text % words)

    def standing(self) -> str:
        stage = NominationPage.objects.only("stage").get(pk=self.nomination.pk).get_stage_display()
        return _("Nothing was changed. The nomination is now: %(stage)s.") % {"stage": stage}


class CloseReservesView(ReserveView):
    """Names the reserves that are left and what becomes of them, then ends their review."""

    template_name = "nominations/decisions/close_reserves.html"

    def title(self):
        return _("End the reserves: %(title)s") % {"title": self.campaign.title}

    def get(self, request, campaign_id):
        fields = [line for line in field_lines(self.campaign) if line.reserves]
        if not fields:
            return self.back(messages.warning, _("No reserve is left in this campaign."))
        context = self.get_context_data(
            fields=fields,
            count=sum(len(line.reserves) for line in fields),
            free=[line for line in fields if line.standing.seats.free],
            sheet_url=self.sheet_url,
        )
        return self.render_to_response(context)

    def post(self, request, campaign_id):
        try:
            ended = close_reserves(campaign=self.campaign, user=request.user)
        except Refused as refusal:
            return self.back(messages.error, refusal.message)
        if not ended:
            return self.back(messages.warning, _("No reserve is left in this campaign."))
        text = ngettext(
            "The review of %(count)d reserve is over.",
            "The review of %(count)d reserves is over.",
            len(ended),
        )
        return self.back(messages.success, text % {"count": len(ended)})
