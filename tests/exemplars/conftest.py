import pytest

from tests import books


@pytest.fixture
def book(portal):
    """Fill the book of honour with so many published profiles."""
    return books.fill
