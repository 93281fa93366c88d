"""A person who answers anew: what was public goes at once, with a notice, and what is given lets editors publish."""

from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.images import get_image_model

from exemplars.models import ExemplarPage
from exemplars.profiles.actions import change_consents, revoke_approval
from exemplars.profiles.gate import PublishRefused
from tests import factories

NAME = "Lò Thị Sương"
AT = "{http://purl.org/atompub/tombstones/1.0}"
TOMBSTONES = "/api/v1/tombstones"


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def answer(profile, **given):
    now = {"story": True, "portrait": True, "video": True} | given
    return change_consents(reference=profile.approval.reference, **now)


def fresh(profile) -> ExemplarPage:
    return ExemplarPage.objects.get(pk=profile.pk)


def illustrated(**more) -> ExemplarPage:
    """A public profile with a portrait, a picture and a clip in its story."""
    story = [
        ("heading", "Người giữ sóng"),
        ("picture", {"image": factories.image(), "alt": "Bà Sương trên trạm", "caption": ""}),
        (
            "video",
            {
                "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
                "title": "Phóng sự",
                "transcript": "<p>Lời</p>",
            },
        ),
    ]
    return factories.profile(name=NAME, portrait=factories.image(), story=story, **more)


def kinds(profile) -> list[str]:
    return [block.block_type for block in fresh(profile).story]


# --- The story --------------------------------------------------------------------------------------------


@pytest.fixture
def withdrawn():
    profile = factories.profile(name=NAME)
    answer(profile, story=False)
    return fresh(profile)


def test_the_page_gives_way_to_a_notice_that_names_nobody(client, withdrawn):
    response = client.get(withdrawn.get_url())

    assert response.status_code == 410
    for part in (NAME, withdrawn.honorific, withdrawn.summary, withdrawn.approval.decision_number):
        assert part not in response.content.decode()


def test_the_api_has_a_tombstone_and_no_profile(client, withdrawn):
    for address in (f"/api/v1/profiles/{withdrawn.pk}", f"/api/v1/profiles/vi/{withdrawn.slug}"):
        response = client.get(address)
        tombstone = response.json()["tombstone"]
        assert (response.status_code, tombstone["status"]) == (410, "withdrawn")
        assert (tombstone["revoked_on"], tombstone["decision"]) == (None, None)
        assert NAME not in str(response.json())

    assert client.get("/api/v1/profiles").json()["results"] == []
    today = timezone.localdate().isoformat()
    assert [row["id"] for row in client.get(TOMBSTONES, {"since": today}).json()["results"]] == [withdrawn.pk]


def test_atom_says_that_the_entry_is_deleted_and_rss_puts_an_item_in_its_place(client):
    profile = factories.profile(name=NAME)
    guid = ElementTree.fromstring(client.get("/feeds/rss/").content).findtext("channel/item/guid")
    answer(profile, story=False)

    atom, rss = client.get("/feeds/atom/").content, client.get("/feeds/rss/").content

    [deleted] = ElementTree.fromstring(atom).findall(f"{AT}deleted-entry")
    [item] = ElementTree.fromstring(rss).findall("channel/item")
    assert deleted.attrib["ref"] == item.findtext("guid") == guid
    assert NAME not in atom.decode() + rss.decode()


@pytest.mark.parametrize(
    "address", ["/", "/dien-hinh/", "/dien-hinh/?q=suong", "/sitemap.xml", "/en/dien-hinh/"]
)
def test_it_is_in_no_list_and_no_search(client, withdrawn, address):
    content = client.get(address).content.decode()

    assert NAME not in content
    assert withdrawn.slug not in content


def test_the_gate_lets_nothing_through_until_it_is_given_again(client, withdrawn):
    with pytest.raises(PublishRefused):
        withdrawn.save_revision().publish()

    answer(withdrawn)
    fresh(withdrawn).get_latest_revision().publish()

    assert client.get(withdrawn.get_url()).status_code == 200
    assert client.get(TOMBSTONES).json()["results"] == []


def test_a_draft_that_was_never_public_leaves_nothing(client):
    draft = factories.profile(name=NAME, live=False)

    answer(draft, story=False)

    assert client.get(f"/api/v1/profiles/{draft.pk}").status_code == 404
    assert client.get(TOMBSTONES).json()["results"] == []


def test_a_revocation_speaks_before_a_withdrawal(client, withdrawn):
    revoke_approval(
        reference=withdrawn.approval.reference, on=timezone.localdate(), decision="7/QĐ", reason="Khai sai."
    )

    assert client.get(f"/api/v1/profiles/{withdrawn.pk}").json()["tombstone"]["status"] == "revoked"


# --- Portrait and video -----------------------------------------------------------------------------------


def test_without_the_portrait_the_story_stays(client):
    profile = illustrated()

    change = answer(profile, portrait=False)

    assert (change.taken, change.taken_off, [one.pk for one in change.changed]) == (
        ["portrait"],
        [],
        [profile.pk],
    )
    assert kinds(profile) == ["heading", "video"]
    assert fresh(profile).portrait is None
    row = client.get(f"/api/v1/profiles/{profile.pk}").json()
    assert (row["name"], row["portrait"]) == (NAME, None)
    assert client.get(profile.get_url()).status_code == 200


def test_without_the_video_the_pictures_stay(client):
    profile = illustrated()

    answer(profile, video=False)

    assert kinds(profile) == ["heading", "picture"]
    assert fresh(profile).portrait is not None
    assert "youtube" not in client.get(f"/api/v1/profiles/{profile.pk}").content.decode()


def test_what_an_editor_was_writing_stays_without_the_picture():
    profile = illustrated()
    draft = fresh(profile)
    draft.summary = "Câu mới của biên tập viên."
    draft.save_revision()

    answer(profile, portrait=False)

    after = fresh(profile)
    latest = after.get_latest_revision_as_object()
    assert (after.summary, after.portrait, after.has_unpublished_changes) == (profile.summary, None, True)
    assert (latest.summary, latest.portrait) == ("Câu mới của biên tập viên.", None)


def test_the_published_sizes_of_the_portrait_are_removed(django_capture_on_commit_callbacks):
    profile = illustrated()
    size = profile.portrait.get_rendition("width-100")

    with django_capture_on_commit_callbacks(execute=True):
        answer(profile, portrait=False)

    assert not default_storage.exists(size.file.name)
    assert get_image_model().objects.filter(pk=profile.portrait_id).exists()


def test_a_consent_given_later_changes_no_page_by_itself(client):
    profile = factories.profile(name=NAME)
    answer(profile, portrait=False, video=False)

    change = answer(profile, portrait=True, video=False)

    assert (change.given, change.taken, change.changed, change.taken_off) == (["portrait"], [], [], [])
    assert fresh(profile).approval.allows_portrait
    assert client.get(profile.get_url()).status_code == 200


def test_nothing_happens_without_an_approval():
    assert change_consents(reference="DHTT-2026-9999", story=False, portrait=False, video=False) is None


def test_everything_agrees(capsys):
    for given in ({"story": False}, {"portrait": False}, {"video": False}):
        answer(illustrated(), **given)

    call_command("check_integrity")

    assert capsys.readouterr().out == "Everything agrees.\n"
