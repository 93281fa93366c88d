"""The checklist and the clearances: what they ask, what they remember, what they warn of."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from nominations.models import Check, CheckAnswer, Clearance, ClearanceBody, EarlierAward
from nominations.screening.checklist import checklist_of, checks_of
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import part, said

STANDARD = ["declaration", "report", "minutes", "awards", "clearance", "duplicate"]


def answer(nomination, desk, **verdicts):
    for key, verdict in verdicts.items():
        desk.press("check", nomination, key, verdict=verdict)


def test_without_a_list_of_its_own_a_campaign_uses_the_standard_one(submitted):
    assert [check.key for check in checks_of(submitted.campaign)] == STANDARD


def test_a_campaign_has_its_own_list(submitted):
    own = Check.objects.create(campaign=submitted.campaign, title="Ý kiến cơ quan thuế", sort_order=1)
    Check.objects.create(campaign=submitted.campaign, kind="report", title="Báo cáo", sort_order=0)

    assert [check.key for check in checks_of(submitted.campaign)] == ["report", f"other-{own.pk}"]


def test_each_check_is_saved_by_itself_and_leads_back_to_its_place(desk, submitted):
    response = desk.press("check", submitted, "report", verdict="met")

    assert response.redirect_chain[-1][0].endswith("#check-report")
    answer(submitted, desk, minutes="unmet", awards="not_applicable")
    checklist = part(desk.dossier(submitted), "checklist")["checklist"]
    assert (checklist.done, len(checklist.rows)) == (3, 6)
    assert "Đã kiểm tra 3/6" in desk.dossier(submitted).content.decode()


def test_the_latest_answer_counts_and_every_one_is_logged(desk, submitted):
    answer(submitted, desk, report="unmet")
    answer(submitted, desk, report="met")
    answer(submitted, desk, report="met")

    assert CheckAnswer.objects.get().verdict == "met"
    assert PageLogEntry.objects.filter(action="nominations.check").count() == 2


@pytest.mark.parametrize(("key", "verdict"), [("report", "perhaps"), ("report", ""), ("unknown", "met")])
def test_nonsense_is_no_answer(desk, submitted, key, verdict):
    assert len(said(desk.press("check", submitted, key, verdict=verdict))) == 1
    assert not CheckAnswer.objects.exists()


def test_checking_takes_the_nomination_in_hand(desk, submitted):
    answer(submitted, desk, report="met")

    submitted.refresh_from_db()
    assert submitted.assignment.screener == desk.user


def test_what_another_has_in_hand_is_read_only_and_says_whose_it_is(desk, submitted):
    factories.taken(submitted, factories.screener(first_name="Tuệ", last_name="Hoàng Minh"))

    assert "Tuệ Hoàng Minh" in said(desk.press("check", submitted, "report", verdict="met"))[0]
    assert part(desk.dossier(submitted), "checklist")["may_write"] is False
    assert not CheckAnswer.objects.exists()


def test_nothing_is_checked_once_the_nomination_has_moved_on(desk, submitted):
    factories.act(submitted, desk.user, "approve")

    desk.press("check", submitted, "report", verdict="met")

    assert not CheckAnswer.objects.exists()


def test_the_dossier_says_what_it_holds_to_each_check(desk, submitted):
    EarlierAward.objects.filter(nomination=submitted).update(decision_number="1/QĐ", issuer="")

    findings = {row.check.key: row.finding for row in checklist_of(submitted).rows}

    assert findings["report"] == "Đã đính kèm tệp."
    assert findings["awards"] == "1 khen thưởng thiếu số, ngày hoặc nơi ký."
    assert findings["clearance"] == "Chưa hỏi cơ quan nào."


def test_an_answer_from_before_the_dossier_came_again_says_so(desk, submitted):
    answer(submitted, desk, report="met")
    factories.act(submitted, desk.user, "reject", reason="Bổ sung.")
    factories.submit_nomination(nomination=submitted, user=factories.officer_of(submitted))

    submitted.refresh_from_db()
    assert [row.is_older for row in checklist_of(submitted).rows if row.answer] == [True]


def test_past_screening_no_answer_is_called_older(desk, submitted):
    answer(submitted, desk, report="met")
    factories.act(submitted, desk.user, "approve")

    submitted.refresh_from_db()
    assert [row.is_older for row in checklist_of(submitted).rows if row.answer] == [False]


# --- Clearances -----------------------------------------------------------------------------------------


TYPED = {"body": "Cục Thuế", "asked_on": "20/04/2023", "outcome": "waiting"}


def clearance(nomination, **more) -> Clearance:
    values = {"body": "Cục Thuế", "asked_on": date(2023, 4, 20), "recorded_by": factories.screener()}
    return Clearance.objects.create(nomination=nomination, **values | more)


def test_a_question_and_its_answer_are_recorded(desk, submitted):
    ClearanceBody.objects.create(campaign=submitted.campaign, name="Cục Thuế", valid_days=30)
    desk.press("new_clearance", submitted, **TYPED)
    stored = Clearance.objects.get()
    assert (stored.outcome, stored.valid_until) == ("waiting", None)

    desk.press("clearance", submitted, stored.pk, **TYPED | {"outcome": "clear", "answered_on": "05/05/2023"})

    stored.refresh_from_db()
    assert (stored.outcome, stored.valid_until) == ("clear", date(2023, 6, 4))


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": " "},
        {"asked_on": "40/13/2023"},
        {"outcome": "clear"},
        {"answered_on": "05/05/2023"},
        {"outcome": "clear", "answered_on": "01/01/2023"},
    ],
)
def test_what_does_not_fit_together_is_asked_again(desk, submitted, wrong):
    response = desk.press("new_clearance", submitted, **TYPED | wrong)

    assert response.context["form"].errors
    assert response.context["page_title"].startswith("Lỗi:")
    assert not Clearance.objects.exists()


def test_a_clearance_of_another_nomination_does_not_exist_here(desk, submitted):
    other = clearance(factories.nomination(Stage.SUBMITTED, name="Y Bơ Niê"))

    assert desk.open("clearance", submitted, other.pk).status_code == 404


def test_an_answer_that_is_over_is_said_to_be_so(desk, submitted):
    answered = {"outcome": "clear", "answered_on": date(2023, 4, 30)}
    old = clearance(submitted, **answered, valid_until=timezone.localdate() - timedelta(days=1))
    assert (old.is_expired, old.holds) == (True, False)
    assert "Hết hạn" in desk.dossier(submitted).content.decode()
    assert [row.finding for row in checklist_of(submitted).rows if row.check.key == "clearance"] == [
        "Chưa có hoặc đã hết hạn: Cục Thuế."
    ]

    clearance(submitted, **answered, valid_until=timezone.localdate())
    assert checklist_of(submitted).clearances[-1].holds
