"""The book of honour: found, narrowed, ordered and counted, at the same cost at any length."""

import pytest
from django.db import connection

from exemplars.models import ExemplarPage
from tests import factories

INDEX = "/dien-hinh/"


def names(response) -> list[str]:
    return [person.title for person in response.context["results"]]


def options(response, name: str) -> dict[str, int]:
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return {option.value: option.count for option in facet["options"]}


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_index_lists_profiles_at_flat_cost(count, book, client, django_assert_num_queries):
    book(count)
    client.get(INDEX)

    with django_assert_num_queries(10):
        response = client.get(INDEX)

    assert (response.context["total"], len(names(response))) == (count, min(count, 24))


@pytest.mark.parametrize(
    ("count", "queries"),
    # Where many are found at once, nobody looks for words that merely begin as the last one does.
    [(1, 14), (3, 14), pytest.param(100, 12, marks=pytest.mark.proof)],
)
def test_a_search_costs_the_same_at_any_length(count, queries, book, client, django_assert_num_queries):
    book(count)
    client.get(INDEX, {"q": "nguyen"})

    # SQLite matches first and reads then, each time that it is asked.
    lookups = (4 if count < 24 else 2) if connection.vendor == "sqlite" else 0
    with django_assert_num_queries(queries + lookups):
        response = client.get(INDEX, {"q": "nguyen"})

    assert response.context["total"] == count


def test_profiles_are_narrowed_by_every_facet(portal, client):
    one, other = factories.field(), factories.field()
    chosen = factories.profile(name="Trần Văn An", field=one, year=2023, honour="good-deed")
    factories.profile(name="Lê Thị Bình", field=other, year=2023)
    factories.profile(name="Phạm Văn Cường", field=one, year=2022)

    for parameters in (
        {"field": one.code, "year": "2023"},
        {"unit": chosen.unit.code},
        {"honour": "good-deed"},
    ):
        assert names(client.get(INDEX, parameters)) == ["Trần Văn An"]


def test_several_values_of_one_facet_mean_any_of_them(portal, client):
    for name, year in (("Trần Văn An", 2021), ("Lê Thị Bình", 2022), ("Phạm Văn Cường", 2023)):
        factories.profile(name=name, year=year)

    assert names(client.get(f"{INDEX}?year=2021&year=2023&sort=name")) == ["Trần Văn An", "Phạm Văn Cường"]


def test_counts_of_a_facet_leave_its_own_choice_open(portal, client):
    one, other = factories.field(), factories.field()
    factories.profile(field=one, year=2022)
    factories.profile(field=other, year=2022)
    factories.profile(field=other, year=2023)

    response = client.get(INDEX, {"field": other.code})

    assert options(response, "field") == {one.code: 1, other.code: 2}
    assert options(response, "year") == {"2023": 1, "2022": 1}


def test_chips_lead_to_the_list_without_them(portal, client):
    one, other = factories.profile(year=2022), factories.profile(year=2023)

    response = client.get(f"{INDEX}?year=2022&unit={other.unit.code}&sort=name&page=1")

    assert response.context["chips"] == [
        {"label": other.unit.name, "url": "?year=2022&sort=name"},
        {"label": "2022", "url": f"?unit={other.unit.code}&sort=name"},
    ]
    assert names(client.get(INDEX + response.context["chips"][0]["url"])) == [one.title]


def test_names_stand_in_vietnamese_order(portal, client):
    for name in ("Nguyễn Văn Ẩn", "Trần Thị Đào", "Lê Văn Dũng", "Phạm Thị An", "Hoàng Văn Ấn"):
        factories.profile(name=name)

    assert names(client.get(INDEX, {"sort": "name"})) == [
        "Phạm Thị An", "Nguyễn Văn Ẩn", "Hoàng Văn Ấn", "Lê Văn Dũng", "Trần Thị Đào",
    ]  # fmt: skip


@pytest.mark.parametrize("question", ["chuyển đổi số", "chuyen doi so", "CHUYEN   doi, số!"])
def test_a_question_finds_with_and_without_marks(portal, client, question):
    field = factories.field(
        code="digital-transformation", name_vi="Chuyển đổi số", name_en="Digital transformation"
    )
    factories.profile(name="Đặng Thị Ngà", field=field)
    factories.profile(name="Trần Văn An")

    assert names(client.get(INDEX, {"q": question})) == ["Đặng Thị Ngà"]


def test_a_question_can_be_narrowed_and_ordered(portal, client):
    for name, year in (("Trần Văn An", 2021), ("Trần Thị Bình", 2022), ("Lê Văn Chi", 2021)):
        factories.profile(name=name, year=year)

    assert names(client.get(INDEX, {"q": "tran", "year": "2021"})) == ["Trần Văn An"]
    assert names(client.get(INDEX, {"q": "tran", "sort": "newest"})) == ["Trần Thị Bình", "Trần Văn An"]


def test_a_question_that_finds_nobody_is_answered_with_a_suggestion(portal, client):
    factories.field(code="digital-transformation", name_vi="Chuyển đổi số", name_en="Digital transformation")

    response = client.get(INDEX, {"q": "chuyen doi xo"})

    assert names(response) == []
    assert response.context["suggestion"] == {
        "label": "Chuyển đổi số",
        "url": "?field=digital-transformation",
    }


@pytest.mark.parametrize(
    "query",
    [
        "field=none", "unit=%00", "year=abc", "year=99999999999999999999", "honour=%27%20OR%201",
        "sort=upside-down",
        "page=abc", "page=", "page=-1", "page=%00", "page=1.5", "page=²", "q=%00", "q=%22",
        "q=%25s%25", "q=NEAR(",
        "q=*", "q=-", "q=_", "q=%F0%9F%98%80", "q=" + "a" * 10_000, "q=" + "%22(" * 3_000, "untranslated=%00",
        "untranslated=khong-co", "unit=a&unit=b", "q=%E2%80%AEmau", "q=a:b^c%20AND%20OR%20NOT",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_ignored(portal, client, query):
    factories.profile()

    assert client.get(f"{INDEX}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["2", "0", "999999", "9" * 5000])
def test_a_page_beyond_the_last_is_not_there(portal, client, page):
    factories.profile()

    expected = 200 if len(page) > 6 else 404
    assert client.get(INDEX, {"page": page}).status_code == expected


def test_pages_share_nobody_and_leave_nobody_out(book, client):
    book(30)

    shown = [name for page in ("1", "2") for name in names(client.get(INDEX, {"page": page}))]

    assert len(shown) == len(set(shown)) == 30


@pytest.mark.parametrize("sort", ["newest", "name"])
def test_pages_past_the_middle_are_read_from_the_end_in_the_same_order(sort, book, client):
    book(75)

    shown = [name for page in "1234" for name in names(client.get(INDEX, {"page": page, "sort": sort}))]
    stored = {"newest": ExemplarPage.objects.newest_first(), "name": ExemplarPage.objects.by_name()}

    assert shown == [profile.title for profile in stored[sort]]


def test_blocs_and_provinces_stand_for_their_units(portal, client):
    bloc, other = factories.bloc(), factories.bloc()
    units = [
        factories.unit(bloc=bloc, province="Hà Nội"),
        factories.unit(bloc=bloc, province="Đắk Mơ"),
        factories.unit(bloc=other, province="Đắk Mơ"),
    ]
    for name, unit in zip(("Trần Văn An", "Lê Thị Bình", "Phạm Văn Chi"), units, strict=True):
        factories.profile(name=name, unit=unit)

    assert names(client.get(INDEX, {"bloc": bloc.code, "sort": "name"})) == ["Trần Văn An", "Lê Thị Bình"]
    response = client.get(INDEX, {"bloc": bloc.code, "province": "dak-mo"})
    assert names(response) == ["Lê Thị Bình"]
    assert options(response, "bloc") == {bloc.code: 1, other.code: 1}
    assert options(response, "province") == {"ha-noi": 1, "dak-mo": 1}
    assert [chip["label"] for chip in response.context["chips"]] == [bloc.name, "Đắk Mơ"]


def test_what_answers_is_marked_and_what_was_typed_is_harmless(portal, client):
    factories.profile(name="Lò Thị Sương", summary="Chị <b>giữ</b> đường dây qua đèo.", story=())

    def page(question):
        return client.get(INDEX, {"q": question}).content.decode()

    assert "Lò Thị <mark>Sương</mark></a>" in page("suong")
    assert "Chị &lt;b&gt;giữ&lt;/b&gt; đường <mark>dây</mark> qua" in page("day")
    assert "<script>" not in page("<script>alert(1)</script> suong")


def test_a_mistyped_name_is_answered_with_those_it_comes_close_to(portal, client):
    factories.profile(name="Lò Thị Sương")

    response = client.get(INDEX, {"q": "lo thi sunog"})

    assert (names(response), response.context["meant"]) == (["Lò Thị Sương"], "Lò Thị Sương")
    assert "Không ai tên là “lo thi sunog”" in response.content.decode()


def test_a_question_too_wide_to_count_says_so(portal, client, monkeypatch):
    monkeypatch.setattr("exemplars.search.finding.MOST_MATCHES", 2)
    for name in ("Trần Văn An", "Trần Thị Bình", "Trần Văn Chi"):
        factories.profile(name=name)

    response = client.get(INDEX, {"q": "tran"})

    assert (response.context["total"], response.context["capped"]) == (2, True)
    assert "Hơn 2 người" in response.content.decode()


def test_english_lists_translations_only(portal, client):
    factories.profile(name="Trần Văn An")
    translated = factories.profile(name="Lê Thị Bình")
    in_english(translated)

    assert names(client.get("/en" + INDEX)) == ["Lê Thị Bình"]


def test_the_english_index_says_who_is_not_translated_yet(portal, client):
    profile = factories.profile(name="Trần Văn An")

    response = client.get(profile.url)
    link = next(link for link in language_links(response) if link["code"] == "en")

    assert (link["url"], link["translated"]) == (f"/en{INDEX}?untranslated={profile.slug}", False)
    assert client.get(link["url"]).context["original"] == profile


def language_links(response) -> list[dict]:
    return response.context["languages"]


def in_english(profile):
    copy = profile.copy_for_translation(factories.book_of_honour("en").locale)
    copy.summary = "Twenty years of carrying letters."
    copy.save_revision().publish()
    return copy
