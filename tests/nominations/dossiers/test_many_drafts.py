"""Drafts that are made many at once are what drafts are that are made one by one."""

import pytest
from wagtail.models import Page, PageLogEntry, Revision

from nominations.campaigns.actions import lock_campaign
from nominations.dossiers.actions import open_draft, open_drafts, submit_nomination
from nominations.models import Achievement, AuditEntry, Candidate, EarlierAward, NominationPage
from tests import factories

#: What differs between two pages because they are two.
OWN = {
    "id", "page_ptr_id", "path", "title", "draft_title", "slug", "url_path", "translation_key", "candidate_id",
    "latest_revision_id", "latest_revision_created_at", "stage_since",
}  # fmt: skip


def pair(unit, field) -> tuple[NominationPage, Candidate]:
    page = NominationPage(unit=unit, field=field, summary="Tóm tắt", case="Báo cáo")
    page.achievements = [Achievement(title=f"Việc {number}", sort_order=number) for number in (1, 2)]
    page.awards = [EarlierAward(year=2020, name="Bằng khen", sort_order=0)]
    candidate = Candidate(name="Trần  Thị Minh", identity_number="001078001234", home_place="Hà Nội")
    return page, candidate


def columns(row, leave_out=frozenset()) -> dict:
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname not in leave_out}


def content(page) -> dict:
    its = page.latest_revision.content
    rows = {name: [row["title" if name == "achievements" else "name"] for row in its[name]]
            for name in ("achievements", "awards")}  # fmt: skip
    return {"summary": its["summary"], "unit": its["unit"], "fields": sorted(its)} | rows


@pytest.fixture
def officer(portal):
    return factories.officer()


@pytest.fixture
def campaign(officer):
    return factories.campaign(quotas={factories.field(): 3})


def made(campaign, officer, many: int) -> tuple[NominationPage, list[NominationPage]]:
    unit, field = factories.unit_of(officer), campaign.quotas.get().field
    page, candidate = pair(unit, field)
    alone = open_draft(campaign=lock_campaign(campaign), page=page, candidate=candidate, user=officer)
    drafts = [pair(unit, field) for _number in range(many)]
    pages = open_drafts(campaign=lock_campaign(campaign), drafts=drafts, user=officer)
    stored = NominationPage.objects.in_bulk([alone.pk, *(page.pk for page in pages)])
    return stored[alone.pk], [stored[page.pk] for page in pages]


def test_they_are_stored_as_single_ones_are(campaign, officer):
    alone, pages = made(campaign, officer, 3)

    assert [page.reference[-4:] for page in (alone, *pages)] == ["0001", "0002", "0003", "0004"]
    for page in pages:
        assert columns(page, OWN) == columns(alone, OWN)
        assert columns(page.candidate, {"id"}) == columns(alone.candidate, {"id"})
        assert content(page) == content(alone)
        assert [row.title for row in page.achievements.all()] == ["Việc 1", "Việc 2"]
    assert Revision.objects.filter(object_id__in=[str(page.pk) for page in (alone, *pages)]).count() == 4
    assert PageLogEntry.objects.filter(action="nominations.create").count() == 4
    assert AuditEntry.objects.filter(action="nominations.create").count() == 4


def test_the_tree_is_sound_and_goes_on(campaign, officer):
    made(campaign, officer, 2)
    factories.draft(campaign=campaign, by=officer)

    assert Page.find_problems() == ([], [], [], [], [])
    campaign.refresh_from_db()
    assert campaign.numchild == campaign.get_children().count() == 4


def test_one_of_many_can_be_handed_in(campaign, officer):
    _alone, [page] = made(campaign, officer, 1)
    factories.fill(page, by=officer)

    submit_nomination(nomination=page, user=officer)

    assert NominationPage.objects.get(pk=page.pk).stage == "submitted"


def test_none_of_none_is_none(campaign, officer):
    assert made(campaign, officer, 0)[1] == []
