"""A reviewer's browser: opens dossiers and sends the forms of review steps."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.models import NominationPage
from nominations.stages import Stage
from tests import factories

READERS = ("screener", "secretary", "leader", "auditor", "superuser")
STRANGERS = ("council_member", "editor", "administrator", "officer", "head")


@pytest.fixture
def answers(client):
    """Ask the same of several roles, one after the other; return what each was answered, by role."""

    def ask(roles, question):
        found = {}
        for role in roles:
            client.force_login(getattr(factories, role)())
            found[role] = question(client)
        return found

    return ask


@pytest.fixture
def readers():
    return READERS


@pytest.fixture
def strangers():
    return STRANGERS


@pytest.fixture
def submitted():
    return factories.nomination(Stage.SUBMITTED, name="Phan Thị Lụa")


@pytest.fixture
def accepted():
    return factories.nomination(Stage.ACCEPTED, name="Đỗ Văn Khánh")


@pytest.fixture
def desk(client):
    """What a person does with ``client``: sign in, read a dossier, take a step."""

    def sign_in(person):
        client.force_login(person)
        return person

    def action_url(nomination, action, state=None):
        state = state or factories.step(nomination)
        return reverse("wagtailadmin_pages:workflow_action", args=[nomination.pk, action, state.pk])

    return SimpleNamespace(
        sign_in=sign_in,
        action_url=action_url,
        dossier=lambda nomination: client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk])),
        open=lambda nomination, action, state=None: client.get(action_url(nomination, action, state)),
        take=lambda nomination, action, state=None, **typed: client.post(
            action_url(nomination, action, state), typed, follow=True
        ),
        list=lambda **query: client.get(reverse("nominations:index"), query),
        evidence=lambda evidence: client.get(reverse("nominations_evidence", args=[evidence.pk])),
    )


@pytest.fixture
def stage_of():
    """Ask the database where a nomination stands."""
    return lambda nomination: NominationPage.objects.get(pk=nomination.pk).stage


@pytest.fixture
def refused():
    """Say whether an answer refuses: Wagtail leads to the dashboard, strangers get 403 or 404."""

    def is_refused(response) -> bool:
        to_dashboard = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
        return to_dashboard or response.status_code in (403, 404)

    return is_refused
