"""The search is blind to marks and case, in both ways of asking, and no question breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from exemplars.models import ExemplarPage
from exemplars.search.folding import folded
from exemplars.search.words import plain_words
from tests import factories


def found(query, **options) -> list[str]:
    return [page.title for page in ExemplarPage.objects.search(query, **options)]


@pytest.mark.parametrize("query", ["chuyển đổi số", "chuyen doi so", "CHUYỂN ĐỔI", "so doi chuyen"])
def test_search_finds_with_and_without_marks(portal, query):
    factories.profile(name="Đặng Thị Ngà", summary="Kỹ sư chuyển đổi số của bản.")
    factories.profile(name="Trần Văn An")

    assert found(query) == ["Đặng Thị Ngà"]


@pytest.mark.parametrize("query", ["Đặng", "dan", "DANG TH", "đặng thị ng"])
def test_autocomplete_finds_beginnings(portal, query):
    profile = factories.profile(name="Đặng Thị Ngà")

    assert [page.pk for page in Page.objects.autocomplete(query)] == [profile.pk]


def test_names_outrank_texts(portal):
    factories.profile(name="Trần Văn An", summary="Làm việc cùng chị Sương.")
    factories.profile(name="Lò Thị Sương")

    assert found("suong")[0] == "Lò Thị Sương"


def test_signs_in_numbers_and_codes_do_not_matter(portal):
    factories.profile(name="Trần Văn An", summary="Theo Quyết định 0142/QĐ-BTTTT, xong 1.316 hồ sơ.")

    for query in ("0142/QĐ-BTTTT", "0142 qd btttt", "1.316"):
        assert found(query) == ["Trần Văn An"]


def test_queries_can_be_put_together(portal):
    for name in ("Trần Văn Ổn", "Trần Thị Bình", "Lê Thị Bình"):
        factories.profile(name=name)

    assert sorted(found(PlainText("trần") & Not(PlainText("ổn")))) == ["Trần Thị Bình"]
    assert sorted(found(PlainText("ổn") | Phrase("LÊ thị"))) == ["Lê Thị Bình", "Trần Văn Ổn"]
    assert found(PlainText("!") & PlainText("?")) == []


@pytest.mark.parametrize(
    "query", ["", " ", "\0", '"', "%", "*", "_", "NEAR(", "(", ":", "^", "-", "'", "\\", "😀"]
)
def test_signs_alone_find_nobody(portal, query):
    factories.profile()

    assert found(query) == []


def test_every_kind_of_query_is_folded():
    query = And([PlainText("Sương", operator="or"), Or([Phrase("Đà Nẵng"), Fuzzy("Huế")]), MATCH_ALL])

    assert repr(folded(query)) == (
        "<And <PlainText 'suong' operator='or' boost=1> "
        "<Or <Phrase 'da nang'> <Fuzzy 'hue' operator='or'>> <MatchAll>>"
    )
    assert query.subqueries[0].query_string == "Sương"


@given(st.text())
def test_plain_words_are_words_and_folding_them_again_changes_nothing(text):
    words = plain_words(text)

    assert all(word.isalnum() for word in words.split())
    assert plain_words(words) == words


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_question_breaks_the_search(portal, text):
    list(ExemplarPage.objects.search(text))
    list(Page.objects.autocomplete(text))
