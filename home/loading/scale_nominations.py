"""Nominations by the thousand, with all their rows: drafts, and what waits for a screener or the leader."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from exemplars.models import Field, Unit
from exemplars.vocabulary.names import fold, sort_key
from nominations.campaigns.rules import reference_code
from nominations.dossiers.actions import CONSENT_WORDING
from nominations.dossiers.storage import random_name
from nominations.models import (
    Achievement,
    CampaignIndexPage,
    CampaignPage,
    Candidate,
    Consent,
    Evidence,
    NominationPage,
    Quota,
    ReferenceCounter,
)
from nominations.roles import Role
from nominations.stages import UNDER_REVIEW, Stage

from .bulk import add_children, index
from .inventions import invent
from .people import Account, User, add_account
from .scale_profiles import key

CODE = "QM"
#: One in five is a draft, one in five waits for the leader.
STAGES = (Stage.DRAFT, Stage.SUBMITTED, Stage.SUBMITTED, Stage.SUBMITTED, Stage.ACCEPTED)
REQUIRED = (Evidence.Kind.REPORT, Evidence.Kind.MINUTES)
ANSWERS = {"review": True, "story": True, "portrait": True, "video": False}


def load_nominations(count: int, seed: int) -> None:
    """Add ``count`` nominations to a campaign of their own; call it within a transaction."""
    campaign, rng = campaign_of_scale(), Random(f"nominations {seed}")
    counter, _ = ReferenceCounter.objects.select_for_update().get_or_create(campaign=campaign)
    numbers = range(counter.last_number + 1, counter.last_number + 1 + count)
    screener = account(Account("quy-mo.tham-dinh", "Cán bộ Thẩm Định", Role.SCREENER))
    for chunk in add_children(campaign, nominations(campaign, rng, numbers)):
        write_children(chunk)
        start_reviews([page for page in chunk if page.stage in UNDER_REVIEW], screener)
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
            opens_at=now - timedelta(days=30),
            closes_at=now + timedelta(days=60),
            quotas=[
                Quota(field=field, seats=5, sort_order=order)
                for order, field in enumerate(Field.objects.all())
            ],
        )
    )
    campaign.save_revision().publish()
    return campaign


def account(wanted: Account):
    return User.objects.filter(username=wanted.username).first() or add_account(wanted)


def nominations(campaign: CampaignPage, rng: Random, numbers: range) -> Iterator[NominationPage]:
    """Make nominations up one after another, each by the officer of its unit."""
    units = list(Unit.objects.filter(is_active=True))
    officers = {
        unit.pk: account(Account(f"quy-mo.{unit.code}"[:150], "Cán bộ Đầu Mối", Role.OFFICER, unit.code))
        for unit in units
    }
    fields, opened = list(Field.objects.all()), campaign.opens_at
    for start in range(numbers.start, numbers.stop, 1000):
        some = range(start, min(start + 1000, numbers.stop))
        people = [invent(rng) for _ in some]
        candidates = Candidate.objects.bulk_create([candidate(rng, person) for person in people])
        for number, person, record in zip(some, people, candidates, strict=True):
            unit = rng.choice(units)
            page = nomination(
                campaign, number, person, opened + timedelta(minutes=rng.randrange(28 * 24 * 60))
            )
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
        ethnicity="Kinh",
        home_place=f"Xã {person.place}",
        residence=f"Xã {person.place}",
        position=person.post,
        qualification="Đại học",
        party_member=rng.random() < 0.5,
        duties=f"{person.post} tại {person.place}.",
    )


def nomination(campaign: CampaignPage, number: int, person, moment) -> NominationPage:
    reference, stage = reference_code(campaign.code, campaign.year, number), STAGES[number % len(STAGES)]
    page = NominationPage(
        title=reference,
        draft_title=reference,
        slug=reference.lower(),
        live=False,
        has_unpublished_changes=True,
        campaign=campaign,
        stage=stage,
        stage_since=moment,
        submitted_at=None if stage == Stage.DRAFT else moment,
        latest_revision_created_at=moment,
        summary=person.summary[:350],
        case="\n\n".join(person.paragraphs),
        without_awards=True,
        locale_id=campaign.locale_id,
    )
    page.achievements = [Achievement(title=deed, sort_order=order) for order, deed in enumerate(person.deeds)]
    page.awards, page.wagtail_admin_comments = [], []  # known to be empty: nobody need ask the database
    return page


# --- The rows around a nomination -------------------------------------------------------------------


def write_children(pages: list[NominationPage]) -> None:
    """Write achievements, consents, files, history and the revision of every page."""
    achievements = [deed for page in pages for deed in page.achievements.all()]
    for page in pages:
        for deed in page.achievements.all():
            deed.nomination_id = page.pk
    Achievement.objects.bulk_create(achievements)
    handed_in = [page for page in pages if page.stage != Stage.DRAFT]
    Consent.objects.bulk_create(answer for page in handed_in for answer in consents(page))
    Evidence.objects.bulk_create(file for page in handed_in for file in files(page))
    PageLogEntry.objects.bulk_create(entry for page in pages for entry in history(page))
    write_revisions(pages)


def consents(page: NominationPage) -> list[Consent]:
    return [
        Consent(
            nomination=page, purpose=purpose, given=given, wording=CONSENT_WORDING,
            recorded_by=page.owner, recorded_at=page.stage_since,
        )
        for purpose, given in ANSWERS.items()
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
        uploaded_by=page.owner, uploaded_at=page.stage_since,
    )  # fmt: skip


def history(page: NominationPage) -> list[PageLogEntry]:
    actions = ["create"] if page.stage == Stage.DRAFT else ["create", "submit"]
    return [
        PageLogEntry(
            page=page, content_type=page.content_type, label=page.title, action=f"nominations.{action}",
            user=page.owner, timestamp=page.stage_since, data={},
        )
        for action in actions
    ]  # fmt: skip


def write_revisions(pages: list[NominationPage]) -> None:
    """Keep each page's text as its one revision, and point the page to it."""
    base, own = (ContentType.objects.get_for_model(model) for model in (Page, NominationPage))
    Revision.objects.bulk_create(
        Revision(
            base_content_type=base, content_type=own, object_id=str(page.pk), object_str=page.title,
            content=page.serializable_data(), user=page.owner, created_at=page.stage_since,
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


def start_reviews(pages: list[NominationPage], screener) -> None:
    """Put every page at its step of the workflow: screening, or the leader's after an approved screening."""
    if not pages:
        return
    workflow = pages[0].get_workflow()
    base, own = (ContentType.objects.get_for_model(model) for model in (Page, NominationPage))
    states = WorkflowState.objects.bulk_create(
        WorkflowState(
            base_content_type=base, content_type=own, object_id=str(page.pk), workflow=workflow,
            status=WorkflowState.STATUS_IN_PROGRESS, created_at=page.stage_since,
        )
        for page in pages
    )  # fmt: skip
    screening, leading = workflow.tasks
    steps = []
    for page, state in zip(pages, states, strict=True):
        if page.stage == Stage.ACCEPTED:
            steps.append(step(page, state, screening, TaskState.STATUS_APPROVED, screener))
        steps.append(step(page, state, leading if page.stage == Stage.ACCEPTED else screening))
    TaskState.objects.bulk_create(steps)
    current = TaskState.objects.filter(workflow_state=OuterRef("pk"), status=TaskState.STATUS_IN_PROGRESS)
    WorkflowState.objects.filter(pk__in=[state.pk for state in states]).update(
        current_task_state=Subquery(current.values("pk")[:1])
    )


def step(
    page: NominationPage, state: WorkflowState, task, status=TaskState.STATUS_IN_PROGRESS, user=None
) -> TaskState:
    return TaskState(
        workflow_state=state, revision_id=page.latest_revision_id, task=task, status=status,
        started_at=page.stage_since, finished_at=page.stage_since if user else None, finished_by=user,
        content_type=ContentType.objects.get_for_model(TaskState),
    )  # fmt: skip
