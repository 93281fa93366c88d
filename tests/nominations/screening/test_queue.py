"""The queue: what it shows of each nomination, how it is narrowed, and who takes what in hand."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import PageLogEntry

from nominations.models import Assignment, Flag, NominationPage
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import said

PAGE = "nominations:index"


def codes(response) -> list[str]:
    return [nomination.title for nomination in response.context["object_list"]]


def waiting_since(nomination, *day) -> None:
    moment = timezone.make_aware(datetime(*day, 9, 0))
    NominationPage.objects.filter(pk=nomination.pk).update(stage_since=moment)


def test_days_are_working_days_and_the_target_is_the_campaigns(desk, submitted, monkeypatch):
    waiting_since(submitted, 2023, 4, 28)
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None, **_: value.date() if value else datetime(2023, 5, 15).date()
    )

    content = desk.list().content.decode()

    # 1 to 3 May are holidays: 4, 5, 8, 9, 10, 11, 12 and 15 May are eight days, the target is five.
    assert "<strong>8</strong>" in content
    assert "quá 3 ngày" in content


def test_over_the_target_is_what_has_waited_longer_than_its_campaign_allows(desk):
    patient = factories.nomination(Stage.SUBMITTED, campaign=factories.campaign(service_days=200))
    late, fresh = factories.nomination(Stage.SUBMITTED), factories.nomination(Stage.SUBMITTED)
    for nomination in (patient, late):
        NominationPage.objects.filter(pk=nomination.pk).update(
            stage_since=timezone.now() - timedelta(days=60)
        )

    assert codes(desk.list(late="1")) == [late.title]
    assert fresh.title in codes(desk.list(state="open"))


def test_it_is_narrowed_by_who_has_it(desk, submitted):
    mine = factories.taken(factories.nomination(Stage.SUBMITTED), desk.user)
    theirs = factories.taken(factories.nomination(Stage.SUBMITTED))

    assert codes(desk.list(screener="me")) == [mine.title]
    assert codes(desk.list(screener="nobody")) == [submitted.title]
    assert theirs.title not in codes(desk.list(waiting="me"))


def test_it_is_narrowed_by_state_return_and_warning(desk, submitted):
    again = factories.nomination(Stage.RETURNED, name="Lò Văn Pấng")
    factories.submit_nomination(nomination=again, user=factories.officer_of(again))
    twin = factories.nomination(Stage.COUNCIL, name="Phan Thi Lua")

    assert codes(desk.list(resubmitted="1")) == [again.title]
    assert codes(desk.list(state="done")) == [twin.title]
    assert sorted(codes(desk.list(flag="person"))) == sorted([submitted.title, twin.title])
    assert codes(desk.list(flag="copied", state="open")) != codes(desk.list(flag="person"))


def test_nonsense_in_a_filter_changes_nothing(desk, submitted):
    for query in ({"late": "x"}, {"flag": "x"}, {"screener": "9"}, {"state": "x"}, {"resubmitted": "no"}):
        assert desk.list(**query).status_code == 200, query


def test_the_views_count_what_they_lead_to(desk, submitted):
    factories.taken(factories.nomination(Stage.SUBMITTED, name="Lò Văn Pấng"), desk.user)
    factories.nomination(Stage.COUNCIL, name="Y Bơ Niê")

    views = desk.list().context["queue_views"]

    assert {view.url: view.count for view in views} == {
        view.url: len(codes(desk.client.get(view.url))) for view in views
    }
    assert [view.url for view in desk.list(late="1").context["queue_views"] if view.is_current] == [
        f"{reverse(PAGE)}?late=1"
    ]


def test_an_empty_queue_says_so(desk):
    assert "Không còn hồ sơ nào chờ" in desk.list().content.decode()


def test_the_row_names_the_warnings(desk, submitted):
    flag = {"nomination": submitted, "score": 95}
    other = factories.nomination(Stage.SUBMITTED, name="Lò Văn Pấng")
    Flag.objects.all().delete()
    Flag.objects.create(kind="person", other=other, **flag)
    Flag.objects.create(kind="copied", other=other, **flag)
    Flag.objects.create(kind="rewarded", honour=factories.honour(birth_year=1950), **flag)

    content = desk.list(unit=submitted.unit_id).content.decode()

    for words in ("Nghi trùng 1", "Thiếu 1", "Đã khen việc này", "Giống hồ sơ khác"):
        assert words in content, words
    assert "Nghi trùng 1" in desk.list(unit=other.unit_id).content.decode()


def test_people_judged_different_are_no_warning(desk, submitted):
    other = factories.nomination(Stage.SUBMITTED, name="Lò Văn Pấng")
    Flag.objects.create(
        kind="person", nomination=submitted, other=other, score=95,
        verdict="different", verdict_by=desk.user, verdict_at=timezone.now(),
    )  # fmt: skip

    assert codes(desk.list(flag="person")) == []


# --- In hand --------------------------------------------------------------------------------------------


def test_one_press_takes_a_nomination_and_leads_back(desk, submitted):
    here = f"{reverse(PAGE)}?state=open"

    response = desk.press("claim", submitted, next=here)

    assert response.redirect_chain == [(here, 302)]
    assert Assignment.objects.get().screener == desk.user
    assert Assignment.objects.get().nomination == submitted


def test_a_second_press_changes_nothing(desk, submitted):
    desk.press("claim", submitted)
    desk.press("claim", submitted)

    assert PageLogEntry.objects.filter(action="nominations.claim").count() == 1


def test_taken_by_another_says_the_name(desk, submitted):
    factories.taken(submitted, factories.screener(first_name="Tuệ", last_name="Hoàng Minh"))

    assert said(desk.press("claim", submitted)) == ["Tuệ Hoàng Minh đã nhận hồ sơ này."]
    assert "Tuệ Hoàng Minh" in desk.list().content.decode()


def test_a_nomination_is_referred_to_another_screener_and_taken_back(desk, submitted):
    other = factories.screener()

    desk.press("refer", submitted, screener=other.pk)
    assert Assignment.objects.get().screener == other

    desk.press("refer", submitted, screener=desk.user.pk)
    assert Assignment.objects.get().screener == desk.user


def test_whoever_has_it_in_hand_is_no_other_screener(desk, submitted):
    factories.taken(submitted, desk.user)

    other = factories.screener()

    def choices() -> tuple[bool, bool, bool]:
        context = desk.open("refer", submitted).context
        people = list(context["form"].fields["screener"].queryset)
        return desk.user in people, other in people, bool(context["notice"])

    assert choices() == (False, True, False)
    get_user_model().objects.exclude(pk=desk.user.pk).update(is_active=False)
    assert choices() == (False, False, True)


def test_the_dossier_names_its_screener_once_screening_is_over(desk, submitted):
    factories.taken(submitted, desk.user)
    in_hand = gettext("You have it in hand.")
    before = desk.dossier(submitted).content.decode()
    factories.act(submitted, desk.user, "approve")
    after = desk.dossier(submitted).content.decode()

    assert (in_hand in before, in_hand in after) == (True, False)
    assert desk.user.get_full_name() in after


def test_nobody_is_handed_what_they_may_not_screen(desk, submitted):
    officer = factories.officer_of(submitted)
    for person in (factories.leader(), officer, factories.superuser()):
        response = desk.press("refer", submitted, screener=person.pk)

        assert response.context["form"].errors["screener"]
        assert response.context["page_title"].startswith("Lỗi:")
    assert not Assignment.objects.exists()


def test_nobody_takes_what_no_longer_waits(desk):
    nomination = factories.nomination(Stage.COUNCIL)

    desk.press("claim", nomination)

    assert not Assignment.objects.filter(screener=desk.user).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_at_any_length(count, desk, django_assert_num_queries):
    campaign = factories.campaign()
    for _ in range(count):
        factories.taken(factories.nomination(Stage.SUBMITTED, campaign=campaign), desk.user)
    desk.list(state="open")

    with django_assert_num_queries(18):
        response = desk.list(state="open")

    assert len(codes(response)) == count
