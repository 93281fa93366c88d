"""Many drafts at once, at a fraction of what as many single ones cost: others wait for the campaign meanwhile."""

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from exemplars.growing import add_children

from ...campaigns.actions import next_references
from ...campaigns.models import CampaignPage
from ..models import Candidate, NominationPage

LISTS = ("achievements", "awards")


def open_drafts(
    *, campaign: CampaignPage, drafts: list[tuple[NominationPage, Candidate]], user
) -> list[NominationPage]:
    """Store drafts that are filled in so far, in their order, each as ``open_draft`` does with one.

    Call it with the campaign locked, and after asking whether this person may file now. No signal is sent: a
    draft's text is in no index, and what refers to what is worked out when a step is saved or it is handed in.
    """
    for _page, candidate in drafts:
        candidate.work_out()
    Candidate.objects.bulk_create([candidate for _page, candidate in drafts])
    references = next_references(campaign, len(drafts))
    for (page, candidate), reference in zip(drafts, references, strict=True):
        fill_in(page, campaign, candidate, reference)
    pages = [page for chunk in add_children(campaign, (page for page, _one in drafts)) for page in chunk]
    store_lists(pages)
    store_revisions(pages, user)
    for page in pages:
        log(page, "nominations.create", user=user)
    return pages


def fill_in(page: NominationPage, campaign: CampaignPage, candidate: Candidate, reference: str) -> None:
    """Set what saving would have set."""
    page.title = page.draft_title = reference
    page.slug = reference.lower()
    page.campaign, page.candidate, page.locale_id = campaign, candidate, campaign.locale_id
    page.live, page.has_unpublished_changes = False, True
    page.wagtail_admin_comments = []  # known to be empty: nobody need ask the database


def store_lists(pages: list[NominationPage]) -> None:
    """Store the rows of new pages, one query for each list."""
    for name in LISTS:
        rows = [(page, row) for page in pages for row in getattr(page, name).all()]
        for page, row in rows:
            row.nomination_id = page.pk
        model = NominationPage._meta.get_field(name).related_model
        model.objects.bulk_create([row for _page, row in rows])


def store_revisions(pages: list[NominationPage], user) -> None:
    """Keep each page's text as its first revision, and point the page to it."""
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            user=user,
            created_at=now,
            content=page.serializable_data(),
            object_str=str(page),
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision, page.latest_revision_created_at = revision, now
    Page.objects.bulk_update(pages, ["latest_revision", "latest_revision_created_at"])
