"""Publishing a shortlist: what becomes public, who may, and what the database itself refuses."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from wagtail.log_actions import registry

from nominations.campaigns.working_days import add_working_days
from nominations.consultation.actions.publishing import publish_consultation, shortlist_of
from nominations.dossiers.actions import withdraw_nomination
from nominations.models import (
    CampaignPage,
    Comment,
    Consultation,
    ConsultationEntry,
    Membership,
    NominationPage,
)
from nominations.refusals import Conflict, Refused
from nominations.stages import Stage
from tests import factories


@pytest.fixture(autouse=True)
def _in_english():
    """Refusals are told apart by their words here."""
    with translation.override("en"):
        yield


POST = {"receiving_unit": "Vụ Tổ chức cán bộ", "receiving_address": "Hà Nội"}


def publish(campaign, user, **more):
    values = {"fingerprint": shortlist_of(campaign).fingerprint} | POST | more
    return publish_consultation(campaign=campaign, user=user, **values)


def test_what_is_public_is_what_the_campaign_declares(screener):
    campaign = factories.waiting_for_list(name="Phan Thị Lụa")

    entry = publish(campaign, screener).entries.get()

    candidate = entry.nomination.candidate
    assert (entry.name, entry.position) == ("Phan Thị Lụa", candidate.position)
    assert entry.summary == entry.nomination.summary
    assert (entry.unit, entry.field) == (entry.nomination.unit, entry.nomination.field)


def test_a_campaign_may_keep_post_and_summary_back(screener):
    campaign = factories.waiting_for_list()
    CampaignPage.objects.filter(pk=campaign.pk).update(shows_position=False, shows_summary=False)
    campaign.refresh_from_db()

    entry = publish(campaign, screener).entries.get()

    assert (entry.position, entry.summary) == ("", "")


def test_a_summary_is_public_of_those_alone_who_agreed_to_a_story(screener):
    campaign = factories.waiting_for_list(consents=factories.CONSENTS | {"story": False})

    assert publish(campaign, screener).entries.get().summary == ""


def test_its_days_are_the_campaigns_working_days(screener):
    campaign = factories.waiting_for_list()

    consultation = publish(campaign, screener)

    assert consultation.opens_on == timezone.localdate()
    assert consultation.closes_on == add_working_days(timezone.localdate(), 10)
    assert consultation.days_left == 10
    assert consultation.is_open


def test_the_last_day_may_be_later_but_not_earlier(screener):
    campaign = factories.waiting_for_list()
    today = timezone.localdate()

    for wrong in (add_working_days(today, 9), today, add_working_days(today, 300)):
        with pytest.raises(Refused):
            publish(campaign, screener, closes_on=wrong)
    later = add_working_days(today, 15)

    assert publish(campaign, screener, closes_on=later).closes_on == later


def test_the_last_day_is_a_working_day(screener):
    campaign = factories.waiting_for_list()
    day = add_working_days(timezone.localdate(), 15)
    while day.weekday() != 5:
        day = day.fromordinal(day.toordinal() + 1)

    with pytest.raises(Refused, match="working day"):
        publish(campaign, screener, closes_on=day)


def test_the_same_list_twice_is_published_once(screener):
    campaign = factories.waiting_for_list()
    fingerprint = shortlist_of(campaign).fingerprint

    first = publish(campaign, screener, fingerprint=fingerprint)
    second = publish(campaign, factories.screener(), fingerprint=fingerprint)

    assert first == second
    assert Consultation.objects.count() == 1


def test_a_list_that_changed_since_it_was_read_is_not_published(screener):
    campaign = factories.waiting_for_list()
    read = shortlist_of(campaign).fingerprint
    factories.waiting_for_list(campaign=campaign, field=factories.field())

    with pytest.raises(Conflict):
        publish(campaign, screener, fingerprint=read)
    assert not Consultation.objects.exists()


def test_late_comers_have_a_list_of_their_own(screener):
    first = factories.shortlist(2)
    factories.waiting_for_list(campaign=first.campaign, field=factories.field(), name="Đến Sau")

    second = publish(first.campaign, screener)

    assert [entry.name for entry in second.entries.all()] == ["Đến Sau"]
    assert first.entries.count() == 2


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.COUNCIL, Stage.RETURNED, Stage.WITHDRAWN])
def test_only_what_stands_at_this_step_is_listed(stage, screener):
    campaign = factories.waiting_for_list(name="Đúng Bước")
    factories.nomination(stage, campaign=campaign, field=factories.field())

    assert [entry.name for entry in publish(campaign, screener).entries.all()] == ["Đúng Bước"]


def test_nothing_to_publish_is_refused(screener):
    with pytest.raises(Refused, match="No nomination"):
        publish(factories.campaign(consultation_days=10), screener)


def test_a_campaign_without_days_is_refused(screener):
    campaign = factories.waiting_for_list()
    CampaignPage.objects.filter(pk=campaign.pk).update(consultation_days=0)
    campaign.refresh_from_db()

    with pytest.raises(Refused, match="days"):
        publish(campaign, screener)


def test_a_campaign_that_is_not_public_is_refused(screener):
    campaign = factories.waiting_for_list()
    CampaignPage.objects.filter(pk=campaign.pk).update(live=False)
    campaign.refresh_from_db()

    with pytest.raises(Refused, match="not public"):
        publish(campaign, screener)


@pytest.mark.parametrize(
    "role",
    [
        "officer",
        "head",
        "secretary",
        "council_member",
        "leader",
        "editor",
        "auditor",
        "administrator",
        "superuser",
    ],
)
def test_nobody_but_a_screener_publishes(role):
    campaign = factories.waiting_for_list()

    with pytest.raises(PermissionDenied):
        publish(campaign, getattr(factories, role)())


def test_a_screener_publishes_no_list_with_somebody_of_their_own_unit(screener):
    campaign = factories.waiting_for_list()
    Membership.objects.create(user=screener, unit=NominationPage.objects.get(campaign=campaign).unit)

    with pytest.raises(Refused, match="own unit"):
        publish(campaign, screener)


def test_a_withdrawn_nomination_leaves_the_list_at_once(consultation, entry):
    withdraw_nomination(nomination=entry.nomination, user=factories.officer_of(entry.nomination))

    entry.refresh_from_db()
    assert entry.status == ConsultationEntry.Status.REMOVED
    assert not consultation.entries.listed().exists()


def test_publication_is_logged_without_names(consultation):
    found = registry.get_logs_for_instance(consultation).get(action="nominations.publish_consultation")

    assert found.data == {"people": 1, "closes_on": consultation.closes_on.isoformat()}
    assert found.user == consultation.published_by


# --- What the database refuses ----------------------------------------------------------------------


def refuses(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def test_a_nomination_is_on_one_running_list_at_most(consultation, entry):
    values = {
        column: getattr(entry, column) for column in ("nomination", "name", "sort_name", "unit", "field")
    }
    other = factories.shortlist()

    assert refuses(lambda: ConsultationEntry.objects.create(consultation=other, **values))
    assert refuses(lambda: ConsultationEntry.objects.create(consultation=other, status="stuck", **values))
    gone = {"status": "removed", "left_at": timezone.now()}
    assert not refuses(lambda: ConsultationEntry.objects.create(consultation=other, **gone, **values))


def test_the_database_holds_what_must_always_be_so(consultation, entry, screener):
    comment = factories.comment(consultation)
    lists, comments = Consultation.objects.all(), Comment.objects.all()

    assert refuses(lambda: lists.update(closes_on=consultation.opens_on))
    assert refuses(lambda: ConsultationEntry.objects.update(status="passed"))
    assert refuses(lambda: comments.update(status="relevant"))
    assert refuses(lambda: comments.update(triaged_by=screener))
    assert refuses(lambda: comments.update(text=""))
    assert refuses(lambda: comments.update(phone=""))
    assert refuses(
        lambda: comments.update(status="to_council", triaged_by=screener, triaged_at=timezone.now())
    )
    assert refuses(lambda: factories.Comment.objects.create(
        consultation=consultation, token=comment.token, text="x", **factories.SENDER))  # fmt: skip
