"""The whole demonstration, in one transaction."""

import logging
from contextlib import contextmanager

from django.db import transaction

from home.setup import set_up_portal
from nominations.models import CampaignPage

from .campaigns import load_campaigns
from .content import read, read_profiles
from .nominations import load_nominations
from .pages import load_pages
from .people import give_addresses, load_people
from .profiles import load_profiles
from .queue import tasks_at_the_end
from .vocabulary import load_vocabulary


def load_demo() -> bool:
    """Load everything, or nothing where it has been loaded before; say whether it was loaded now."""
    with quietly(), transaction.atomic():
        with tasks_at_the_end():
            set_up_portal()
            if is_loaded():
                return False
            load_all()
        # Last, so that the mail of everything that was loaded found nobody to go to.
        give_addresses()
    return True


def load_all() -> None:
    load_vocabulary()
    load_people()
    load_pages()
    load_nominations(load_campaigns(), {row["slug"]: row["portrait"] for row in read_profiles()})
    load_profiles()


def is_loaded() -> bool:
    """Whether the past campaign of the content is there; what people changed since is theirs."""
    past = next(row for row in read("campaigns")["campaigns"] if row["key"] == "past")
    return CampaignPage.objects.filter(code=past["code"], year=past["year"]).exists()


@contextmanager
def quietly():
    """Leave the several hundred lines that Wagtail writes about its log out of the output."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)
