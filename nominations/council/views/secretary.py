"""The council secretary's room: the list of sessions, planning one, its particulars and its minutes."""

from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from ...campaigns.models import CampaignPage
from ...refusals import Refused
from ..actions.sessions import change_session, open_session, plan_session
from ..models import AgendaItem, Ballot, CouncilMember, CouncilSession
from ..parts import links_of
from ..permissions import may_follow_council, may_run_council
from ..session_forms import ConfirmForm, MinutesForm, ParticularsForm, PlanForm, errors_of
from .base import CouncilMixin

Status = CouncilSession.Status


def tab_url(name: str, session: CouncilSession) -> str:
    return reverse(f"council:{name}", args=[session.pk])


def sessions_with_numbers():
    """Sessions with what a row and the tabs show of them, at one query."""
    return CouncilSession.objects.select_related("campaign__rule_preset").annotate(
        seats=counted(CouncilMember, "session"),
        names=counted(AgendaItem, "session"),
        rounds=counted(Ballot, "session"),
        open_round=Subquery(
            Ballot.objects.filter(session=OuterRef("pk"), closed_at__isnull=True).values("round")[:1]
        ),
    )


def counted(model, column: str):
    rows = model.objects.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField())


def state_of(session: CouncilSession) -> str:
    """Where a session stands, in the words of its tag."""
    if session.open_round:
        return _("Voting, round %(number)d") % {"number": session.open_round}
    if session.status == Status.OPEN and session.rounds:
        return _("Round %(number)d closed") % {"number": session.rounds}
    return session.get_status_display()


class RoomMixin(CouncilMixin):
    """A page of the room for the secretary and for those who follow the council."""

    def may_enter(self, user):
        return may_follow_council(user)

    @property
    def may_run(self) -> bool:
        return may_run_council(self.request.user)

    def crumbs(self):
        return [{"url": reverse("council:sessions"), "label": _("Council")}]


class SecretaryMixin(RoomMixin):
    """A page for the secretary alone."""

    def may_enter(self, user):
        return may_run_council(user)


class SessionMixin(RoomMixin):
    """A page about one session, with its tabs. ``tab`` is the one that is open."""

    tab = ""

    @cached_property
    def session(self) -> CouncilSession:
        return get_object_or_404(sessions_with_numbers(), pk=self.kwargs["session_id"])

    def title(self):
        return self.session.title

    def crumbs(self):
        found = super().crumbs()
        if self.title() != self.session.title:
            found.append({"url": tab_url("session", self.session), "label": self.session.title})
        return found

    @property
    def has_result(self) -> bool:
        return bool(self.session.rounds) and (self.session.rounds > 1 or not self.session.open_round)

    @property
    def tabs(self) -> list[dict]:
        """The tabs that this person may open; a result that is not there yet says so."""
        members, names = self.session.seats or 0, self.session.names or 0
        found = [
            ("voting", _("Ballot")),
            ("result", _("Result") if self.has_result else _("Result (not yet)")),
        ]
        if self.may_run:
            found = [
                ("members", _("Members %(number)d") % {"number": members}),
                ("programme", _("Agenda %(number)d") % {"number": names}),
                ("scores", _("Scoring")),
                *found,
                ("minutes", _("Minutes")),
            ]
        return [
            {"words": words, "url": tab_url(name, self.session), "is_here": name == self.tab}
            for name, words in found
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "session": self.session,
            "state": state_of(self.session),
            "tabs": self.tabs,
            "may_run": self.may_run,
        }

    def go(self, say, message, tab: str = "") -> HttpResponse:
        """Say something and lead to a tab of the session."""
        say(self.request, message)
        return redirect(tab_url(tab or self.tab, self.session))


class ChangingMixin:
    """A page that changes members or agenda: closed while a ballot is open, and for good after the session."""

    @property
    def can_change(self) -> bool:
        return self.session.status != Status.CONCLUDED and not self.session.open_round

    def locked_words(self) -> str:
        if self.session.open_round:
            return _("A ballot is open. Members and agenda stay as they are until it is closed.")
        return _("This session is concluded. Nothing of it can be changed any more.")

    def get(self, request, *args, **kwargs):
        """Open no form that could only be refused; a form that was open already is refused by its action."""
        if not self.can_change and not isinstance(self, TabView):
            return self.go(messages.error, self.locked_words())
        return super().get(request, *args, **kwargs)


class TabView(TemplateView):
    """A tab of the session: it can always be read."""


class TypedMixin:
    """A form whose errors keep what was typed, lead to each field, and are named in the title."""

    def form_invalid(self, form):
        self.has_errors = True
        return super().form_invalid(form)

    def attempt(self, form, act):
        """Do what the form asks for; what the model or the rules refuse is said on the form."""
        try:
            return act()
        except Refused as refused:
            form.add_error(None, str(refused.message))
        except ValidationError as invalid:
            form.add_error(None, errors_of(invalid))
        return None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media} if "form" in context else context


class ConfirmMixin(TypedMixin):
    """An act on a page of its own: what happens, to how many, what cannot be undone."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/confirm.html"
    form_class = ConfirmForm
    button = ""
    is_final = False
    #: The tab to which the act leads, and the one to which a refusal or a change of mind leads.
    leads_to = ""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def consequences(self) -> list[str]:
        return []

    def warnings(self) -> list[str]:
        return []

    def act(self, form) -> str:
        """Do it and answer with the sentence that says it is done."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            done = self.act(form)
        except Refused as refused:
            return self.go(messages.error, refused.message)
        except ValidationError as invalid:
            return self.go(messages.error, " ".join(errors_of(invalid)))
        return self.go(messages.success, done, self.leads_to)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "words": self.title(),
            "button": self.button or self.title(),
            "consequences": self.consequences(),
            "warnings": self.warnings(),
            "is_final": self.is_final,
            "back_url": tab_url(self.tab, self.session),
        }


# --- The list -------------------------------------------------------------------------------------------


class SessionsView(RoomMixin, TemplateView):
    """Every session, the latest first."""

    template_name = "nominations/council/session/index.html"

    def title(self):
        return _("Council")

    def crumbs(self):
        return []

    def get_context_data(self, **kwargs):
        sessions = list(sessions_with_numbers())
        return super().get_context_data(**kwargs) | {
            "rows": [(session, state_of(session)) for session in sessions],
            "may_run": self.may_run,
        }


class SessionView(SessionMixin, View):
    """Leads to the tab on which work stands."""

    http_method_names = ["get", "head"]

    def get(self, request, session_id):
        return redirect(tab_url(self.first_tab(), self.session))

    def first_tab(self) -> str:
        if self.session.open_round:
            return "voting"
        if self.session.rounds:
            return "result"
        if not self.may_run:
            return "voting"
        return "members" if self.session.status == Status.PLANNED else "scores"


# --- Particulars ----------------------------------------------------------------------------------------


class PlanView(TypedMixin, SecretaryMixin, FormView):
    """Make a session that only the secretary sees yet."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/plan.html"
    form_class = PlanForm

    def title(self):
        return _("Plan a session")

    def get_initial(self):
        """Begin with the campaign named in the address, and with what the last session said of the council."""
        last = CouncilSession.objects.first()
        found = {"campaign": self.request.GET.get("campaign")}
        if last:
            names = ("venue", "founding_number", "founding_date")
            found |= {name: getattr(last, name) for name in names}
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": CouncilSession(created_by=self.request.user)}

    def form_valid(self, form):
        session = self.attempt(form, lambda: plan_session(user=self.request.user, **form.cleaned_data))
        if session is None:
            return self.form_invalid(form)
        messages.success(self.request, _("The session is planned. Add its members now."))
        if not session.campaign.quotas.exists():
            messages.warning(self.request, no_seats_words(session.campaign))
        return redirect(tab_url("members", session))


def no_seats_words(campaign: CampaignPage) -> str:
    return _(
        "The campaign “%(campaign)s” has no seats yet. Enter them in the campaign before the ballot, "
        "or nobody can be selected."
    ) % {"campaign": campaign.title}  # fmt: skip


class ChangeView(TypedMixin, SecretaryMixin, SessionMixin, FormView):
    """A form of some columns of a session."""

    http_method_names = ["get", "head", "post"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": CouncilSession.objects.get(pk=self.session.pk)}

    def form_valid(self, form):
        user = self.request.user
        if self.attempt(form, lambda: change_session(session=self.session, user=user, **form.cleaned_data)):
            return self.go(messages.success, _("Saved."))
        return self.form_invalid(form)


class ParticularsView(ChangeView):
    template_name = "nominations/council/session/particulars.html"
    form_class = ParticularsForm
    tab = "members"

    def title(self):
        return _("Particulars of the session")

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.may_enter(request.user) and self.session.status == Status.CONCLUDED:
            return self.go(
                messages.error, _("This session is concluded. Only its minutes can still be written.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back_url": tab_url(self.tab, self.session)}


class OpenSessionView(ConfirmMixin, SecretaryMixin, SessionMixin, FormView):
    """Let the members in."""

    tab = "programme"
    leads_to = "scores"

    def title(self):
        return _("Open the session to its members")

    def consequences(self):
        return [
            _("%(members)d members read the dossiers of %(names)d nominations from now on.")
            % {"members": self.session.seats or 0, "names": self.session.names or 0},
            _(
                "They declare conflicts of interest and score. The system recuses by unit, name and relatives."
            ),
            _("Nobody votes before you open a ballot. Members and agenda can still be changed."),
        ]

    def warnings(self):
        return [] if self.session.campaign.quotas.exists() else [no_seats_words(self.session.campaign)]

    def act(self, form):
        open_session(session=self.session, user=self.request.user)
        return _("The session is open to its members.")


class MinutesView(ChangeView):
    """What the minutes say, and the papers made from the session."""

    template_name = "nominations/council/session/minutes.html"
    form_class = MinutesForm
    tab = "minutes"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"links": links_of(self.session, self.request.user)}
