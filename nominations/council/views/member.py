"""A member's work before the ballot: the dossiers of the session, and scores."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from ...dossiers.columns import dossier_url
from ...refusals import Refused
from ..actions.scoring import score_item
from ..boards import ScoreRow, score_board
from ..forms import ScoreForm
from ..models import AgendaItem, CouncilSession, Recusal
from ..seats import cards_of, next_to_score, places_of, seat_of
from .base import SeatMixin


class AgendaView(SeatMixin, View):
    """The dossiers of one session, with what the member has done about each, and the results in the end."""

    http_method_names = ["get", "head"]
    template_name = "nominations/council/member/agenda.html"
    statuses = (CouncilSession.Status.OPEN, CouncilSession.Status.CONCLUDED)

    def title(self):
        return self.place.session.title

    def get(self, request, session_id):
        seat = seat_of(self.place, request.user)
        return self.render_to_response(self.get_context_data(seat=seat, session=self.place.session))


class SessionsView(SeatMixin, View):
    """Every session in which the person has or had a place, the latest first."""

    http_method_names = ["get", "head"]
    template_name = "nominations/council/member/sessions.html"

    def title(self):
        return _("My council sessions")

    def get(self, request):
        places = places_of(request.user, statuses=AgendaView.statuses)
        places = places.order_by("-session__held_at", "-session_id")
        return self.render_to_response(self.get_context_data(places=places))


class ItemMixin(SeatMixin):
    """A page about one nomination of the agenda, for the member in person: a proxy votes, and that is all."""

    @cached_property
    def item(self) -> AgendaItem:
        items = AgendaItem.objects.filter(
            session=self.place.session, session__members__user=self.request.user
        )
        nominations = items.select_related("nomination__candidate", "nomination__unit", "nomination__field")
        return get_object_or_404(nominations, pk=self.kwargs["item_id"])

    @property
    def agenda_url(self) -> str:
        return reverse("council:agenda", args=[self.place.session_id])

    def crumbs(self):
        return [{"url": self.agenda_url, "label": self.place.session.title}]

    @cached_property
    def recusal(self) -> Recusal | None:
        return Recusal.objects.in_force().filter(member=self.place, item=self.item).first()

    def refuse(self, refusal: Refused):
        messages.error(self.request, refusal.message)
        return redirect(self.agenda_url)


class ScoreView(ItemMixin, View):
    """Points for every criterion, or an abstention; what the others gave shows once one's own are in."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/member/score.html"

    def title(self):
        return self.item.nomination.candidate.name

    @cached_property
    def criteria(self):
        return list(self.place.session.campaign.criteria.all())

    @cached_property
    def own_scores(self) -> dict[int, int | None]:
        return dict(self.item.scores.filter(member=self.place).values_list("criterion_id", "points"))

    def form(self, data=None) -> ScoreForm:
        top = self.place.session.campaign.top_score
        return ScoreForm(data, criteria=self.criteria, top=top, given=self.own_scores)

    def get(self, request, session_id, item_id):
        if self.recusal:
            return redirect("council:conflict", session_id, item_id)
        return self.show(self.form()) if self.criteria else redirect(self.agenda_url)

    def post(self, request, session_id, item_id):
        form = self.form(request.POST)
        abstains = request.POST.get("go") == "abstain"
        if not abstains and not form.is_valid():
            return self.show(form, has_errors=True)
        points = {criterion.pk: None for criterion in self.criteria} if abstains else form.points
        try:
            score_item(item=self.item, user=request.user, points=points)
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
            return self.show(form, has_errors=True)
        except Refused as refusal:
            return self.refuse(refusal)
        messages.success(request, _("Saved: %(name)s.") % {"name": self.title()})
        return redirect(self.next_url())

    def next_url(self) -> str:
        """Where a saved score leads: to the next nomination that waits for one, or back to the list."""
        following = next_to_score(cards_of(self.place), self.item)
        if following is None:
            return self.agenda_url
        return reverse("council:score", args=[self.place.session_id, following.pk])

    def show(self, form, *, has_errors=False):
        self.has_errors = has_errors
        context = self.get_context_data(
            session=self.place.session,
            item=self.item,
            nomination=self.item.nomination,
            form=form,
            top=self.place.session.campaign.top_score,
            total=self.place.session.agenda.count(),
            is_frozen=self.item.lines.exists(),
            council=self.council(),
            dossier_url=dossier_url(self.item.nomination),
            agenda_url=self.agenda_url,
        )
        return self.render_to_response(context)

    def council(self) -> ScoreRow | None:
        """The council's scores summed up, nobody's by name; None before one's own are complete."""
        rows = score_board(self.place.session, self.request.user)
        row = next(row for row in rows if row.item.pk == self.item.pk)
        return None if row.waits_for_own else row
