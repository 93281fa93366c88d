"""A signed-in officer, and forms as a browser sends them."""

import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.models import NominationPage
from tests import factories


@pytest.fixture
def officer(portal, client):
    """An officer who is signed in with ``client``."""
    user = factories.officer()
    client.force_login(user)
    return user


@pytest.fixture
def desk(officer, client):
    """The officer's browser: opens steps and sends their forms."""

    def address(step: str, nomination, *more) -> str:
        return reverse(f"workspace:{step}", args=[nomination.reference, *more])

    def read(step: str, nomination, *more):
        return client.get(address(step, nomination, *more))

    def send(step: str, nomination, *, base="now", **values):
        """Post a step; ``base`` is the revision that was seen."""
        nomination.refresh_from_db()
        base = nomination.latest_revision_id if base == "now" else base
        return client.post(address(step, nomination), {"base_revision": base, **values})

    def create(campaign, **values):
        values = {"name": "Lê Thị Hoài Thu", "request_key": str(uuid.uuid4())} | values
        return client.post(reverse("workspace:new", args=[campaign.pk]), values)

    return SimpleNamespace(address=address, read=read, send=send, create=create, user=officer, client=client)


@pytest.fixture
def draft(officer):
    """A draft of the officer's unit that holds nothing but a name."""
    return factories.draft(by=officer, campaign=factories.campaign(quotas={factories.field(): 3}))


def rows(prefix: str, *values: dict, **more) -> dict[str, str]:
    """The fields of a list as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0, **more}
    for number, row in enumerate(values):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def latest(nomination) -> NominationPage:
    """The nomination as it is stored now, its newest revision."""
    return NominationPage.objects.get(pk=nomination.pk).get_latest_revision_as_object()
