"""What machines are told of each page keeps to schema.org, as far as it is used here, and closes no script."""

import json

import html5lib
import pytest
from jsonschema import Draft202012Validator
from wagtail.models import Locale

from tests import books, factories

TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
LANGUAGE = {"enum": ["vi", "en"]}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$"}


def thing(kind: str, required: list[str], **properties) -> dict:
    """The JSON schema of a schema.org type: nothing but these properties, and at least those."""
    return {
        "type": "object",
        "required": ["@type", *required],
        "additionalProperties": False,
        "properties": {"@type": {"const": kind}, "@context": {"const": "https://schema.org"}, **properties},
    }


def items(**properties) -> dict:
    return {
        "type": "array",
        "items": thing(
            "ListItem",
            ["position", "name"],
            position={"type": "integer", "minimum": 1},
            name=TEXT,
            **properties,
        ),
    }


PERSON = thing(
    "Person", ["name"], name=TEXT, jobTitle=TEXT, description=TEXT, award=TEXT, image=URL,
    affiliation=thing("Organization", ["name"], name=TEXT),
)  # fmt: skip
SCHEMAS = {
    "ProfilePage": thing(
        "ProfilePage", ["mainEntity"], url=URL, inLanguage=LANGUAGE, dateCreated=MOMENT, dateModified=MOMENT,
        mainEntity=PERSON,
    ),
    "BreadcrumbList": thing("BreadcrumbList", ["itemListElement"], itemListElement=items(item=URL)),
    "CollectionPage": thing(
        "CollectionPage", ["name", "mainEntity"], name=TEXT, url=URL, inLanguage=LANGUAGE,
        mainEntity=thing("ItemList", ["itemListElement"], numberOfItems={"type": "integer"}, itemListElement=items(url=URL)),
    ),
    "Event": thing(
        "Event", ["name", "startDate", "location"], name=TEXT, description=TEXT, url=URL, inLanguage=LANGUAGE,
        startDate=MOMENT, endDate=MOMENT, eventStatus={"const": "https://schema.org/EventScheduled"},
        eventAttendanceMode={"pattern": "^https://schema.org/(Mixed|Offline)EventAttendanceMode$"},
        location=thing("Place", ["name", "address"], name=TEXT, address=TEXT),
    ),
    "WebSite": thing(
        "WebSite", ["name", "url"], name=TEXT, url=URL, inLanguage=LANGUAGE,
        publisher=thing("GovernmentOrganization", ["name"], name=TEXT),
        potentialAction=thing(
            "SearchAction", ["target", "query-input"],
            target=thing("EntryPoint", ["urlTemplate"], urlTemplate={"pattern": r"^https?://.*\?q=\{search_term_string\}$"}),
            **{"query-input": {"const": "required name=search_term_string"}},
        ),
    ),
}  # fmt: skip


def told(client, path: str) -> dict[str, dict]:
    """What a page tells, by type, each kept to its schema."""
    response = client.get(path)
    assert response.status_code == 200
    document = html5lib.parse(response.content, namespaceHTMLElements=False)
    scripts = [script for script in document.iter("script") if script.get("type") == "application/ld+json"]
    things = {}
    for script in scripts:
        found = json.loads(script.text)
        Draft202012Validator(SCHEMAS[found["@type"]]).validate(found)
        things[found["@type"]] = found
    return things


def in_english(page):
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    copy.save_revision().publish()
    return copy


@pytest.mark.parametrize("english", [False, True])
def test_a_profile_tells_who_and_where(portal, client, english):
    page = factories.profile(name='Lò Thị </script><b> & "Sương"', portrait=books.portrait(1))
    page = in_english(page) if english else page

    things = told(client, page.url)

    assert things["ProfilePage"]["mainEntity"]["name"] == 'Lò Thị </script><b> & "Sương"'
    assert [step["name"] for step in things["BreadcrumbList"]["itemListElement"]][1:] == [
        "Book of Honour" if english else "Sổ gương điển hình", 'Lò Thị </script><b> & "Sương"',
    ]  # fmt: skip


def test_a_column_lists_its_people(portal, client):
    people = [factories.profile(name=f"Trần Văn Số {number}") for number in "MH"]
    column = factories.column(*people, selection="picked")

    things = told(client, column.url)

    listed = things["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [(item["position"], item["url"]) for item in listed] == [
        (1, people[0].full_url),
        (2, people[1].full_url),
    ]


@pytest.mark.parametrize("stream", ["", "https://truyen-hinh.example/truc-tiep"])
def test_a_conference_is_an_event(portal, client, stream):
    more = {"stream_url": stream, "stream_starts_at": "2026-06-11T01:00:00+00:00"} if stream else {}

    event = told(client, factories.conference(**more).url)["Event"]

    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode") is bool(stream)
    assert event["location"]["name"] == "Hội trường lớn"


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_front_page_says_how_to_search(portal, client, path):
    things = told(client, path)

    assert list(things) == ["WebSite"]
    target = things["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert client.get(target.replace("{search_term_string}", "suong")).status_code == 200


def test_a_profile_that_was_taken_back_tells_nothing(portal, client):
    page = factories.profile()
    factories.revoke(page) if hasattr(factories, "revoke") else page.unpublish()

    assert b"ld+json" not in client.get(page.url).content


def heads(client, path: str) -> dict[str, list[str]]:
    document = html5lib.parse(client.get(path).content, namespaceHTMLElements=False)
    found: dict[str, list[str]] = {}
    for meta in document.iter("meta"):
        found.setdefault(meta.get("property") or meta.get("name") or "", []).append(meta.get("content"))
    return found


def test_shared_links_show_the_portrait_and_say_what_is_seen(portal, client):
    page = factories.profile(portrait=books.portrait(1))
    english = in_english(page)

    told_in = {"vi": heads(client, page.url), "en": heads(client, english.url)}

    for code, other in (("vi", "en_GB"), ("en", "vi_VN")):
        said = told_in[code]
        assert said["og:locale:alternate"] == [other]
        assert said["og:title"] == [page.title]
        assert (said["og:image:alt"], said["twitter:image:alt"]) == ([page.portrait_alt], [page.portrait_alt])
        assert said["og:image"][0].startswith("http")
        assert said["twitter:card"] == ["summary"]
    assert told_in["vi"]["og:url"] == [page.full_url]
