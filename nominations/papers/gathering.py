"""Reads from the database what papers are written from; queries flat in the number of people."""

import pikepdf
from django.db.models import Prefetch
from django.utils import timezone, translation

from ..campaigns.models import CampaignPage
from ..campaigns.plans import plan_of
from ..campaigns.working_days import working_days_between
from ..consultation.models import Consultation as ConsultationRow
from ..council.models import AgendaItem, Ballot, BallotLine, CouncilMember, CouncilSession, Recusal
from ..council.reading import rule_of, tally_of, turnouts_of
from ..council.rules import basis_of
from ..decisions.models import Decision
from ..delegates.models import Delegate, Roster
from ..delegates.rules import State
from ..dossiers.documents import WORD, pages_said
from ..dossiers.endorsement import Endorsement, last_answer
from ..dossiers.files import PDF
from ..dossiers.models import Candidate, Evidence, NominationPage
from ..membership.models import Membership
from ..referees.models import LetterRequest
from .facts import (
    Achievement,
    Award,
    Bodies,
    Body,
    CampaignFacts,
    Conference,
    Consultation,
    Count,
    Facts,
    File,
    Granted,
    Invited,
    Issue,
    Letter,
    Line,
    Meeting,
    Member,
    Person,
    Rule,
    Signer,
    Submission,
)
from .kinds import Kind, Needs, Scope
from .models import Paper, PaperSettings
from .rules import clock

#: The language of the papers, whatever the screen's.
LANGUAGE = "vi"
PARTS = {
    CouncilMember.Part.CHAIR: "Chủ tịch Hội đồng",
    CouncilMember.Part.VICE_CHAIR: "Phó Chủ tịch Hội đồng",
    CouncilMember.Part.MEMBER: "Ủy viên",
    CouncilMember.Part.SECRETARY: "Ủy viên, Thư ký",
}
COMES_AS = {
    Delegate.Kind.DELEGATE: "Đại biểu điển hình",
    Delegate.Kind.GUEST: "Khách mời",
    Delegate.Kind.ORGANISER: "Ban Tổ chức",
}
SEXES = {Candidate.Sex.MALE: "Nam", Candidate.Sex.FEMALE: "Nữ"}


def facts_of(kind: Kind, subject, issue: Issue, *, ballot_round: int | None = None) -> Facts:
    """Gather what one paper about a campaign, a session or a nomination is written from."""
    with translation.override(LANGUAGE):
        campaign = subject if kind.scope == Scope.CAMPAIGN else subject.campaign
        common = {"bodies": bodies(), "issue": issue, "campaign": campaign_facts(campaign)}
        if kind.scope == Scope.NOMINATION:
            return Facts(**common, person=the_person(subject))
        if kind.scope == Scope.SESSION:
            return Facts(**common, meeting=meeting(subject, ballot_round, whole=kind.code == "tap-ho-so"))
        if kind.scope == Scope.ROSTER:
            return Facts(**common, conference=conference(subject))
        if kind.needs == Needs.CONSULTATION:
            return Facts(**common, consultation=consultation(campaign))
        if kind.needs == Needs.GRANTED:
            return Facts(**common, granted=granted(campaign))
        if kind.needs == Needs.PLAN:
            return Facts(**common, plan=plan_of(campaign))
        return Facts(**common, people=handed_in(campaign))


def facts_of_letter(campaign: CampaignPage, nominations, issue: Issue, **letter) -> Facts:
    """Gather what a unit's letter about some of its nominations is written from; people by given name.

    ``letter`` holds the unit's own particulars, as a Submission takes them besides the people.
    """
    with translation.override(LANGUAGE):
        found = with_case(nominations).order_by("candidate__sort_name", "pk")
        return Facts(
            bodies=bodies(),
            issue=issue,
            campaign=campaign_facts(campaign),
            submission=Submission(people=tuple(map(person, found)), **letter),
        )


# --- Bodies ---------------------------------------------------------------------------------------------


def bodies() -> Bodies:
    """The issuing bodies as an administrator keeps them."""
    kept = PaperSettings.load()
    ministry = body(kept, "ministry", copies=kept.copies)
    department = body(kept, "department", copies=kept.copies, address=kept.department_address)
    council = Body(
        name=kept.council_name,
        said=kept.council_said,
        abbreviation=kept.council_abbreviation,
        place=kept.place,
        signer=Signer(""),
        archive=kept.council_archive,
    )
    return Bodies(ministry, department, council, kept.granter, kept.award_name)


def body(kept: PaperSettings, name: str, **more) -> Body:
    def column(suffix: str) -> str:
        return getattr(kept, f"{name}_{suffix}")

    signer = Signer(column("title"), column("signer"), column("authority"), column("authority_of"))
    return Body(
        name=column("name"),
        said=column("said"),
        abbreviation=column("abbreviation"),
        place=kept.place,
        signer=signer,
        archive=column("archive"),
        **more,
    )


def campaign_facts(campaign: CampaignPage) -> CampaignFacts:
    texts = tuple(campaign.legal_bases.values_list("text", flat=True))
    return CampaignFacts(campaign.title, campaign.year, texts)


# --- People ---------------------------------------------------------------------------------------------


def with_case(nominations):
    """Nominations with the person, unit, field, achievements and earlier awards; five queries."""
    return nominations.with_dossier().prefetch_related("achievements", "awards")


def person(nomination: NominationPage, **more) -> Person:
    candidate = nomination.candidate
    return Person(
        name=candidate.name,
        unit=nomination.unit.name_vi,
        position=candidate.position,
        field=nomination.field.name_vi if nomination.field else "",
        reference=nomination.reference,
        is_woman=candidate.sex == Candidate.Sex.FEMALE,
        sex=SEXES.get(candidate.sex, ""),
        alias=candidate.alias,
        birth_date=candidate.birth_date,
        birth_year=candidate.birth_year,
        ethnicity=candidate.ethnicity,
        home_place=candidate.home_place,
        residence=candidate.residence,
        party_member=candidate.party_member,
        qualification=candidate.qualification,
        academic_rank=candidate.academic_rank,
        duties=candidate.duties,
        summary=nomination.summary,
        case=nomination.case,
        achievements=tuple(
            Achievement(each.title, each.period, each.detail, each.result)
            for each in nomination.achievements.all()
        ),
        awards=tuple(
            Award(each.year, each.name, each.decision_number, each.decision_date, each.issuer)
            for each in nomination.awards.all()
        ),
        **more,
    )


def the_person(nomination: NominationPage) -> Person:
    """One candidate, with the head of the unit who confirms the report."""
    found = with_case(NominationPage.objects.filter(pk=nomination.pk)).get()
    if given := endorsement_of(found):
        moment = timezone.localtime(given.answered_at)
        words = f"Đã xác nhận trên hệ thống lúc {clock(moment)}"
        return person(found, head=given.answered_by.get_full_name(), head_confirmation=words)
    return person(found, head=head_of(found.unit_id))


def endorsement_of(nomination: NominationPage):
    """The head's endorsement of what was handed in; None of a draft, or where the campaign asked for none."""
    given = last_answer(nomination)
    is_given = given is not None and given.outcome == Endorsement.Outcome.ENDORSED
    return given if is_given and not nomination.is_editable else None


def head_of(unit_id: int) -> str:
    """The name of a unit's head, where one is known."""
    heads = Membership.objects.filter(unit=unit_id, role=Membership.Role.HEAD, user__is_active=True)
    head = heads.select_related("user").order_by("-pk").first()
    return head.user.get_full_name() if head else ""


def handed_in(campaign: CampaignPage) -> tuple[Person, ...]:
    """Everybody whom a unit has put forward in a campaign, by given name, with the stage in words."""
    found = with_case(NominationPage.objects.filter(campaign=campaign).handed_in())
    ordered = found.order_by("candidate__sort_name", "pk")
    return tuple(person(each, stage=str(each.get_stage_display())) for each in ordered)


def files_of(nomination: NominationPage) -> tuple[File, ...]:
    return tuple(
        File(each.get_kind_display(), name_with_caption(each), pages_of(each))
        for each in nomination.evidence.all()
    )


def letters_of(nomination: NominationPage) -> tuple[Letter, ...]:
    """The letters that came, as ``agenda_items`` has fetched them."""
    return tuple(
        Letter(each.name, each.relation, each.known_from, each.text or "", each.original_name)
        for each in nomination.letters.all()
    )


def name_with_caption(evidence: Evidence) -> str:
    return f"{evidence.original_name} ({evidence.caption})" if evidence.caption else evidence.original_name


def pages_of(evidence: Evidence) -> int | None:
    """How many pages a file has; those stored before pages were counted are opened for it."""
    if evidence.pages is not None or evidence.is_destroyed:
        return evidence.pages
    if evidence.media_type.startswith("image/"):
        return 1
    try:
        with evidence.file.open("rb") as file:
            if evidence.media_type == PDF:
                with pikepdf.open(file) as document:
                    return len(document.pages)
            return pages_said(file.read()) if evidence.media_type == WORD else None
    except (OSError, pikepdf.PdfError, ValueError):
        return None


# --- The council ----------------------------------------------------------------------------------------


def meeting(session: CouncilSession, ballot_round: int | None = None, *, whole: bool = False) -> Meeting:
    """One session with its members, agenda, results and, where one is closed, its count.

    ``whole`` dossiers have their evidence and the letters of support, which are confidential.
    """
    items = agenda_items(session, whole=whole)
    people = {item.pk: person(item.nomination, remark=item.remark, **enclosed(item, whole)) for item in items}
    ballot = ballot_of(session, ballot_round)
    minutes, proposal = latest_issued(session, "bien-ban-hop"), latest_issued(session, "to-trinh")
    local = timezone.localtime
    return Meeting(
        title=session.title,
        starts_at=local(session.held_at),
        ends_at=local(session.ended_at) if session.ended_at else None,
        rule=rule(ballot or session.campaign),
        venue=session.venue,
        founding_number=session.founding_number,
        founding_date=session.founding_date,
        members=members(session, [item.pk for item in items]),
        secretary=Member(session.created_by.get_full_name(), role="Thư ký Hội đồng"),
        guests=tuple(session.guests.splitlines()),
        discussion=tuple(filter(str.strip, session.discussion.splitlines())),
        conclusion=tuple(filter(str.strip, session.conclusion.splitlines())),
        agenda=tuple(people[item.pk] for item in items),
        selected=tuple(people[item.pk] for item in chosen(items, AgendaItem.Result.SELECTED)),
        reserves=tuple(people[item.pk] for item in chosen(items, AgendaItem.Result.RESERVE)),
        results=deciding_lines(session),
        count=count(session, ballot) if ballot else None,
        is_concluded=session.status == CouncilSession.Status.CONCLUDED,
        minutes_number=minutes.number if minutes else None,
        minutes_date=minutes.issued_on if minutes else None,
        proposal_number=proposal.number if proposal else None,
        proposal_date=proposal.issued_on if proposal else None,
    )


def enclosed(item: AgendaItem, whole: bool) -> dict:
    return {"files": files_of(item.nomination), "letters": letters_of(item.nomination)} if whole else {}


def agenda_items(session: CouncilSession, *, whole: bool) -> list[AgendaItem]:
    nominations = with_case(NominationPage.objects.all())
    if whole:
        letters = Prefetch("letters", LetterRequest.objects.answered())
        nominations = nominations.prefetch_related("evidence", letters)
    return list(session.agenda.order_by("number").prefetch_related(Prefetch("nomination", nominations)))


def chosen(items: list[AgendaItem], result: str) -> list[AgendaItem]:
    """The items with one result: field by field in the vocabulary's order, by rank."""
    found = [item for item in items if item.result == result]
    return sorted(found, key=lambda item: (field_order(item), item.rank or 0, item.number))


def field_order(item: AgendaItem) -> tuple:
    field = item.nomination.field
    return (field.sort_order, field.pk) if field else (0, 0)


def rule(numbers) -> Rule:
    return Rule(
        threshold=numbers.threshold,
        at_least=numbers.comparison == numbers.Comparison.AT_LEAST,
        of_all_members=numbers.basis == numbers.Basis.ALL_MEMBERS,
        recused_count=numbers.recused_count,
        quorum_numerator=numbers.quorum_numerator,
        quorum_denominator=numbers.quorum_denominator,
        is_secret=numbers.is_secret,
    )


def members(session: CouncilSession, items: list[int]) -> tuple[Member, ...]:
    """Everybody of the council; who may vote on nothing of the agenda is recused as a whole."""
    recusals = Recusal.objects.in_force().filter(item__session=session)
    grounds: dict[int, dict[int, str]] = {}
    for recusal in recusals:
        grounds.setdefault(recusal.member_id, {})[recusal.item_id] = str(recusal.get_ground_display())
    rows = session.members.select_related("user").order_by("sort_order", "pk")
    return tuple(member(row, grounds.get(row.pk, {}), items) for row in rows)


def member(row: CouncilMember, grounds: dict[int, str], items: list[int]) -> Member:
    way = CouncilMember.Attendance
    taking_part = way.PRESENT.value if row.attendance == way.REMOTE else row.attendance
    reason = row.absence_reason
    if items and row.attendance != way.ABSENT and set(items) <= set(grounds):
        taking_part, reason = "recused", "; ".join(dict.fromkeys(grounds.values()))
    return Member(
        name=str(row),
        position=row.position,
        role=PARTS[row.part],
        taking_part=taking_part,
        remote=row.attendance == way.REMOTE,
        absence_reason=reason,
        proxy=row.proxy_name,
        proxy_document=row.proxy_document,
        is_counter=row.is_counter,
        is_chair=row.part == CouncilMember.Part.CHAIR,
        is_secretary=row.part == CouncilMember.Part.SECRETARY,
    )


def closed_ballots(session: CouncilSession):
    return session.ballots.filter(closed_at__isnull=False).order_by("round")


def ballot_of(session: CouncilSession, ballot_round: int | None) -> Ballot | None:
    """The closed ballot of a round, or the last one that was closed."""
    ballots = closed_ballots(session)
    return ballots.filter(round=ballot_round).first() if ballot_round else ballots.last()


def lines_of(ballots, turnouts) -> list[tuple[BallotLine, Line]]:
    """Each line with its counts, and of how many its percentage is taken."""
    rows = BallotLine.objects.filter(ballot__in=ballots).select_related(
        "ballot", "item__nomination__candidate", "item__nomination__unit"
    )
    return [
        (row, line(row, turnouts[row.ballot_id])) for row in rows.order_by("ballot__round", "item__number")
    ]


def line(row: BallotLine, turnout: int) -> Line:
    nomination = row.item.nomination
    return Line(
        name=nomination.candidate.name,
        unit=nomination.unit.name_vi,
        position=nomination.candidate.position,
        yes=row.ayes,
        no=row.nays,
        whole=basis_of(tally_of(row, row.ballot, turnout), rule_of(row.ballot)),
        passed=bool(row.carried),
        result=row.item.result,
    )


def deciding_lines(session: CouncilSession) -> tuple[Line, ...]:
    """The line of each nomination that decided: that of its first valid round."""
    valid = closed_ballots(session).filter(is_void=False)
    found: dict[int, Line] = {}
    for row, counted in lines_of(valid, turnouts_of(session)):
        found.setdefault(row.item_id, counted)
    return tuple(found.values())


def count(session: CouncilSession, ballot: Ballot) -> Count:
    """The papers of one ballot; every paper that was handed in was a valid one, for no other can be cast."""
    issued, returned = ballot.roll.count(), ballot.roll.filter(has_voted=True).count()
    return Count(
        round=ballot.round,
        opened_at=timezone.localtime(ballot.opened_at),
        closed_at=timezone.localtime(ballot.closed_at),
        issued=issued,
        returned=returned,
        valid=returned,
        invalid=0,
        lines=tuple(counted for _row, counted in lines_of([ballot], turnouts_of(session))),
        sha256=ballot.sha256,
        previous_sha256=ballot.previous_sha256,
        is_void=ballot.is_void,
    )


def latest_issued(session: CouncilSession, kind: str) -> Paper | None:
    """The latest paper of a kind that has a number."""
    return Paper.objects.filter(session=session, kind=kind, number__isnull=False).first()


# --- Consultation and decisions -------------------------------------------------------------------------


def latest_consultation(campaign: CampaignPage) -> ConsultationRow | None:
    return ConsultationRow.objects.filter(campaign=campaign).order_by("-opens_on", "-pk").first()


def consultation(campaign: CampaignPage) -> Consultation:
    """The latest shortlist as it was published: what its entries say, and nothing of the dossiers."""
    found = latest_consultation(campaign)
    entries = found.entries.select_related("unit").order_by("sort_name", "pk")
    return Consultation(
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        working_days=working_days_between(found.opens_on, found.closes_on),
        receiving_unit=found.receiving_unit,
        receiving_address=found.receiving_address,
        people=tuple(Person(each.name, each.unit.name_vi, each.position) for each in entries),
    )


def granted(campaign: CampaignPage) -> tuple[Granted, ...]:
    """Everybody whom a decision recognised, and whom none has taken back, by given name."""
    decisions = Decision.objects.filter(
        nomination__campaign=campaign, outcome=Decision.Outcome.APPROVED, nomination__revocation__isnull=True
    )
    rows = decisions.select_related("nomination__candidate", "nomination__unit", "nomination__field")
    rows = rows.prefetch_related("nomination__achievements", "nomination__awards")
    return tuple(
        Granted(person(row.nomination), row.number, row.decided_on)
        for row in rows.order_by("nomination__candidate__sort_name", "pk")
    )


# --- The conference -------------------------------------------------------------------------------------


def expected(roster: Roster):
    """Everybody on a roster but those who have declined."""
    return roster.delegates.exclude(state=State.DECLINED)


def conference(roster: Roster) -> Conference:
    """What a roster's people are invited to, and who they are; nothing of what is private about them."""
    page = roster.conference
    return Conference(
        event=page.title,
        chair=roster.chaired_by,
        starts_at=timezone.localtime(page.starts_at),
        venue=f"{page.venue}, {page.address}",
        notes=roster.note,
        reply_by=roster.reply_by,
        contact=roster.contact,
        people=tuple(map(invited, expected(roster).in_order_of_the_list())),
    )


def invited(delegate: Delegate) -> Invited:
    return Invited(
        name=delegate.name,
        position=delegate.position,
        unit=delegate.unit_name,
        field=delegate.field.name_vi if delegate.field else "",
        comes_as=COMES_AS[delegate.kind],
        note="Tôn vinh về chuyển đổi số" if delegate.is_for_digital else delegate.note,
    )
