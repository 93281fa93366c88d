"""A search server by settings: what it would be sent, without one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.search.backends import get_search_backend

from exemplars.models import ExemplarPage
from exemplars.search import server
from exemplars.search.finding import find
from exemplars.search.questions import parse
from portal.settings.base import search_backend
from tests import factories


class Client:
    """A search server that remembers what it was asked, and answers with the keys that it was given."""

    def __init__(self, keys=()):
        self.keys, self.asked, self.stored = list(keys), [], []

    def search(self, **asked):
        self.asked.append(asked)
        hits = [{"fields": {"pk": [str(key)]}, "_score": 1} for key in self.keys]
        return {"hits": {"hits": hits}}


@pytest.fixture
def backend():
    return server.SearchBackend({"SERVER": "opensearch3", "URLS": ["https://search.example.vn"]})


def body(backend, query, pages=None, **options) -> dict:
    pages = ExemplarPage.objects.live().order_by() if pages is None else pages
    found = backend.search(query, pages, order_by_relevance=False, **options)
    return found._get_es_body()


def test_the_setting_names_the_server():
    assert search_backend("", []) == {"BACKEND": "exemplars.search.backend"}
    assert search_backend("opensearch3", ["http://127.0.0.1:9200"]) == {
        "BACKEND": "exemplars.search.server",
        "SERVER": "opensearch3",
        "URLS": ["http://127.0.0.1:9200"],
        "INDEX_PREFIX": "portal_",
    }


def test_a_server_that_is_unknown_or_without_its_library_is_named(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="'solr' is none of opensearch2"):
        server.SearchBackend({"SERVER": "solr"})
    with pytest.raises(ImproperlyConfigured, match=r"pip install 'wagtail-exemplars\[elasticsearch9\]'"):
        server.SearchBackend({"SERVER": "elasticsearch9"})


def test_the_index_folds_case_marks_and_d(backend):
    analysis = backend.settings["settings"]["analysis"]

    assert analysis["analyzer"]["default"] == {
        "type": "custom",
        "tokenizer": "standard",
        "char_filter": ["marks", "d_with_stroke"],
        "filter": ["lowercase", "asciifolding"],
    }
    assert analysis["char_filter"]["marks"]["pattern"] == "\\p{M}+"
    assert "đ => d" in analysis["char_filter"]["d_with_stroke"]["mappings"]
    assert analysis["analyzer"]["edgengram_analyzer"] == {
        "type": "custom",
        "tokenizer": "standard",
        "filter": ["asciifolding", "lowercase", "edgengram"],
        "char_filter": ["marks", "d_with_stroke"],
    }


def test_wagtails_own_settings_stay_as_they_were(backend):
    from wagtail.search.backends.opensearch3 import SearchBackend

    assert "char_filter" not in SearchBackend.settings["settings"]["analysis"]


def test_the_mapping_holds_what_is_searched_and_filtered(backend):
    fields = backend.mapping_class(ExemplarPage).get_mapping()["properties"]

    assert fields["title"] == {"type": "text", "copy_to": ["_all_text", "_all_text_boost_2_0"]}
    assert fields["exemplars_exemplarpage__story"] == {"type": "text", "copy_to": "_all_text"}
    assert fields["id_filter"] == {"type": "integer"}
    assert fields["exemplars_exemplarpage__unit"]["properties"]["name_vi"]["copy_to"] == "_all_text"


def test_the_question_is_folded_and_wants_every_word(backend):
    asked = body(backend, "Lò Thị SƯƠNG", fields=["title"])

    assert asked["query"]["bool"]["must"] == {
        "match": {"title": {"query": "lo thi suong", "operator": "and", "boost": 2.0}}
    }
    assert {"term": {"live_filter": True}} in asked["query"]["bool"]["filter"]
    assert asked["sort"] == [{"id_filter": "desc"}]


def test_phrases_and_beginnings_are_asked_for(backend):
    asked = str(body(backend, parse("“chuyển đổi số” Suo").beginning, fields=["title"]))

    assert "{'match_phrase': {'title': {'query': 'chuyen doi so'" in asked
    assert "{'multi_match': {'query': 'suo', 'fields': ['title^2" in asked
    assert "'type': 'phrase_prefix'" in asked


def test_pages_are_found_through_the_server_in_our_order(portal, monkeypatch):
    people = [factories.profile(name=name) for name in ("Lò Thị Sương", "Lò Thị Mai Sương", "Trần Văn An")]
    backend = server.SearchBackend({"SERVER": "opensearch3"})
    backend.es = Client([people[1].pk, people[0].pk])
    monkeypatch.setattr("exemplars.search.finding.get_search_backend", lambda: backend)

    found = find("sương lò thị", ExemplarPage.objects.live(), names=True)

    assert found.keys == [people[0].pk, people[1].pk]
    assert all(asked["index"] == "wagtailcore_page" for asked in backend.es.asked)


def test_pages_of_some_types_are_asked_for_by_what_the_server_knows(backend, portal):
    from wagtail.models import Locale

    from home.search.kinds import kinds

    for kind in kinds():
        asked = body(backend, "suong", kind.candidates(Locale(pk=1, language_code="vi")).order_by())
        assert "locale_id_filter" in str(asked)


def test_the_database_stays_the_default():
    assert type(get_search_backend()).__name__.startswith("Folding")
