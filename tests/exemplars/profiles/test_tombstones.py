"""What is left of a public profile once its recognition is revoked: a notice, a tombstone, and no name anywhere else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.actions import revoke_approval
from exemplars.profiles.gate import REASONS, PublishRefused
from exemplars.profiles.rules import Refusal
from tests import factories

from .test_gate import typed

NAME, DECISION = "Lò Thị Sương", "0311/QĐ-BTTTT"
SECRET_REASON = "Khai sai thành tích năm 2022."
LIST, TOMBSTONES = "/api/v1/profiles", "/api/v1/tombstones"
ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def revoke(profile, **more):
    values = {"on": timezone.localdate(), "decision": DECISION, "reason": SECRET_REASON}
    return revoke_approval(reference=profile.approval.reference, **values | more)


@pytest.fixture
def revoked():
    profile = factories.profile(name=NAME)
    revoke(profile)
    return ExemplarPage.objects.get(pk=profile.pk)


def path_of(profile) -> str:
    return profile.get_url()


def translated(profile):
    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


# --- The page ---------------------------------------------------------------------------------------------


def test_the_address_answers_with_a_short_notice(client, revoked):
    response = client.get(path_of(revoked))

    content = response.content.decode()
    assert response.status_code == 410
    assert 'class="note stop"' in content
    assert DECISION in content
    assert "thu hồi" in content or "revoked" in content
    assert SECRET_REASON not in content
    for part in (NAME, revoked.honorific, revoked.summary, revoked.unit.name, revoked.approval.signatory):
        assert part not in content


def test_each_language_in_which_it_was_public_has_its_notice(client):
    vietnamese = factories.profile(name=NAME)
    english = translated(vietnamese)
    revoke(vietnamese)

    for profile, language in ((vietnamese, "vi"), (english, "en")):
        response = client.get(path_of(profile))
        assert (response.status_code, f'<html lang="{language}">' in response.content.decode()) == (410, True)


def test_an_address_that_was_never_public_answers_that_there_is_nothing(client):
    draft = factories.profile(live=False)
    untranslated = factories.profile()
    alias = untranslated.create_alias(
        update_locale=Locale.objects.get(language_code="en"),
        parent=factories.book_of_honour("en"),
        update_slug="x-alias",
    )
    behind_a_door = factories.profile()
    PageViewRestriction.objects.create(page=behind_a_door, restriction_type="login")
    for profile in (draft, untranslated, behind_a_door):
        revoke(profile)

    assert client.get(path_of(draft)).status_code == 404
    assert client.get(path_of(alias)).status_code == 404
    assert (
        not ExemplarPage.objects.tombstones().filter(pk__in=(draft.pk, alias.pk, behind_a_door.pk)).exists()
    )
    assert client.get(path_of(behind_a_door)).status_code in (302, 404)


def test_a_profile_that_was_only_taken_off_answers_that_there_is_nothing(client):
    profile = factories.profile()
    profile.unpublish()

    assert client.get(path_of(profile)).status_code == 404


def test_nothing_lies_below_a_notice(client, revoked):
    assert client.get(f"{path_of(revoked)}them/").status_code == 404


def test_the_notice_is_kept_for_a_minute_at_most(client, revoked):
    assert client.get(path_of(revoked)).headers["Cache-Control"] == "public, max-age=60"


def test_a_public_profile_costs_nothing_more(client, django_assert_num_queries):
    """The question whether a profile is revoked is not asked of one that is public."""
    profile = factories.profile()
    with django_assert_num_queries(0):
        assert not profile.is_tombstone


# --- Everywhere else --------------------------------------------------------------------------------------


def test_it_is_in_no_list(client, revoked):
    other = factories.profile(name="Trần Văn An", field=revoked.field)
    book = factories.book_of_honour().get_url()

    for address in ("/sitemap.xml", book, f"{book}?q=Suong", path_of(other), "/", LIST):
        content = client.get(address).content.decode()
        assert NAME not in content, address
        assert path_of(revoked) not in content, address


def test_the_api_answers_410_with_a_tombstone_that_names_nobody(client, revoked):
    for address in (f"{LIST}/{revoked.pk}", f"{LIST}/vi/{revoked.slug}"):
        response = client.get(address, headers={"Accept-Language": "en"})

        assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
        body = response.json()
        recorded = body["tombstone"].pop("recorded_at")
        assert recorded.startswith(f"{timezone.now():%Y-}")
        assert body == {
            "type": "about:blank",
            "title": "Gone",
            "status": 410,
            "detail": "The recognition behind this profile was revoked.",
            "tombstone": {
                "id": revoked.pk,
                "locale": "vi",
                "status": "revoked",
                "revoked_on": timezone.localdate().isoformat(),
                "decision": {"number": DECISION, "date": timezone.localdate().isoformat()},
            },
        }
        assert NAME not in response.content.decode()


def test_a_draft_is_not_found_in_the_api_whatever_became_of_it(client):
    draft = factories.profile(live=False)
    revoke(draft)

    assert client.get(f"{LIST}/{draft.pk}").status_code == 404
    assert client.get(TOMBSTONES).json()["results"] == []


def test_the_list_of_tombstones_is_for_those_who_keep_copies(client, revoked):
    english = translated(factories.profile())
    old = english.approval
    revoke(english, on=timezone.localdate() - timedelta(days=400))
    Approval.objects.filter(pk=old.pk).update(revocation_recorded_at=None)
    day = timezone.localdate().isoformat()

    everything = client.get(TOMBSTONES, {"count": "true"}).json()
    assert next(row["id"] for row in everything["results"]) == revoked.pk
    assert everything["count"] == {"value": 3, "exact": True}
    assert len(client.get(TOMBSTONES, {"since": day}).json()["results"]) == 1
    assert [row["locale"] for row in client.get(TOMBSTONES, {"locale": "en"}).json()["results"]] == ["en"]
    pages = [client.get(TOMBSTONES, {"limit": 1}).json()]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    assert [page["results"] for page in pages] == [[row] for row in everything["results"]]
    assert client.get(TOMBSTONES, {"name": "x"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tombstones_costs_the_same_at_any_length(count, client, django_assert_num_queries):
    for _ in range(count):
        revoke(factories.profile())

    with django_assert_num_queries(2):
        assert len(client.get(TOMBSTONES).json()["results"]) == count


def test_atom_says_that_the_entry_is_deleted(client):
    profile, other = factories.profile(name=NAME), factories.profile(name="Trần Văn An")
    before = ElementTree.fromstring(client.get("/feeds/atom/").content)
    guid = next(
        e.findtext(f"{ATOM}id") for e in before.iter(f"{ATOM}entry") if e.findtext(f"{ATOM}title") == NAME
    )
    revoke(profile)

    response = client.get("/feeds/atom/")
    feed = ElementTree.fromstring(response.content)

    [deleted] = feed.findall(f"{AT}deleted-entry")
    assert deleted.attrib["ref"] == guid
    assert deleted.attrib["when"].startswith(f"{timezone.localdate().year}-")
    assert DECISION in deleted.findtext(f"{AT}comment")
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [other.title]
    assert NAME not in response.content.decode()


def test_a_reader_that_asks_by_date_is_told(client):
    profile = factories.profile(name=NAME)
    earlier = timezone.now() - timedelta(days=3)
    ExemplarPage.objects.filter(pk=profile.pk).update(first_published_at=earlier, last_published_at=earlier)
    seen = client.get("/feeds/atom/")["Last-Modified"]
    revoke(profile)

    assert client.get("/feeds/atom/", headers={"If-Modified-Since": seen}).status_code == 200


def test_rss_puts_an_item_of_the_same_guid_in_its_place(client):
    profile = factories.profile(name=NAME)
    guid = ElementTree.fromstring(client.get("/feeds/rss/").content).findtext("channel/item/guid")
    revoke(profile)

    response = client.get("/feeds/rss/")
    [item] = ElementTree.fromstring(response.content).findall("channel/item")

    assert item.findtext("guid") == guid
    assert DECISION in item.findtext("description")
    assert NAME not in response.content.decode()


def test_a_draft_leaves_no_trace_in_the_feeds(client):
    draft = factories.profile(live=False)
    revoke(draft)

    for form in ("rss", "atom"):
        assert DECISION not in client.get(f"/feeds/{form}/").content.decode()


# --- In the admin -----------------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    person = factories.editor()
    client.force_login(person)
    return person


def test_an_editor_reads_it_and_changes_nothing(client, editor, revoked):
    address = reverse("wagtailadmin_pages:edit", args=[revoked.pk])
    content = client.get(address).content.decode()
    assert str(REASONS[Refusal.REVOKED]) in content

    for action in ({}, {"action-publish": "1"}):
        client.post(address, typed(revoked, title="Khác", slug="khac", **action))

    after = ExemplarPage.objects.get(pk=revoked.pk)
    assert (after.title, after.slug, after.live) == (NAME, revoked.slug, False)


def test_another_approval_does_not_bring_it_back(revoked):
    """A draft that names somebody else's approval is refused by what the stored page rests on."""
    other = factories.profile(live=False).approval
    draft = revoked.get_latest_revision_as_object()
    draft.approval = other

    with pytest.raises(PublishRefused):
        draft.save_revision().publish()
    assert not ExemplarPage.objects.get(pk=revoked.pk).live


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_the_notice_is_deleted_by_nobody(who, client, revoked):
    client.force_login(getattr(factories, who)())

    client.post(reverse("wagtailadmin_pages:delete", args=[revoked.pk]))
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={revoked.pk}")

    assert ExemplarPage.objects.filter(pk=revoked.pk).exists()


def test_a_draft_of_somebody_revoked_may_be_deleted(client, editor):
    draft = factories.profile(live=False)
    revoke(draft)

    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

    assert not ExemplarPage.objects.filter(pk=draft.pk).exists()


def test_everything_agrees(revoked, capsys):
    call_command("check_integrity")

    assert capsys.readouterr().out == "Everything agrees.\n"
