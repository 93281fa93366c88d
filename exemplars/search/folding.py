"""What folds text on its way into the index and questions on their way to it, whatever the database."""

import copy

from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from .words import LONGEST_QUESTION, plain_words


class FoldedItem:
    """Stands in for an object while it is indexed: the same fields, each answering its folded text."""

    def __init__(self, indexer):
        self.pk = indexer.obj.pk
        self._fields = [
            answering(field, plain_words(text))
            for given in indexer.search_fields
            for field, *_weight, text in indexer.prepare_field(indexer.obj, given)
        ]

    def get_search_fields(self):
        return self._fields


def answering(field, text: str):
    """Return a copy of a search field that gives ``text`` for any object."""
    field = copy.copy(field)
    field.get_value = lambda _item: text
    return field


class FoldingIndex:
    """Stores folded text; mixed into a database's own index, with that database's ``indexer_class``."""

    indexer_class: type

    def add_items(self, model, items):
        return super().add_items(
            model, [FoldedItem(self.indexer_class(item, self.backend)) for item in items]
        )


class FoldingBackend:
    """Folds every question; mixed into a database's own search backend."""

    def search(self, query, *args, **kwargs):
        return super().search(folded(query), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        return super().autocomplete(folded(query), *args, **kwargs)


def folded(query: str | SearchQuery | None) -> str | SearchQuery | None:
    """Return the question with every text in it folded; one without any word in it finds nothing."""
    if isinstance(query, str):
        return plain_words(query[:LONGEST_QUESTION])
    if isinstance(query, PlainText | Phrase | Fuzzy):
        return with_words(query)
    if isinstance(query, And | Or):
        parts = [part for part in map(folded, query.subqueries) if part is not MATCH_NONE]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), MATCH_NONE)
    if isinstance(query, Not | Boost):
        query = copy.copy(query)
        query.subquery = folded(query.subquery)
    return query


def with_words(query: PlainText | Phrase | Fuzzy) -> SearchQuery:
    query = copy.copy(query)
    query.query_string = plain_words(query.query_string[:LONGEST_QUESTION])
    return query if query.query_string else MATCH_NONE
