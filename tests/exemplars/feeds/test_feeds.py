"""Feeds of newly published profiles: well formed, in one language each, and sent again only when changed."""

from xml.etree import ElementTree

import pytest
from wagtail.models import Locale

from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/rss/", "/feeds/atom/", "/en/feeds/rss/", "/en/feeds/atom/"]


def titles(response) -> list[str]:
    root = ElementTree.fromstring(response.content)
    entries = root.findall("channel/item") or root.findall(f"{ATOM}entry")
    return [entry.findtext("title") or entry.findtext(f"{ATOM}title") for entry in entries]


def translated(profile):
    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_without_profiles_is_well_formed(portal, client, path):
    response = client.get(path)

    assert (response.status_code, titles(response)) == (200, [])


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_names_the_newest_first_in_its_language(portal, client, form):
    factories.profile(name="Trần Văn An")
    translated(factories.profile(name="Lê Thị Bình"))

    assert titles(client.get(f"/feeds/{form}/")) == ["Lê Thị Bình", "Trần Văn An"]
    assert titles(client.get(f"/en/feeds/{form}/")) == ["Lê Thị Bình"]


def test_rss_says_where_a_profile_is_and_who_it_is(portal, client):
    profile = factories.profile(name="Lò Thị <Sương> & bạn")

    channel = ElementTree.fromstring(client.get("/feeds/rss/").content).find("channel")
    item = channel.find("item")

    assert channel.findtext("language") == "vi"
    assert (item.findtext("title"), item.findtext("link")) == ("Lò Thị <Sương> & bạn", profile.full_url)
    assert item.findtext("description") == f"{profile.honorific}. {profile.summary}"
    assert item.find("guid").attrib == {"isPermaLink": "false"}


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
@pytest.mark.parametrize(("form", "queries"), [("rss", 7), ("atom", 7)])
def test_a_feed_costs_the_same_at_any_length(count, form, queries, book, client, django_assert_num_queries):
    book(count)
    client.get(f"/feeds/{form}/")

    with django_assert_num_queries(queries):
        response = client.get(f"/feeds/{form}/")

    assert len(titles(response)) == min(count, 20)


@pytest.mark.parametrize("path", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(portal, client, path):
    translated(factories.profile())
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code) == ("public, max-age=300", 304)


def test_pages_announce_the_feeds_of_their_language(portal, client):
    for prefix in ("", "/en"):
        html = client.get(f"{prefix}/").content.decode()

        assert (
            f'<link rel="alternate" type="application/rss+xml" title="Gương sáng" href="{prefix}/feeds/rss/">'
            in html
        )
        assert f'type="application/atom+xml" title="Gương sáng" href="{prefix}/feeds/atom/"' in html
