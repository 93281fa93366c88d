from django.contrib.postgres.search import SearchQuery
from django.db.models import F
from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.query import Lexeme

from .folding import FoldingBackend, FoldingIndex
from .questions import Beginning


class FoldingPostgresIndex(FoldingIndex, PostgresIndex):
    indexer_class = ObjectIndexer


class FoldingCompiler(PostgresSearchQueryCompiler):
    """Knows beginnings of words, and looks a title up where it is indexed instead of in the page."""

    def build_tsquery_content(self, query, config=None, invert=False):
        if isinstance(query, Beginning):
            return SearchQuery(
                Lexeme(query.query_string, invert=invert, prefix=True), search_type="raw", config=config
            )
        return super().build_tsquery_content(query, config=config, invert=invert)

    def get_search_vectors(self, search_query):
        if self.fields == ["title"]:
            return [(F("index_entries__title"), F("index_entries__title_norm"))]
        return super().get_search_vectors(search_query)


class FoldingPostgresBackend(FoldingBackend, PostgresSearchBackend):
    """Folds, and stems nothing: no stemmer knows Vietnamese, and the server's default may be English."""

    index_class = FoldingPostgresIndex
    query_compiler_class = FoldingCompiler

    def __init__(self, params):
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
