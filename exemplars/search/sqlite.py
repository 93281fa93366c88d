from django.db.models import Case, IntegerField, Value, When
from modelsearch.backends.database.sqlite.query import BM25, Lexeme, MatchExpression, SearchQueryExpression
from modelsearch.backends.database.sqlite.sqlite import (
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from .folding import FoldingBackend, FoldingIndex
from .questions import Beginning

#: Nobody leafs further; ranking every page that says a common word takes minutes in a large portal.
BEST = 1000


class FoldingSQLiteIndex(FoldingIndex, SQLiteIndex):
    indexer_class = ObjectIndexer


class NameFirst(BM25):
    """Weighs a word in the title, which is a person's name, above one in the text."""

    def as_sql(self, compiler, connection, **options):
        sql, parameters = super().as_sql(compiler, connection, **options)
        return f"{sql.removesuffix(')')}, 1.0, 1.0, 10.0)", parameters  # autocomplete, body, title


class BestFirst:
    """Ranks once and keeps the best, where Wagtail would rank anew for every row it returns."""

    def search(self, config, start, stop, score_field=None):
        if score_field or not self.order_by_relevance or not isinstance(self.query, PlainText | Phrase):
            return super().search(config, start, stop, score_field=score_field)
        keys = self._best_keys(config)
        places = Case(
            *(When(pk=key, then=Value(place)) for place, key in enumerate(keys)),
            default=Value(BEST),
            output_field=IntegerField(),
        )
        return self.queryset.filter(pk__in=keys).order_by(places, "-pk")[start:stop]

    def _best_keys(self, config) -> list[str]:
        match = MatchExpression(
            self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(self.query, config=config)
        )
        kinds = get_descendants_content_types_pks(self.queryset.model)
        entries = SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=kinds).order_by(
            NameFirst()
        )
        return list(entries.values_list("index_entry__object_id", flat=True)[:BEST])


class BestFirstCompiler(BestFirst, SQLiteSearchQueryCompiler):
    """Knows beginnings of words, too."""

    def build_search_query_content(self, query, config=None):
        if isinstance(query, Beginning):
            return SearchQueryExpression(Lexeme(query.query_string, prefix=True), config=config)
        return super().build_search_query_content(query, config=config)


class BestFirstAutocompleteCompiler(BestFirst, SQLiteAutocompleteQueryCompiler):
    pass


class FoldingSQLiteBackend(FoldingBackend, SQLiteSearchBackend):
    index_class = FoldingSQLiteIndex
    query_compiler_class = BestFirstCompiler
    autocomplete_query_compiler_class = BestFirstAutocompleteCompiler
