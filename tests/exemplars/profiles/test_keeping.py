"""What a reader takes along from a profile: a file, a link, a way to pass it on; and what others cannot take."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import PageViewRestriction

from exemplars.profiles.actions import PastAward, draft_profile, revoke_approval
from nominations.decisions.actions.handing_over import honoured_person
from nominations.models import Decision
from tests import factories


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def illustrated(**more):
    portrait, picture = factories.image(), factories.image()
    story = [
        ("paragraph", "<p>Câu chuyện dài.</p>"),
        ("picture", {"image": picture, "alt": "Chị Sương trên đèo", "caption": "Đèo Mây"}),
        ("achievements", [{"title": "Chín góc hồ sơ", "detail": "", "source": "UBND huyện"}]),
        ("clip", {"clip": factories.clip(), "title": "Một ngày"}),
    ]
    awards = [PastAward(2018, "Lao động tiên tiến"), PastAward(2022, "Giấy khen", "Bưu điện tỉnh")]
    return factories.profile(portrait=portrait, story=story, awards=awards, **more)


# --- The file ---------------------------------------------------------------------------------------------


def test_a_profile_is_kept_as_one_file(client):
    profile = illustrated()

    response = client.get(f"{profile.url}luu/")

    html = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{profile.slug}.html"'
    assert (response["X-Robots-Tag"], "public" in response["Cache-Control"]) == ("noindex", True)
    for words in (
        profile.title,
        "Câu chuyện dài",
        "Đèo Mây",
        "Chín góc hồ sơ",
        "Huổi Sẳn",
        "Giấy khen",
        profile.full_url,
    ):
        assert words in html
    assert re.findall(r'<(?:img|script|link|iframe|video)[^>]+(?:src|href)="(?!data:)(.*?)"', html) == [
        profile.full_url
    ]
    assert re.findall(r'src="data:image/(\w+);base64,', html) == ["jpeg", "webp"]


def test_a_picture_that_is_lost_leaves_its_words(client):
    profile = illustrated()
    for rendition in profile.portrait.renditions.all():
        default_storage.delete(rendition.file.name)

    html = client.get(f"{profile.url}luu/").content.decode()

    assert html.count("data:image/") == 1


def test_english_keeps_english(client):
    profile = factories.profile()
    english = profile.copy_for_translation(factories.book_of_honour("en").locale)
    english.honorific = "Letter carrier"
    english.save_revision().publish()

    assert "Letter carrier" in client.get(f"{english.url}luu/").content.decode()


@pytest.mark.parametrize("state", ["draft", "embargoed", "revoked", "elsewhere"])
def test_what_cannot_be_read_cannot_be_kept(client, state):
    profile = factories.profile(name="Lò Thị Mimosa", live=state != "draft")
    address = f"/dien-hinh/{profile.slug}/luu/"
    if state == "embargoed":
        type(profile).objects.filter(pk=profile.pk).update(embargo_until=timezone.now() + timedelta(days=1))
    if state == "revoked":
        revoke_approval(
            reference=profile.approval.reference, on=timezone.localdate(), decision="7/QĐ", reason="Khai sai."
        )
    if state == "elsewhere":
        address += "nua/"

    response = client.get(address)

    assert response.status_code == (410 if state == "revoked" else 404)
    assert "Mimosa" not in response.content.decode()


@pytest.mark.parametrize("where", ["itself", "book"])
@pytest.mark.parametrize("address", ["", "luu/"])
def test_nobody_passes_a_closed_door(client, where, address):
    profile, beside = factories.profile(name="Lò Thị Mimosa"), factories.profile()
    beside.field = profile.field
    beside.save()
    page = profile if where == "itself" else factories.book_of_honour()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(f"{profile.url}{address}")

    assert response.status_code == 302
    if where == "itself":
        assert "Mimosa" not in client.get(beside.url).content.decode()


# --- Passing it on ----------------------------------------------------------------------------------------


def test_a_profile_is_passed_on_by_plain_addresses(client):
    profile = factories.profile()

    html = client.get(profile.url).content.decode()

    for address in (
        "https://www.facebook.com/sharer/sharer.php?u=http%3A",
        "https://zalo.me/share?url=http%3A",
        "mailto:?subject=",
    ):
        assert f'href="{address}' in html
    assert f'<a href="{profile.full_url}">{profile.full_url}</a>' in html
    assert not re.findall(r'<(?:script|img|iframe|link rel="stylesheet")[^>]+(?:src|href)="https?:', html)


# --- Earlier recognitions ---------------------------------------------------------------------------------


def test_earlier_recognitions_stand_the_latest_first(client):
    html = client.get(illustrated().url).content.decode()

    assert re.findall(r"<li><b>(\d{4})</b><span>(.*?)<", html) == [
        ("2022", "Giấy khen"),
        ("2018", "Lao động tiên tiến"),
    ]


def test_they_go_along_into_a_translation():
    profile = illustrated()

    english = profile.copy_for_translation(factories.book_of_honour("en").locale)

    assert [(award.year, award.locale.language_code) for award in english.awards] == [
        (2022, "en"),
        (2018, "en"),
    ]


@pytest.mark.parametrize("story", [True, False])
def test_they_are_handed_over_with_consent_to_the_story_only(story):
    officer = factories.officer()
    consents = factories.CONSENTS | {"story": story}
    nomination = factories.draft(by=officer)
    factories.fill(nomination, by=officer, consents=consents)

    person = honoured_person(
        nomination, Decision(**{"number": "1/QĐ", "decided_on": timezone.localdate(), "signatory": "A"})
    )

    assert person.awards == ([PastAward(2022, "Chiến sĩ thi đua cơ sở", "")] if story else [])


def test_a_draft_carries_them():
    draft = draft_profile(factories.honoured_person(awards=[PastAward(2020, "Bằng khen", "Bộ")]))

    kept = draft.get_latest_revision_as_object().awards
    assert [(award.year, award.award, award.giver) for award in kept] == [(2020, "Bằng khen", "Bộ")]


# --- Forms of address -------------------------------------------------------------------------------------


def test_a_person_is_spoken_of_by_the_given_name(client):
    profile = factories.profile(name="Lò Thị Mai Sương")
    profile.form_of_address = "chị"
    profile.save_revision().publish()

    assert "chị Sương" in client.get(profile.url).content.decode()


# --- Pictures that nobody may see yet ---------------------------------------------------------------------


def test_a_drafts_picture_cannot_be_guessed(client):
    portrait = factories.image()
    factories.profile(portrait=portrait, live=False)
    rendition = portrait.get_rendition("fill-640x800|format-webp")  # as the editor's preview makes it

    for guess in (
        "/media/original_images/chan-dung.png",
        "/media/images/chan-dung.fill-640x800.format-webp.webp",
        "/media/images/chan-dung.2e16d0ba.fill-640x800.format-webp.webp",
    ):
        assert client.get(guess).status_code == 404
    assert re.fullmatch(r"images/[0-9a-f]{20}/chan-dung.*\.webp", rendition.file.name)
    assert re.fullmatch(r"original_images/[0-9a-f]{20}/chan-dung\.png", portrait.file.name)


def test_no_address_of_a_picture_tells_another():
    portrait = factories.image()
    sizes = portrait.get_renditions("fill-640x800|format-webp", "fill-480x600|format-webp")

    folders = [one.file.name.split("/")[1] for one in (*sizes.values(), portrait)]
    assert len(set(folders)) == 3
