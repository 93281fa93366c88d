"""A unit that asks, and referees who have nothing but their link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from nominations.links import Purpose, token_of
from nominations.referees.actions import ask_referee
from tests import factories


class Referee:
    """A person at a browser of their own, who has the link and nothing else."""

    def __init__(self, letter):
        self.client, self.letter = Client(), letter
        self.path = f"/thu-gioi-thieu/{token_of(Purpose.LETTER, letter.link)}/"

    def read(self, query=""):
        return self.client.get(self.path + query)

    def send(self, follow=False, **typed):
        values = {"known_from": "Cùng dự án số hóa", "text": "Chị làm việc tận tụy."}
        return self.client.post(self.path, values | typed, follow=follow)

    def decline(self):
        return self.client.post(self.path, {"go": "decline"})


@pytest.fixture
def officer(portal):
    return factories.officer()


@pytest.fixture
def nomination(officer):
    return factories.nomination(by=officer)


def particulars(**more) -> dict:
    values = {
        "name": "Vũ Đình Sơn", "email": "son@example.vn", "relation": "Nguyên Giám đốc",
        "message": "Kính mong ông viết vài dòng.", "due_on": timezone.localdate() + timedelta(days=10),
    }  # fmt: skip
    return values | more


@pytest.fixture
def asked(nomination, officer):
    """A function that asks one more referee."""

    def ask(**more):
        return Referee(ask_referee(nomination=nomination, user=officer, **particulars(**more)))

    return ask


@pytest.fixture
def referee(asked):
    return asked()


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield
