"""After the decision: what the candidate takes back leaves page, API, feeds and search, and editors are told."""

import json
from xml.etree import ElementTree

import pytest
from django.core import mail

from exemplars.models import Approval, ExemplarPage
from nominations.stages import Stage
from tests import factories

NAME = "Trần Thị Minh Họa"
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
AGREED = {"review": True, "story": True, "portrait": True, "video": True, "contact": True}


def text_of(response) -> str:
    """What an answer says; JSON with its letters as they are, pages without the marks around what was found."""
    if "json" in response["Content-Type"]:
        return json.dumps(response.json(), ensure_ascii=False)
    return response.content.decode().replace("<mark>", "").replace("</mark>", "")


@pytest.fixture
def editor(portal):
    return factories.editor()


@pytest.fixture
def recognised(officer):
    return factories.nomination(Stage.APPROVED, by=officer, consents=AGREED)


@pytest.fixture
def public(recognised):
    """The published profile of a recognised candidate, with a portrait and a clip."""
    page = ExemplarPage.objects.get(approval__reference=recognised.reference)
    page.portrait, page.portrait_alt = factories.image(), "Chân dung"
    page.story = [
        ("paragraph", "<p>Câu chuyện.</p>"),
        (
            "video",
            {
                "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
                "title": "Phim",
                "transcript": "<p>Lời.</p>",
            },
        ),
    ]
    page.save_revision().publish()
    return ExemplarPage.objects.get(pk=page.pk)


def test_the_story_taken_back_is_nowhere(linked, recognised, public, client, editor):
    places = {
        "page": public.get_url(),
        "api": f"/api/v1/profiles/{public.pk}",
        "list": "/api/v1/profiles",
        "search": "/dien-hinh/?q=minh+hoa",
        "api search": "/api/v1/profiles?search=minh",
        "rss": "/feeds/rss/",
        "atom": "/feeds/atom/",
        "sitemap": "/sitemap-pages.xml",
        "front": "/",
    }
    before = {place: text_of(client.get(path)) for place, path in places.items()}
    assert [place for place in ("page", "list", "search", "atom") if NAME not in before[place]] == []
    candidate = linked(recognised)
    mail.outbox.clear()

    candidate.answer(story="no")

    after = {place: client.get(path) for place, path in places.items()}
    for place, response in after.items():
        assert NAME not in text_of(response), place
        if place != "page":
            assert f"{public.slug}/" not in text_of(response), place
    assert (after["page"].status_code, after["api"].status_code) == (410, 410)
    feed = ElementTree.fromstring(after["atom"].content)
    assert len(feed.findall(f"{AT}deleted-entry")) == 1
    told = {address for message in mail.outbox for address in message.to}
    assert {editor.email, "suong@example.vn"} <= told
    assert all(NAME not in message.body for message in mail.outbox)


@pytest.mark.parametrize(("purpose", "gone"), [("portrait", "portrait"), ("video", "video")])
def test_portrait_or_clip_goes_and_the_story_stays(purpose, gone, linked, recognised, public, client):
    linked(recognised).answer(**{purpose: "no"})

    row = client.get(f"/api/v1/profiles/{public.pk}").json()
    assert row["name"] == NAME
    assert (row["portrait"] is None) is (gone == "portrait")
    assert ("youtube" in str(row["story"])) is (gone != "video")
    assert client.get(public.get_url()).status_code == 200


def test_the_press_is_told_nothing_more(linked, recognised, public, editor):
    candidate = linked(recognised)
    candidate.answer()
    mail.outbox.clear()

    candidate.answer(contact="no")

    assert [editor.email] in [message.to for message in mail.outbox]
    assert Approval.objects.get().allows_story


def test_a_story_agreed_to_only_afterwards_gets_a_draft(linked, officer, client, editor):
    nomination = factories.nomination(Stage.APPROVED, by=officer, consents=AGREED | {"story": False})
    assert not ExemplarPage.objects.exists()
    mail.outbox.clear()

    linked(nomination).answer()

    page = ExemplarPage.objects.get()
    assert (page.live, page.title, page.approval.allows_story) == (False, NAME, True)
    assert [editor.email] in [message.to for message in mail.outbox]


def test_answering_the_same_changes_nothing_public(linked, recognised, public, editor):
    candidate = linked(recognised)
    mail.outbox.clear()

    candidate.answer()

    public.refresh_from_db()
    assert public.live
    assert public.portrait is not None


def test_before_the_decision_nothing_public_is_touched(linked, officer):
    nomination = factories.nomination(Stage.COUNCIL, by=officer)

    linked(nomination).answer(story="no")

    assert not Approval.objects.exists()


def test_what_was_taken_back_before_is_not_handed_over(linked, officer):
    nomination = factories.nomination(Stage.ACCEPTED, by=officer, consents=AGREED)
    linked(nomination).answer(story="no", video="no")

    factories.act(nomination, factories.leader(), "approve", **factories.DECISION)

    approval = Approval.objects.get()
    assert (approval.allows_story, approval.allows_portrait, approval.allows_video) == (False, True, False)
    assert not ExemplarPage.objects.exists()
