"""Newspapers ask for a card by oEmbed; what they get keeps to the specification, and to the room they have."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from jsonschema import Draft202012Validator
from wagtail.models import Locale

from tests import books, factories
from tests.exemplars.feeds.test_feeds import revoke

URL = {"type": "string", "pattern": "^https?://"}
PIXELS = {"type": "integer", "minimum": 1}
#: Of https://oembed.com/, sections 2.3.4 and 2.3.4.4: a rich answer.
RICH = {
    "type": "object",
    "required": ["type", "version", "html", "width", "height"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "rich"},
        "version": {"const": "1.0"},
        "title": {"type": "string", "minLength": 1},
        "provider_name": {"type": "string"},
        "provider_url": URL,
        "cache_age": PIXELS,
        "html": {"type": "string", "pattern": "^<iframe "},
        "width": PIXELS,
        "height": PIXELS,
        "thumbnail_url": URL,
        "thumbnail_width": PIXELS,
        "thumbnail_height": PIXELS,
    },
    "dependentRequired": {"thumbnail_url": ["thumbnail_width", "thumbnail_height"]},
}


@pytest.fixture
def profile(portal):
    return factories.profile(name='Lò Thị "Sương" & bạn', portrait=books.portrait(1))


def ask(client, url, **more):
    return client.get("/oembed", {"url": url} | more)


def frame(answer: dict) -> dict:
    """The attributes of the iframe, as a browser reads them."""
    element = html5lib.HTMLParser(strict=True).parseFragment(answer["html"])[0]
    assert element.tag == "{http://www.w3.org/1999/xhtml}iframe"
    return element.attrib


def test_json_keeps_to_the_specification(profile, client):
    response = ask(client, profile.full_url)

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    Draft202012Validator(RICH).validate(response.json())
    assert frame(response.json())["title"] == 'Lò Thị "Sương" & bạn, Điển hình tiên tiến'


def test_xml_says_the_same_as_json(profile, client):
    response = ask(client, profile.full_url, format="xml")
    root = ElementTree.fromstring(response.content)

    assert (root.tag, response["Content-Type"]) == ("oembed", "text/xml; charset=utf-8")
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in ask(client, profile.full_url).json().items()
    }


@pytest.mark.parametrize("room", [{}, {"maxwidth": 320}, {"maxwidth": 999999999, "maxheight": 999999999},
                                  {"maxheight": 100}, {"maxwidth": 1, "maxheight": 1}])  # fmt: skip
def test_nothing_is_larger_than_there_is_room_for(profile, client, room):
    answer = ask(client, profile.full_url, **room).json()

    Draft202012Validator(RICH).validate(answer)
    for side in ("width", "height"):
        most = room.get(f"max{side}", 600)
        assert answer[side] <= min(most, 600)
        assert answer.get(f"thumbnail_{side}", 0) <= room.get(f"max{side}", 1000)
        assert frame(answer)[side] == str(answer[side])


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": "http://[khong-phai"}, 400),
        ({"url": "x" * 3000}, 400),
        ({"url": "https://example.org/dien-hinh/lo-thi-suong-ban/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://testserver/"}, 404),
        ({"url": "http://testserver/dien-hinh/"}, 404),
        ({"url": "http://testserver/%00"}, 404),
        ({"url": "http://testserver/dien-hinh/khong-co/"}, 404),
        ({"url": "OURS", "format": "yaml"}, 501),
        ({"url": "OURS", "maxwidth": "0"}, 400),
        ({"url": "OURS", "maxwidth": "-5"}, 400),
        ({"url": "OURS", "maxwidth": "rộng"}, 400),
        ({"url": "OURS", "maxheight": "9" * 5000}, 400),
        ({"url": "OURS", "maxheight": "٣"}, 400),
    ],
)
def test_a_wrong_request_gets_its_status(profile, client, query, status):
    asked = {name: profile.full_url if value == "OURS" else value for name, value in query.items()}

    assert client.get("/oembed", asked).status_code == status


def test_what_is_closed_or_not_public_has_no_card(profile, client):
    draft = factories.profile(name="Người Nháp", live=False, field=profile.field)
    profile.view_restrictions.create(restriction_type="login")

    assert ask(client, profile.full_url).status_code == 401
    assert ask(client, draft.full_url).status_code == 404
    assert [client.get(f"/the/{page.pk}/").status_code for page in (profile, draft)] == [404, 404]


def test_a_translation_has_a_card_of_its_own(profile, client):
    english = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()

    answer = ask(client, english.full_url).json()
    card = client.get(urlsplit(frame(answer)["src"]).path)

    assert answer["title"].endswith(", Exemplary person")
    assert (card.status_code, 'lang="en"' in card.content.decode()) == (200, True)


def test_the_profile_says_where_to_ask(profile, client):
    document = html5lib.parse(client.get(profile.url).content, namespaceHTMLElements=False)
    links = {link.get("type"): link.get("href") for link in document.iter("link")}

    for kind in ("application/json+oembed", "text/xml+oembed"):
        assert client.get(links[kind].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_oembed_and_card_cost_the_same_at_any_size(book, client, django_assert_num_queries, count):
    profile = book(count)[0]
    ask(client, profile.full_url)

    with django_assert_num_queries(4):
        ask(client, profile.full_url)
    with django_assert_num_queries(2):
        client.get(f"/the/{profile.pk}/")


# --- The card -------------------------------------------------------------------------------------------------


def test_the_card_may_be_framed_and_holds_nothing_else(profile, client):
    response = client.get(f"/the/{profile.pk}/")
    html = response.content.decode()

    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.has_header("X-Frame-Options")
    assert not response.cookies
    assert ("<script" in html, "<form" in html, profile.full_url in html) == (False, False, True)
    assert response["Cache-Control"] == "public, max-age=300"


def test_no_other_page_may_be_framed(profile, client):
    response = client.get(profile.url)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_card_of_a_revoked_profile_names_nobody(profile, client):
    revoke(profile)

    response = client.get(f"/the/{profile.pk}/")
    html = response.content.decode()

    assert (response.status_code, "9/QĐ" in html) == (410, True)
    assert ("Sương" in html, profile.slug in html, profile.honorific in html) == (False, False, False)
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert ask(client, profile.full_url).status_code == 404


@pytest.mark.parametrize("key", ["999999", "999999999", "9999999999999"])
def test_an_unknown_card_is_not_found(portal, client, key):
    assert client.get(f"/the/{key}/").status_code == 404
