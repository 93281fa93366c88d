"""A draft in a front end of its own: for ten minutes, for one front end, and nothing else with it."""

import re

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from exemplars.profiles import front_end
from tests import factories

FRONT = "https://front.example.vn/"
NOW = "2026-05-19 08:00:00+07:00"


@pytest.fixture
def named(settings, portal):
    settings.HEADLESS_PREVIEW_URL = FRONT


@pytest.fixture
def draft(named):
    return factories.profile(name="Lò Thị Sương", live=False)


def token(page) -> str:
    return front_end.token_of(page.pk, page.latest_revision_id)


def at(page_token: str) -> str:
    return f"/api/v1/preview/{page_token}"


def test_an_editors_preview_leads_to_the_front_end_which_reads_the_draft(draft, client):
    client.force_login(factories.editor())
    led = client.get(f"/admin/pages/{draft.pk}/revisions/{draft.latest_revision_id}/view/?mode=front-end")
    address = led["Location"]
    found = re.fullmatch(r"https://front\.example\.vn/#/preview/([-\w.]+)", address)
    client.logout()

    response = client.get(at(found[1]), headers={"Origin": "https://front.example.vn"})

    assert (response.status_code, response.json()["name"]) == (200, "Lò Thị Sương")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Access-Control-Allow-Origin"] == "https://front.example.vn"
    assert set(response.json()) == {*factories_row(client)}
    assert client.get(f"/api/v1/profiles/{draft.pk}").status_code == 404


def factories_row(client) -> list[str]:
    published = factories.profile()
    return list(client.get(f"/api/v1/profiles/{published.pk}").json())


def test_a_preview_ends_after_ten_minutes(draft, client):
    with time_machine.travel(NOW, tick=False) as clock:
        address = at(token(draft))
        clock.shift(600)
        assert client.get(address).status_code == 200
        clock.shift(1)
        response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert "Sương" not in response.content.decode()


def test_a_token_opens_nothing_else(draft, client):
    other = factories.profile(live=False)
    made = token(draft)
    forged = f"{other.pk}-{other.latest_revision_id}.{made.partition('.')[2]}"
    mixed = front_end.token_of(other.pk, draft.latest_revision_id)
    personal = signing.TimestampSigner(sep=".", salt="nominations.links.consent").sign(
        f"{draft.pk}-{draft.latest_revision_id}"
    )

    for wrong in (forged, mixed, personal, made[:-1], "1", "a.b.c"):
        assert client.get(at(wrong)).status_code == 404, wrong
    assert client.get(f"/api/v1/profiles/{made}").status_code == 422
    assert client.get(draft.url).status_code == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://front.example.vn.evil.example"])
def test_no_other_site_reads_a_draft(draft, client, origin):
    response = client.get(at(token(draft)), headers={"Origin": origin})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (
        404,
        "https://front.example.vn",
    )


def test_a_token_is_for_the_front_end_that_was_named(draft, client, settings):
    address = at(token(draft))
    settings.HEADLESS_PREVIEW_URL = "https://other.example.vn/"
    assert client.get(address).status_code == 404
    settings.HEADLESS_PREVIEW_URL = ""
    assert client.get(address).status_code == 404


def test_a_profile_that_was_taken_back_shows_its_tombstone(named, client):
    profile = factories.profile(name="Lò Thị Sương")
    address = at(token(profile))
    approval = profile.approval
    approval.revoked_on, approval.revocation_decision = timezone.localdate(), "1/QĐ"
    approval.save()
    profile.unpublish()

    response = client.get(address)

    assert response.status_code == 410
    assert "Sương" not in response.content.decode()


def test_without_a_front_end_there_is_no_such_preview(portal, client):
    draft = factories.profile(live=False)

    assert [mode for mode, _label in draft.preview_modes] == [""]
    assert client.get(at(token(draft))).status_code == 404


@pytest.mark.parametrize("who", ["officer", "screener", None])
def test_only_who_may_edit_gets_a_token(draft, client, who):
    if who:
        client.force_login(getattr(factories, who)())

    led = client.get(f"/admin/pages/{draft.pk}/revisions/{draft.latest_revision_id}/view/?mode=front-end")

    assert "front.example.vn" not in led.get("Location", "")


def test_the_log_keeps_no_token(draft, client, caplog):
    made = token(draft)
    client.get(at(made))

    assert made not in caplog.text
