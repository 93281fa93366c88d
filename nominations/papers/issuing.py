"""Papers that a unit draws of its own nominations, to print and to sign.

The signed report is among what a dossier must hold, so it is drawn from a draft as well, and bears no mark of
one: a mark would stand on the signed paper. What was handed in does not change any more, so its papers are kept
and given out again; of a draft nothing is kept. Every issue is in the log.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from ..dossiers.actions import lock, require_member
from ..dossiers.models import NominationPage
from ..stages import Stage
from .actions import keep_paper, recipients_of, record_download, template_file, template_of, written
from .facts import Body, Issue, Signer
from .gathering import bodies, facts_of, facts_of_letter
from .kinds import KINDS, Kind
from .models import Paper

#: What a unit may draw of one nomination.
OF_NOMINATION = ("bao-cao", "tom-tat")
LETTER = "to-trinh-don-vi"


@dataclass(frozen=True)
class Issued:
    """A paper on its way out."""

    name: str
    data: bytes


# --- Of one nomination ----------------------------------------------------------------------------------


@transaction.atomic
def issue_paper(*, kind: Kind, nomination: NominationPage, user) -> Issued:
    """Give a unit its report or its summary; raises NotReady where the template cannot be filled."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if keeps(nomination):
        paper = kept_or_made(kind, nomination, user)
        record_download(paper=paper, user=user)
        with paper.file.open("rb") as file:
            return Issued(paper.file_name, file.read())
    data, made_with = drawn(kind, nomination)
    particulars = {"kind": kind.code, **summed(data), "template": made_with["template_sha256"]}
    log(nomination, "nominations.paper_issued", user=user, data=particulars)
    return Issued(f"{kind.code}-{nomination.reference}.docx", data)


def keeps(nomination: NominationPage) -> bool:
    """Whether the text is settled: it was handed in, and its unit may not write it now."""
    return nomination.submitted_at is not None and not nomination.is_editable


def kept_or_made(kind: Kind, nomination: NominationPage, user) -> Paper:
    """The paper of what was handed in last, made with today's template; made and kept where there is none."""
    today = hashlib.sha256(template_file(kind, template_of(kind))).hexdigest()
    papers = Paper.objects.filter(nomination=nomination, kind=kind.code, template_sha256=today)
    since = handed_in_at(nomination)
    for paper in papers.filter(generated_at__gte=since):
        if paper.file.storage.exists(paper.file.name):
            return paper
    data, made_with = drawn(kind, nomination)
    return keep_paper(kind, nomination, data, user=user, **made_with)


def handed_in_at(nomination: NominationPage):
    """When the text was written last: nothing writes it once it was handed in, for the first time or again."""
    return nomination.latest_revision_created_at or nomination.submitted_at


def drawn(kind: Kind, nomination: NominationPage) -> tuple[bytes, dict]:
    template = template_of(kind)
    return written(
        kind, facts_of(kind, nomination, Issue(recipients=recipients_of(kind, template))), template
    )


def summed(data: bytes) -> dict:
    return {"sha256": hashlib.sha256(data).hexdigest()}


# --- The letter of several ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    """What a unit knows of its own letter; whatever is empty is left to the pen."""

    abbreviation: str
    place: str
    signer: Signer
    number: int | None = None
    issued_on: date | None = None
    minutes_number: str = ""
    minutes_date: date | None = None
    vote: str = ""


def issue_letter(*, campaign: CampaignPage, unit: Unit, nominations, letter: Letter, user) -> Issued:
    """Give a unit the letter with which it puts some of its nominations before the ministry; nothing is kept.

    Raises PermissionDenied for others, NotReady where the template cannot be filled.
    """
    require_member(user, unit)
    kind = KINDS[LETTER]
    template = template_of(kind)
    chosen = submittable(campaign, unit).filter(pk__in=[nomination.pk for nomination in nominations])
    facts = facts_of_letter(
        campaign,
        chosen,
        Issue(letter.number, letter.issued_on, recipients_of(kind, template)),
        unit=body_of(unit, letter),
        minutes_number=letter.minutes_number,
        minutes_date=letter.minutes_date,
        vote=letter.vote,
    )
    data, made_with = written(kind, facts, template)
    log(
        campaign,
        "nominations.paper_issued",
        user=user,
        data={
            "kind": kind.code, "unit": unit.code, "number": letter.number, **summed(data),
            "nominations": [person.reference for person in facts.submission.people],
            "template": made_with["template_sha256"],
        },
    )  # fmt: skip
    return Issued(f"to-trinh-{unit.code}-{campaign.code}-{timezone.localtime():%Y%m%d}.docx", data)


def submittable(campaign: CampaignPage, unit: Unit):
    """The nominations that a unit's letter may name: those that it has not taken back."""
    own = NominationPage.objects.filter(campaign=campaign, unit=unit).exclude(stage=Stage.WITHDRAWN)
    return own.with_dossier().order_by("candidate__sort_name", "pk")


def body_of(unit: Unit, letter: Letter) -> Body:
    return Body(
        name=unit.name_vi,
        said=unit.name_vi,
        abbreviation=letter.abbreviation,
        place=letter.place,
        signer=letter.signer,
        parent=bodies().ministry.said,
        archive=f"VT, {letter.abbreviation}",
    )
