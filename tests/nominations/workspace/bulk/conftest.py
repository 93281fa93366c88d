from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.models import BulkUpload
from tests import factories
from tests.nominations.workspace.bulk.books import Book


@pytest.fixture
def officer(portal, client):
    user = factories.officer()
    client.force_login(user)
    return user


@pytest.fixture
def campaign(portal):
    return factories.campaign(quotas={factories.field(name_vi="Chuyển đổi số"): 3, factories.field(): 2})


@pytest.fixture
def book(campaign):
    """A template that is being filled in."""
    return Book(campaign)


@pytest.fixture
def bulk(officer, campaign, client):
    """The officer's browser: uploads a workbook, reads what was found, confirms."""

    def upload(data: bytes, name: str = "danh-sach.xlsx", **values):
        file = factories.upload(name, data)
        return client.post(reverse("workspace:bulk", args=[campaign.pk]), {"file": file, **values})

    def found(data: bytes):
        """Upload a workbook and return its preview."""
        answer = upload(data)
        assert answer.status_code == 302, answer.context["form"].errors
        return client.get(answer.url)

    def confirm(kept: BulkUpload | None = None, **values):
        kept = kept or BulkUpload.objects.latest("pk")
        return client.post(reverse("workspace:bulk-upload", args=[kept.key]), {"go": "confirm", **values})

    return SimpleNamespace(upload=upload, found=found, confirm=confirm, user=officer, client=client)


def places(response) -> list[tuple[str, int, int]]:
    """Where the faults of a preview are: sheet, row, column."""
    return [(fault.sheet, fault.row, fault.column) for fault in response.context["faults"]]
