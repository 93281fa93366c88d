"""A profile as it is read: in one language, at a flat cost, with what machines are told of it."""

import json
import re

import pytest
from wagtail.models import Locale

from exemplars.models import ExemplarPage
from exemplars.profiles.renditions import CARD, PETAL, SHARED, STORY, STORY_SMALL, THUMBNAIL
from tests import factories


def translated(profile, **more):
    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in more.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


def linked_data(response) -> dict:
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())[1]
    )


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_a_profile_costs_the_same_however_many_there_are(count, book, client, django_assert_num_queries):
    page = book(count + 1)[0]
    client.get(page.url)

    with django_assert_num_queries(10):
        response = client.get(page.url)

    assert len(response.context["related"]) == min(count, 4)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_story_costs_the_same_however_many_pictures_it_has(
    count, portal, client, django_assert_num_queries
):
    story = [
        ("picture", {"image": factories.image(), "alt": "Ảnh", "caption": ""}) for _number in range(count)
    ]
    page = factories.profile(story=story)
    client.get(page.url)

    with django_assert_num_queries(11):
        html = client.get(page.url).content.decode()

    assert html.count('<figure class="plate">') == count


def test_pictures_are_made_when_a_profile_is_published(portal, client):
    portrait, picture = factories.image(), factories.image()
    profile = factories.profile(
        portrait=portrait, story=[("picture", {"image": picture, "alt": "Ảnh", "caption": ""})]
    )

    made = {
        image: set(image.renditions.values_list("filter_spec", flat=True)) for image in (portrait, picture)
    }
    client.get(profile.url)
    client.get("/dien-hinh/")
    client.get("/")

    assert made == {portrait: {PETAL, CARD, SHARED, THUMBNAIL}, picture: {STORY, STORY_SMALL}}
    assert (portrait.renditions.count(), picture.renditions.count()) == (4, 2)


def test_reading_survives_a_picture_whose_file_is_lost(portal, client):
    portrait = factories.image()
    profile = factories.profile(
        portrait=portrait, story=[("picture", {"image": portrait, "alt": "Ảnh", "caption": ""})]
    )
    portrait.renditions.all().delete()
    portrait.file.storage.delete(portrait.file.name)

    for path in (profile.url, "/dien-hinh/", "/", f"/api/v1/profiles/{profile.pk}", "/api/v1/profiles"):
        assert client.get(path).status_code == 200


def test_english_has_what_is_translated_and_nothing_else(portal, client):
    profile, alone = factories.profile(), factories.profile()
    english = translated(profile, honorific="Letter carrier")
    alias = alone.copy_for_translation(english.locale, alias=True)

    assert (client.get(english.url)["Content-Language"], client.get(profile.url)["Content-Language"]) == (
        "en",
        "vi",
    )
    assert "Letter carrier" in client.get(english.url).content.decode()
    assert ExemplarPage.objects.get(pk=alias.pk).live
    assert client.get(f"/en{alone.url}").status_code == 404


def test_translations_name_each_other_and_their_own_address(portal, client):
    profile = factories.profile()
    english = translated(profile)
    alternates = {
        f'<link rel="alternate" hreflang="{page.locale.language_code}" href="{page.full_url}">'
        for page in (profile, english)
    }

    for page in (profile, english):
        html = client.get(page.url).content.decode()

        assert alternates == set(re.findall(r'<link rel="alternate" hreflang=.*?>', html))
        assert f'<link rel="canonical" href="{page.full_url}">' in html


def test_a_page_without_a_translation_announces_none(portal, client):
    profile = factories.profile()

    html = client.get(profile.url).content.decode()

    assert re.findall('<link rel="alternate" hreflang="(.*?)"', html) == ["vi"]
    assert f'href="/en/dien-hinh/?untranslated={profile.slug}"' in html


def test_machines_are_told_who_the_person_is(portal, client):
    profile = factories.profile(name="Lò Thị </script> & Sương", portrait=factories.image(), year=2023)

    response = client.get(profile.url)
    told = linked_data(response)

    image = told["mainEntity"].pop("image")
    assert re.fullmatch(r"http://.*\.jpg", image)
    assert (told["@type"], told["url"], told["inLanguage"]) == ("ProfilePage", profile.full_url, "vi")
    assert told["mainEntity"] == {
        "@type": "Person",
        "name": "Lò Thị </script> & Sương",
        "jobTitle": profile.honorific,
        "description": profile.summary,
        "affiliation": {"@type": "Organization", "name": profile.unit.name},
        "award": f"{profile.get_honour_display()}, 2023",
    }
    assert '<meta property="og:type" content="profile">' in response.content.decode()
