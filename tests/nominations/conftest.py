import pytest

from tests import factories


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test of this side begins with a portal that is set up."""


@pytest.fixture
def officer():
    return factories.officer()


@pytest.fixture
def screener():
    return factories.screener()


@pytest.fixture
def leader():
    return factories.leader()
