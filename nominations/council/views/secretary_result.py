"""What the council decided: the result, the chair's word on a tie, and the end of the session."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ...refusals import Refused
from ..actions.ballots import decide_tie
from ..actions.results import conclude_session
from ..models import CouncilMember, CouncilSession
from ..parts import links_of
from ..permissions import chairs, may_follow_council
from ..session_forms import TieForm
from ..standings import FieldStanding, Standings, chairs_tie, shows_of_hands, standings_of
from ..words import rule_shown
from .base import CouncilMixin
from .secretary import ConfirmMixin, SecretaryMixin, SessionMixin, Status, TypedMixin


class ResultTab(SessionMixin):
    tab = "result"

    @cached_property
    def standings(self) -> Standings:
        return standings_of(self.session)


class ResultView(ResultTab, TemplateView):
    """Seats, ranks and counts after the ballots that are closed; nothing of one that is open."""

    template_name = "nominations/council/session/result.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.has_result and self.session.status != Status.CONCLUDED:
            return context | {"standings": None}
        standings = self.standings
        campaign, last = self.session.campaign, standings.last
        numbers, members = (last, last.members) if last else (campaign, self.session.seats or 0)
        is_open = self.session.status == Status.OPEN and not self.session.open_round
        return context | {
            "standings": standings,
            "rule": rule_shown(numbers, members, campaign),
            "hands": shows_of_hands(standings.ballots),
            "by_chair": campaign.tie_rule == campaign.TieRule.CHAIR,
            "chair": self.session.members.filter(part=CouncilMember.Part.CHAIR)
            .select_related("user")
            .first(),
            "may_decide": chairs(self.request.user, self.session),
            "next_round": (self.session.rounds or 0) + 1,
            "is_open": is_open,
            "is_concluded": self.session.status == Status.CONCLUDED,
            "can_conclude": self.may_run and is_open and not standings.tied,
            "links": links_of(self.session, self.request.user)
            if may_follow_council(self.request.user)
            else [],
        }


class TieView(TypedMixin, CouncilMixin, FormView):
    """The chair's word on who gets a last seat for which several are tied. For the chair alone, and final."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/tie.html"

    @cached_property
    def session(self) -> CouncilSession:
        return get_object_or_404(
            CouncilSession.objects.select_related("campaign"), pk=self.kwargs["session_id"]
        )

    def may_enter(self, user):
        if not chairs(user, self.session):
            raise PermissionDenied
        return True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kwargs = kwargs

    def title(self):
        return _("Decide a tie")

    def crumbs(self):
        return [{"url": "", "label": self.session.title}]

    @cached_property
    def tied(self) -> FieldStanding | None:
        return chairs_tie(self.session)

    def names(self) -> list:
        return [name for name in self.tied.names if name.row in self.tied.result.tied] if self.tied else []

    def get_form(self, form_class=None):
        choices = [(name.item.pk, name.item.nomination.candidate.name) for name in self.names()]
        return TieForm(self.get_form_kwargs().get("data"), choices=choices)

    def form_valid(self, form):
        item = self.session.agenda.select_related("nomination__candidate").get(pk=form.cleaned_data["item"])
        try:
            decide_tie(item=item, user=self.request.user)
        except Refused as refused:
            return self.done(messages.error, refused.message)
        words = _("%(candidate)s gets the seat.") % {"candidate": item.nomination.candidate.name}
        return self.done(messages.success, words)

    def done(self, say, message):
        say(self.request, message)
        return redirect(reverse("council:tie", args=[self.session.pk]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "tied": self.tied,
            "names": self.names(),
        }


class ConcludeView(ConfirmMixin, SecretaryMixin, ResultTab, FormView):
    """Carry the result out: some go on to the leader, some wait, for the others the review ends."""

    template_name = "nominations/council/session/conclude.html"
    is_final = True

    def title(self):
        return _("Conclude the session")

    def get(self, request, *args, **kwargs):
        if self.session.status == Status.CONCLUDED:
            return self.go(messages.warning, _("This session is already concluded."))
        if self.session.status != Status.OPEN:
            return self.go(messages.error, _("The session is not open to its members."))
        if self.session.open_round:
            return self.go(messages.error, _("A ballot is open. Close it first."), "voting")
        if self.standings.tied:
            return self.go(messages.error, _("A tie is not resolved yet."))
        return super().get(request, *args, **kwargs)

    def act(self, form):
        if self.session.status == Status.CONCLUDED:
            return _("This session is already concluded.")
        conclude_session(session=self.session, user=self.request.user)
        return _("The session is concluded. The result has been carried out.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"standings": self.standings}
