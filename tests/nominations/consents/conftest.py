"""A candidate with a link, and a browser that knows nothing but the link."""

import re

import pytest
from django.test import Client
from django.utils import translation

from nominations.consents.actions import send_link
from nominations.links import Purpose, full_address
from tests import factories

YEAR = 1978
ALL = {"review": "yes", "story": "yes", "portrait": "yes", "video": "yes", "contact": "yes"}


class Candidate:
    """A person at a browser of their own, who has the link and nothing else."""

    def __init__(self, link, language="vi"):
        self.client, self.link = Client(), link
        address = full_address("consent:page", Purpose.CONSENT, link.link, language)
        self.path = re.sub("^https?://[^/]+", "", address)

    def read(self, query=""):
        return self.client.get(self.path + query)

    def send(self, **typed):
        return self.client.post(self.path, typed)

    def enter(self, year=None):
        """Name the year of birth."""
        return self.send(birth_year=year or self.link.nomination.candidate.birth_year)

    def answer(self, follow=False, **answers):
        """Answer every question, as asked now; ``answers`` are what differs from agreeing to everything."""
        shown = self.read("?change=1").context["form"]
        typed = dict.fromkeys(shown.wordings, "yes") | {
            "signed_as": "Lò Thị Sương",
            "wordings": shown.versions,
        }
        return self.client.post(self.path, typed | answers, follow=follow)


@pytest.fixture
def officer(portal):
    return factories.officer()


@pytest.fixture
def nomination(officer):
    return factories.nomination(by=officer, consents={})


@pytest.fixture
def linked(officer):
    """A function that gives the candidate of a nomination a link, and a browser that has opened it."""

    def link(nomination, *, opened=True, **more):
        sent = send_link(nomination=nomination, user=officer, **{"address": "suong@example.vn"} | more)
        candidate = Candidate(sent)
        if opened:
            candidate.enter()
        return candidate

    return link


@pytest.fixture
def candidate(linked, nomination):
    return linked(nomination)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield
