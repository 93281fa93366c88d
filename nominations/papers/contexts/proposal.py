"""Tờ trình: a unit puts people before the ministry; the department puts the council's selection before the Minister."""

from ..facts import Facts, Meeting, Submission
from ..rules import BLANK, bases, clean, counted, date_line, long_date, symbol
from .common import header, recipients, signature
from .lists import groups, totals


def proposal(facts: Facts) -> dict:
    department, meeting = facts.bodies.department, facts.meeting
    return (
        header(facts, department, parent=facts.bodies.ministry.name)
        | signature(department.signer)
        | recipients(facts, department)
        | totals(meeting.selected)
        | council_result(facts, meeting)
        | {
            "addressee": facts.bodies.granter,
            "legal_bases": bases(facts.campaign.bases, minutes_cited(facts)),
            "count_individual": counted(len(meeting.selected)),
            "attachments": counted(len(meeting.selected)),
            "reserves": [
                {"number": str(number), "name": clean(person.name), "unit": clean(person.unit)}
                for number, person in enumerate(meeting.reserves, start=1)
            ],
            "groups": groups(meeting.selected),
        }
    )


def council_result(facts: Facts, meeting: Meeting) -> dict:
    taking_part = [
        member for member in meeting.members if member.taking_part in ("present", "proxy", "written")
    ]
    return {
        "council": facts.bodies.council.said,
        "met_on": date_line(meeting.starts_at.date(), facts.campaign.year),
        "members_total": counted(len(meeting.members)),
        "members_voting": counted(len(taking_part)),
        "names_proposed": counted(len(meeting.agenda)),
        "names_passed": counted(sum(line.passed for line in meeting.results)),
    }


def minutes_cited(facts: Facts) -> str:
    """The council's minutes as a legal basis: number, date and result."""
    council, meeting = facts.bodies.council, facts.meeting
    number = symbol(meeting.minutes_number, "BB", council.abbreviation)
    day = long_date(meeting.minutes_date or meeting.starts_at.date())
    passed = counted(sum(line.passed for line in meeting.results))
    whole = counted(len(meeting.agenda))
    return f"Biên bản số {number} {day} của {council.said}, kết quả {passed}/{whole} cá nhân đạt số phiếu cần thiết"


#: Room for the pen within a sentence, where the line may be broken.
ROOM = f"{BLANK[:-1]} "


# --- A unit's own ---------------------------------------------------------------------------------------


def unit_proposal(facts: Facts) -> dict:
    """The letter with which a unit submits; the counts are those of the list behind it."""
    submission = facts.submission
    unit, people = submission.unit, submission.people
    return (
        header(facts, unit, parent=unit.parent)
        | signature(unit.signer)
        | recipients(facts, unit)
        | totals(people)
        | {
            "addressee": facts.bodies.ministry.said,
            "legal_bases": bases(facts.campaign.bases, meeting_cited(submission, facts.campaign.year)),
            "count_individual": counted(len(people)),
            "attachments": counted(len(people)),
            "groups": groups(people),
        }
    )


def meeting_cited(submission: Submission, year: int) -> str:
    """The minutes of the unit's meeting as a legal basis; what is not known is left to the pen."""
    number, unit = clean(submission.minutes_number) or BLANK, clean(submission.unit.said)
    vote = f", kết quả {clean(submission.vote).rstrip('.;')}" if clean(submission.vote) else ""
    day = date_line(submission.minutes_date, year).replace(BLANK, ROOM)
    return f"Biên bản họp số {number} {day} của {unit}{vote}"
