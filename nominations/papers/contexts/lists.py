"""Lists of people: the short biographical list, and the plain one behind a decision or a notice."""

from collections.abc import Sequence

from ..facts import Award, Facts, Person
from ..rules import (
    clean,
    counted,
    date_line,
    is_title,
    post_and_unit,
    row_number,
    short_date,
    symbol,
)
from .common import header, recipients, signature


def award_text(award: Award) -> str:
    """Write one earlier award as it stands in a cell: its name, and its decision or its year."""
    what = " ".join(
        part
        for part in (
            f"QĐ số {clean(award.number)}" if award.number else "",
            f"ngày {short_date(award.day)}" if award.day else "",
        )
        if part
    )
    return f"{clean(award.name)} ({what or award.year})"


def birth(person: Person) -> str:
    """The year of birth, from the date where there is one."""
    year = person.birth_date.year if person.birth_date else person.birth_year
    return str(year) if year else ""


def biography(person: Person, number: int, rows: int) -> dict:
    """One row of the short biographical list."""
    year = birth(person) or "–"
    training = "; ".join(filter(None, (clean(person.qualification), clean(person.academic_rank))))
    return {
        "number": row_number(number, rows),
        "name": clean(person.name),
        "born_man": "" if person.is_woman else year,
        "born_woman": year if person.is_woman else "",
        "post": post_and_unit(person.position, person.unit),
        "training": training or "Không",
        "party": "x" if person.party_member else "",
        "summary": clean(person.summary) or "Không",
        "awards": "; ".join(map(award_text, person.awards)) or "Không",
    }


def groups(people: Sequence[Person]) -> list[dict]:
    """The rows by field, numbered through; a list of one field carries no heading."""
    fields = list(dict.fromkeys(person.field for person in people))
    number, found = 0, []
    for field in fields:
        rows = []
        for person in (each for each in people if each.field == field):
            number += 1
            rows.append(biography(person, number, len(people)))
        found.append({"title": clean(field) if len(fields) > 1 else "", "rows": rows})
    return found


def totals(people: Sequence[Person]) -> dict:
    return {
        "total": counted(len(people)),
        "women": counted(sum(person.is_woman for person in people)),
    }


def listed_people(facts: Facts) -> Sequence[Person]:
    """Whom the list names: those whom a concluded session selected, before that its whole agenda."""
    meeting = facts.meeting
    return meeting.selected if meeting.is_concluded else meeting.agenda


def short_list(facts: Facts) -> dict:
    """Danh sách trích ngang, as an annex of its own."""
    department, meeting = facts.bodies.department, facts.meeting
    people = listed_people(facts)
    return (
        header(facts, department)
        | signature(department.signer)
        | recipients(facts, department)
        | totals(people)
        | {
            "groups": groups(people),
            "is_proposal": meeting.is_concluded,
            "proposal": symbol(meeting.proposal_number, "TTr", department.abbreviation),
            "proposal_date": date_line(meeting.proposal_date, facts.campaign.year),
            "meeting": clean(meeting.title),
        }
    )


def named(people: Sequence[Person]) -> list[dict]:
    """Rows of a plain list: name, post, unit; nothing of anybody's private record."""
    return [
        {
            "number": row_number(number, len(people)),
            "name": clean(person.name),
            "post": post_and_unit(person.position, person.unit),
            "unit": clean(person.unit),
        }
        for number, person in enumerate(people, start=1)
    ]


def award_rows(awards: Sequence[Award], *, titles: bool | None = None) -> list[dict]:
    """Rows of earlier honours by year: titles, or awards, or both where ``titles`` is left out."""
    wanted = [award for award in awards if titles is None or is_title(award.name) == titles]
    return [
        {"year": str(award.year), "name": clean(award.name), "decision": decision_text(award)}
        for award in sorted(wanted, key=lambda award: (award.year, award.name))
    ]


def decision_text(award: Award) -> str:
    """Number, date and issuer of the decision behind an earlier honour."""
    number = f"Quyết định số {clean(award.number)}" if award.number else ""
    day = f"ngày {short_date(award.day)}" if award.day else ""
    return ", ".join(filter(None, (number, day, clean(award.issuer)))) or "Không ghi"
