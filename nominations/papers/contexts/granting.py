"""What follows a selection or asks about it: the draft decision, the notice, the certificates."""

from ..facts import Facts, Signer
from ..rules import bases, characters_cut, clean, counted, date_line, long_date, post_and_unit
from .common import header, recipients, signature
from .lists import named

CITATION = 200


def decision(facts: Facts) -> dict:
    """Dự thảo quyết định; a draft until it has a number."""
    bodies, people = facts.bodies, facts.meeting.selected
    department = bodies.department
    proposer = f"{department.signer.title.capitalize()} {department.said}"
    return (
        header(facts, bodies.ministry)
        | signature(bodies.ministry.signer)
        | recipients(facts, bodies.ministry)
        | {
            "is_draft": facts.issue.number is None,
            "authority_title": bodies.granter.upper(),
            "granter": bodies.granter,
            "proposer": proposer,
            "department": department.said,
            "legal_bases": [text[:-1] + ";" for text in bases(facts.campaign.bases)],
            "count_individual": counted(len(people)),
            "rows": named(people),
        }
    )


def notice(facts: Facts) -> dict:
    """Thông báo lấy ý kiến: name, post, unit and award of each, and nothing of the private record."""
    bodies, consultation = facts.bodies, facts.consultation
    department = bodies.department
    by_order = Signer(
        title=f"{department.signer.title} {department.said}",
        name=department.signer.name,
        authority="TL.",
        authority_of=bodies.ministry.signer.authority_of or bodies.ministry.signer.title,
    )
    people = consultation.people
    return (
        header(facts, bodies.ministry)
        | signature(by_order)
        | recipients(facts, bodies.ministry)
        | {
            "archive": department.archive + (f" ({department.copies:02d})" if department.copies else ""),
            "legal_bases": bases(facts.campaign.bases),
            "granter": bodies.granter,
            "opens_on": long_date(consultation.opens_on),
            "closes_on": long_date(consultation.closes_on),
            "working_days": counted(consultation.working_days),
            "receiving_unit": clean(consultation.receiving_unit) or department.said,
            "receiving_address": clean(consultation.receiving_address) or department.address,
            "count_individual": counted(len(people)),
            "rows": named(people),
        }
    )


def certificates(facts: Facts) -> dict:
    """Giấy chứng nhận: the text of one page for each person."""
    bodies = facts.bodies
    first = facts.issue.register_from
    return header(facts, bodies.ministry) | {
        "granter_title": bodies.granter.upper(),
        "certificates": [
            {
                "name": clean(granted.person.name),
                "post": post_and_unit(granted.person.position, granted.person.unit),
                "citation": characters_cut(granted.person.summary, CITATION).rstrip(" .;"),
                "decision_no": clean(granted.decision),
                "decision_date": date_line(granted.day, facts.campaign.year),
                "register_no": f"{first + place:02d}" if first else " " * 10,
                "place_date": f"{bodies.ministry.place}, {date_line(granted.day, facts.campaign.year)}",
                **signature(bodies.ministry.signer),
            }
            for place, granted in enumerate(facts.granted)
        ],
    }
