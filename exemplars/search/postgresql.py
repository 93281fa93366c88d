from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresIndex,
    PostgresSearchBackend,
)

from .folding import FoldingBackend, FoldingIndex


class FoldingPostgresIndex(FoldingIndex, PostgresIndex):
    indexer_class = ObjectIndexer


class FoldingPostgresBackend(FoldingBackend, PostgresSearchBackend):
    """Folds, and stems nothing: no stemmer knows Vietnamese, and the server's default may be English."""

    index_class = FoldingPostgresIndex

    def __init__(self, params):
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
