"""Thirty nominations at every stage, each brought there by the people and the actions that would."""

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
from nominations.models import (
    Achievement,
    Candidate,
    CheckAnswer,
    EarlierAward,
    Evidence,
    NominationPage,
)
from nominations.screening.actions.handling import answer_check
from nominations.screening.actions.remarks import write_remark
from nominations.screening.checklist import checks_of
from nominations.stages import Stage

from .campaigns import campaign_of
from .clock import Timetable, moment_of, working_days_before
from .content import PORTRAITS, VIETNAM, read
from .evidence import pdf, silhouette
from .people import officer_of, person

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


#: Working days that a unit takes for a dossier.
DAYS_OF_WRITING = 2


@dataclass(frozen=True)
class Course:
    """When a nomination was opened and handed in, and when screening and the leader decided on it."""

    opened: datetime
    filed: datetime
    screened: datetime | None
    decided: datetime | None


def enter_nominations(timetable: Timetable, campaign: dict, portraits: dict[str, str]) -> None:
    """Let the nominations of a campaign be written, handed in, screened and decided on.

    ``portraits`` names the picture of those who have a profile.
    """
    mine = [row for row in read("nominations")["nominations"] if row["campaign"] == campaign["key"]]
    for row in mine:
        others = [other for other in mine if other["batch"] == row["batch"]]
        course = course_of(campaign["batches"][row["batch"]], row, others.index(row))
        Filing(campaign, row, course, portraits).enter(timetable)


def course_of(batch: dict, row: dict, position: int) -> Course:
    filed = moment_of(batch["filed"], position)
    return Course(
        opened=working_days_before(filed, DAYS_OF_WRITING),
        filed=filed,
        screened=moment_of(batch["screened"], position) if "screened" in batch else None,
        # On the day that the decision bears.
        decided=row["decision"]
        and datetime.combine(date.fromisoformat(row["decision"]["date"]), time(15, 30), VIETNAM),
    )


@dataclass
class Filing:
    """One nomination of the content on its way; each step is taken by the one who would."""

    campaign: dict
    row: dict
    course: Course
    portraits: dict[str, str]

    def enter(self, timetable: Timetable) -> None:
        stage, course = Stage(self.row["stage"]), self.course
        timetable.at(course.opened, self.write)
        if stage is Stage.DRAFT:
            return
        timetable.at(course.filed, self.submit)
        if "checked" in self.row:
            timetable.at(course.filed + timedelta(hours=20), self.check)
        if course.screened:
            timetable.at(course.screened, self.screen)
        if course.decided:
            timetable.at(course.decided, self.decide)

    @property
    def officer(self):
        return officer_of(Unit.objects.get(code=self.row["unit"]))

    @property
    def nomination(self) -> NominationPage:
        return NominationPage.objects.get(
            campaign=campaign_of(self.campaign), candidate__name=self.row["candidate"]["name"]
        )

    def write(self) -> None:
        officer = self.officer
        nomination = create_nomination(
            campaign=campaign_of(self.campaign), unit=Unit.objects.get(code=self.row["unit"]), user=officer,
            name=self.row["candidate"]["name"], field=Field.objects.get(code=self.row["field"]),
            arrived_at=self.course.opened,
        )  # fmt: skip
        write_case(nomination, self.row, officer)
        record_consents(nomination=nomination, user=officer, answers=self.row["consents"])
        if self.row["stage"] != Stage.DRAFT:
            attach_files(nomination, self.row, officer, self.portraits)

    def submit(self) -> None:
        submit_nomination(nomination=self.nomination, user=self.officer, arrived_at=self.course.filed)

    def check(self) -> None:
        """Begin with the list of checks and leave the rest for tomorrow."""
        for key, verdict in self.row["checked"].items():
            answer_check(nomination=self.nomination, user=person("screener"), key=key, verdict=verdict)

    def screen(self) -> None:
        nomination = self.nomination
        if self.row["stage"] == Stage.WITHDRAWN:
            withdraw_nomination(nomination=nomination, user=self.officer)
        elif self.row["stage"] == Stage.RETURNED:
            for place, text in self.row["remarks"].items():
                write_remark(nomination=nomination, user=person("screener"), place=place, text=text)
            act(nomination, "screener", "reject", reason=self.row["return_reason"])
        elif self.row["stage"] == Stage.INELIGIBLE:
            act(nomination, "screener", "rule_out", reason=self.row["decline_reason"])
        else:
            for check in checks_of(nomination.campaign):
                answer_check(
                    nomination=nomination,
                    user=person("screener"),
                    key=check.key,
                    verdict=CheckAnswer.Verdict.MET,
                )
            act(nomination, "screener", "approve", comment="")

    def decide(self) -> None:
        decide(self.nomination, self.row)


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
