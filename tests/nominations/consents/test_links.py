"""Links that do not hold look alike, tell nothing, and stand in no log."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from nominations import links
from nominations.consents.actions import send_link
from nominations.consents.models import ConsentLink
from nominations.consents.rules import DAYS_TO_ANSWER
from nominations.links import Link, Purpose, masked, read, token_of
from tests import factories

#: Invitations have tests of their own, in ``tests/nominations/delegates``.
PAGES = {Purpose.CONSENT: "/dong-y/", Purpose.LETTER: "/thu-gioi-thieu/"}


@pytest.fixture
def good(nomination, officer) -> dict:
    """A link of each purpose that holds."""
    consent = send_link(nomination=nomination, user=officer, address="suong@example.vn")
    letter = factories.letter(nomination, by=officer)
    return {
        Purpose.CONSENT: token_of(Purpose.CONSENT, consent.link),
        Purpose.LETTER: token_of(Purpose.LETTER, letter.link),
    }


def altered(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def of_another_row(purpose, token: str) -> str:
    return token_of(purpose, Link(read(purpose, token).key + 1000, "x" * 20))


def with_another_number(purpose, token: str) -> str:
    return f"1{token}"


def of_another_purpose(purpose, token: str) -> str:
    other = Purpose.LETTER if purpose == Purpose.CONSENT else Purpose.CONSENT
    return token_of(other, read(purpose, token))


def without_its_end(purpose, token: str) -> str:
    return token[:-10]


def guessed(purpose, token: str) -> str:
    return "1-aaaaaaaaaaaaaaaaaaaa.1tQXYZ.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"


BAD = [
    lambda purpose, token: altered(token), of_another_row, with_another_number, of_another_purpose, without_its_end,
    guessed, lambda purpose, token: "%00", lambda purpose, token: "x" * 3000, lambda purpose, token: "1",
]  # fmt: skip


@pytest.mark.parametrize("purpose", PAGES)
@pytest.mark.parametrize("spoil", BAD)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_link_that_does_not_hold_answers_the_same(method, spoil, purpose, good):
    expected = Client().get(f"{PAGES[purpose]}nothing/")

    response = getattr(Client(), method)(f"{PAGES[purpose]}{spoil(purpose, good[purpose])}/")

    def plain(answer):
        return "".join(line for line in answer.content.decode().splitlines() if PAGES[purpose] not in line)

    assert response.status_code == expected.status_code == 404
    assert plain(response) == plain(expected)


@pytest.mark.parametrize("purpose", PAGES)
def test_what_holds_and_what_does_not_is_kept_by_nobody(purpose, good):
    for token in (good[purpose], altered(good[purpose])):
        response = Client().get(f"{PAGES[purpose]}{token}/")
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


@pytest.mark.parametrize("purpose", PAGES)
def test_it_says_so_in_the_language_of_the_address(purpose, good):
    english = Client().get(f"/en{PAGES[purpose]}{altered(good[purpose])}/")

    assert (english.status_code, '<html lang="en">' in english.content.decode()) == (404, True)
    assert "Ask the unit that sent it to you" in english.content.decode()


def test_an_unanswered_link_ends_after_its_days(good):
    path = f"/dong-y/{good[Purpose.CONSENT]}/"
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=DAYS_TO_ANSWER, seconds=-60)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(now + timedelta(days=DAYS_TO_ANSWER, seconds=60)):
        assert Client().get(path).status_code == 404


def test_an_answered_link_lives_on(candidate):
    candidate.answer()
    with time_machine.travel(timezone.now() + timedelta(days=700)):
        assert candidate.read().status_code == 200


def test_a_new_link_revokes_the_one_before(linked, nomination):
    first = linked(nomination)
    second = linked(nomination)

    assert first.read().status_code == 404
    assert second.read().status_code == 200
    assert ConsentLink.objects.count() == 1


def test_a_letter_ends_with_its_last_day_in_vietnam(nomination, officer):
    letter = factories.letter(nomination, by=officer, due_on=timezone.localdate() + timedelta(days=2))
    path = f"/thu-gioi-thieu/{token_of(Purpose.LETTER, letter.link)}/"
    end = letter.expires_at
    assert timezone.localtime(end).strftime("%H:%M") == "00:00"
    with time_machine.travel(end - timedelta(seconds=1)):
        assert Client().get(path).status_code == 200
    with time_machine.travel(end):
        assert Client().get(path).status_code == 404


def test_whoever_tries_too_many_is_stopped_for_an_hour(good, monkeypatch):
    monkeypatch.setattr(links, "MISSES_PER_HOUR", 3)
    path = f"/dong-y/{good[Purpose.CONSENT]}/"
    for _try in range(3):
        assert Client().get("/dong-y/1-x.y.z/").status_code == 404

    assert Client().get("/dong-y/1-x.y.z/").status_code == 429
    assert Client().get(path).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").get(path).status_code == 200


def test_good_links_are_not_counted(good, monkeypatch):
    monkeypatch.setattr(links, "MISSES_PER_HOUR", 3)

    for _visit in range(6):
        assert Client().get(f"/dong-y/{good[Purpose.CONSENT]}/").status_code == 200


def test_a_form_from_another_site_is_not_taken(good):
    response = Client().post(
        f"/dong-y/{good[Purpose.CONSENT]}/", {"birth_year": "1978"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 404


def test_no_link_stands_in_the_log(good, caplog):
    token = good[Purpose.CONSENT]
    with caplog.at_level(logging.INFO):
        for path in (f"/dong-y/{token}/", f"/en/dong-y/{token}/?change=1", f"/dong-y/{altered(token)}/"):
            Client().get(path)

    assert "/dong-y/…" in caplog.text
    assert token not in caplog.text
    assert altered(token) not in caplog.text


def test_masking_leaves_the_rest_of_a_line(good):
    token = good[Purpose.LETTER]
    assert (
        masked(f"Internal Server Error: /en/thu-gioi-thieu/{token}/?a=1 x")
        == "Internal Server Error: /en/thu-gioi-thieu/…/?a=1 x"
    )
    assert (
        masked("GET /workspace/nominations/dhtt-1/letters/") == "GET /workspace/nominations/dhtt-1/letters/"
    )


def test_a_link_names_nobody_and_the_row_alone_makes_none(good, nomination):
    token = good[Purpose.CONSENT]
    assert nomination.reference.lower() not in token.lower()
    assert ConsentLink.objects.get().nonce in token
    assert len(token.rpartition(".")[2]) == 43  # 256 bits that only the portal's key makes
