"""What reviewers left behind on nominations by the thousand: steps, shortlists, sessions, decisions."""

from collections import Counter
from datetime import timedelta
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from exemplars.models import Approval
from nominations.campaigns.working_days import add_working_days
from nominations.consultation.actions.publishing import public_entry
from nominations.consultation.rules import closing_day
from nominations.council.actions.ballots import close_ballot, lay_out
from nominations.models import (
    AgendaItem,
    Ballot,
    CampaignPage,
    Choice,
    Consultation,
    ConsultationEntry,
    ConsultationTask,
    CouncilMember,
    CouncilSession,
    CouncilTask,
    Decision,
    LeaderTask,
    NominationPage,
    Quota,
    ScreeningTask,
    Seat,
    Vote,
)
from nominations.roles import Role
from nominations.stages import Stage

from .people import Account, User, add_account

#: Of each field; more are added where the large data recognises more.
SEATS = 60
MEMBERS = 9
#: How many names the open session deals with.
AGENDA = 30
#: A signed list's length.
NAMES_PER_DECISION = 20

IN_PROGRESS, APPROVED, REJECTED, CANCELLED = (
    TaskState.STATUS_IN_PROGRESS,
    TaskState.STATUS_APPROVED,
    TaskState.STATUS_REJECTED,
    TaskState.STATUS_CANCELLED,
)
STEPS = (ScreeningTask, ConsultationTask, CouncilTask, LeaderTask)
#: By stage, how many steps let the nomination through, and how the last one stands that it came to.
TRAILS = {
    Stage.SUBMITTED: (0, IN_PROGRESS),
    Stage.RETURNED: (0, REJECTED),
    Stage.INELIGIBLE: (0, REJECTED),
    Stage.WITHDRAWN: (0, CANCELLED),
    Stage.CONSULTATION: (1, IN_PROGRESS),
    Stage.COUNCIL: (2, IN_PROGRESS),
    Stage.RESERVE: (2, IN_PROGRESS),
    Stage.DECLINED: (2, REJECTED),
    Stage.ACCEPTED: (3, IN_PROGRESS),
    Stage.APPROVED: (3, APPROVED),
}
#: How the review stands that is over or waits for the unit.
REVIEWS = {
    Stage.RETURNED: WorkflowState.STATUS_NEEDS_CHANGES,
    Stage.INELIGIBLE: WorkflowState.STATUS_CANCELLED,
    Stage.WITHDRAWN: WorkflowState.STATUS_CANCELLED,
    Stage.DECLINED: WorkflowState.STATUS_CANCELLED,
    Stage.APPROVED: WorkflowState.STATUS_APPROVED,
}
#: What the concluded session made of those it dealt with.
RESULTS = {
    Stage.RESERVE: AgendaItem.Result.RESERVE,
    Stage.DECLINED: AgendaItem.Result.LOST,
    Stage.ACCEPTED: AgendaItem.Result.SELECTED,
    Stage.APPROVED: AgendaItem.Result.SELECTED,
}


def account(wanted: Account):
    return User.objects.filter(username=wanted.username).first() or add_account(wanted)


class Reviewers:
    """Those who take the steps of the large data; nobody signs in as one of them."""

    @cached_property
    def screener(self):
        return account(Account("quy-mo.tham-dinh", "Cán bộ Thẩm Định", Role.SCREENER))

    @cached_property
    def secretary(self):
        return account(Account("quy-mo.thu-ky", "Thư Ký Hội Đồng", Role.SECRETARY))

    @cached_property
    def leader(self):
        return account(Account("quy-mo.lanh-dao", "Lãnh Đạo Ký", Role.LEADER))

    @cached_property
    def members(self) -> list:
        return [
            account(Account(f"quy-mo.thanh-vien-{number}", f"Thành Viên Số {number}", Role.MEMBER))
            for number in range(1, MEMBERS + 1)
        ]

    def of(self, task: type):
        """Who lets nominations through a step; nobody ends a consultation."""
        people = {ScreeningTask: "screener", CouncilTask: "secretary", LeaderTask: "leader"}
        return getattr(self, people[task]) if task in people else None


# --- The workflow ---------------------------------------------------------------------------------------


def write_reviews(pages: list[NominationPage], reviewers: Reviewers) -> None:
    """Put every page that was handed in at its step of the workflow, with the steps behind it."""
    if not pages:
        return
    workflow = pages[0].get_workflow()
    base, own = (ContentType.objects.get_for_model(model) for model in (Page, NominationPage))
    states = WorkflowState.objects.bulk_create(
        WorkflowState(
            base_content_type=base, content_type=own, object_id=str(page.pk), workflow=workflow,
            status=REVIEWS.get(page.stage, IN_PROGRESS), created_at=page.submitted_at,
        )
        for page in pages
    )  # fmt: skip
    tasks = {step: step.objects.get() for step in STEPS}
    TaskState.objects.bulk_create(
        step
        for page, state in zip(pages, states, strict=True)
        for step in trail(page, state, tasks, reviewers)
    )
    last = TaskState.objects.filter(workflow_state=OuterRef("pk")).order_by("-pk")
    WorkflowState.objects.filter(pk__in=[state.pk for state in states]).update(
        current_task_state=Subquery(last.values("pk")[:1])
    )


def trail(page: NominationPage, state: WorkflowState, tasks: dict, reviewers: Reviewers) -> list[TaskState]:
    """Return the steps of one nomination in their order."""
    passed, status = TRAILS[page.stage]
    statuses = [*[APPROVED] * passed, status]
    return [
        step(page, state, tasks[kind], its_status, reviewers.of(kind))
        for kind, its_status in zip(STEPS, statuses, strict=False)
    ]


def step(page: NominationPage, state: WorkflowState, task, status: str, user) -> TaskState:
    ended = status != IN_PROGRESS
    return TaskState(
        workflow_state=state, revision_id=page.latest_revision_id, task=task, status=status,
        started_at=page.submitted_at if ended else page.stage_since,
        finished_at=page.stage_since if ended else None,
        finished_by=(page.owner if status == CANCELLED else user) if ended else None,
        comment="Đề nghị bổ sung số liệu." if status == REJECTED else "",
        content_type=ContentType.objects.get_for_model(TaskState),
    )  # fmt: skip


# --- Consultation ---------------------------------------------------------------------------------------


def write_consultations(campaign: CampaignPage, pages: list[NominationPage], reviewers: Reviewers) -> None:
    """List those in consultation on a shortlist that is open, and those past it on one that has ended."""
    past = [page for page in pages if TRAILS.get(page.stage, (0,))[0] > 1]
    here = [page for page in pages if page.stage == Stage.CONSULTATION]
    Status = ConsultationEntry.Status
    for found, began, status in ((past, -40, Status.PASSED), (here, -4, Status.OPEN)):
        if not found:
            continue
        its_list = shortlist(campaign, began, reviewers)
        entries = [public_entry(campaign, page) for page in found]
        for entry in entries:
            entry.consultation, entry.status = its_list, status
            entry.left_at = None if status == Status.OPEN else its_list.ended_at
        ConsultationEntry.objects.bulk_create(entries)


def shortlist(campaign: CampaignPage, began: int, reviewers: Reviewers) -> Consultation:
    """Return the list that was published so many working days ago."""
    opens_on = add_working_days(timezone.localdate(), began)
    closes_on = closing_day(opens_on, campaign.consultation_days)
    ended = closes_on < timezone.localdate()
    days_ago = (timezone.localdate() - closes_on).days
    return Consultation.objects.get_or_create(
        campaign=campaign,
        opens_on=opens_on,
        defaults={
            "closes_on": closes_on,
            "receiving_unit": "Vụ Tổ chức cán bộ",
            "receiving_address": "18 phố Minh Họa, Hà Nội",
            "published_by": reviewers.screener,
            "published_at": timezone.now() - timedelta(days=(timezone.localdate() - opens_on).days),
            "ended_at": timezone.now() - timedelta(days=days_ago - 1) if ended else None,
        },
    )[0]


# --- The council ----------------------------------------------------------------------------------------


def write_sessions(campaign: CampaignPage, pages: list[NominationPage], reviewers: Reviewers) -> None:
    """Put what the council has dealt with on a concluded session, and some of what waits on an open one."""
    decided = [page for page in pages if page.stage in RESULTS]
    waiting = [page for page in pages if page.stage == Stage.COUNCIL]
    if decided:
        over = session(campaign, "Phiên họp đã kết thúc", CouncilSession.Status.CONCLUDED, reviewers)
        reserves = Counter(
            dict(
                over.agenda.filter(result=AgendaItem.Result.RESERVE)
                .values_list("nomination__field")
                .annotate(highest=Max("reserve_number"))
            )
        )
        dealt_with = AgendaItem.objects.bulk_create(
            outcome(page, over, number, reserves)
            for number, page in enumerate(decided, start=over.agenda.count() + 1)
        )
        write_ballot(over, dealt_with)
    if waiting:
        running = session(campaign, "Phiên họp đang mở", CouncilSession.Status.OPEN, reviewers)
        on_agenda = running.agenda.count()
        AgendaItem.objects.bulk_create(
            AgendaItem(session=running, nomination=page, number=number)
            for number, page in enumerate(waiting[: max(AGENDA - on_agenda, 0)], start=on_agenda + 1)
        )


def write_ballot(over: CouncilSession, items: list[AgendaItem]) -> None:
    """Hold the ballot that gave the items their results: all members agree on a name, or none does."""
    numbers = over.campaign.numbers | {"is_secret": True}
    held = Ballot.objects.create(
        session=over, round=over.ballots.count() + 1, members=over.members.count(), **numbers
    )
    lay_out(held, items)
    lost = [item.pk for item in items if item.result == AgendaItem.Result.LOST]
    votes = Vote.objects.filter(line__ballot=held)
    votes.filter(line__item__in=lost).update(choice=Choice.NAY)
    votes.exclude(line__item__in=lost).update(choice=Choice.AYE)
    held.roll.update(has_voted=True)
    close_ballot(ballot=held, user=over.created_by)


def outcome(page: NominationPage, over: CouncilSession, number: int, reserves: Counter) -> AgendaItem:
    result = RESULTS[page.stage]
    item = AgendaItem(session=over, nomination=page, number=number, result=result, rank=number)
    if result == AgendaItem.Result.RESERVE:
        reserves[page.field_id] += 1
        item.reserve_number = reserves[page.field_id]
    return item


def session(campaign: CampaignPage, title: str, status: str, reviewers: Reviewers) -> CouncilSession:
    """Return the session of this title with its nine members, making it where it is missing."""
    over = status == CouncilSession.Status.CONCLUDED
    held_at = timezone.now() - (timedelta(days=12) if over else timedelta(hours=3))
    found, made = CouncilSession.objects.get_or_create(
        campaign=campaign,
        title=title,
        defaults={
            "status": status,
            "held_at": held_at,
            "ended_at": held_at + timedelta(hours=3) if over else None,
            "created_by": reviewers.secretary,
            "created_at": held_at - timedelta(days=2),
        },
    )
    if made:
        part = CouncilMember.Part
        CouncilMember.objects.bulk_create(
            CouncilMember(
                session=found, user=person, sort_order=order, part=part.MEMBER if order else part.CHAIR
            )
            for order, person in enumerate(reviewers.members)
        )
    return found


# --- Decisions ------------------------------------------------------------------------------------------


def write_decisions(campaign: CampaignPage, pages: list[NominationPage], reviewers: Reviewers) -> None:
    """Give each recognised page its decision, its seat, and the approval on the public side."""
    taken = Counter(Seat.objects.filter(campaign=campaign).values_list("field_id", flat=True))
    decisions, seats = [], []
    for position, page in enumerate(pages):
        taken[page.field_id] += 1
        seats.append(
            Seat(campaign=campaign, field_id=page.field_id, number=taken[page.field_id], nomination=page)
        )
        decisions.append(decision(page, position // NAMES_PER_DECISION + 1, reviewers))
    make_room(campaign, taken)
    Seat.objects.bulk_create(seats)
    Decision.objects.bulk_create(decisions)
    Approval.objects.bulk_create(approval(one) for one in decisions)


def decision(page: NominationPage, number: int, reviewers: Reviewers) -> Decision:
    return Decision(
        nomination=page, outcome=Decision.Outcome.APPROVED, number=f"{number:04d}/QĐ-BTTTT",
        decided_on=timezone.localdate(page.stage_since), signatory="Lãnh Đạo Ký",
        decided_by=reviewers.leader, recorded_at=page.stage_since,
    )  # fmt: skip


def approval(signed: Decision) -> Approval:
    """The public side's record; without leave for a story, so that no profile waits for an editor."""
    return Approval(
        reference=signed.nomination.title,
        decision_number=signed.number,
        decision_date=signed.decided_on,
        signatory=signed.signatory,
    )


def make_room(campaign: CampaignPage, taken: Counter) -> None:
    """Raise the seats of a field where more are taken than it has."""
    for its, count in taken.items():
        short = Quota.objects.filter(campaign=campaign, field_id=its, seats__lt=count)
        short.update(seats=F("seats") + SEATS)
