"""The council's papers: the minutes, the counting minutes, the ballot paper."""

from ..facts import Count, Facts, Line, Meeting, Member, Rule
from ..rules import BLANK, clean, clock, closed, counted, date_line, percentage, post_and_unit, row_number
from .common import header, recipients

WAYS = ("present", "proxy", "written", "absent", "recused")


def head_of_paper(facts: Facts) -> dict:
    """The council stands below the ministry, whose seal it uses, with a series of numbers of its own."""
    council = facts.bodies.council
    return header(facts, council, parent=facts.bodies.ministry.name) | recipients(facts, council)


def member_row(member: Member) -> dict:
    post = ", ".join(filter(None, (clean(member.position), clean(member.role))))
    return {
        "name": clean(member.name),
        "post": post,
        "remote": member.remote,
        "reason": clean(member.absence_reason),
        "proxy_name": clean(member.proxy),
        "proxy_doc": clean(member.proxy_document),
    }


def attendance(members: tuple[Member, ...]) -> dict:
    """Who takes part and how; the five ways add up to the whole council."""
    by_way = {way: [member_row(each) for each in members if each.taking_part == way] for way in WAYS}
    numbers = {f"count_{way}": counted(len(rows)) for way, rows in by_way.items()}
    total = {"count_members": counted(len(members))}
    return {f"members_{way}": rows for way, rows in by_way.items()} | numbers | total


def quorum(meeting: Meeting) -> dict:
    """Whether enough of the council takes part; a proxy and a written vote count as taking part."""
    rule, whole = meeting.rule, len(meeting.members)
    there = sum(member.taking_part in ("present", "proxy", "written") for member in meeting.members)
    return {
        "quorum": f"{rule.quorum_numerator}/{rule.quorum_denominator}",
        "quorum_there": f"{counted(there)}/{counted(whole)}",
        "quorum_share": percentage(there, whole),
        "quorum_met": there * rule.quorum_denominator >= rule.quorum_numerator * whole > 0,
    }


def threshold(rule: Rule) -> dict:
    return {
        "threshold": str(rule.threshold),
        "at_least": rule.at_least,
        "of_all_members": rule.of_all_members,
        "recused_count": rule.recused_count,
        "is_secret": rule.is_secret,
    }


def result_rows(lines: tuple[Line, ...]) -> list[dict]:
    """The lines by falling number of votes in favour; equal ones as they came."""
    ordered = sorted(lines, key=lambda line: -line.yes)
    return [
        {
            "number": row_number(number, len(ordered)),
            "name": clean(line.name),
            "unit": clean(line.unit),
            "yes": counted(line.yes),
            "no": counted(line.no),
            "ratio": percentage(line.yes, line.whole),
            "passed": line.passed,
        }
        for number, line in enumerate(ordered, start=1)
    ]


def minutes(facts: Facts) -> dict:
    """Biên bản họp Hội đồng."""
    meeting = facts.meeting
    chair = next((member for member in meeting.members if member.is_chair), None)
    secretary = secretary_of(meeting)
    return (
        head_of_paper(facts)
        | attendance(meeting.members)
        | quorum(meeting)
        | threshold(meeting.rule)
        | {
            "meeting": clean(meeting.title),
            "starts_at": clock(meeting.starts_at),
            "ends_at": clock(meeting.ends_at) if meeting.ends_at else unknown_time(meeting),
            "venue": clean(meeting.venue) or facts.bodies.council.address or facts.bodies.council.place,
            "chair": clean(chair.name) if chair else "",
            "chair_post": member_row(chair)["post"] if chair else "",
            "chair_title2": (clean(chair.position) if chair else "").upper(),
            "secretary": clean(secretary.name) if secretary else "",
            "secretary_post": member_row(secretary)["post"] if secretary else "",
            "guests": [closed(clean(guest)).rstrip(".") for guest in meeting.guests],
            "agenda": agenda(meeting),
            "agenda_total": counted(len(meeting.agenda)),
            "discussion": [closed(text) for text in meeting.discussion],
            "rows": result_rows(meeting.results),
            "selected": counted(len(meeting.selected)),
            "reserves": counted(len(meeting.reserves)),
            "has_reserves": bool(meeting.reserves),
            "conclusion": [closed(text) for text in meeting.conclusion],
        }
    )


def unknown_time(meeting: Meeting) -> str:
    """Leave hour and minute to the pen; the day is the day of the meeting."""
    day = meeting.starts_at.date()
    return f"{BLANK}giờ{BLANK}phút, {date_line(day, day.year)}"


def agenda(meeting: Meeting) -> list[dict]:
    """What was on the agenda, one line for each field of achievement."""
    fields = dict.fromkeys(clean(person.field) for person in meeting.agenda)
    return [
        {"field": field, "count": counted(sum(clean(person.field) == field for person in meeting.agenda))}
        for field in fields
    ]


def counting(facts: Facts) -> dict:
    """Biên bản kiểm phiếu of one closed ballot."""
    meeting, count = facts.meeting, facts.meeting.count
    counters = counters_of(meeting)
    names = [clean(member.name) for member in counters]
    passed = [row["name"] for row in result_rows(count.lines) if row["passed"]]
    return (
        head_of_paper(facts)
        | attendance(meeting.members)
        | quorum(meeting)
        | threshold(meeting.rule)
        | papers_counted(count)
        | {
            "meeting": clean(meeting.title),
            "venue": clean(meeting.venue) or facts.bodies.council.address or facts.bodies.council.place,
            "round": counted(count.round),
            "starts_at": clock(count.opened_at),
            "ends_at": clock(count.closed_at),
            "council": facts.bodies.council.said,
            "council_decision_no": clean(meeting.founding_number)
            or f"{BLANK}/QĐ-{facts.bodies.ministry.abbreviation}",
            "council_decision_date": date_line(meeting.founding_date, facts.campaign.year),
            "counters": [counter_row(member, place) for place, member in enumerate(counters)],
            "counters_total": counted(len(counters)),
            "chief_counter": names[0] if names else "",
            "other_counters": names[1:],
            "proposed": counted(len(count.lines)),
            "rows": result_rows(count.lines),
            "passed_names": "; ".join(passed),
            "passed_total": counted(len(passed)),
            "is_void": count.is_void,
            "sha256": count.sha256,
            "previous_sha256": count.previous_sha256,
        }
    )


def counters_of(meeting: Meeting) -> list[Member]:
    """Those who count; where nobody was named, the secretary."""
    named = [member for member in meeting.members if member.is_counter]
    secretary = secretary_of(meeting)
    return named or ([secretary] if secretary else [])


def secretary_of(meeting: Meeting) -> Member | None:
    """The member who is secretary, or whoever kept the session without a seat in the council."""
    return next((member for member in meeting.members if member.is_secretary), meeting.secretary)


def counter_row(member: Member, place: int) -> dict:
    return {"name": clean(member.name), "post": clean(member.position), "is_chief": place == 0}


def papers_counted(count: Count) -> dict:
    return {
        "issued": counted(count.issued),
        "returned": counted(count.returned),
        "valid": counted(count.valid),
        "invalid": counted(count.invalid),
    }


def ballot_paper(facts: Facts) -> dict:
    """Phiếu bầu: the same sheet for everybody, with nothing on it by which to know its voter."""
    meeting = facts.meeting
    people = meeting.agenda
    day = meeting.starts_at.date()
    return head_of_paper(facts) | {
        "place_date": f"{facts.bodies.council.place}, {date_line(day, day.year)}",
        "meeting": clean(meeting.title),
        "proposed": counted(len(people)),
        "rows": [
            {
                "number": row_number(number, len(people)),
                "name": clean(person.name),
                "post": post_and_unit(person.position, person.unit),
            }
            for number, person in enumerate(people, start=1)
        ],
    }
