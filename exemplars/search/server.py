"""Search on a server of one's own: OpenSearch or Elasticsearch, folding as the databases do.

    WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "exemplars.search.server", "SERVER": "opensearch3", "URLS": ["https://search.example.vn"]}
    }

``SERVER`` names one of Wagtail's backends. Its client library is no requirement of this app.
"""

from copy import deepcopy

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from modelsearch.utils import deep_update

from .folding import FoldingBackend
from .questions import Beginning

#: By server, what installs its client library: ``pip install wagtail-exemplars[…]``.
SERVERS = {
    "opensearch2": "opensearch",
    "opensearch3": "opensearch",
    "elasticsearch8": "elasticsearch8",
    "elasticsearch9": "elasticsearch9",
}

#: Text without case, marks or đ, in whatever form it came: combining marks of NFD are taken away before
#: words are told apart, composed letters are folded after. Needs no plugin of the server.
FOLDING = {
    "settings": {
        "analysis": {
            "char_filter": {
                "marks": {"type": "pattern_replace", "pattern": "\\p{M}+", "replacement": ""},
                "d_with_stroke": {"type": "mapping", "mappings": ["đ => d", "Đ => D", "Ð => D", "ð => d"]},
            },
            "analyzer": {
                "default": {
                    "type": "custom",
                    "tokenizer": "standard",
                    "char_filter": ["marks", "d_with_stroke"],
                    "filter": ["lowercase", "asciifolding"],
                },
                "edgengram_analyzer": {"char_filter": ["marks", "d_with_stroke"]},
            },
        }
    }
}


class FoldingCompiler:
    """Wants every word, as the databases do, and knows beginnings of words; mixed into a server's compiler."""

    DEFAULT_OPERATOR = "and"

    def get_sort(self):
        """The highest key first where nothing else is asked for: as a number, which Wagtail's own column is not."""
        number = self._get_filterable_field("id")
        if self.order_by_relevance or self.queryset.ordered or number is None:
            return super().get_sort()
        return [{self.mapping.get_field_column_name(number): "desc"}]

    def _compile_plaintext_query(self, query, fields, boost=1.0):
        if not isinstance(query, Beginning):
            return super()._compile_plaintext_query(query, fields, boost)
        names = [field.field_name_with_boost for field in fields]
        return {"multi_match": {"query": query.query_string, "fields": names, "type": "phrase_prefix"}}


def folding(backend: type) -> type:
    """The search backend of a server, made to fold text and questions."""
    compiler, autocomplete = backend.query_compiler_class, backend.autocomplete_query_compiler_class
    parts = {
        "settings": deep_update(deepcopy(backend.settings), FOLDING),
        "query_compiler_class": type(f"Folding{compiler.__name__}", (FoldingCompiler, compiler), {}),
        "autocomplete_query_compiler_class": type(
            f"Folding{autocomplete.__name__}", (FoldingCompiler, autocomplete), {}
        ),
    }
    return type(f"Folding{backend.__name__}", (FoldingBackend, backend), parts)


def SearchBackend(params):
    """Make the backend for ``params["SERVER"]``; ImproperlyConfigured, with what to do, where it cannot be made."""
    params = dict(params)
    server = params.pop("SERVER", "")
    if server not in SERVERS:
        raise ImproperlyConfigured(f"The search server {server!r} is none of {', '.join(SERVERS)}.")
    try:
        backend = import_string(f"wagtail.search.backends.{server}.SearchBackend")
    except ImportError as missing:
        raise ImproperlyConfigured(
            f"The client library of {server} is missing: pip install 'wagtail-exemplars[{SERVERS[server]}]'."
        ) from missing
    return folding(backend)(params)
