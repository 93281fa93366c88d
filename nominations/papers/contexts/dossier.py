"""The papers of one dossier: the report of achievements and its summary; the council's book of many."""

from ..facts import Facts, Person
from ..rules import (
    clean,
    closed,
    counted,
    long_date,
    paragraphs,
    post_and_unit,
    printable,
    row_number,
    words_cut,
)
from .common import header
from .lists import award_rows

#: A summary fits on one page.
SUMMARY_WORDS = 300


def personal(person: Person) -> dict:
    """What a report says of the person; the identity number, telephone and mail address are not among it."""
    return {
        "full_name": clean(person.name),
        "alias": clean(person.alias),
        "birth_date": birth_text(person),
        "sex": clean(person.sex) or "Chưa ghi",
        "home_place": clean(person.home_place) or "Chưa ghi",
        "residence": clean(person.residence) or "Chưa ghi",
        "unit_name": clean(person.unit),
        "position": clean(person.position) or "Chưa ghi",
        "post": post_and_unit(person.position, person.unit),
        "qualification": clean(person.qualification) or "Chưa ghi",
        "academic_rank": clean(person.academic_rank) or "Không",
        "party_member": bool(person.party_member),
        "field": clean(person.field),
        "reference": person.reference,
        "duties": ended(person.duties) or ["Chưa ghi."],
        "case": ended(person.case),
        "achievements": [
            {
                "title": clean(each.title),
                "period": clean(each.period),
                "detail": closed(clean(each.detail)),
                "result": closed(clean(each.result)),
            }
            for each in person.achievements
        ],
        "titles": award_rows(person.awards, titles=True),
        "awards": award_rows(person.awards, titles=False),
    }


def ended(text: str) -> list[str]:
    """The paragraphs of a text, each with a stop at its end."""
    return [line if line.endswith((".", ":", ";", "!", "?")) else f"{line}." for line in paragraphs(text)]


def birth_text(person: Person) -> str:
    if person.birth_date:
        return long_date(person.birth_date)
    return f"năm {person.birth_year}" if person.birth_year else "Chưa ghi"


def of_person(facts: Facts) -> dict:
    """The head of a paper that a person signs: their unit's, without a number."""
    person = facts.person
    own = {
        "parent_org": clean(person.unit_parent or facts.bodies.ministry.said).upper(),
        "org_name": clean(person.unit).upper(),
        "org": clean(person.unit),
        "head_name": clean(person.head),
        "head_confirmation": clean(person.head_confirmation),
    }
    return header(facts, facts.bodies.ministry) | own


def report(facts: Facts) -> dict:
    """Báo cáo thành tích."""
    return of_person(facts) | personal(facts.person)


def summary(facts: Facts) -> dict:
    """Bản tóm tắt thành tích: one page, from the summary that the unit wrote, not from the report."""
    person = facts.person
    points = points_of(person)
    text = words_cut("\n".join(ended(person.summary)), SUMMARY_WORDS)
    room = SUMMARY_WORDS - len(text.split())
    return (
        of_person(facts)
        | {
            name: personal(person)[name]
            for name in ("full_name", "birth_date", "sex", "unit_name", "position", "post")
        }
        | {"summary": paragraphs(printable(text)) or ["Chưa ghi."], "points": within(points, room)}
    )


def points_of(person: Person) -> list[str]:
    """The achievements as the summary lists them, each in one sentence."""
    return [
        closed(f"{clean(each.title)}{f' ({clean(each.period)})' if each.period else ''}"
               f"{': ' + clean(each.result) if each.result else ''}")
        for each in person.achievements
    ]  # fmt: skip


def summary_length(person: Person) -> int:
    """How many words the summary would have if none were left out."""
    return sum(len(text.split()) for text in (person.summary, *points_of(person)))


def within(points: list[str], room: int) -> list[str]:
    """As many of the points as the room allows, from the first on."""
    kept = []
    for point in points:
        room -= len(point.split())
        if room < 0:
            break
        kept.append(point)
    return kept


def pack(facts: Facts) -> dict:
    """The council's book: every dossier of the agenda in its order, each beginning on a page of its own."""
    meeting = facts.meeting
    council = facts.bodies.council
    people = meeting.agenda
    return header(facts, council, parent=facts.bodies.ministry.name) | {
        "place": council.place,
        "met_on": long_date(meeting.starts_at.date()),
        "meeting": clean(meeting.title),
        "venue": clean(meeting.venue),
        "total": counted(len(people)),
        "dossiers": [
            {"number": row_number(number, len(people)), "order": number, **in_pack(person)}
            for number, person in enumerate(people, start=1)
        ],
    }


def in_pack(person: Person) -> dict:
    """One dossier of the book: what the council needs, without identity number, telephone and address."""
    said = {name: value for name, value in personal(person).items() if name != "residence"}
    return said | {
        "honours": award_rows(person.awards),
        "ethnicity": clean(person.ethnicity),
        "summary": paragraphs(person.summary),
        "remark": paragraphs(person.remark),
        "files": [
            {
                "number": str(number),
                "kind": clean(each.kind),
                "name": clean(each.name),
                "pages": str(each.pages) if each.pages else "–",
            }
            for number, each in enumerate(person.files, start=1)
        ],
        "letters": [
            {
                "writer": printable(f"{clean(each.name)}, {clean(each.relation)}"),
                "known_from": clean(each.known_from),
                "text": ended(each.text),
                "file": clean(each.file),
            }
            for each in person.letters
        ],
    }
