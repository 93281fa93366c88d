"""Indexes many pages at once."""

from wagtail.models import Page
from wagtail.search.backends import get_search_backend


def index(pages: list[Page]) -> None:
    """Add new pages of one type to the search index."""
    own = type(pages[0])
    get_search_backend().get_index_for_model(own).add_items(own, pages)
