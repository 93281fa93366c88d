"""The ballot paper, on a telephone as well: mark, review, cast.

What a member chooses travels from page to page in the form alone. It is in no session, no address, no
message and no log, and no answer with it may be kept on the way.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from ..actions.ballots import AlreadyVoted, BallotClosed, cast_vote, roll_entry_of
from ..models import Ballot, Choice, CouncilMember, CouncilSession, RollEntry
from ..seats import PaperGroup, own_lines, paper_of, places_of, turnout_and_roll
from .base import SeatMixin
from .conflicts import as_key

PREFIX = "line-"


# An error report would otherwise hold the form, and every frame's variables.
@method_decorator([sensitive_post_parameters(), sensitive_variables()], name="dispatch")
class PaperMixin(SeatMixin):
    """A page of one ballot, for those who sit in its session; for others the ballot does not exist."""

    http_method_names = ["get", "head", "post"]
    statuses = (CouncilSession.Status.OPEN, CouncilSession.Status.CONCLUDED)

    @cached_property
    def ballot(self) -> Ballot:
        sessions = places_of(self.request.user, statuses=self.statuses).values("session")
        ballots = Ballot.objects.filter(session__in=sessions).select_related("session__campaign")
        return get_object_or_404(ballots, pk=self.kwargs["ballot_id"])

    @cached_property
    def place(self) -> CouncilMember:
        return places_of(self.request.user, statuses=self.statuses).get(session=self.ballot.session_id)

    @cached_property
    def entry(self) -> RollEntry | None:
        """The entry under which this person votes; None for one who votes in writing, through a proxy or not."""
        return roll_entry_of(self.ballot, self.request.user)

    @property
    def takes_votes(self) -> bool:
        return self.ballot.is_open and self.entry is not None and not self.entry.has_voted

    #: What the page is, other than the paper itself.
    title_instead = ""

    def title(self):
        return self.title_instead or _("Ballot paper, round %(number)d") % {"number": self.ballot.round}

    def standing(self) -> str:
        if self.entry and self.entry.has_voted:
            return _("Vote cast")
        return _("No paper for you in this ballot") if self.ballot.is_open else _("The ballot is closed")

    def crumbs(self):
        session = self.ballot.session
        return [{"url": reverse("council:agenda", args=[session.pk]), "label": session.title}]

    # --- What the form says -----------------------------------------------------------------------------

    @cached_property
    def choices(self) -> dict[int, str]:
        """What was sent, by line; a line that was sent twice has no answer, one that is no number is nobody's."""
        sent = {key: values for key, values in self.request.POST.lists() if key.startswith(PREFIX)}
        return {
            as_key(key.removeprefix(PREFIX)): values[0] if len(values) == 1 else ""
            for key, values in sent.items()
        }

    def groups(self) -> list[PaperGroup]:
        return paper_of(self.ballot, self.entry.member, self.choices)

    # --- Answers ----------------------------------------------------------------------------------------

    def show(self, template: str, *, status: int = 200, **more):
        self.template_name = template
        context = self.get_context_data(
            ballot=self.ballot,
            session=self.ballot.session,
            entry=self.entry,
            member=self.place,
            is_proxy=self.place.user_id != self.request.user.pk,
            answers=Choice.choices,
            **more,
        )
        return self.render_to_response(context, status=status)

    def paper(self, groups: list[PaperGroup], *, error: str = "", status: int = 200):
        """The paper with the marks that were sent; ``error`` and the names that lack one come first."""
        missing = [line for line in own_lines(groups) if line.is_missing]
        self.has_errors = bool(missing or error)
        template = "nominations/council/member/paper.html"
        return self.show(template, groups=groups, missing=missing, error=error, status=status)

    def told(self, *, again: bool = False):
        """Say, to whoever sent a paper that was not taken, how things stand now."""
        for name in ("ballot", "place", "entry"):
            self.__dict__.pop(name, None)
        return self.say_how_it_stands(again=again, status=409)

    def say_how_it_stands(self, *, again: bool = False, status: int = 200):
        turnout, roll = turnout_and_roll(self.ballot)
        self.title_instead = self.standing()
        template = "nominations/council/member/voted.html"
        return self.show(template, again=again, turnout=turnout, roll=roll, status=status)


class SendingMixin(PaperMixin):
    """A page to which the paper is sent; asked for by its address alone it leads back to the paper."""

    def get(self, request, ballot_id):
        return redirect("council:paper", self.ballot.pk)

    def post(self, request, ballot_id):
        if self.entry is None:
            raise PermissionDenied
        return self.take() if self.takes_votes else self.told(again=self.entry.has_voted)

    def take(self):
        raise NotImplementedError


class PaperView(SendingMixin, View):
    """The paper itself: blank, or with its marks when a member comes back from the review page."""

    def get(self, request, ballot_id):
        if not self.takes_votes:
            return redirect("council:voted", self.ballot.pk)
        return self.paper(self.groups())

    def take(self):
        return self.paper(self.groups())


class ReviewView(SendingMixin, View):
    """What the paper says, once more, before it goes into the urn; or the names that lack a mark."""

    def take(self):
        groups = self.groups()
        lines = own_lines(groups)
        if set(self.choices) - {line.line.pk for line in lines}:
            return self.paper(groups, error=not_this_paper(), status=400)
        for line in lines:
            line.is_missing = line.choice not in Choice.values
        if any(line.is_missing for line in lines):
            return self.paper(groups)
        self.title_instead = _("Review your ballot")
        return self.show("nominations/council/member/review.html", groups=groups)


class CastView(SendingMixin, View):
    """The last press. Afterwards nobody, the member included, can see the paper again."""

    def take(self):
        try:
            cast_vote(ballot=self.ballot, user=self.request.user, choices=self.choices)
        except AlreadyVoted:
            return self.told(again=True)
        except BallotClosed:
            return self.told()
        except ValidationError:
            return self.paper(self.groups(), error=not_this_paper(), status=400)
        return redirect("council:voted", self.ballot.pk)


class VotedView(PaperMixin, View):
    """Says that the vote is in the urn, or that the ballot is over; shows no choice, for none is known."""

    http_method_names = ["get", "head"]

    def get(self, request, ballot_id):
        if self.takes_votes:
            return redirect("council:paper", self.ballot.pk)
        return self.say_how_it_stands()


def not_this_paper() -> str:
    return _(
        "What was sent does not fit your ballot paper. Nothing was cast. Please go through every name again."
    )
