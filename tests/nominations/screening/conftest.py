"""A screener's presses, as the browser sends them."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.stages import Stage
from tests import factories

READERS = ("screener", "secretary", "leader", "auditor", "superuser")
#: Whoever may not screen: they read dossiers, or not even that.
OTHERS = (
    "secretary", "leader", "auditor", "superuser", "council_member", "editor", "administrator", "officer", "head",
)  # fmt: skip


@pytest.fixture
def submitted():
    return factories.nomination(Stage.SUBMITTED, name="Phan Thị Lụa")


@pytest.fixture
def desk(client, screener):
    """The signed-in screener's browser: presses buttons and reads pages."""
    client.force_login(screener)

    def address(name, nomination, *more):
        return reverse(f"screening:{name}", args=[nomination.pk, *more])

    return SimpleNamespace(
        user=screener,
        client=client,
        address=address,
        press=lambda name, nomination, *more, **typed: client.post(
            address(name, nomination, *more), typed, follow=True
        ),
        open=lambda name, nomination, *more: client.get(address(name, nomination, *more)),
        dossier=lambda nomination: client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk])),
        take=lambda nomination, action, **typed: client.post(
            reverse(
                "wagtailadmin_pages:workflow_action",
                args=[nomination.pk, action, factories.step(nomination).pk],
            ),
            typed,
            follow=True,
        ),
        list=lambda **query: client.get(reverse("nominations:index"), query),
    )


def said(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


def part(response, template: str) -> dict | None:
    """What one section of the dossier was given; None where it is not there."""
    parts = [*response.context["parts"], *response.context["asides"]]
    found = [one["context"] for one in parts if one["template"] == f"nominations/screening/{template}.html"]
    return found[0] if found else None
