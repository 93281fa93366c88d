"""Pages speak the language of their address; personal places the one the person chose."""

import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format
from wagtail.users.models import UserProfile

from portal.context import in_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "cookie", "language"),
    [
        ("/", None, "vi"),
        ("/", "en", "vi"),
        ("/en/", None, "en"),
        ("/en/", "vi", "en"),
        ("/accounts/login/", None, "vi"),
        ("/accounts/login/", "en", "en"),
        ("/accounts/login/", "xx", "vi"),
    ],
)
def test_the_language_of_a_request(client, path, cookie, language):
    if cookie:
        client.cookies["django_language"] = cookie

    response = client.get(path, headers={"accept-language": "en"})

    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")


def test_the_language_switch_is_remembered(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/accounts/login/"})

    assert client.get("/accounts/login/")["Content-Language"] == "en"


@pytest.mark.parametrize(("chosen", "language"), [(None, "en"), ("vi", "vi")])
def test_signing_in_brings_the_language_of_the_profile(client, person, sign_in, chosen, language):
    UserProfile.objects.create(user=person("ann"), preferred_language="en")
    if chosen:
        client.cookies["django_language"] = chosen
    sign_in("ann")

    assert client.get("/accounts/email/")["Content-Language"] == language


def test_the_active_language_does_not_outlive_the_request(client):
    with translation.override("vi"):
        client.get("/en/")

        assert translation.get_language() == "vi"


def test_the_ministry_is_named_in_the_language_of_the_page():
    names = {"ministry": "Bộ", "ministry_en": "Ministry", "phone": "1"}

    assert in_language(names, "vi")["ministry"] == "Bộ"
    assert in_language(names, "en") == {"ministry": "Ministry", "ministry_en": "Ministry", "phone": "1"}


@pytest.mark.parametrize(
    ("language", "day", "number"), [("vi", "02/09/2026", "1.234,5"), ("en", "2 September 2026", "1,234.5")]
)
def test_dates_and_numbers_are_written_as_the_language_does(settings, language, day, number):
    with translation.override(language):
        assert date_format(datetime.date(2026, 9, 2)) == day
        assert number_format(1234.5, force_grouping=True) == number
