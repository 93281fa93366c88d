"""The whole demonstration, in one transaction."""

import logging
from contextlib import contextmanager

from django.db import transaction

from home.setup import set_up_portal
from nominations.models import CampaignPage

from .campaigns import enter_campaigns
from .clock import Timetable
from .columns import load_columns
from .conferences import load_conferences
from .consultations import enter_consultations
from .content import read, read_profiles
from .council import enter_sessions
from .mail import load_mail
from .nominations import enter_nominations
from .pages import load_pages
from .papers import load_papers
from .people import give_addresses, load_people
from .plans import enter_plan
from .profiles import load_profiles
from .queue import tasks_at_the_end
from .subscribers import load_subscribers
from .vocabulary import load_vocabulary
from .words import load_words


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
        load_mail()
    return True


def load_all() -> None:
    load_vocabulary()
    load_people()
    load_pages()
    let_campaigns_run()
    load_profiles()
    load_columns()
    load_conferences()
    load_papers()
    load_words()
    load_subscribers()


def let_campaigns_run() -> None:
    """Let everything that people did in the campaigns happen, in its order, by the actions that they took."""
    timetable, campaigns = Timetable(), read("campaigns")["campaigns"]
    portraits = {row["slug"]: row["portrait"] for row in read_profiles()}
    enter_campaigns(timetable, campaigns)
    for campaign in campaigns:
        enter_nominations(timetable, campaign, portraits)
        enter_consultations(timetable, campaign)
        enter_sessions(timetable, campaign)
    plan = read("plan")
    enter_plan(timetable, plan, next(row for row in campaigns if row["key"] == plan["campaign"]))
    timetable.run()


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
