"""The search over the whole site: people and pages, in both languages, and nothing that is not public."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from exemplars.models import ExemplarPage
from home.models import HomePage, OrdinaryPage
from home.search.kinds import kinds
from tests import factories

SEARCH = "/tim-kiem/"
#: SQLite matches first and reads then.
QUERIES = {"sqlite": 36, "postgresql": 24}


def ordinary(title: str, body: str = "<p>Nội dung.</p>", language: str = "vi", **more) -> OrdinaryPage:
    front = HomePage.objects.get(locale__language_code=language)
    page = front.add_child(instance=OrdinaryPage(title=title, body=body, locale=front.locale, **more))
    page.save_revision().publish()
    return page


def found(response) -> dict[str, list[str]]:
    return {of.kind.code: [page.title for page in of.first] for of in response.context["answers"] if of.total}


def test_a_question_is_answered_from_every_kind_of_page(portal, client):
    factories.profile(name="Lò Thị Sương", summary="Hai mươi năm đưa thư.")
    ordinary("Giới thiệu", "<p>Cổng nêu gương những người đưa thư &amp; đưa tin.</p>")

    response = client.get(SEARCH, {"q": "dua thu"})

    assert found(response) == {"profiles": ["Lò Thị Sương"], "pages": ["Giới thiệu"]}
    text = response.content.decode()
    assert "Hai mươi năm <mark>đưa thư</mark>." in text or "năm <mark>đưa</mark> <mark>thư</mark>." in text
    assert "&amp;amp;" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    for number in range(count):
        factories.profile(name=f"Lò Thị Sương {number}")
        ordinary(f"Chuyện chị Sương {number}")
    client.get(SEARCH, {"q": "suong"})

    with django_assert_num_queries(QUERIES[connection.vendor]):
        response = client.get(SEARCH, {"q": "suong"})

    assert response.context["total"] == 2 * count


def test_one_kind_is_leafed_through_page_by_page(portal, client, monkeypatch):
    monkeypatch.setattr("home.search.results.PAGE_SIZE", 2)
    for number in range(3):
        ordinary(f"Thông báo số {number}")

    def titles(**more):
        response = client.get(SEARCH, {"q": "thong bao", "kind": "pages"} | more)
        return [page.title for page in response.context["results"]]

    assert titles() == ["Thông báo số 2", "Thông báo số 1"]
    assert titles(page="2") == ["Thông báo số 0"]
    assert client.get(SEARCH, {"q": "thong bao", "kind": "pages", "page": "3"}).status_code == 404


def test_each_language_finds_its_own_pages(portal, client):
    ordinary("Giới thiệu sương", language="vi")
    ordinary("About Sương", language="en")
    profile = factories.profile(name="Lò Thị Sương")

    assert found(client.get("/en" + SEARCH, {"q": "suong"})) == {"pages": ["About Sương"]}

    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    assert found(client.get("/en" + SEARCH, {"q": "suong"}))["profiles"] == ["Lò Thị Sương"]
    assert found(client.get(SEARCH, {"q": "suong"})) == {
        "profiles": ["Lò Thị Sương"],
        "pages": ["Giới thiệu sương"],
    }


def test_what_is_not_public_is_not_found(portal, client):
    hidden = [
        factories.profile(name="Khuất Thị Ẩn", live=False),
        ordinary("Khuất riêng"),
        ordinary("Khuất nháp"),
    ]
    embargoed = factories.profile(name="Khuất Thị Chờ")
    ExemplarPage.objects.filter(pk=embargoed.pk).update(embargo_until=timezone.now() + timedelta(days=1))
    PageViewRestriction.objects.create(page=hidden[1], restriction_type=PageViewRestriction.LOGIN)
    hidden[2].unpublish()
    factories.nomination(name="Khuất Thị Kín")
    factories.campaign()

    for address in (SEARCH, f"{SEARCH}goi-y/"):
        text = client.get(address, {"q": "khuat"}).content.decode().replace("“khuat”", "")
        assert "Khuất" not in text, address


def test_a_mistyped_name_is_answered_with_the_nearest(portal, client):
    factories.profile(name="Lò Thị Sương")

    response = client.get(SEARCH, {"q": "lo thi sunog"})

    assert (found(response), response.context["meant"]) == ({"profiles": ["Lò Thị Sương"]}, "Lò Thị Sương")


@pytest.mark.parametrize(
    "query",
    [
        "", "q=", "q=%00", "q=%CC%81%CC%80", "q=%FF%FE", "q=" + "a" * 10_000, "q=" + "a%20" * 3_000, "q=AND%20OR%20NOT",
        "q=NEAR(", "q=%22", "q=*", "q=%25", "q=a:b%5Ec", "q=x&kind=nothing", "q=x&kind=pages&page=-1", "q=x&page=%00",
        "q=x&q=y", "q=%F0%9F%98%80", "q=%E2%80%AE", "kind=pages&page=9",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", [SEARCH, "/en" + SEARCH, f"{SEARCH}goi-y/"])
def test_what_makes_no_sense_is_answered_politely(address, query, portal, client):
    assert client.get(f"{address}?{query}").status_code == 200


def test_a_question_that_is_too_long_is_cut_and_said_so(portal, client):
    factories.profile(name="Lò Thị Sương")

    text = client.get(SEARCH, {"q": "Sương " + "a" * 10_000}).content.decode()

    assert "chỉ 200 ký tự đầu được dùng" in text


def test_only_reading_is_possible(portal, client):
    assert client.post(SEARCH, {"q": "x"}).status_code == 405
    assert client.post(f"{SEARCH}goi-y/", {"q": "x"}).status_code == 405


def test_the_header_of_every_page_leads_to_the_search(portal, client):
    assert 'action="/tim-kiem/"' in client.get("/").content.decode()
    assert 'action="/en/tim-kiem/"' in client.get("/en/").content.decode()


def test_every_kind_of_public_page_is_looked_through_once():
    names = {kind.code: [page_type.__name__ for page_type in kind.types] for kind in kinds()}

    assert {code: names[code] for code in ("profiles", "columns", "articles")} == {
        "profiles": ["ExemplarPage"],
        "columns": ["ColumnPage"],
        "articles": ["ArticlePage", "LegalDocumentPage"],
    }
    assert {"OrdinaryPage", "CampaignPage", "ConferencePage"} <= set(names["pages"])
    assert not {"NominationPage", *names["articles"]} & set(names["pages"])
