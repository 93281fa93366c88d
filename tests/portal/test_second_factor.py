"""Where REVIEWERS_NEED_MFA is set, a reviewer's password alone opens nothing confidential."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from nominations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _needed(settings):
    settings.REVIEWERS_NEED_MFA = True


@pytest.fixture
def screener(person):
    return person("tham", groups=[Role.SCREENER], may=["access_admin"])


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("place", ["/admin/", "/admin/pages/", "/workspace/"])
def test_a_reviewer_without_a_second_factor_must_set_one_up(client, screener, sign_in, place):
    sign_in("tham")

    assert client.get(place)["Location"] == "/accounts/2fa/totp/activate/"


def test_a_reviewer_who_used_the_second_factor_comes_in(client, screener, sign_in):
    secret = generate_totp_secret()
    TOTP.activate(screener, secret)

    assert sign_in("tham")["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})
    assert client.get("/admin/").status_code == 200


def test_a_session_from_before_the_second_factor_must_prove_it(client, screener, sign_in):
    sign_in("tham")
    TOTP.activate(screener, generate_totp_secret())

    assert client.get("/admin/")["Location"] == "/accounts/2fa/reauthenticate/"


def test_a_session_without_records_must_prove_it(client, screener):
    TOTP.activate(screener, generate_totp_secret())
    client.force_login(screener)

    assert client.get("/admin/")["Location"] == "/accounts/2fa/reauthenticate/"


def test_leaving_is_always_possible(client, screener, sign_in):
    sign_in("tham")

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_an_editor_sees_nothing_private_and_needs_none(client, person, sign_in):
    person("bien", groups=[Role.EDITOR], may=["access_admin"])
    sign_in("bien")

    assert client.get("/admin/").status_code == 200


def test_nobody_needs_one_where_it_is_off(client, settings, screener, sign_in):
    settings.REVIEWERS_NEED_MFA = False
    sign_in("tham")

    assert client.get("/admin/").status_code == 200
    assert not Authenticator.objects.exists()
