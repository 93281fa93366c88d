"""What a paper is written from: plain values, gathered from the database or invented for a sample."""

from dataclasses import dataclass
from datetime import date, datetime

from ..campaigns.plans import PlanFacts


@dataclass(frozen=True)
class Signer:
    """Who signs, by which authority (``KT.`` of ``BỘ TRƯỞNG``) and in which post."""

    title: str
    name: str = ""
    authority: str = ""
    authority_of: str = ""
    title2: str = ""


@dataclass(frozen=True)
class Body:
    """A body that issues papers. ``name`` may have two lines, ``said`` is its name in a sentence."""

    name: str
    said: str
    abbreviation: str
    place: str
    signer: Signer
    parent: str = ""
    address: str = ""
    archive: str = "VT"
    copies: int | None = None


@dataclass(frozen=True)
class Bodies:
    """The bodies of one portal, what it gives, and who gives it."""

    ministry: Body
    department: Body
    council: Body
    granter: str
    award: str


@dataclass(frozen=True)
class Issue:
    """What is known of the paper itself: its number and date once it is issued; whom it is sent to."""

    number: int | None = None
    day: date | None = None
    recipients: tuple[str, ...] = ()
    register_from: int | None = None


@dataclass(frozen=True)
class CampaignFacts:
    title: str
    year: int
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Award:
    year: int
    name: str
    number: str = ""
    day: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Achievement:
    title: str
    period: str = ""
    detail: str = ""
    result: str = ""


@dataclass(frozen=True)
class File:
    """A piece of evidence as the pack lists it; ``pages`` is None where nobody can count them."""

    kind: str
    name: str
    pages: int | None


@dataclass(frozen=True)
class Letter:
    """A letter of support as the pack gives it; ``file`` is the name of what came as a file."""

    name: str
    relation: str
    known_from: str
    text: str = ""
    file: str = ""


@dataclass(frozen=True)
class Person:
    """One candidate and the case for them."""

    name: str
    unit: str
    position: str = ""
    field: str = ""
    reference: str = ""
    is_woman: bool = False
    sex: str = ""
    alias: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    ethnicity: str = ""
    home_place: str = ""
    residence: str = ""
    party_member: bool | None = None
    qualification: str = ""
    academic_rank: str = ""
    duties: str = ""
    summary: str = ""
    case: str = ""
    achievements: tuple[Achievement, ...] = ()
    awards: tuple[Award, ...] = ()
    files: tuple[File, ...] = ()
    letters: tuple[Letter, ...] = ()
    unit_parent: str = ""
    head: str = ""
    head_confirmation: str = ""
    remark: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Member:
    """A member of the council; ``taking_part`` is present, proxy, written, absent or recused."""

    name: str
    position: str = ""
    role: str = ""
    taking_part: str = "present"
    remote: bool = False
    absence_reason: str = ""
    proxy: str = ""
    proxy_document: str = ""
    is_counter: bool = False
    is_chair: bool = False
    is_secretary: bool = False


@dataclass(frozen=True)
class Line:
    """One name on a closed ballot with its counts, and what the session made of it."""

    name: str
    unit: str
    position: str
    yes: int
    no: int
    whole: int
    passed: bool
    result: str = ""


@dataclass(frozen=True)
class Rule:
    """The numbers of the ballot, for the sentences that say them."""

    threshold: int
    at_least: bool
    of_all_members: bool
    recused_count: bool
    quorum_numerator: int
    quorum_denominator: int
    is_secret: bool


@dataclass(frozen=True)
class Count:
    """A closed ballot: its papers, its lines by falling number of votes, and its seal."""

    round: int
    opened_at: datetime
    closed_at: datetime
    issued: int
    returned: int
    valid: int
    invalid: int
    lines: tuple[Line, ...]
    sha256: str
    previous_sha256: str = ""
    is_void: bool = False


@dataclass(frozen=True)
class Meeting:
    """One session of the council. ``selected`` and ``reserves`` are in the order of their ranks."""

    title: str
    starts_at: datetime
    rule: Rule
    ends_at: datetime | None = None
    venue: str = ""
    founding_number: str = ""
    founding_date: date | None = None
    members: tuple[Member, ...] = ()
    secretary: Member | None = None
    guests: tuple[str, ...] = ()
    discussion: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    agenda: tuple[Person, ...] = ()
    selected: tuple[Person, ...] = ()
    reserves: tuple[Person, ...] = ()
    results: tuple[Line, ...] = ()
    count: Count | None = None
    is_concluded: bool = False
    minutes_number: int | None = None
    minutes_date: date | None = None
    proposal_number: int | None = None
    proposal_date: date | None = None


@dataclass(frozen=True)
class Consultation:
    """How long the list stands open, and to whom comments go."""

    opens_on: date
    closes_on: date
    working_days: int
    receiving_unit: str = ""
    receiving_address: str = ""
    people: tuple[Person, ...] = ()


@dataclass(frozen=True)
class Submission:
    """What a unit puts before the ministry: whom, and by which meeting of its own."""

    unit: Body
    people: tuple[Person, ...]
    minutes_number: str = ""
    minutes_date: date | None = None
    vote: str = ""


@dataclass(frozen=True)
class Granted:
    """One decision in favour, for its certificate."""

    person: Person
    decision: str
    day: date | None


@dataclass(frozen=True)
class Invited:
    """One person whom a conference expects, as the list behind its invitation names them."""

    name: str
    position: str = ""
    unit: str = ""
    field: str = ""
    comes_as: str = ""
    note: str = ""


@dataclass(frozen=True)
class Conference:
    """What a ministry invites to; moments are Vietnam's."""

    event: str
    chair: str
    starts_at: datetime
    venue: str
    notes: str = ""
    reply_by: date | None = None
    contact: str = ""
    people: tuple[Invited, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that one paper is written from; each kind needs some of it."""

    bodies: Bodies
    issue: Issue
    campaign: CampaignFacts
    person: Person | None = None
    meeting: Meeting | None = None
    consultation: Consultation | None = None
    granted: tuple[Granted, ...] = ()
    submission: Submission | None = None
    people: tuple[Person, ...] = ()
    plan: PlanFacts | None = None
    conference: Conference | None = None
