"""The public API: what it says, what it refuses, what it costs, and that its document is true to it."""

import pytest
from wagtail.models import Locale

from tests import factories

LIST = "/api/v1/profiles"


def names(response) -> list[str]:
    return [row["name"] for row in response.json()["results"]]


def translated(profile):
    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_the_list_costs_the_same_at_any_length(count, book, client, django_assert_num_queries):
    book(count)
    client.get(LIST)

    with django_assert_num_queries(6):
        response = client.get(LIST, {"limit": 100})

    assert (response.json()["count"], len(names(response))) == (count, count)


def test_a_row_says_what_is_public_and_nothing_else(portal, client):
    field = factories.field(code="postal", name_vi="Bưu chính", name_en="Postal services")
    unit = factories.unit(
        code="buu-dien", name_vi="Bưu điện", name_en="Post", bloc=factories.bloc(code="buu-chinh")
    )
    profile = factories.profile(
        name="Lò Thị Sương", unit=unit, field=field, year=2023, portrait=factories.image()
    )
    english = translated(profile)

    row = client.get(LIST).json()["results"][0]

    portrait = row.pop("portrait")
    assert (portrait["width"], portrait["height"], portrait["alt"]) == (40, 50, "Chân dung Lò Thị Sương")
    assert portrait["url"].startswith("http://testserver/media/images/")
    assert row == {
        "id": profile.pk,
        "slug": "lo-thi-suong",
        "locale": "vi",
        "url": profile.full_url,
        "api_url": f"http://testserver{LIST}/{profile.pk}",
        "name": "Lò Thị Sương",
        "honorific": profile.honorific,
        "summary": profile.summary,
        "honour": "exemplar",
        "year": 2023,
        "unit": {
            "code": "buu-dien",
            "name": {"vi": "Bưu điện", "en": "Post"},
            "kind": "agency",
            "bloc": {"code": "buu-chinh", "name": {"vi": unit.bloc.name_vi, "en": unit.bloc.name_en}},
            "province": "",
        },
        "field": {"code": "postal", "name": {"vi": "Bưu chính", "en": "Postal services"}},
        "decision": {
            "number": profile.approval.decision_number,
            "date": profile.approval.decision_date.isoformat(),
            "signatory": profile.approval.signatory,
        },
        "published_at": row["published_at"],
        "updated_at": row["updated_at"],
        "translations": [{"locale": "en", "id": english.pk, "url": english.full_url}],
    }


def test_a_profile_is_found_by_id_and_by_slug_with_its_story(portal, client):
    story = [
        ("heading", "Tờ giấy đi ba lượt"),
        ("paragraph", "<p>Bốn giờ rưỡi sáng.</p>"),
        ("quotation", {"text": "Tôi chỉ ngồi xuống.", "attribution": "Sương"}),
        ("picture", {"image": factories.image(), "alt": "Chị Sương bên suối", "caption": ""}),
        ("achievements", [{"title": "Chín góc hồ sơ", "detail": "Mỗi góc một người.", "source": "2023"}]),
    ]
    profile = factories.profile(name="Lò Thị Sương", story=story)

    by_id = client.get(f"{LIST}/{profile.pk}")
    by_slug = client.get(f"{LIST}/vi/lo-thi-suong")

    blocks = by_id.json()["story"]
    assert blocks[3]["value"].pop("url").startswith("http://testserver/media/")
    assert blocks == [
        {"type": "heading", "value": "Tờ giấy đi ba lượt"},
        {"type": "paragraph", "value": "<p>Bốn giờ rưỡi sáng.</p>"},
        {"type": "quotation", "value": {"text": "Tôi chỉ ngồi xuống.", "attribution": "Sương"}},
        {"type": "picture", "value": {"alt": "Chị Sương bên suối", "caption": "", "width": 40, "height": 50}},
        {
            "type": "achievements",
            "value": [{"title": "Chín góc hồ sơ", "detail": "Mỗi góc một người.", "source": "2023"}],
        },
    ]
    assert by_slug.json()["id"] == profile.pk


def test_the_list_is_narrowed_ordered_and_searched(portal, client):
    one = factories.field(code="postal")
    for name, year, field in (
        ("Trần Văn Dũng", 2021, one),
        ("Lê Thị An", 2022, one),
        ("Đỗ Văn Chi", 2021, None),
    ):
        factories.profile(name=name, year=year, field=field)

    assert names(client.get(LIST, {"field": "postal"})) == ["Lê Thị An", "Trần Văn Dũng"]
    assert names(client.get(LIST, {"year": [2021, 2022], "sort": "name"})) == [
        "Lê Thị An", "Đỗ Văn Chi", "Trần Văn Dũng",
    ]  # fmt: skip
    assert names(client.get(LIST, {"search": "do van chi"})) == ["Đỗ Văn Chi"]
    assert names(client.get(LIST, {"search": "!?"})) == []
    assert names(client.get(LIST, {"locale": "en"})) == []


def test_pages_of_the_list_lead_to_each_other(book, client):
    book(5)

    first = client.get(LIST, {"limit": 2}).json()
    second = client.get(first["next"]).json()
    last = client.get(second["next"]).json()

    assert (first["previous"], last["next"]) == (None, None)
    assert client.get(second["previous"]).json() == first
    assert len({row["id"] for page in (first, second, last) for row in page["results"]}) == 5


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("fields=postal", "fields"), ("field=a%00b", "field"), ("field=" + "a" * 61, "field"),
        ("unit=", "unit"),
        ("year=abc", "year"), ("year=99999999999999999999", "year"), ("honour=best", "honour"),
        ("limit=0", "limit"),
        ("limit=101", "limit"), ("offset=-1", "offset"), ("sort=upside-down", "sort"),
        ("locale=fr", "locale"),
        ("search=" + "a" * 201, "search"), ("&".join(["year=2023"] * 51), "year"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_wrong_is_named(db, client, query, parameter):
    response = client.get(f"{LIST}?{query}")

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("key", ["99999999999999999999", "0", "-1", "abc"])
def test_a_key_that_is_none_is_named(db, client, key):
    response = client.get(f"{LIST}/{key}")

    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "profile_id")


@pytest.mark.parametrize("path", ["/fields", "/units", "/honours", "/profiles/1", "/profiles/vi/a"])
def test_other_addresses_take_no_parameters(db, client, path):
    response = client.get(f"/api/v1{path}?page=2")

    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "page")


@pytest.mark.parametrize("path", ["/999999", "/vi/khong-co", "/en/khong-co"])
def test_a_profile_that_is_not_there_is_a_problem_document(portal, client, path):
    response = client.get(LIST + path)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_the_vocabulary_has_both_languages(portal, client):
    factories.field(code="postal", name_vi="Bưu chính", name_en="Postal services")

    assert {"code": "postal", "name": {"vi": "Bưu chính", "en": "Postal services"}} in client.get(
        "/api/v1/fields"
    ).json()
    assert [row["code"] for row in client.get("/api/v1/honours").json()] == [
        "exemplar", "good-deed", "new-factor", "national",
    ]  # fmt: skip


def test_an_unchanged_answer_is_not_sent_again(portal, client):
    profile = factories.profile()
    for path in (LIST, f"{LIST}/{profile.pk}"):
        first = client.get(path)

        assert first["Cache-Control"] == "public, max-age=60"
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304

    assert first["Last-Modified"]
    before = client.get(LIST)
    profile.unpublish()
    assert client.get(LIST, headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_the_document_and_its_reader_are_local(db, client):
    document = client.get("/api/v1/openapi.json").json()
    reader = client.get("/api/v1/docs").content.decode()

    assert set(document["paths"]) == {
        "/api/v1/profiles", "/api/v1/profiles/{profile_id}", "/api/v1/profiles/{locale}/{slug}",
        "/api/v1/tombstones", "/api/v1/changes", "/api/v1/fields", "/api/v1/units", "/api/v1/honours",
    }  # fmt: skip
    assert set(document["components"]["schemas"]["Decision"]["properties"]) == {"number", "date", "signatory"}
    assert "//" not in reader.replace("<!--", "")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_changes_nothing(db, client, method):
    assert getattr(client, method)(LIST).status_code == 405
