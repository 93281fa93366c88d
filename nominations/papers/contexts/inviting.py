"""Giấy mời: to what, who chairs, when and where; and the list of those invited behind it."""

from ..facts import Facts, Invited
from ..rules import clean, clock, closed, counted, long_date, paragraphs, post_and_unit, row_number
from .common import header, recipients, signature

INVITEE = "Các ông, bà có tên trong danh sách tại Phụ lục kèm theo Giấy mời này"
NONE = "Không"


def invitation(facts: Facts) -> dict:
    department, conference = facts.bodies.department, facts.conference
    people = conference.people
    return (
        header(facts, department, parent=facts.bodies.ministry.name)
        | signature(department.signer)
        | recipients(facts, department)
        | {
            "invitee": INVITEE,
            "event": clean(conference.event),
            "chair": clean(conference.chair).rstrip("."),
            "starts_at": clock(conference.starts_at),
            "venue": clean(conference.venue).rstrip("."),
            "notes": [closed(text) for text in paragraphs(conference.notes)],
            "reply_by": long_date(conference.reply_by) if conference.reply_by else "",
            "contact": clean(conference.contact).rstrip("."),
            "total": counted(len(people)),
            "rows": [invited(person, number, len(people)) for number, person in enumerate(people, start=1)],
        }
    )


def invited(person: Invited, number: int, rows: int) -> dict:
    """One row of the list; no cell of it is empty."""
    return {
        "number": row_number(number, rows),
        "name": clean(person.name),
        "post": post_and_unit(person.position, person.unit) or NONE,
        "field": clean(person.field) or NONE,
        "comes_as": clean(person.comes_as) or NONE,
        "note": clean(person.note) or NONE,
    }
