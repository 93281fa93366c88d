"""Twenty nominations at every stage, each brought there by the people and the actions that would."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile

from exemplars.models import Field, Unit
from nominations.dossiers.actions import (
    attach_evidence,
    create_nomination,
    editing,
    keep,
    record_consents,
    submit_nomination,
    withdraw_nomination,
)
from nominations.models import Achievement, CampaignPage, Candidate, EarlierAward, Evidence, NominationPage
from nominations.stages import Stage

from .campaigns import held_open
from .clock import happening_at
from .content import PORTRAITS, VIETNAM, read
from .evidence import pdf, silhouette
from .people import officer_of, person

FRIDAY = 4
PORTRAIT_NAME = "Chân dung.png"
#: What a candidate's record takes from the content as it is written there.
WRITTEN_AS_IS = (
    "name",
    "alias",
    "sex",
    "birth_year",
    "ethnicity",
    "home_place",
    "residence",
    "position",
    "qualification",
    "academic_rank",
    "party_member",
    "duties",
    "phone",
    "email",
)


@dataclass(frozen=True)
class Course:
    """When a nomination was opened, handed in, screened and decided, in Vietnam time."""

    opened: datetime
    filed: datetime
    screened: datetime
    decided: datetime


def load_nominations(campaigns: dict[str, CampaignPage], portraits: dict[str, str]) -> list[NominationPage]:
    """Add every nomination of the content; ``portraits`` names the picture of those who have a profile."""
    rows = read("nominations")["nominations"]
    made = []
    for key, campaign in campaigns.items():
        with held_open(campaign):
            mine = [row for row in rows if row["campaign"] == key]
            made += [add_nomination(campaign, row, position, portraits) for position, row in enumerate(mine)]
    return made


def course_of(campaign: CampaignPage, row: dict, position: int) -> Course:
    """Spread a campaign's nominations over its days, so that each waits for a time of its own."""
    opened = campaign.opens_at + timedelta(
        days=position % 6, hours=1 + position % 5, minutes=7 * position % 60
    )
    filed = opened + timedelta(days=3 + position % 4, hours=position % 3)
    screened = filed + timedelta(days=2 + position % 4, hours=2)
    decided = screened
    if row["decision"]:
        # The past campaign was screened once it had closed, and decided on the day that the decision bears.
        screened = campaign.closes_at + timedelta(days=3 + position % 2, hours=position % 3 - 4)
        decided = datetime.combine(date.fromisoformat(row["decision"]["date"]), time(15, 30), VIETNAM)
    return Course(*map(on_a_working_day, (opened, filed, screened, decided)))


def on_a_working_day(moment: datetime) -> datetime:
    """Move a moment at a weekend to the same hour of the Monday after it."""
    weekday = moment.astimezone(VIETNAM).weekday()
    return moment + timedelta(days=7 - weekday) if weekday > FRIDAY else moment


def add_nomination(
    campaign: CampaignPage, row: dict, position: int, portraits: dict[str, str]
) -> NominationPage:
    unit = Unit.objects.get(code=row["unit"])
    officer, course, stage = officer_of(unit), course_of(campaign, row, position), Stage(row["stage"])
    with happening_at(course.opened):
        nomination = create_nomination(
            campaign=campaign, unit=unit, user=officer, name=row["candidate"]["name"],
            field=Field.objects.get(code=row["field"]),
        )  # fmt: skip
        write_case(nomination, row, officer)
        record_consents(nomination=nomination, user=officer, answers=row["consents"])
        if stage is not Stage.DRAFT:
            attach_files(nomination, row, officer, portraits)
    go_on(nomination, row, officer, course)
    nomination.refresh_from_db()
    return nomination


def write_case(nomination: NominationPage, row: dict, officer) -> None:
    """Write the candidate's record and the case, as the unit's officer would."""
    write_candidate(nomination.candidate, row["candidate"])
    with editing(nomination=nomination, user=officer, base_revision=None) as page:
        page.summary, page.case = row["summary"], row["case"]
        page.without_awards = row["without_awards"]
        page.achievements = [
            Achievement(**entry, sort_order=order) for order, entry in enumerate(row["achievements"])
        ]
        page.awards = [award(entry, order) for order, entry in enumerate(row["awards"])]
        keep(page, user=officer)


def write_candidate(candidate: Candidate, values: dict) -> None:
    for name in WRITTEN_AS_IS:
        setattr(candidate, name, values[name])
    candidate.birth_date = date.fromisoformat(values["birth_date"]) if values["birth_date"] else None
    candidate.save()


def award(entry: dict, order: int) -> EarlierAward:
    day = entry.get("decision_date")
    return EarlierAward(
        **entry | {"decision_date": date.fromisoformat(day) if day else None}, sort_order=order
    )


def attach_files(nomination: NominationPage, row: dict, officer, portraits: dict[str, str]) -> None:
    """Attach what submission asks for, the signed consents, and a portrait where one was agreed to."""
    name, reference = row["candidate"]["name"], nomination.reference
    papers = {
        Evidence.Kind.REPORT: (
            "Báo cáo thành tích.pdf",
            ["Báo cáo thành tích cá nhân", name, row["summary"][:70]],
        ),
        Evidence.Kind.MINUTES: ("Biên bản họp đơn vị.pdf", ["Biên bản họp xét đề nghị biểu dương", name]),
        Evidence.Kind.CONSENT: ("Phiếu đồng ý.pdf", ["Phiếu đồng ý của người được đề nghị", name]),
    }
    for kind, (title, lines) in papers.items():
        upload = pdf(title, [reference, "", *lines, "", "Tài liệu trình diễn: nhân vật hư cấu"])
        attach_evidence(nomination=nomination, user=officer, kind=kind, upload=upload)
    if row["consents"].get("portrait"):
        upload = portrait(row, portraits)
        attach_evidence(nomination=nomination, user=officer, kind=Evidence.Kind.PORTRAIT, upload=upload)


def portrait(row: dict, portraits: dict[str, str]):
    """Return the picture of the candidate's profile, or a silhouette for those who have none yet."""
    if file := portraits.get(row["profile"]):
        return ContentFile((PORTRAITS / file).read_bytes(), name=PORTRAIT_NAME)
    return silhouette(PORTRAIT_NAME, tint=sum(row["candidate"]["name"].encode()))


def go_on(nomination: NominationPage, row: dict, officer, course: Course) -> None:
    """Bring a draft to the stage that the content names."""
    stage = Stage(row["stage"])
    if stage is Stage.DRAFT:
        return
    with happening_at(course.filed):
        submit_nomination(nomination=nomination, user=officer)
    if stage is Stage.SUBMITTED:
        return
    with happening_at(course.screened):
        if stage is Stage.WITHDRAWN:
            withdraw_nomination(nomination=nomination, user=officer)
        elif stage is Stage.RETURNED:
            act(nomination, "screener", "reject", reason=row["return_reason"])
        else:
            act(nomination, "screener", "approve", comment="")
    if stage in (Stage.APPROVED, Stage.DECLINED):
        with happening_at(course.decided):
            decide(nomination, row)


def decide(nomination: NominationPage, row: dict) -> None:
    signed = row["decision"]
    words = {
        "number": signed["number"],
        "decided_on": date.fromisoformat(signed["date"]),
        "signatory": signed["signatory"],
    }
    if row["stage"] == Stage.APPROVED:
        act(nomination, "leader", "approve", comment="", **words)
    else:
        act(nomination, "leader", "decline", reason=row["decline_reason"], **words)


def act(nomination: NominationPage, username: str, action: str, **words) -> None:
    """Take the nomination's present step as the person who may."""
    nomination.refresh_from_db()
    state = nomination.current_workflow_task_state
    state.task.specific.on_action(state, person(username), action, **words)
