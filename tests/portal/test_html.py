"""Every public page is sound HTML, in both languages: html5lib's strict reading, and what it does not look at."""

import re
from collections import Counter

import html5lib
import pytest
from html5lib.constants import E

from tests import books, factories
from tests.exemplars.feeds.test_feeds import revoke

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")
OBSOLETE = {
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "frameborder",
    "hspace",
    "nowrap",
    "valign",
}
INTERACTIVE = {"a", "button", "select", "textarea", "iframe", "details", "label"}


def complaints(html: str) -> list[str]:
    """What is wrong with a document; nothing where it is sound."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(html)
    found = [f"{place}: {E[code] % data}" for place, code, data in parser.errors]
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    return [*found, *about_ids(elements), *about_attributes(elements), *about_nesting(document)]


def about_ids(elements) -> list[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    twice = [f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1 or not name]
    dangling = [
        f"<{element.tag} {name}={target!r}> names nothing"
        for element in elements
        for name in REFERENCES
        for target in (element.get(name) or "").split()
        if target not in ids
    ]
    inside = [
        f"<a href={element.get('href')!r}> leads nowhere"
        for element in elements
        if element.tag == "a"
        and re.fullmatch("#.+", element.get("href") or "")
        and element.get("href")[1:] not in ids
    ]
    return [*twice, *dangling, *inside]


def about_attributes(elements) -> list[str]:
    found = []
    for element in elements:
        found += [f"<{element.tag} {name}> is obsolete" for name in OBSOLETE & set(element.keys())]
        if element.tag == "img" and (element.get("alt") is None or not element.get("src")):
            found.append(f"<img src={element.get('src')!r}> without alt or src")
        if element.tag == "button" and element.get("type") not in ("submit", "button", "reset"):
            found.append("<button> without a type")
        if element.get("style") is not None or any(name.startswith("on") for name in element.attrib):
            found.append(f"<{element.tag}> carries style or script")
    return found


def about_nesting(element, outer: str = "") -> list[str]:
    """No link or control inside another; list items in lists, and nothing else in them."""
    found = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in INTERACTIVE and outer in ("a", "button"):
            found.append(f"<{child.tag}> inside <{outer}>")
        if element.tag in ("ul", "ol") and child.tag not in ("li", "script", "template"):
            found.append(f"<{child.tag}> in a list")
        if child.tag == "li" and element.tag not in ("ul", "ol", "menu"):
            found.append(f"<li> inside <{element.tag}>")
        if element.tag == "dl" and child.tag not in ("dt", "dd", "div", "script", "template"):
            found.append(f"<{child.tag}> in <dl>")
        if element.tag in ("p", "h1", "h2", "h3", "span", "button", "label") and child.tag in (
            "div",
            "ul",
            "section",
        ):
            found.append(f"<{child.tag}> inside <{element.tag}>")
        found += about_nesting(child, child.tag if child.tag in ("a", "button") else outer)
    return found


@pytest.fixture
def addresses(portal, client) -> dict[str, tuple[str, int]]:
    """An address of every kind of public page, with the status that it answers."""
    field, unit = factories.field(code="so"), factories.unit(code="cuc")
    story = [
        ("heading", "Con đường"),
        ("paragraph", "<p>Câu chuyện <b>đẹp</b>.</p>"),
        ("quotation", {"text": "Làm đến nơi.", "attribution": "Chị Sương"}),
        ("achievements", [{"title": "Giải A", "detail": "Năm 2022", "source": "Bộ"}]),
    ]
    whole = factories.profile(
        name="Lò Thị <Sương>", story=story, portrait=books.portrait(1), field=field, unit=unit
    )
    bare = factories.profile(name="Đặng Thị Nga", field=field, unit=unit)
    gone = factories.profile(name="Tạ Văn Thu Hồi", field=field)
    revoke(gone)
    column = factories.column(whole, field=field, selection="pinned")
    conference = factories.conference(delegates=[whole, bare])
    campaign = factories.campaign(quotas={field: 2}, live=True)
    consultation = factories.shortlist(2)
    return {
        "front page": ("/", 200),
        "book": (whole.get_parent().url, 200),
        "book, filtered": (f"{whole.get_parent().url}?field=so&unit=cuc", 200),
        "book, searched": (f"{whole.get_parent().url}?q=suong", 200),
        "book, nobody": (f"{whole.get_parent().url}?q=%3Ckhong%20ai%3E", 200),
        "profile": (whole.url, 200),
        "profile, bare": (bare.url, 200),
        "profile through a column": (f"{whole.url}?column={column.slug}", 200),
        "revoked": (gone.url, 410),
        "columns": (column.get_parent().url, 200),
        "column": (column.url, 200),
        "conferences": (conference.get_parent().url, 200),
        "conference": (conference.url, 200),
        "campaigns": (campaign.get_parent().url, 200),
        "campaign": (campaign.url, 200),
        "consultation": (f"/lay-y-kien/{consultation.pk}/", None),
        "search": ("/tim-kiem/?q=suong", None),
        "search, nobody": ("/tim-kiem/?q=%3Ckhong%3E", None),
        "card": (f"/the/{whole.pk}/", 200),
        "card, gone": (f"/the/{gone.pk}/", 410),
        "nothing": ("/khong-co-gi/", 404),
        "sign in": ("/accounts/login/", 200),
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_public_page_is_sound_html(addresses, client, language):
    found = {}
    for name, (path, status) in addresses.items():
        path = path if language == "vi" or path.startswith(("/the/", "/accounts/")) else f"/en{path}"
        response = client.get(path, headers={"accept-language": language})
        if language == "vi" and status:
            assert (name, response.status_code) == (name, status)
        if response["Content-Type"].startswith("text/html") and (
            wrong := complaints(response.content.decode())
        ):
            found[f"{name} {path}"] = wrong

    assert found == {}


@pytest.mark.parametrize(
    "html",
    [
        "<p><div></div></p>",
        '<i id="a"></i><i id="a"></i>',
        '<label for="b">c</label>',
        "<a href='/'><button type='button'></button></a>",
        "<ul><p>x</p></ul>",
        '<a href="#nirgends">x</a>',
        "<img src='x.png'>",
        "<p align='left'>x</p>",
        "<table><p>x</p></table>",
        "<b><i></b></i>",
        "<p title='a' title='b'>x</p>",
    ],
)
def test_what_is_unsound_is_noticed(html):
    sound = "<!doctype html><html lang=vi><head><title>x</title></head><body>{}</body></html>"

    assert complaints(sound.format("")) == []
    assert complaints(sound.format(html)) != []
