"""Approvals in the admin, and the dashboard's panel of profiles to complete."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.actions import revoke_approval
from exemplars.profiles.panels import profiles_to_complete
from tests import factories

APPROVAL = {
    "reference": "2019/GTTB-0007",
    "decision_number": "88/QĐ-BTTTT",
    "decision_date": "2019-08-28",
    "signatory": "Nguyễn Văn Mẫu",
    "allows_story": "on",
}


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def test_an_administrator_adds_an_approval_of_an_earlier_year(client):
    client.force_login(factories.administrator())

    client.post(reverse("approvals:add"), APPROVAL)

    approval = Approval.objects.get()
    assert (approval.reference, approval.allows_story, approval.allows_portrait) == (
        "2019/GTTB-0007",
        True,
        False,
    )


def test_nobody_else_adds_or_changes_an_approval(client):
    page = factories.profile()
    addresses = [reverse("approvals:add"), reverse("approvals:edit", args=[page.approval_id])]
    before = list(Approval.objects.values())

    for role in ("screener", "secretary", "council_member", "leader", "editor", "auditor"):
        client.force_login(getattr(factories, role)())
        for address in addresses:
            assert client.post(address, APPROVAL).status_code == 302, role

    assert list(Approval.objects.values()) == before


def test_taking_a_consent_back_takes_the_profile_off_the_portal(client):
    page, other = factories.profile(), factories.profile()
    client.force_login(factories.administrator())
    form = APPROVAL | {"reference": page.approval.reference}
    del form["allows_story"]

    client.post(reverse("approvals:edit", args=[page.approval_id]), form)

    assert not ExemplarPage.objects.get(pk=page.pk).live
    assert ExemplarPage.objects.get(pk=other.pk).live


def test_revoking_needs_no_editor():
    page = factories.profile()

    revoke_approval(
        reference=page.approval.reference,
        on=timezone.localdate(),
        decision="9/QĐ",
        reason="Vi phạm.",
        user=factories.leader(),
    )

    assert not ExemplarPage.objects.get(pk=page.pk).live


def test_the_form_has_no_field_that_revokes(client):
    page = factories.profile()
    client.force_login(factories.administrator())

    form = client.get(reverse("approvals:edit", args=[page.approval_id])).context["form"]

    consents = {"allows_story", "allows_portrait", "allows_video"}
    assert set(form.fields) == {"reference", "decision_number", "decision_date", "signatory"} | consents


def test_an_editor_chooses_among_approvals_that_stand(client):
    page, revoked = factories.profile(), factories.profile(live=False)
    Approval.objects.filter(pk=revoked.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="1/QĐ"
    )
    client.force_login(factories.editor())

    content = client.get(reverse("approval_chooser:choose")).content.decode()
    found = client.get(
        reverse("approval_chooser:choose_results"), {"q": page.approval.reference[-6:]}
    ).content.decode()

    assert page.approval.reference in content
    assert revoked.approval.reference not in content
    assert page.approval.reference in found


def test_a_council_member_chooses_none(client):
    page = factories.profile()
    client.force_login(factories.council_member())

    response = client.get(reverse("approval_chooser:choose"))

    assert response.status_code == 302
    assert page.approval.reference not in response.content.decode()


# --- The dashboard ----------------------------------------------------------------------------------


def test_an_editor_finds_the_drafts_and_nothing_that_is_public_or_revoked():
    draft, revoked = factories.profile(live=False), factories.profile(live=False)
    factories.profile()
    Approval.objects.filter(pk=revoked.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="1/QĐ"
    )

    assert list(profiles_to_complete(factories.editor())) == [draft]


def test_the_dashboard_of_others_names_no_draft(client):
    draft = factories.profile(live=False)
    named = {}

    for role in ("editor", "screener", "secretary", "leader", "auditor", "administrator", "council_member"):
        client.force_login(getattr(factories, role)())
        named[role] = draft.title in client.get(reverse("wagtailadmin_home")).content.decode()

    assert named == dict.fromkeys(named, False) | {"editor": True}


@pytest.mark.parametrize("count", [1, 3])
def test_the_panel_costs_the_same_however_many_drafts(count, client, django_assert_num_queries):
    for _ in range(count):
        factories.profile(live=False)
    client.force_login(factories.editor())
    client.get(reverse("wagtailadmin_home"))

    with django_assert_num_queries(29):
        client.get(reverse("wagtailadmin_home"))
