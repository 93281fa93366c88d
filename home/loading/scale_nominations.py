"""Nominations by the thousand, at every stage and with all their rows."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from exemplars.growing import add_children
from exemplars.models import Field, Unit
from exemplars.vocabulary.names import fold, sort_key
from nominations.campaigns.rules import reference_code
from nominations.dossiers.actions import require_wordings
from nominations.dossiers.storage import random_name
from nominations.models import (
    Achievement,
    CampaignIndexPage,
    CampaignPage,
    Candidate,
    Consent,
    ConsentWording,
    Evidence,
    NominationPage,
    Quota,
    ReferenceCounter,
)
from nominations.roles import Role
from nominations.stages import Stage

from .bulk import index
from .inventions import invent
from .people import Account
from .scale_profiles import key
from .scale_reviews import (
    SEATS,
    Reviewers,
    account,
    write_consultations,
    write_decisions,
    write_reviews,
    write_sessions,
)

CODE = "QM"
#: How many of each sixty stand at each stage.
SHARES = {
    Stage.DRAFT: 6,
    Stage.SUBMITTED: 16,
    Stage.RETURNED: 3,
    Stage.INELIGIBLE: 2,
    Stage.CONSULTATION: 10,
    Stage.COUNCIL: 9,
    Stage.RESERVE: 2,
    Stage.ACCEPTED: 3,
    Stage.APPROVED: 4,
    Stage.DECLINED: 3,
    Stage.WITHDRAWN: 2,
}
STAGES = tuple(chain.from_iterable([stage] * share for stage, share in SHARES.items()))
#: Days that the campaign has been open.
DAYS_OPEN = 75
#: For how many days at most nominations have stood at a stage; elsewhere as long as one can remember.
DAYS_AT = {Stage.SUBMITTED: 12, Stage.CONSULTATION: 9, Stage.COUNCIL: 14, Stage.RESERVE: 9, Stage.ACCEPTED: 9}
DAYS_ELSEWHERE = 30
#: From handing in to the present stage, for what is past screening.
DAYS_BEFORE = (6, 35)
ETHNICITIES = ("Kinh", "Tày", "Thái", "Mường", "Khmer", "Mông", "Nùng", "Ê Đê", "Hoa")
QUALIFICATIONS = ("Đại học", "Cao đẳng", "Thạc sĩ", "Trung cấp", "Tiến sĩ", "Trung học phổ thông")
REQUIRED = (Evidence.Kind.REPORT, Evidence.Kind.MINUTES)
ANSWERS = {"review": True, "story": True, "portrait": True, "video": False}
#: What the recognised agreed to: no story, so that no profile waits for an editor.
ANSWERS_OF_RECOGNISED = ANSWERS | {"story": False, "portrait": False}


def load_nominations(count: int, seed: int) -> None:
    """Add ``count`` nominations to a campaign of their own; call it within a transaction."""
    campaign, rng = campaign_of_scale(), Random(f"nominations {seed}")
    counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(campaign=campaign)
    numbers = range(counter.last_number + 1, counter.last_number + 1 + count)
    reviewers = Reviewers()
    for chunk in add_children(campaign, nominations(campaign, rng, numbers)):
        write_children(chunk)
        write_reviews([page for page in chunk if page.stage != Stage.DRAFT], reviewers)
        write_consultations(campaign, chunk, reviewers)
        write_sessions(campaign, chunk, reviewers)
        write_decisions(campaign, [page for page in chunk if page.stage == Stage.APPROVED], reviewers)
        index(chunk)
    counter.last_number = numbers.stop - 1
    counter.save()


def campaign_of_scale() -> CampaignPage:
    """Return the campaign of this year's large data: open now, with seats, without allocations."""
    now = timezone.now()
    if campaign := CampaignPage.objects.filter(code=CODE, year=now.year).first():
        return campaign
    campaign = CampaignIndexPage.objects.get().add_child(
        instance=CampaignPage(
            title=f"Đợt xét chọn thử tải năm {now.year}",
            slug=f"thu-tai-{now.year}",
            code=CODE,
            year=now.year,
            opens_at=now - timedelta(days=DAYS_OPEN),
            closes_at=now + timedelta(days=60),
            quotas=[
                Quota(field=field, seats=SEATS, reserves=SEATS // 3, sort_order=order)
                for order, field in enumerate(Field.objects.all())
            ],
        )
    )
    campaign.save_revision().publish()
    return campaign


def nominations(campaign: CampaignPage, rng: Random, numbers: range) -> Iterator[NominationPage]:
    """Make nominations up one after another, each by the officer of its unit."""
    units = list(Unit.objects.filter(is_active=True))
    officers = {
        unit.pk: account(Account(f"quy-mo.{unit.code}"[:150], "Cán bộ Đầu Mối", Role.OFFICER, unit.code))
        for unit in units
    }
    fields = list(Field.objects.all())
    for start in range(numbers.start, numbers.stop, 1000):
        some = range(start, min(start + 1000, numbers.stop))
        people = [invent(rng) for _ in some]
        candidates = Candidate.objects.bulk_create([candidate(rng, person) for person in people])
        for number, person, record in zip(some, people, candidates, strict=True):
            unit = rng.choice(units)
            page = nomination(campaign, rng, number, person)
            page.unit, page.field, page.candidate = unit, rng.choice(fields), record
            page.owner = officers[unit.pk]
            page.submitted_by = None if page.stage == Stage.DRAFT else page.owner
            page.translation_key = key(rng)
            yield page


def candidate(rng: Random, person) -> Candidate:
    return Candidate(
        name=person.name,
        folded_name=fold(person.name),
        sort_name=sort_key(person.name),
        sex=person.sex,
        birth_year=rng.randint(1960, 2002),
        ethnicity=rng.choices(ETHNICITIES, weights=[60, *[5] * 8])[0],
        home_place=f"Xã {person.place}",
        residence=f"Xã {person.place}",
        position=person.post,
        qualification=rng.choice(QUALIFICATIONS),
        party_member=rng.random() < 0.5,
        duties=f"{person.post} tại {person.place}.",
    )


def nomination(campaign: CampaignPage, rng: Random, number: int, person) -> NominationPage:
    reference, stage = reference_code(campaign.code, campaign.year, number), STAGES[number % len(STAGES)]
    submitted, since = moments(rng, stage)
    page = NominationPage(
        title=reference,
        draft_title=reference,
        slug=reference.lower(),
        live=False,
        has_unpublished_changes=True,
        campaign=campaign,
        stage=stage,
        stage_since=since,
        submitted_at=submitted,
        latest_revision_created_at=submitted or since,
        summary=person.summary[:350],
        case="\n\n".join(person.paragraphs),
        without_awards=True,
        locale_id=campaign.locale_id,
    )
    page.achievements = [Achievement(title=deed, sort_order=order) for order, deed in enumerate(person.deeds)]
    page.awards, page.wagtail_admin_comments = [], []  # known to be empty: nobody need ask the database
    return page


def moments(rng: Random, stage: Stage) -> tuple[datetime | None, datetime]:
    """Return when a nomination was handed in, None for a draft, and when it came to its stage."""
    since = timezone.now() - timedelta(
        minutes=rng.randrange(60, DAYS_AT.get(stage, DAYS_ELSEWHERE) * 24 * 60)
    )
    if stage == Stage.DRAFT:
        return None, since
    if stage == Stage.SUBMITTED:
        return since, since
    return since - timedelta(minutes=rng.randrange(*(days * 24 * 60 for days in DAYS_BEFORE))), since


# --- The rows around a nomination -------------------------------------------------------------------


def write_children(pages: list[NominationPage]) -> None:
    """Write achievements, consents, files, history and the revision of every page."""
    achievements = [deed for page in pages for deed in page.achievements.all()]
    for page in pages:
        for deed in page.achievements.all():
            deed.nomination_id = page.pk
    Achievement.objects.bulk_create(achievements)
    handed_in = [page for page in pages if page.stage != Stage.DRAFT]
    wordings = require_wordings()
    Consent.objects.bulk_create(answer for page in handed_in for answer in consents(page, wordings))
    Evidence.objects.bulk_create(file for page in handed_in for file in files(page))
    PageLogEntry.objects.bulk_create(entry for page in pages for entry in history(page))
    write_revisions(pages)


def consents(page: NominationPage, wordings: dict[str, ConsentWording]) -> list[Consent]:
    return [
        Consent(
            nomination=page, purpose=purpose, given=given, wording=wordings[purpose],
            recorded_by=page.owner, recorded_at=page.submitted_at,
        )
        for purpose, given in (ANSWERS_OF_RECOGNISED if page.stage == Stage.APPROVED else ANSWERS).items()
    ]  # fmt: skip


def files(page: NominationPage) -> list[Evidence]:
    """Store a file of its own for each kind that submission asks for."""
    return [stored(page, kind) for kind in REQUIRED]


def stored(page: NominationPage, kind: str) -> Evidence:
    data = f"%PDF-1.4\n% {page.reference} {kind}\n%%EOF\n".encode()
    name = storages["private"].save(random_name(None, ""), ContentFile(data))
    return Evidence(
        nomination=page, kind=kind, file=name, original_name=f"{kind}.pdf", media_type="application/pdf",
        size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=page.owner, uploaded_at=page.submitted_at,
    )  # fmt: skip


def history(page: NominationPage) -> list[PageLogEntry]:
    """What the unit did; the reviewers' steps are told by their own rows."""
    actions = ["create"] if page.stage == Stage.DRAFT else ["create", "submit"]
    return [
        PageLogEntry(
            page=page, content_type=page.content_type, label=page.title, action=f"nominations.{action}",
            user=page.owner, timestamp=page.submitted_at or page.stage_since, data={},
        )
        for action in actions
    ]  # fmt: skip


def write_revisions(pages: list[NominationPage]) -> None:
    """Keep each page's text as its one revision, and point the page to it."""
    base, own = (ContentType.objects.get_for_model(model) for model in (Page, NominationPage))
    Revision.objects.bulk_create(
        Revision(
            base_content_type=base, content_type=own, object_id=str(page.pk), object_str=page.title,
            content=page.serializable_data(), user=page.owner, created_at=page.submitted_at or page.stage_since,
        )
        for page in pages
    )  # fmt: skip
    latest = Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        latest_revision=Subquery(latest.values("pk")[:1])
    )
    revisions = dict(
        Page.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "latest_revision_id")
    )
    for page in pages:
        page.latest_revision_id = revisions[page.pk]
