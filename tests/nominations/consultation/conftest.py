"""The screener's desk and a visitor's browser, in front of a public consultation."""

from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.consultation.tokens import issue
from tests import factories

READERS = ("screener", "auditor", "superuser")
STRANGERS = ("secretary", "council_member", "leader", "editor", "administrator", "officer", "head")


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
def refused():
    """Say whether an answer refuses: Wagtail leads to the dashboard, strangers get 403 or 404."""

    def is_refused(response) -> bool:
        to_dashboard = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
        return to_dashboard or response.status_code in (403, 404)

    return is_refused


@pytest.fixture
def consultation():
    """A list of one person that stands open."""
    return factories.shortlist(name="Phan Thị Lụa")


@pytest.fixture
def entry(consultation):
    return consultation.entries.get()


def token_of(consultation, seconds_ago: int = 60) -> str:
    """Return the token of a form that was opened so long ago."""
    with mock.patch.object(timezone, "now", return_value=timezone.now() - timedelta(seconds=seconds_ago)):
        return issue(consultation)


@pytest.fixture
def visitor(client):
    """What somebody without an account does."""

    def read(consultation, language=""):
        return client.get(f"{language}{reverse('shortlist:list', args=[consultation.pk])}")

    def open_form(consultation, **query):
        return client.get(reverse("shortlist:comment", args=[consultation.pk]), query)

    def send(consultation, *, about="list", token=None, headers=None, **typed):
        values = factories.SENDER | {"text": "Tôi biết việc này.", "about": about} | typed
        values["token"] = token_of(consultation) if token is None else token
        return client.post(
            reverse("shortlist:comment", args=[consultation.pk]), values, headers=headers or {}, follow=True
        )

    return SimpleNamespace(read=read, open_form=open_form, send=send)


@pytest.fixture
def desk(client):
    """What a screener does with ``client``."""

    def sign_in(person):
        client.force_login(person)
        return person

    def post(name, pk, **typed):
        return client.post(reverse(f"consultations:{name}", args=[pk]), typed, follow=True)

    return SimpleNamespace(
        sign_in=sign_in,
        index=lambda: client.get(reverse("consultations:index")),
        open=lambda name, pk: client.get(reverse(f"consultations:{name}", args=[pk]), follow=True),
        post=post,
        comments=lambda **query: client.get(reverse("consultations:comments"), query),
    )
