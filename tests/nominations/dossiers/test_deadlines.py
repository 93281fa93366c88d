"""Every act of a unit at every second that matters, with the server's clock in UTC.

The campaign opens on 1 April 2026 at 00:00 and closes on 1 May 2026 at 00:00, both in Vietnam: 17:00 UTC of the
day before. ``yes`` is done, ``no`` is refused with words and changes nothing.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from nominations.dossiers.actions import (
    ask_endorsement,
    create_nomination,
    editing,
    endorse_nomination,
    keep,
    submit_nomination,
    withdraw_nomination,
)
from nominations.models import Endorsement, NominationPage
from nominations.refusals import OutsideWindow, Refused
from nominations.screening.actions.recalling import recall_nomination
from nominations.stages import Stage
from tests import factories

OPENS = datetime(2026, 3, 31, 17, 0, 0, tzinfo=UTC)
CLOSES = datetime(2026, 4, 30, 17, 0, 0, tzinfo=UTC)
SECOND, TICK = timedelta(seconds=1), timedelta(microseconds=1)

#: What is done, before which moment, and whether it goes.
MOMENTS = {
    "31/3 23:59:59": OPENS - SECOND,
    "31/3 23:59:59.999999": OPENS - TICK,
    "01/4 00:00:00": OPENS,
    "01/4 00:00:00.000001": OPENS + TICK,
    "30/4 23:59:58": CLOSES - 2 * SECOND,
    "30/4 23:59:59": CLOSES - SECOND,
    "30/4 23:59:59.999999": CLOSES - TICK,
    "01/5 00:00:00": CLOSES,
    "01/5 00:00:00.000001": CLOSES + TICK,
    "01/5 07:00:00": CLOSES + timedelta(hours=7),  # midnight in UTC
}
NEVER_BEFORE = ("31/3 23:59:59", "31/3 23:59:59.999999")
AFTER = ("01/5 00:00:00", "01/5 00:00:00.000001", "01/5 07:00:00")
ALL = tuple(MOMENTS)
WITHIN = tuple(name for name in ALL if name not in (*NEVER_BEFORE, *AFTER))
FROM_OPENING = tuple(name for name in ALL if name not in NEVER_BEFORE)

#: By act, the moments at which it is done; at the others of ``asked`` it is refused.
TABLE = {
    "create": (ALL, WITHIN),
    "submit": (ALL, WITHIN),
    "ask for endorsement": (ALL, WITHIN),
    "endorse": (FROM_OPENING, WITHIN),
    "withdraw to edit": (FROM_OPENING, WITHIN),
    # A draft can always be written, a returned one handed in again, and everything withdrawn for good.
    "write a draft": (ALL, ALL),
    "return": (FROM_OPENING, FROM_OPENING),
    "resubmit": (FROM_OPENING, FROM_OPENING),
    "withdraw": (FROM_OPENING, FROM_OPENING),
}
CASES = [(act, name, name in done) for act, (asked, done) in TABLE.items() for name in asked]
#: When everything that comes before the act was done.
BEFORE = OPENS + timedelta(days=3)


@pytest.fixture
def campaign():
    return factories.campaign(opens_at=OPENS, closes_at=CLOSES, quotas={factories.field(): 9})


@pytest.fixture
def head(officer):
    return factories.head(factories.unit_of(officer))


class Acts:
    """Each act as its person takes it, on a nomination that was brought there in time."""

    def __init__(self, campaign, officer, head, screener):
        self.campaign, self.officer, self.head, self.screener = campaign, officer, head, screener
        self.nomination = None

    def prepare(self, act: str) -> None:
        needs = act in ("ask for endorsement", "endorse")
        type(self.campaign).objects.filter(pk=self.campaign.pk).update(needs_endorsement=needs)
        self.campaign.refresh_from_db()
        if act == "create":
            return
        stages = {"withdraw to edit": Stage.SUBMITTED, "withdraw": Stage.SUBMITTED, "return": Stage.SUBMITTED}
        stage = Stage.RETURNED if act == "resubmit" else stages.get(act, Stage.DRAFT)
        self.nomination = factories.nomination(
            stage, by=self.officer, campaign=self.campaign, screener=self.screener
        )
        if act == "endorse":
            ask_endorsement(nomination=self.nomination, user=self.officer)

    def take(self, act: str) -> None:
        getattr(self, f"do_{act.replace(' ', '_')}")()

    def do_create(self):
        create_nomination(
            campaign=self.campaign, unit=factories.unit_of(self.officer), user=self.officer, name="Lê Thị Thu"
        )

    def do_submit(self):
        submit_nomination(nomination=self.nomination, user=self.officer)

    do_resubmit = do_submit

    def do_ask_for_endorsement(self):
        ask_endorsement(nomination=self.nomination, user=self.officer)

    def do_endorse(self):
        endorse_nomination(nomination=self.nomination, user=self.head)

    def do_withdraw_to_edit(self):
        recall_nomination(nomination=self.nomination, user=self.officer)

    def do_withdraw(self):
        withdraw_nomination(nomination=self.nomination, user=self.officer)

    def do_write_a_draft(self):
        with editing(nomination=self.nomination, user=self.officer, base_revision=None) as page:
            page.summary = "Viết tiếp"
            keep(page, user=self.officer)

    def do_return(self):
        factories.act(self.nomination, self.screener, "reject", reason="Bổ sung.")


def standing() -> list:
    rows = NominationPage.objects.order_by("pk")
    waiting = Endorsement.objects.waiting().count()
    return [waiting, *rows.values_list("pk", "stage", "submitted_at", "latest_revision_id")]


@pytest.mark.parametrize(("act", "moment", "goes"), CASES, ids=lambda value: str(value))
def test_every_second_that_matters(act, moment, goes, campaign, officer, head, screener):
    acts = Acts(campaign, officer, head, screener)
    with time_machine.travel(BEFORE, tick=False):
        acts.prepare(act)
    before, refused = standing(), None

    with time_machine.travel(MOMENTS[moment], tick=False):
        assert timezone.now() == MOMENTS[moment]
        try:
            acts.take(act)
        except Refused as reason:
            refused = reason

    assert (refused is None) == goes
    assert (standing() != before) == goes
    if refused is not None:
        assert isinstance(refused, OutsideWindow)
        assert str(refused.message)


def test_the_moment_of_arrival_counts_not_that_of_the_lock(campaign, officer):
    with time_machine.travel(BEFORE, tick=False):
        nomination = factories.nomination(by=officer, campaign=campaign)
    with time_machine.travel(CLOSES + SECOND, tick=False):
        submit_nomination(nomination=nomination, user=officer, arrived_at=CLOSES - TICK)

    assert NominationPage.objects.get(pk=nomination.pk).submitted_at == CLOSES - TICK


def test_the_refusal_names_the_moment_in_vietnam_time(campaign, officer):
    with time_machine.travel(BEFORE, tick=False):
        nomination = factories.nomination(by=officer, campaign=campaign)
    with time_machine.travel(CLOSES, tick=False), pytest.raises(OutsideWindow) as refused:
        submit_nomination(nomination=nomination, user=officer)

    assert "2026" in str(refused.value.message)
    assert "17:00" not in str(refused.value.message)


def test_there_are_enough_cases():
    assert len(CASES) >= 60
