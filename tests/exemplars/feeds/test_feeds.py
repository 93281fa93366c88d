"""Feeds of newly published profiles: well formed, in one language each, and sent again only when changed."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest
from jsonschema import Draft202012Validator
from wagtail.models import Locale

from exemplars.profiles.actions import revoke_approval
from tests import books, factories

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ["rss", "atom", "json"]
FEEDS = [f"{prefix}/feeds/{form}/" for prefix in ("", "/en") for form in FORMS]
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
URL = {"type": "string", "pattern": "^https?://"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
#: What https://www.jsonfeed.org/version/1.1/ asks of the members that are used here.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": URL,
        "feed_url": URL,
        "description": {"type": "string"},
        "language": {"enum": ["vi", "en"]},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": URL,
                    "title": {"type": "string"},
                    "content_text": {"type": "string", "minLength": 1},
                    "image": URL,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "tags": {"type": "array", "items": {"type": "string", "minLength": 1}},
                    "language": {"enum": ["vi", "en"]},
                    "attachments": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "additionalProperties": False,
                            "properties": {
                                "url": URL,
                                "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z.+-]+$"},
                                "title": {"type": "string"},
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture
def portrait(portal):
    return books.portrait(1)


def titles(response) -> list[str]:
    if response["Content-Type"].startswith(TYPES["json"]):
        return [item["title"] for item in response.json()["items"]]
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


@pytest.mark.parametrize("form", FORMS)
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
@pytest.mark.parametrize(("form", "queries"), [("rss", 2), ("atom", 2), ("json", 2)])
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


# --- By field, unit and column ------------------------------------------------------------------------------


@pytest.fixture
def four_people(portal):
    """One person of the field and the unit asked for, one of each alone, one of neither; a column of the field."""
    field, unit = (
        factories.field(code="so", name_vi="Chuyển đổi số"),
        factories.unit(code="cuc", name_vi="Cục Mẫu"),
    )
    for name, more in {
        "Trần Văn Cả Hai": {"field": field, "unit": unit},
        "Trần Văn Lĩnh Vực": {"field": field},
        "Trần Văn Đơn Vị": {"unit": unit},
        "Trần Văn Khác": {},
    }.items():
        factories.profile(name=name, **more)
    factories.column(title="Gương số", slug="guong-so", field=field)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("place", "people", "subject"),
    [
        ("fields/so", ["Trần Văn Lĩnh Vực", "Trần Văn Cả Hai"], "Chuyển đổi số"),
        ("units/cuc", ["Trần Văn Đơn Vị", "Trần Văn Cả Hai"], "Cục Mẫu"),
        ("columns/guong-so", ["Trần Văn Lĩnh Vực", "Trần Văn Cả Hai"], "Gương số"),
    ],
)
def test_a_feed_of_a_subject_names_its_people_only(four_people, client, form, place, people, subject):
    response = client.get(f"/feeds/{place}/{form}/")

    assert (response.status_code, titles(response)) == (200, people)
    assert (
        feedparser.parse(response.content).feed.title
        if form != "json"
        else response.json()["title"] == (f"{subject} – Gương sáng")
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["fields", "units", "columns"])
@pytest.mark.parametrize("code", ["khong-co", "a" * 255, "so%27--"])
def test_a_feed_of_what_does_not_exist_is_not_found(portal, client, place, code, form):
    assert client.get(f"/feeds/{place}/{code}/{form}/").status_code == 404


def test_a_column_that_is_not_public_has_no_feed(portal, client):
    factories.column(slug="nhap", live=False)

    assert client.get("/feeds/columns/nhap/rss/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("place", "queries"), [("fields", 3), ("units", 3), ("columns", 3)])
def test_a_feed_of_a_subject_costs_the_same_at_any_length(
    count, place, queries, book, client, django_assert_num_queries
):
    people = book(count, field=factories.field(code="so"))
    factories.column(slug="so", field=people[0].field)
    code, form = people[0].unit.code if place == "units" else "so", "json"
    client.get(f"/feeds/{place}/{code}/{form}/")

    with django_assert_num_queries(queries):
        response = client.get(f"/feeds/{place}/{code}/{form}/")

    assert len(titles(response)) == (1 if place == "units" else count)


# --- What independent readers make of it ----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_an_independent_parser_reads_the_feed_without_complaint(portal, client, form, prefix, portrait):
    profile = factories.profile(name="Lò Thị <Sương> & bạn", portrait=portrait)
    translated(profile)
    taken = factories.profile(name="Tạ Văn Thu Hồi", field=profile.field)
    revoke(taken)

    response = client.get(f"{prefix}/feeds/{form}/")
    read = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})

    assert (bool(read.bozo), response["Content-Type"]) == (False, f"{TYPES[form]}; charset=utf-8")
    assert read.version == {"rss": "rss20", "atom": "atom10"}[form]
    told = read.entries[0]
    assert (told.title, told.media_content[0]["medium"]) == ("Lò Thị <Sương> & bạn", "image")
    assert (
        told.link == profile.full_url
        if not prefix
        else told.link.endswith("/en/dien-hinh/" + profile.slug + "/")
    )
    assert b"Thu H" not in response.content


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_json_feed_keeps_to_its_schema(portal, client, prefix, portrait):
    profile = factories.profile(portrait=portrait)
    translated(profile)
    factories.profile(name="Không Có Ảnh")
    revoke(factories.profile(name="Tạ Văn Thu Hồi"))

    response = client.get(f"{prefix}/feeds/json/")

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    Draft202012Validator(JSON_FEED).validate(json.loads(response.content))
    assert response.json()["feed_url"].endswith(f"{prefix}/feeds/json/")
    assert "Thu Hồi" not in response.content.decode()


def revoke(profile) -> None:
    revoke_approval(
        reference=profile.approval.reference, on=date(2026, 6, 1), decision="9/QĐ", reason="Khai không đúng."
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", ["", "fields/so/", "columns/so/"])
def test_a_feed_says_that_somebody_was_taken_back(portal, client, form, place):
    profile = factories.profile(name="Tạ Văn Thu Hồi", field=factories.field(code="so"))
    factories.column(slug="so", field=profile.field)
    revoke(profile)

    text = client.get(f"/feeds/{place}{form}/").content.decode()

    assert ("9/QĐ" in text, "Thu Hồi" in text, profile.slug in text) == (True, False, False)


@pytest.mark.parametrize("form", FORMS)
def test_a_profile_behind_a_door_is_in_no_feed(portal, client, form):
    profile = factories.profile(name="Người Sau Cửa")
    profile.view_restrictions.create(restriction_type="login")

    assert titles(client.get(f"/feeds/{form}/")) == []


def test_the_newest_twenty_are_told(book, client):
    book(22)

    assert len(titles(client.get("/feeds/json/"))) == 20


def test_pages_of_a_subject_announce_its_feeds(portal, client):
    field, unit = factories.field(code="so"), factories.unit(code="cuc")
    profile, column = factories.profile(field=field, unit=unit), factories.column(slug="guong-so")
    book = profile.get_parent().url

    for path, place in {
        column.url: "columns/guong-so",
        f"{book}?field=so": "fields/so",
        f"{book}?unit=cuc": "units/cuc",
    }.items():
        html = client.get(path).content.decode()
        for form, kind in TYPES.items():
            assert re.search(
                rf'rel="alternate" type="{re.escape(kind)}" title="[^"]+" href="/feeds/{place}/{form}/"', html
            )
    assert "/feeds/fields/" not in client.get(f"{book}?field=%22%3E%3Cb%3E").content.decode()
