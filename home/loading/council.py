"""The sessions of the council: prepared, scored, voted in secret, and concluded with the content's result."""

from collections.abc import Iterator
from datetime import date
from random import Random

from nominations.council.actions.ballots import cast_vote, close_ballot, lines_for, open_ballot, record_paper
from nominations.council.actions.results import conclude_session
from nominations.council.actions.scoring import score_item
from nominations.council.actions.sessions import (
    add_member,
    change_session,
    declare_conflict,
    open_session,
    plan_session,
    put_on_agenda,
)
from nominations.models import AgendaItem, Ballot, Choice, CouncilMember, CouncilSession, Recusal

from .campaigns import campaign_of
from .clock import Timetable, moment_of
from .people import person

#: Every so many points are an abstention.
ABSTENTION = 40


def enter_sessions(timetable: Timetable, campaign: dict) -> None:
    for row in campaign.get("sessions", ()):
        Sitting(campaign, row).enter(timetable)


class Sitting:
    """One session of the content; each step is taken by the one who would."""

    STEPS = ("planned", "opened", "scored", "held", "voting", "closed", "concluded")

    def __init__(self, campaign: dict, row: dict):
        self.campaign, self.row = campaign, row

    def enter(self, timetable: Timetable) -> None:
        for step in self.STEPS:
            if step in self.row:
                timetable.at(moment_of(self.row[step]), getattr(self, step))

    @property
    def secretary(self):
        return person("secretary")

    @property
    def session(self) -> CouncilSession:
        return CouncilSession.objects.get(campaign=campaign_of(self.campaign), title=self.row["title"])

    @property
    def ballot(self) -> Ballot:
        return self.session.ballots.get()

    # --- Steps ------------------------------------------------------------------------------------------

    def planned(self) -> None:
        founded = self.row["founding_date"]
        plan_session(
            campaign=campaign_of(self.campaign),
            user=self.secretary,
            held_at=moment_of(self.row["held"]),
            founding_date=founded and date.fromisoformat(founded),
            **{name: self.row[name] for name in ("title", "venue", "founding_number", "guests")},
        )

    def opened(self) -> None:
        session, secretary = self.session, self.secretary
        for row in self.row["members"]:
            particulars = {name: value for name, value in row.items() if name != "account"}
            add_member(session=session, user=secretary, person=person(row["account"]), **particulars)
        by_name = {
            page.candidate.name: page for page in session.campaign.nominations.select_related("candidate")
        }
        put_on_agenda(session=session, user=secretary, nominations=[by_name[n] for n in self.row["results"]])
        open_session(session=session, user=secretary)
        for account, (name, note) in self.row.get("conflicts", {}).items():
            declare_conflict(item=self.item(name), user=person(account), note=note)

    def scored(self) -> None:
        """Let members score around the mean that the content names; now and then one abstains."""
        rng, session = Random(self.row["title"]), self.session
        criteria, top = list(session.campaign.criteria.all()), session.campaign.top_score
        for member in self.members(self.row.get("scored_by")):
            for item in self.free_items(member):
                mean = self.row["results"][item.nomination.candidate.name]["mean"]
                points = {criterion.pk: some_points(rng, mean, top) for criterion in criteria}
                score_item(item=item, user=member.user, points=points)

    def held(self) -> None:
        open_ballot(session=self.session, user=self.secretary)

    def voting(self) -> None:
        """Put the papers into the urn: each member's own, and by the secretary those who are not in the room."""
        ballot, wishes = self.ballot, dict(self.wishes())
        for member in self.members(self.row.get("voted")):
            choices = {line.pk: wishes[line.item_id, member.pk] for line in lines_for(ballot, member)}
            if member.attendance in (CouncilMember.Attendance.WRITTEN, CouncilMember.Attendance.PROXY):
                record_paper(ballot=ballot, member=member, user=self.secretary, choices=choices)
            else:
                cast_vote(ballot=ballot, user=member.user, choices=choices)

    def closed(self) -> None:
        close_ballot(ballot=self.ballot, user=self.secretary)

    def concluded(self) -> None:
        session = conclude_session(session=self.session, user=self.secretary)
        words = {name: self.row[name] for name in ("discussion", "conclusion")}
        change_session(session=session, user=self.secretary, **words)

    # --- What they need ---------------------------------------------------------------------------------

    def item(self, name: str) -> AgendaItem:
        return self.session.agenda.get(nomination__candidate__name=name)

    def members(self, accounts: list[str] | None) -> list[CouncilMember]:
        """The members with these accounts, or all."""
        found = self.session.members.select_related("user")
        return [one for one in found if accounts is None or one.user.username in accounts]

    def free_items(self, member: CouncilMember) -> list[AgendaItem]:
        """The agenda without what the member is recused from."""
        recused = Recusal.objects.in_force().filter(member=member).values("item")
        return list(self.session.agenda.exclude(pk__in=recused).select_related("nomination__candidate"))

    def wishes(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield how each member would vote on each item, so that the counts are those of the content."""
        for turn, item in enumerate(self.session.agenda.select_related("nomination__candidate")):
            recused = set(item.recusals.in_force().values_list("member_id", flat=True))
            free = [member for member in self.members(None) if member.pk not in recused]
            counts = self.row["results"][item.nomination.candidate.name]["votes"]
            papers = [
                choice
                for choice, count in zip((Choice.AYE, Choice.NAY, Choice.DEFER), counts, strict=True)
                for _ in range(count)
            ]
            for position, choice in enumerate(papers):
                yield (item.pk, free[(position + turn) % len(free)].pk), choice


def some_points(rng: Random, mean: float, top: int) -> int | None:
    if rng.randrange(ABSTENTION) == 0:
        return None
    return min(max(round(mean + rng.uniform(-0.7, 0.7)), 1), top)
