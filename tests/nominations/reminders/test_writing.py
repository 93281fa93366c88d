"""Reminders as mail: each once per person, in the person's language, held for a while, left out where needless."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from nominations.campaigns.models import CampaignPage
from nominations.mail.delivery import deliver_due
from nominations.models import Abstention, Allocation, DeclinedKind, Duty, Message, NominationPage
from nominations.reminders.actions import send_reminders
from nominations.stages import Stage
from tests import factories

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OPENS, CLOSES = datetime(2026, 11, 1, 8, tzinfo=VIETNAM), datetime(2026, 11, 30, 17, tzinfo=VIETNAM)
SEVEN = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


@pytest.fixture
def clock(time_machine):
    """Stand at seven days before the end; move on by calling it."""

    def move(moment: datetime):
        time_machine.move_to(moment, tick=False)

    move(SEVEN)
    return move


@pytest.fixture
def campaign(clock, officer):
    return factories.campaign(opens_at=OPENS, closes_at=CLOSES)


@pytest.mark.usefixtures("campaign")
def test_a_unit_is_reminded_once_however_often_it_is_asked(clock, mailoutbox):
    assert [send_reminders(), send_reminders()] == [1, 0]
    clock(SEVEN + timedelta(minutes=31))
    assert [deliver_due(), deliver_due()] == [1, 0]
    assert send_reminders() == 0

    clock(SEVEN + timedelta(days=4))
    assert send_reminders() == 1
    clock(SEVEN + timedelta(days=6))
    call_command("send_reminders")
    clock(CLOSES)
    assert send_reminders() == 0
    deliver_due()
    assert len(mailoutbox) == 3


@pytest.mark.usefixtures("campaign")
def test_a_reminder_stands_in_the_outbox_first(clock):
    send_reminders()

    message = Message.objects.get()
    assert message.state == Message.State.WAITING
    assert message.not_before == SEVEN + timedelta(minutes=30)
    assert message.batch.startswith("closing-7 ")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_reads_it_in_their_language(campaign, officer, language):
    UserProfile.objects.create(user=officer, preferred_language=language)

    send_reminders()

    message = Message.objects.get()
    assert message.language == language
    with translation.override(language):
        words = ngettext("%(days)s day left: %(title)s", "%(days)s days left: %(title)s", 7)
    assert message.subject == words % {"days": 7, "title": campaign.title}


def test_it_says_the_moment_and_the_days_that_are_left_when_it_comes_late(clock, campaign, officer):
    UserProfile.objects.create(user=officer, preferred_language="en")
    clock(SEVEN + timedelta(days=2))

    send_reminders()

    message = Message.objects.get()
    assert message.subject.startswith("5 days left")
    assert "5 p.m." in message.body or "17:00" in message.body


def test_everybody_of_a_unit_is_reminded(campaign, officer):
    factories.head(factories.unit_of(officer))
    left = factories.officer(factories.unit_of(officer))
    left.is_active = False
    left.save()

    assert send_reminders() == 2


def test_a_unit_that_filed_what_it_may_is_left_in_peace(campaign, officer):
    Allocation.objects.create(campaign=campaign, unit=factories.unit_of(officer), seats=1)
    factories.nomination(Stage.SUBMITTED, by=officer, campaign=campaign)

    assert send_reminders() == 0


def test_a_unit_with_a_draft_is_reminded(campaign, officer):
    factories.nomination(Stage.SUBMITTED, by=officer, campaign=campaign)
    assert send_reminders() == 0

    factories.draft(by=officer, campaign=campaign)
    assert send_reminders() == 1


@pytest.mark.parametrize("change", [{"is_active": False}])
def test_a_unit_that_no_longer_nominates_is_left_in_peace(campaign, officer, change):
    unit = factories.unit_of(officer)
    unit.is_active = False
    unit.save()

    assert send_reminders() == 0


def test_a_campaign_that_is_not_public_reminds_nobody(campaign):
    CampaignPage.objects.update(live=False)

    assert send_reminders() == 0


@pytest.mark.usefixtures("campaign")
def test_whoever_declined_reminders_gets_none(officer):
    DeclinedKind.objects.create(person=officer, kind="calendar")

    assert send_reminders() == 0


def test_a_deadline_that_was_put_off_is_reminded_of_again(clock, campaign):
    send_reminders()
    campaign.closes_at = CLOSES + timedelta(days=2)
    campaign.save()

    assert send_reminders() == 0
    clock(SEVEN + timedelta(days=2))
    assert send_reminders() == 1


def test_what_is_coming_stands_in_the_outbox(clock, campaign, client):
    client.force_login(factories.screener())

    planned = client.get("/admin/mail/outbox/").context["planned"]

    assert [(row.moment - SEVEN).days for row in planned] == [4, 6]


def returned(officer, campaign, at) -> NominationPage:
    nomination = factories.nomination(Stage.RETURNED, by=officer, campaign=campaign)
    NominationPage.objects.filter(pk=nomination.pk).update(stage_since=at)
    Message.objects.all().delete()
    return nomination


def test_an_unanswered_return_is_reminded_of_twice(clock, campaign, officer):
    nomination = returned(officer, campaign, SEVEN)
    found = []
    for days in range(1, 20):
        clock(SEVEN + timedelta(days=days, minutes=1))
        if send_reminders():
            found.append(days)

    mails = Message.objects.filter(kind="answer")
    assert mails.count() == 2
    assert {mail.nomination_id for mail in mails} == {nomination.pk}
    assert {3, 7} <= set(found)


def test_an_answered_return_is_not(clock, campaign, officer):
    nomination = returned(officer, campaign, SEVEN)
    NominationPage.objects.filter(pk=nomination.pk).update(stage=Stage.SUBMITTED)
    clock(SEVEN + timedelta(days=3, minutes=1))
    send_reminders()

    assert not Message.objects.filter(kind="answer").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_written_before_costs_the_same_for_any_number_of_units(
    campaign, count, django_assert_num_queries
):
    for _ in range(count):
        factories.officer()
    send_reminders()

    with django_assert_num_queries(WRITTEN_BEFORE):
        assert send_reminders() == 0


WRITTEN_BEFORE = 9


def test_a_unit_that_nominates_nobody_is_left_in_peace(campaign, officer):
    Abstention.objects.create(campaign=campaign, unit=factories.unit_of(officer), said_by=officer)

    assert send_reminders() == 0


def duty(campaign, officer, **more) -> Duty:
    values = {"title": "Tổ chức hội nghị tuyên truyền", "due_on": date(2026, 11, 22)}
    return Duty.objects.create(campaign=campaign, lead=factories.unit_of(officer), **values | more)


def reminded_of_duties() -> int:
    send_reminders()
    return Message.objects.filter(kind="overdue").count()


def test_an_overdue_assignment_is_reminded_of_once(clock, campaign, officer):
    late = duty(campaign, officer)
    clock(SEVEN - timedelta(seconds=1))
    assert reminded_of_duties() == 0

    clock(SEVEN)
    assert reminded_of_duties() == 1
    clock(SEVEN + timedelta(days=2))
    assert reminded_of_duties() == 1

    late.due_on = date(2026, 11, 24)
    late.save()
    assert reminded_of_duties() == 2


def test_an_assignment_that_is_done_or_reported_whole_is_not(clock, campaign, officer):
    duty(campaign, officer, done_at=SEVEN, done_by=officer)
    reported = duty(campaign, officer)
    reported.reports.create(unit=reported.lead, text="Xong", percentage=100, reported_by=officer)

    assert reminded_of_duties() == 0


def test_only_the_lead_unit_is_reminded(campaign, officer):
    duty(campaign, officer).supporting.add(factories.unit_of(factories.officer()))

    assert reminded_of_duties() == 1
