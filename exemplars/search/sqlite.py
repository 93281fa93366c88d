from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.lookups import In
from modelsearch.backends.database.sqlite.query import (
    BM25,
    Lexeme,
    MatchExpression,
    SearchQueryExpression,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import And, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page

from .folding import FoldingBackend, FoldingIndex
from .questions import Beginning

#: Nobody leafs further; ranking every page that says a common word takes minutes in a large portal.
BEST = 1000
#: So many matches are looked through for those that a queryset holds: the rest are drafts or another language.
LATEST = 3 * BEST
#: So few pages are asked one by one whether they match, instead of looking through the matches for them.
FEW = 500


class FoldingSQLiteIndex(FoldingIndex, SQLiteIndex):
    indexer_class = ObjectIndexer


class NameFirst(BM25):
    """Weighs a word in the title, which is a person's name, above one in the text."""

    def as_sql(self, compiler, connection, **options):
        sql, parameters = super().as_sql(compiler, connection, **options)
        return f"{sql.removesuffix(')')}, 1.0, 1.0, 10.0)", parameters  # autocomplete, body, title


class BestFirst:
    """Matches once and keeps the best or the latest, where Wagtail would match anew for every row it returns."""

    def search(self, config, start, stop, score_field=None):
        if score_field or not isinstance(self.query, PlainText | Phrase | And | Or):
            return super().search(config, start, stop, score_field=score_field)
        if not self.order_by_relevance:
            return self._latest(config)[start:stop]
        if not isinstance(self.query, PlainText | Phrase):
            return super().search(config, start, stop)
        keys = self._keys(config, NameFirst(), BEST)
        places = Case(
            *(When(pk=key, then=Value(place)) for place, key in enumerate(keys)),
            default=Value(BEST),
            output_field=IntegerField(),
        )
        return self.queryset.filter(pk__in=keys).order_by(places, "-pk")[start:stop]

    def _latest(self, config):
        found = self.queryset.filter(pk__in=self._keys(config, "-pk", LATEST))
        return found if found.query.order_by else found.order_by("-pk")

    def _keys(self, config, order, most: int) -> list[str]:
        """The keys of the first matches in an order; a word that matches anywhere is looked up once."""
        columns = self.fields or self.FTS_TABLE_FIELDS
        match = MatchExpression(columns, self.build_search_query(normalize(self.query), config=config))
        # By a sum, which no index has: else SQLite may go through all pages of a type and match each.
        entries = SQLiteFTSIndexEntry.objects.annotate(type=F("index_entry__content_type_id") + 0)
        types = types_of(self.queryset)
        entries = entries.filter(match, type__in=types).order_by(order)
        if self.queryset.model is Page and len(few := entries_of(types)) <= FEW:
            entries = entries.filter(pk__in=few)
        return list(entries.values_list("index_entry__object_id", flat=True)[:most])


def entries_of(types: set[int]) -> list[int]:
    """The entries of some types, as far as they are few."""
    return list(IndexEntry.objects.filter(content_type__in=types).values_list("pk", flat=True)[: FEW + 1])


def types_of(queryset) -> set[int]:
    """The content types that a queryset can hold, as far as its filters say."""
    types = set(get_descendants_content_types_pks(queryset.model))
    for node in queryset.query.where.children:
        if isinstance(node, In) and node.lhs.target.name == "content_type" and isinstance(node.rhs, list):
            types &= set(node.rhs)
    return types


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
