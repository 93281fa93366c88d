"""Tờ trình: the department puts the council's selection before the Minister."""

from ..facts import Facts, Meeting
from ..rules import bases, clean, counted, date_line, long_date, symbol
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
