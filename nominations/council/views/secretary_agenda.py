"""The agenda of a session, and the board of its scores."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, View
from wagtail.admin import messages

from ...refusals import Refused
from ..actions.sessions import awaiting_session, move_item, put_on_agenda, take_off_agenda
from ..boards import ORDERS, score_board
from ..models import AgendaItem, BallotLine
from ..session_forms import AddItemsForm
from .secretary import (
    ChangingMixin,
    ConfirmMixin,
    SecretaryMixin,
    SessionMixin,
    Status,
    TabView,
    TypedMixin,
    no_seats_words,
    tab_url,
)


class AgendaTab(ChangingMixin, SecretaryMixin, SessionMixin):
    tab = "programme"

    @cached_property
    def item(self) -> AgendaItem:
        items = self.session.agenda.select_related("nomination__candidate", "session")
        return get_object_or_404(items, pk=self.kwargs["item_id"])


class ProgrammeView(AgendaTab, TabView):
    """The nominations of the session in their order."""

    template_name = "nominations/council/session/programme.html"

    def get_context_data(self, **kwargs):
        items = list(
            self.session.agenda.select_related(
                "nomination__candidate", "nomination__unit", "nomination__field"
            ).order_by("number")
        )
        fields = {item.nomination.field for item in items}
        seats = dict(self.session.campaign.quotas.values_list("field_id", "seats"))
        return super().get_context_data(**kwargs) | {
            "items": items,
            "voted_on": set(
                BallotLine.objects.filter(ballot__session=self.session).values_list("item_id", flat=True)
            ),
            "waiting": awaiting_session(self.session.campaign).count() if self.can_change else 0,
            "without_seats": sorted(
                (its for its in fields if its.pk not in seats), key=lambda its: its.sort_order
            ),
            "no_seats": "" if seats else no_seats_words(self.session.campaign),
            "can_change": self.can_change,
            "can_open": self.session.status == Status.PLANNED,
        }


class AddItemsView(TypedMixin, AgendaTab, FormView):
    """Put waiting nominations on the agenda, many at once, field by field."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/add_items.html"

    def title(self):
        return _("Put nominations on the agenda")

    @cached_property
    def waiting(self) -> list:
        found = awaiting_session(self.session.campaign).select_related("candidate", "unit", "field")
        return list(found.order_by("field__sort_order", "field_id", "candidate__sort_name", "pk"))

    def get_form(self, form_class=None):
        return AddItemsForm(self.get_form_kwargs().get("data"), waiting=self.waiting)

    def form_valid(self, form):
        session, user, chosen = self.session, self.request.user, form.chosen
        if self.attempt(form, lambda: put_on_agenda(session=session, user=user, nominations=chosen)) is None:
            return self.form_invalid(form)
        words = ngettext("%(number)d nomination added.", "%(number)d nominations added.", len(chosen))
        return self.go(messages.success, words % {"number": len(chosen)})

    def get_context_data(self, **kwargs):
        by_field = groupby(self.waiting, key=lambda nomination: nomination.field)
        return super().get_context_data(**kwargs) | {
            "groups": [(its, list(nominations)) for its, nominations in by_field],
            "back_url": tab_url(self.tab, self.session),
        }


class MoveItemView(AgendaTab, View):
    """One place up or down, by a button that works with the keyboard and without scripts."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        by = -1 if request.POST.get("way") == "up" else 1
        try:
            move_item(item=self.item, user=request.user, by=by)
        except Refused as refused:
            return self.go(messages.error, refused.message)
        return redirect(f"{tab_url(self.tab, self.session)}#item-{self.item.pk}")


class RemoveItemView(ConfirmMixin, AgendaTab, FormView):
    def title(self):
        return _("Take %(candidate)s off the agenda") % {"candidate": self.item.nomination.candidate.name}

    def consequences(self):
        return [
            _("The nomination stays before the council and can be put on an agenda again."),
            _("Scores and conflicts of interest on it in this session go."),
        ]

    def act(self, form):
        code = self.item.nomination.reference
        take_off_agenda(item=self.item, user=self.request.user)
        return _("%(code)s is off the agenda.") % {"code": code}


class ScoresView(SecretaryMixin, SessionMixin, TabView):
    """How far scoring has come, and where members disagree most."""

    tab = "scores"
    template_name = "nominations/council/session/scores.html"

    def get_context_data(self, **kwargs):
        order = self.request.GET.get("order", "number")
        order = order if order in ORDERS else "number"
        columns = {
            "number": _("Agenda"),
            "mean": _("Highest mean"),
            "spread": _("Most disagreement"),
            "missing": _("Most scores missing"),
        }
        return super().get_context_data(**kwargs) | {
            "rows": score_board(self.session, self.request.user, order),
            "orders": [(name, words, name == order) for name, words in columns.items()],
            "has_criteria": self.session.campaign.criteria.exists(),
            "top": self.session.campaign.top_score,
        }
