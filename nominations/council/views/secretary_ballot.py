"""The ballot from the secretary's side: opening it, its turnout, papers of absentees, closing it."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages

from ...refusals import Refused
from ..actions.ballots import (
    WAYS,
    close_ballot,
    items_to_vote_on,
    lines_for,
    open_ballot,
    record_paper,
    remind_voters,
)
from ..boards import VotingBoard, attendance_of, hopeless_items, voting_board
from ..models import Ballot, RollEntry
from ..session_forms import CloseForm, RoundForm, WrittenPaperForm
from ..words import rule_shown
from .secretary import (
    ConfirmMixin,
    SecretaryMixin,
    SessionMixin,
    Status,
    TypedMixin,
    no_seats_words,
    tab_url,
)

#: Seconds after which the board of an open ballot loads itself anew.
REFRESH = 60


class BallotTab(SessionMixin):
    tab = "voting"

    @cached_property
    def ballot(self) -> Ballot | None:
        """The open ballot of the session, if there is one."""
        found = self.session.ballots.filter(closed_at__isnull=True).first()
        if found:
            found.session = self.session
        return found

    @cached_property
    def to_vote_on(self) -> list:
        if self.session.status != Status.OPEN or self.ballot:
            return []
        return items_to_vote_on(self.session)

    @property
    def next_round(self) -> int:
        return (self.session.rounds or 0) + 1


class VotingView(BallotTab, TemplateView):
    """Turnout and who is missing. Nothing on this page tells how anybody voted, nor who voted when."""

    template_name = "nominations/council/session/voting.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.ballot is None:
            return context | self.without_ballot()
        return context | {
            "ballot": self.ballot,
            "board": voting_board(self.ballot),
            "rule": rule_shown(self.ballot, self.ballot.members, self.session.campaign),
            "now": timezone.localtime(),
            "refresh": REFRESH if "still" not in self.request.GET else 0,
        }

    def without_ballot(self) -> dict:
        members = self.session.seats or 0
        return {
            "rule": rule_shown(self.session.campaign, members, self.session.campaign) if members else None,
            "to_vote_on": self.to_vote_on,
            "next_round": self.next_round,
            "is_open": self.session.status == Status.OPEN,
            "is_concluded": self.session.status == Status.CONCLUDED,
        }


class OpenBallotView(ConfirmMixin, SecretaryMixin, BallotTab, FormView):
    """Freeze the rule, the members and the names, and let the council vote."""

    form_class = RoundForm

    def title(self):
        return _("Open the ballot, round %(number)d") % {"number": self.next_round}

    def get(self, request, *args, **kwargs):
        if self.ballot:
            return self.go(messages.warning, _("A ballot is already open."))
        if not self.to_vote_on:
            words = _("There is nothing left to vote on.")
            if self.session.status != Status.OPEN:
                words = _("The session is not open to its members.")
            return self.go(messages.error, words)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"round": self.next_round}

    @cached_property
    def rule(self):
        return rule_shown(self.session.campaign, self.session.seats or 0, self.session.campaign)

    @cached_property
    def voters(self) -> int:
        """How many members take part, by the attendance noted now."""
        return sum(number for way, number in attendance_of(self.session).items() if way in WAYS)

    def consequences(self):
        names = len(self.to_vote_on)
        rule = self.rule
        return [
            ngettext("%(number)d name on the paper.", "%(number)d names on the paper.", names)
            % {"number": names},
            rule.way,
            _("Selected is who has %(basis)s.") % {"basis": rule.basis}
            + (f" {rule.headline}." if rule.headline != rule.basis else ""),
            f"{rule.quorum} " + _("%(voters)d take part by the attendance noted.") % {"voters": self.voters},
            _("Members, attendance and agenda stay as they are until you close the ballot."),
        ]

    def warnings(self):
        found = []
        if self.voters < self.rule.quorum_needed:
            found.append(
                _(
                    "Fewer take part than the quorum asks for: the ballot would be void. Note the attendance first."
                )
            )
        elif hopeless := hopeless_items(self.session, self.to_vote_on):
            words = _("Too few may vote on these names; they cannot be selected even if everybody agrees:")
            found.append(f"{words} {', '.join(item.nomination.candidate.name for item in hopeless)}.")
        seats = set(self.session.campaign.quotas.values_list("field_id", flat=True))
        if not seats:
            return [*found, no_seats_words(self.session.campaign)]
        lacking = {
            item.nomination.field.name for item in self.to_vote_on if item.nomination.field_id not in seats
        }
        if lacking:
            words = _("The campaign has no seats in: %(fields)s. Nobody can be selected there.")
            found.append(words % {"fields": ", ".join(sorted(lacking))})
        return found

    def act(self, form):
        ballot = open_ballot(session=self.session, user=self.request.user, round=form.cleaned_data["round"])
        return _("The ballot is open, round %(number)d. The members can vote now.") % {"number": ballot.round}


class RemindView(SecretaryMixin, BallotTab, View):
    """Mail to those who vote by themselves and have not yet, or to one of them."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.ballot is None:
            return self.go(messages.error, _("This ballot is closed."))
        key = request.POST.get("member", "")
        member = get_object_or_404(self.session.members, pk=key) if key.isdigit() and len(key) < 18 else None
        try:
            told = remind_voters(ballot=self.ballot, user=request.user, member=member)
        except Refused as refused:
            return self.go(messages.warning, refused.message)
        words = ngettext("A mail goes to %(number)d person.", "A mail goes to %(number)d people.", told)
        return self.go(messages.success, words % {"number": told})


@method_decorator(sensitive_post_parameters(), name="dispatch")
class RecordPaperView(TypedMixin, SecretaryMixin, BallotTab, FormView):
    """Enter the paper of somebody who is not in the room: fill in, read back, into the urn.

    What the paper says travels in the form alone, as it does for members.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/record_paper.html"

    def title(self):
        return _("Enter the paper of %(member)s") % {"member": self.entry.member}

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.may_enter(request.user):
            if self.ballot is None:
                return self.go(messages.error, _("This ballot is closed."), "result")
            if self.entry.has_voted:
                return self.go(messages.warning, _("This vote has already been cast. It cannot be changed."))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def entry(self) -> RollEntry:
        """The entry of a member who votes on paper; who votes in person has no page here."""
        entries = self.ballot.roll.exclude(way=RollEntry.Way.IN_PERSON).select_related("member__user")
        return get_object_or_404(entries, member=self.kwargs["member_id"])

    @cached_property
    def lines(self) -> list:
        lines = lines_for(self.ballot, self.entry.member)
        return list(lines.select_related("item__nomination__candidate", "item__nomination__unit"))

    def get_form(self, form_class=None):
        return WrittenPaperForm(self.get_form_kwargs().get("data"), lines=self.lines)

    def form_valid(self, form):
        if "cast" not in self.request.POST:
            is_review = "change" not in self.request.POST
            return self.render_to_response(self.get_context_data(form=form, is_review=is_review))
        member = self.entry.member
        try:
            record_paper(ballot=self.ballot, member=member, user=self.request.user, choices=form.choices)
        except Refused as refused:
            return self.go(messages.error, refused.message)
        return self.go(messages.success, _("The paper of %(member)s is in the urn.") % {"member": member})

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "entry": self.entry,
            "ballot": self.ballot,
            "back_url": tab_url(self.tab, self.session),
        }


class CloseBallotView(ConfirmMixin, SecretaryMixin, BallotTab, FormView):
    """Count and seal. Says beforehand who is missing and what follows."""

    form_class = CloseForm
    template_name = "nominations/council/session/close.html"
    leads_to = "result"
    is_final = True

    def title(self):
        return _("Close the ballot")

    def dispatch(self, request, *args, **kwargs):
        self.kwargs = kwargs
        if self.may_enter(request.user) and self.ballot is None:
            return self.go(messages.warning, _("This ballot is already closed."), "result")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def board(self) -> VotingBoard:
        return voting_board(self.ballot)

    def act(self, form):
        ballot = close_ballot(ballot=self.ballot, user=self.request.user)
        if ballot.is_void:
            return _("The ballot is closed and void: fewer voted than the quorum asks for.")
        return _("The ballot is closed.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "board": self.board,
            "ballot": self.ballot,
            "rule": rule_shown(self.ballot, self.ballot.members, self.session.campaign),
        }
