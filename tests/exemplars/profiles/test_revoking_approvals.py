"""A recognition of an earlier year is taken back by those who recorded it, on a page of its own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exemplars.models import Approval, ExemplarPage
from nominations.stages import Stage
from tests import factories


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


@pytest.fixture
def earlier():
    """The public profile of somebody honoured before there was a portal."""
    profile = factories.profile(
        reference="2019/GTTB-0007", decision_date=timezone.localdate() - timedelta(days=900)
    )
    return ExemplarPage.objects.get(pk=profile.pk)


def address(profile) -> str:
    return reverse("approvals:revoke", args=[profile.approval_id])


def form(profile, **more) -> dict:
    today = timezone.localdate().strftime("%d/%m/%Y")
    return {
        "decision": "0311/QĐ-BTTTT",
        "on": today,
        "reason": "Khai sai thành tích.",
        "reference": profile.approval.reference,
    } | more


def test_an_administrator_revokes_it_once(client, earlier):
    client.force_login(factories.administrator())
    assert (
        address(earlier) in client.get(reverse("approvals:edit", args=[earlier.approval_id])).content.decode()
    )
    assert client.get(address(earlier)).status_code == 200

    for _press in range(2):
        assert client.post(address(earlier), form(earlier)).url == reverse("approvals:index")

    approval = Approval.objects.get(pk=earlier.approval_id)
    assert (approval.revocation_decision, approval.revocation_reason) == (
        "0311/QĐ-BTTTT",
        "Khai sai thành tích.",
    )
    client.logout()
    assert client.get(earlier.get_url()).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"decision": ""}, "decision"),
        ({"reason": " "}, "reason"),
        ({"reference": "2019/GTTB-0008"}, "reference"),
        ({"on": "19/05/1950"}, "on"),
        ({"on": "01/01/2999"}, "on"),
    ],
)
def test_a_mistake_changes_nothing_and_keeps_what_was_typed(wrong, name, client, earlier):
    client.force_login(factories.administrator())

    response = client.post(address(earlier), form(earlier, **wrong))

    assert list(response.context["form"].errors) == [name]
    assert response.context["header_title"].startswith("Lỗi:")
    assert ExemplarPage.objects.get(pk=earlier.pk).live


@pytest.mark.parametrize(
    "role", ["screener", "secretary", "council_member", "leader", "editor", "auditor", "officer"]
)
def test_nobody_else_does(role, client, earlier):
    client.force_login(getattr(factories, role)())

    for method in (client.get, client.post):
        assert method(address(earlier), form(earlier)).status_code in (302, 403)
    assert ExemplarPage.objects.get(pk=earlier.pk).live


def test_one_behind_which_a_nomination_stands_is_the_leaders(client):
    nomination = factories.nomination(Stage.APPROVED)
    approval = Approval.objects.get(reference=nomination.reference)
    client.force_login(factories.administrator())
    link = reverse("approvals:revoke", args=[approval.pk])

    assert link not in client.get(reverse("approvals:edit", args=[approval.pk])).content.decode()
    client.post(
        link, {"decision": "1/QĐ", "on": timezone.localdate(), "reason": "x", "reference": approval.reference}
    )

    approval.refresh_from_db()
    assert approval.revoked_on is None
