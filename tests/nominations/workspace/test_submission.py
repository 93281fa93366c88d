"""Opening, submitting, the deadline, the receipt and withdrawing, as a browser does it."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError
from django.urls import reverse

from nominations.dossiers.actions import submission
from nominations.models import NominationPage
from nominations.stages import Stage
from tests import factories

from .conftest import rows

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSES = datetime(2026, 5, 1, 0, 0, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


# --- Opening --------------------------------------------------------------------------------------------


def test_opening_leads_to_the_first_step(desk):
    field = factories.field()
    campaign = factories.campaign(quotas={field: 1})

    answer = desk.create(campaign, name="Lê Thị  Hoài Thu", field=field.pk)

    nomination = NominationPage.objects.get()
    assert answer.headers["Location"] == desk.address("candidate", nomination)
    assert (nomination.candidate.name, nomination.field, nomination.unit) == (
        "Lê Thị Hoài Thu", field, factories.unit_of(desk.user),
    )  # fmt: skip


def test_the_same_form_twice_opens_one_nomination(desk):
    campaign, key = factories.campaign(), str(uuid.uuid4())

    first, second = desk.create(campaign, request_key=key), desk.create(campaign, request_key=key)

    assert NominationPage.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("key", ["", "x", "0" * 31])
def test_a_form_without_a_sound_key_gets_a_new_one(desk, key):
    assert desk.create(factories.campaign(), request_key=key).status_code == 302


def test_a_name_is_needed_and_what_was_typed_stays(desk):
    campaign = factories.campaign()

    answer = desk.create(campaign, name=" ")
    page = answer.content.decode()
    assert 'href="#id_name">Full name of the candidate: Enter the candidate' in page
    assert "<title>Error:" in page

    page = desk.create(campaign, name="Lê \u202e Thu").content.decode()
    assert 'value="Lê \u202e Thu"' in page
    assert NominationPage.objects.count() == 0


def test_a_person_of_two_units_chooses_one_of_them(desk):
    second = factories.unit()
    factories.member_of(desk.user, second)
    campaign = factories.campaign()

    assert "Choose the unit that nominates." in desk.create(campaign).content.decode()
    assert "Nominating unit: " in desk.create(campaign, unit=factories.unit().pk).content.decode()
    desk.create(campaign, unit=second.pk)
    assert NominationPage.objects.get().unit == second


def test_opening_is_refused_before_and_after_with_the_time(desk):
    with time_machine.travel(CLOSES - timedelta(days=1), tick=False):
        campaign = factories.campaign(opens_at=CLOSES - timedelta(days=2), closes_at=CLOSES)
        desk.client.force_login(desk.user)
    with time_machine.travel(CLOSES, tick=False):
        answer = desk.create(campaign)

    assert answer.status_code == 409
    assert "Nominations closed at" in answer.content.decode()
    assert 'value="Lê Thị Hoài Thu"' in answer.content.decode()
    assert NominationPage.objects.count() == 0


# --- Submitting -----------------------------------------------------------------------------------------


def test_missing_things_are_listed_with_links_to_their_fields(desk, draft):
    answer = desk.send("check", draft, declared="on")

    page = answer.content.decode()
    assert "<title>Error:" in page
    assert f'href="{desk.address("candidate", draft)}#id_birth_year">Date of birth (step 1)' in page
    assert f'href="{desk.address("candidate", draft)}#id_sex_0"' in page
    assert f'href="{desk.address("case", draft)}#achievements"' in page
    assert f'href="{desk.address("awards", draft)}#awards"' in page
    assert f'href="{desk.address("evidence", draft)}#slot-report"' in page
    assert f'href="{desk.address("consent", draft)}#id_review_0"' in page
    draft.refresh_from_db()
    assert draft.stage == Stage.DRAFT


def test_every_link_to_something_missing_finds_its_place(desk, draft):
    problems = desk.send("check", draft, declared="on").context["problems"]

    for problem in problems:
        address, _hash, place = problem.url.partition("#")
        assert f'id="{place}"' in desk.client.get(address).content.decode(), problem


def test_the_declaration_must_be_ticked(desk):
    nomination = factories.nomination(by=desk.user)

    page = desk.send("check", nomination).content.decode()

    assert "Not submitted yet: 1 thing is left" in page
    assert 'href="#id_declared"' in page
    nomination.refresh_from_db()
    assert nomination.stage == Stage.DRAFT


def test_a_refused_agreement_to_the_review_stops_it(desk):
    nomination = factories.nomination(by=desk.user, consents=factories.CONSENTS | {"review": False})

    page = desk.send("check", nomination, declared="on").content.decode()

    assert "agreement: Review of the nomination" in page


def test_an_achievement_without_a_name_stops_it(desk):
    nomination = factories.nomination(by=desk.user)
    desk.send(
        "case",
        nomination,
        field=nomination.field_id,
        summary="S",
        case="C",
        **rows("achievements", {"detail": "Việc"}),
    )
    page = desk.send("check", nomination, declared="on").content.decode()

    assert "At least one achievement, each with its name" in page


def test_submitting_leads_to_a_receipt_to_the_second(desk):
    moment = datetime(2026, 4, 28, 16, 21, 7, tzinfo=VIETNAM)
    with time_machine.travel(moment, tick=False):
        desk.client.force_login(desk.user)
        nomination = factories.nomination(by=desk.user)
        answer = desk.send("check", nomination, declared="on")
        page = desk.client.get(answer.headers["Location"]).content.decode()

    nomination.refresh_from_db()
    assert answer.headers["Location"] == desk.address("receipt", nomination)
    assert (nomination.stage, nomination.submitted_at) == (Stage.SUBMITTED, moment)
    assert "16:21:07, 28 April 2026" in page
    assert nomination.reference in page


def test_submitting_twice_answers_the_same(desk):
    nomination = factories.nomination(by=desk.user)
    base = nomination.latest_revision_id

    first = desk.send("check", nomination, base=base, declared="on")
    second = desk.send("check", nomination, base=base, declared="on")

    assert first.headers["Location"] == second.headers["Location"]
    assert nomination.workflow_states.count() == 1


def test_submitting_what_somebody_changed_meanwhile_is_refused(desk):
    nomination = factories.nomination(by=desk.user)
    seen = nomination.latest_revision_id
    desk.send("candidate", nomination, name="Tên khác")

    answer = desk.send("check", nomination, base=seen, declared="on")

    assert answer.status_code == 409
    assert "Somebody else has changed this nomination" in answer.content.decode()
    assert "checked" in answer.content.decode()
    nomination.refresh_from_db()
    assert nomination.stage == Stage.DRAFT


def test_a_unit_that_has_submitted_its_share_is_told(desk):
    campaign = factories.campaign(allocations={factories.unit_of(desk.user): 1})
    factories.nomination(Stage.SUBMITTED, by=desk.user, campaign=campaign)
    second = factories.nomination(by=desk.user, campaign=campaign)

    answer = desk.send("check", second, declared="on")

    assert answer.status_code == 409
    assert "already submitted as many nominations" in answer.content.decode()


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (CLOSES - timedelta(seconds=1), Stage.SUBMITTED),
        (CLOSES, Stage.DRAFT),
        (CLOSES + timedelta(seconds=1), Stage.DRAFT),
    ],
)
def test_the_deadline_holds_to_the_second_in_vietnam_time(desk, moment, stage):
    with time_machine.travel(CLOSES - timedelta(days=1), tick=False):
        campaign = factories.campaign(closes_at=CLOSES)
        nomination = factories.nomination(by=desk.user, campaign=campaign)
    with time_machine.travel(moment, tick=False):
        desk.client.force_login(desk.user)
        answer = desk.send("check", nomination, declared="on")
        readable = [desk.read(step, nomination).status_code for step in ("nomination", "candidate", "check")]

    nomination.refresh_from_db()
    assert nomination.stage == stage
    if stage == Stage.DRAFT:
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Nominations closed at" in page
        assert "Your draft is kept." in page
        assert readable == [200, 200, 200]


def test_nobody_is_late_because_the_lock_was_taken(desk, monkeypatch):
    """The request came in a second before the deadline and got its lock a second after it."""
    with time_machine.travel(CLOSES - timedelta(seconds=1), tick=False) as clock:
        campaign = factories.campaign(opens_at=CLOSES - timedelta(days=2), closes_at=CLOSES)
        nomination = factories.nomination(by=desk.user, campaign=campaign)
        desk.client.force_login(desk.user)

        lock = submission.lock_campaign

        def wait(its_campaign):
            clock.shift(timedelta(seconds=2))
            return lock(its_campaign)

        monkeypatch.setattr(submission, "lock_campaign", wait)
        desk.send("check", nomination, declared="on")

    nomination.refresh_from_db()
    assert (nomination.stage, nomination.submitted_at) == (Stage.SUBMITTED, CLOSES - timedelta(seconds=1))


def test_a_returned_nomination_is_resubmitted_after_the_deadline(desk):
    nomination = factories.nomination(Stage.RETURNED, by=desk.user)
    factories.close(nomination.campaign)

    page = desk.read("check", nomination).content.decode()
    desk.send("check", nomination, declared="on")

    assert "Bổ sung số liệu năm 2023." in page
    assert "Resubmit" in page
    nomination.refresh_from_db()
    assert nomination.stage == Stage.SUBMITTED


def test_a_failing_database_says_that_nothing_was_submitted(desk, monkeypatch):
    nomination = factories.nomination(by=desk.user)

    def fail(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("nominations.workspace.views.submission.submit_nomination", fail)
    answer = desk.send("check", nomination, declared="on")

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Nothing was stored or submitted." in page
    assert 'name="declared" value="on"' in page
    nomination.refresh_from_db()
    assert nomination.stage == Stage.DRAFT


# --- Reading and withdrawing ----------------------------------------------------------------------------


@pytest.mark.parametrize("stage", list(Stage))
def test_the_unit_reads_its_nomination_at_every_stage(desk, stage):
    nomination = factories.nomination(stage, by=desk.user)

    answer = desk.read("nomination", nomination)

    page = answer.content.decode()
    assert "Trần Thị Minh Họa" in page
    assert "Nền tảng dữ liệu dùng chung" in page
    assert ("0142/QĐ-BTTTT" in page) is (stage in (Stage.APPROVED, Stage.DECLINED, Stage.REVOKED))
    assert ("Bổ sung số liệu năm 2023." in page) is (stage == Stage.RETURNED)
    assert ("Chưa đủ điều kiện." in page) is (stage == Stage.DECLINED)


def test_remarks_between_reviewers_and_their_names_are_not_shown_to_the_unit(desk):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)
    screener = factories.screener(first_name="Tên Người Thẩm Định")
    factories.act(nomination, screener, "approve", comment="Nhận xét nội bộ")

    page = desk.read("nomination", nomination).content.decode()

    assert "Nhận xét nội bộ" not in page
    assert "Tên Người Thẩm Định" not in page
    assert "Accepted by the department" in page


def test_a_draft_has_no_receipt(desk, draft):
    assert desk.read("receipt", draft).headers["Location"] == desk.address("nomination", draft)


def test_withdrawing_is_said_first_and_done_once(desk):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)

    assert "cannot be undone" in desk.read("withdraw", nomination).content.decode()
    nomination.refresh_from_db()
    assert nomination.stage == Stage.SUBMITTED

    answers = [desk.client.post(desk.address("withdraw", nomination)) for _ in range(2)]
    nomination.refresh_from_db()
    assert nomination.stage == Stage.WITHDRAWN
    assert {answer.headers["Location"] for answer in answers} == {desk.address("nomination", nomination)}


def test_a_decided_nomination_cannot_be_withdrawn(desk):
    nomination = factories.nomination(Stage.APPROVED, by=desk.user)

    assert desk.read("withdraw", nomination).status_code == 302
    answer = desk.client.post(desk.address("withdraw", nomination))
    assert answer.status_code == 409
    assert "This nomination is now: Recognised." in answer.content.decode()


def test_numbers_that_no_database_holds_are_unknown(desk, draft):
    huge = 10**30

    assert desk.client.get(reverse("workspace:new", args=[huge])).status_code == 404
    assert desk.read("evidence-file", draft, huge).status_code == 404
    assert "Field of achievement: " in desk.create(draft.campaign, field=huge).content.decode()
