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
        response = client.get(LIST, {"limit": 100, "count": "true"})

    assert response.json()["count"] == {"value": count, "exact": True}
    assert len(names(response)) == count


def test_what_is_not_wanted_is_not_looked_up(book, client, django_assert_num_queries):
    book(3)
    client.get(LIST)

    with django_assert_num_queries(2):  # view restrictions, rows
        rows = client.get(LIST, {"fields": "name,year"}).json()["results"]

    assert [set(row) for row in rows] == [{"id", "name", "year"}] * 3


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
    assert portrait["renditions"]["jpeg"] == {name: portrait[name] for name in ("url", "width", "height")}
    assert list(portrait["renditions"]) == ["jpeg", "large", "card", "thumbnail"]
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
        "translations": [
            {
                "locale": "en",
                "id": english.pk,
                "url": english.full_url,
                "api_url": f"http://testserver{LIST}/{english.pk}",
            }
        ],
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
    picture = blocks[3]["value"]
    assert picture.pop("url").startswith("http://testserver/media/")
    assert list(picture.pop("renditions")) == ["large", "small"]
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
    assert names(client.get(LIST, {"sort": "oldest"})) == ["Trần Văn Dũng", "Lê Thị An", "Đỗ Văn Chi"]


def test_the_list_is_narrowed_by_the_units_bloc_and_province(portal, client):
    bloc = factories.bloc(code="cum-1")
    inside = factories.unit(bloc=bloc, province="Lào Cai")
    factories.profile(name="Lê Thị An", unit=inside)
    factories.profile(name="Đỗ Văn Chi")

    for query in (
        {"bloc": "cum-1"},
        {"province": "Lào Cai"},
        {"bloc": ["cum-1", "cum-2"], "unit": inside.code},
    ):
        assert names(client.get(LIST, query)) == ["Lê Thị An"]
    assert names(client.get(LIST, {"bloc": "cum-2"})) == []
    assert client.get("/api/v1/provinces").json() == [{"name": "Lào Cai"}]
    assert {"code": "cum-1", "name": {"vi": bloc.name_vi, "en": bloc.name_en}} in client.get(
        "/api/v1/blocs"
    ).json()


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
