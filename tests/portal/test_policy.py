"""Readers and units get a strict content security policy; the admin the strictest that Wagtail bears."""

import pytest

pytestmark = pytest.mark.django_db


def policy(response) -> dict[str, str]:
    """
    >>> policy({"Content-Security-Policy": "img-src 'self' data:; base-uri 'none'"})
    {'img-src': "'self' data:", 'base-uri': "'none'"}
    """
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in parts}


@pytest.mark.parametrize("path", ["/", "/en/", "/accounts/login/", "/workspace/", "/api/v1/docs", "/no/"])
def test_readers_and_units_run_no_inline_script(client, path):
    found = policy(client.get(path))

    assert (found["script-src"], found["style-src"], found["object-src"]) == ("'self'", "'self'", "'none'")
    assert (found["frame-ancestors"], found["form-action"]) == ("'none'", "'self'")


def test_the_admin_may_do_what_wagtail_needs_and_load_from_nowhere_else(client, admin_user, settings, portal):
    settings.REVIEWERS_NEED_MFA = False
    client.force_login(admin_user)

    found = policy(client.get("/admin/"))

    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert (found["default-src"], found["connect-src"]) == ("'self'", "'self'")
    assert found["img-src"] == "'self' data: blob:"


def test_nobody_frames_a_page(client):
    assert client.get("/")["X-Frame-Options"] == "DENY"


def test_the_admin_shows_a_draft_in_its_preview(client, admin_user, portal):
    client.force_login(admin_user)

    draft = client.get(f"/admin/pages/{portal.pk}/view_draft/")

    assert draft["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(draft)["frame-ancestors"] == "'self'"
    assert policy(draft)["script-src"] == "'self'"
