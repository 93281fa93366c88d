"""After a return only what was remarked on, and what is missing, can be changed: in the form and below it."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nominations.dossiers.actions import (
    attach_evidence,
    editing,
    keep,
    keep_typed,
    remove_evidence,
    save_candidate,
    submit_nomination,
)
from nominations.dossiers.opening import opening_of
from nominations.dossiers.rules import OPEN, Opening
from nominations.models import Achievement, EarlierAward, Evidence, NominationPage
from nominations.refusals import ClosedPlace
from nominations.screening.actions.remarks import explain_remark, write_remark
from nominations.stages import Stage
from tests import factories

from .conftest import latest, rows


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def returned(desk, screener, *places, all_open=False, achievements=2, reason=""):
    """A nomination that was returned with a remark at each of these places."""
    nomination = factories.nomination(by=desk.user)
    with editing(nomination=nomination, user=desk.user, base_revision=None) as page:
        page.achievements = [
            Achievement(title=f"Thành tích {number}", sort_order=number)
            for number in range(1, achievements + 1)
        ]
        keep(page, user=desk.user)
    submit_nomination(nomination=nomination, user=desk.user)
    for place in places:
        write_remark(nomination=nomination, user=screener, place=place, text=f"Xem lại {place}.")
    factories.act(nomination, screener, "reject", reason=reason or "Bổ sung.", all_open=all_open)
    return NominationPage.objects.get(pk=nomination.pk)


def change(nomination, user, store=keep, **values):
    with editing(nomination=nomination, user=user, base_revision=None) as page:
        for name, value in values.items():
            setattr(page, name, value)
        store(page, user=user)


# --- The rule -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "place", "allowed"),
    [
        ({"candidate.birth_date"}, "candidate.birth_year", True),
        ({"candidate.position"}, "candidate.duties", False),
        ({"achievements"}, "achievements.2", True),
        ({"achievements.2"}, "achievements", False),
        ({"achievements.2"}, "achievements.2", True),
        ({"awards"}, "case.without_awards", True),
        ({"awards.1"}, "case.without_awards", False),
        ({"evidence.report"}, "evidence.report", True),
        ({"evidence.report"}, "evidence.minutes", False),
    ],
)
def test_what_a_remark_opens(opened, place, allowed):
    assert Opening(False, frozenset(opened)).allows(place) is allowed
    assert OPEN.allows(place)


@pytest.mark.parametrize(
    ("opened", "after", "allowed"),
    [
        ({"achievements.2"}, ["a", "B", "c"], True),
        ({"achievements.2"}, ["a", "c"], False),
        ({"achievements.2"}, ["a", "b", "c"], True),
        ({"achievements.2"}, ["A", "b", "c"], False),
        ({"achievements.2"}, ["a", "b"], False),
        ({"achievements.2"}, ["c", "b", "a"], False),
        ({"achievements.2"}, ["a", "B", "c", "d"], True),
        ({"achievements.2"}, ["a", "b", "d", "c"], False),
        ({"case.summary"}, ["a", "b", "c", "d"], False),
        ({"achievements"}, ["x", "y", "z", "d"], True),
        ({"candidate.name"}, ["a", "B", "c"], False),
    ],
)
def test_closed_rows_stay_and_others_follow_where_one_was_remarked_on(opened, after, allowed):
    assert Opening(False, frozenset(opened)).allows_list("achievements", ["a", "b", "c"], after) is allowed


@given(
    st.lists(st.integers(0, 9), max_size=8),
    st.lists(st.integers(0, 9), max_size=8),
    st.sets(st.integers(1, 8)),
)
def test_no_closed_row_is_ever_lost(before, after, opened):
    opening = Opening(False, frozenset({"case.summary", *(f"awards.{number}" for number in opened)}))
    kept = [row for number, row in enumerate(before, start=1) if number not in opened]

    if opening.allows_list("awards", before, after):
        assert len(before) == len(after) or (opened and len(before) < len(after))
        still = [row for number, row in enumerate(after[: len(before)], start=1) if number not in opened]
        assert still == kept


# --- What a return opens --------------------------------------------------------------------------------


def test_without_remarks_everything_is_open(desk, screener):
    assert opening_of(returned(desk, screener)) == OPEN


def test_a_screener_may_open_everything(desk, screener):
    assert opening_of(returned(desk, screener, "case.summary", all_open=True)) == OPEN


def test_with_remarks_only_their_places_are_open(desk, screener):
    opening = opening_of(returned(desk, screener, "case.summary", "achievements.2", "evidence.minutes"))

    places = frozenset({"case.summary", "achievements.2", "evidence.minutes"})
    assert opening == Opening(False, places, (("achievements", 2),))


def test_what_is_missing_is_open_as_well(desk, screener):
    nomination = returned(desk, screener, "case.summary")
    Evidence.objects.filter(nomination=nomination, kind="minutes").delete()
    type(nomination.candidate).objects.filter(pk=nomination.candidate_id).update(ethnicity="")

    opening = opening_of(NominationPage.objects.get(pk=nomination.pk))

    assert opening.allows("evidence.minutes")
    assert opening.allows("candidate.ethnicity")
    assert not opening.allows("candidate.position")


def test_the_next_submission_closes_what_all_open_opened(desk, screener):
    nomination = returned(desk, screener, all_open=True)
    submit_nomination(nomination=nomination, user=desk.user)

    assert NominationPage.objects.get(pk=nomination.pk).all_open is False


# --- In the form ----------------------------------------------------------------------------------------


def test_the_form_shows_the_rest_read_only(desk, screener):
    nomination = returned(desk, screener, "candidate.position")

    page = desk.read("candidate", nomination).content.decode()

    assert 'name="position"' in page
    assert 'name="duties"' not in page
    assert "Phụ trách nền tảng dữ liệu dùng chung." in page


def test_what_a_browser_sends_for_closed_fields_means_nothing(desk, screener):
    nomination = returned(desk, screener, "candidate.position")
    before = nomination.candidate

    answer = desk.send(
        "candidate", nomination, name="Ai đó khác", position="Trưởng phòng", sex="male", birth_year="1950",
        party_member="no", home_place="Hà Tây", identity_number="012345678901",
    )  # fmt: skip

    assert answer.status_code == 302
    after = type(before).objects.get(pk=before.pk)
    assert after.position == "Trưởng phòng"
    for name in ("name", "sex", "birth_year", "party_member", "home_place", "identity_number"):
        assert getattr(after, name) == getattr(before, name)


def test_a_remarked_row_changes_and_the_others_stay(desk, screener):
    nomination = returned(desk, screener, "achievements.2", achievements=3)

    page = desk.read("case", nomination).content.decode()
    desk.send(
        "case", nomination, summary="Khác hẳn", case="Khác hẳn",
        **rows("achievements", {"title": "Bịa"}, {"title": "Đã sửa"}, {"title": "Bịa"}, {"title": "Thêm"}),
    )  # fmt: skip

    assert 'name="achievements-1-title"' in page
    assert 'name="achievements-0-title"' not in page
    assert 'value="add"' in page
    now = latest(nomination)
    titles = [row.title for row in now.achievements.all()]
    assert titles == ["Thành tích 1", "Đã sửa", "Thành tích 3", "Thêm"]
    assert (now.summary, now.case) == (latest(nomination).summary, nomination.case)
    assert now.summary != "Khác hẳn"


def test_where_no_row_was_remarked_on_none_is_added(desk, screener):
    nomination = returned(desk, screener, "case.summary", achievements=2)

    page = desk.read("case", nomination).content.decode()
    desk.send("case", nomination, summary="Sửa", **rows("achievements", {}, {}, {"title": "Bịa"}))

    assert 'value="add"' not in page
    titles = [row.title for row in latest(nomination).achievements.all()]
    assert titles == ["Thành tích 1", "Thành tích 2"]


def test_an_added_row_stays_open_once_it_is_stored(desk, screener):
    nomination = returned(desk, screener, "achievements.1", achievements=2)

    def send(*added):
        desk.send("case", nomination, **rows("achievements", {"title": "Đã sửa"}, {}, *added))
        return [row.title for row in latest(nomination).achievements.all()]

    assert send({"title": "Việ"}) == ["Đã sửa", "Thành tích 2", "Việ"]
    assert send({"title": "Việc tách ra"}) == ["Đã sửa", "Thành tích 2", "Việc tách ra"]
    assert 'name="achievements-2-title"' in desk.read("case", nomination).content.decode()
    assert send({"title": "Việc tách ra", "DELETE": "on"}) == ["Đã sửa", "Thành tích 2"]


def test_an_added_row_can_be_taken_out_again_before_it_is_stored(desk, screener):
    nomination = returned(desk, screener, "achievements.1", achievements=2)

    more = desk.client.get(desk.address("case", nomination) + "?add=1").content.decode()
    desk.send(
        "case", nomination, **rows("achievements", {"title": "Đã sửa"}, {}, {"title": "x", "DELETE": "on"})
    )

    assert 'name="achievements-2-title"' in more
    titles = [row.title for row in latest(nomination).achievements.all()]
    assert titles == ["Đã sửa", "Thành tích 2"]


def test_no_row_is_taken_out_while_the_list_is_closed(desk, screener):
    nomination = returned(desk, screener, "achievements.2", achievements=3)

    desk.send(
        "case", nomination,
        **rows("achievements", {"DELETE": "on"}, {"title": "Đã sửa", "DELETE": "on"}, {"DELETE": "on"}),
    )  # fmt: skip
    emptied = desk.send("case", nomination, **rows("achievements", {}, {"title": ""}, {})).content.decode()

    assert [row.title for row in latest(nomination).achievements.all()] == [
        "Thành tích 1",
        "Đã sửa",
        "Thành tích 3",
    ]
    assert "This one cannot be taken out" in emptied


def test_a_remark_on_the_whole_list_lets_rows_come_and_go(desk, screener):
    nomination = returned(desk, screener, "achievements", achievements=3)

    desk.send("case", nomination, **rows("achievements", {"title": "Một"}, {"title": "x", "DELETE": "on"}))

    assert [row.title for row in latest(nomination).achievements.all()] == ["Một"]


def test_rows_that_a_browser_leaves_out_stay(desk, screener):
    nomination = returned(desk, screener, "case.summary", achievements=2)

    desk.send("case", nomination, summary="Sửa tóm tắt", **rows("achievements"))

    assert latest(nomination).summary == "Sửa tóm tắt"
    assert latest(nomination).achievements.count() == 2


def test_closed_awards_keep_their_dates_and_years(desk, screener):
    nomination = factories.nomination(by=desk.user)
    change(nomination, desk.user, awards=[
        EarlierAward(year=2019, name="Bằng khen", decision_number="1/QĐ", decision_date="2019-02-06", sort_order=0),
        EarlierAward(year=2022, name="Lao động tiên tiến", sort_order=1),
    ])  # fmt: skip
    submit_nomination(nomination=nomination, user=desk.user)
    write_remark(nomination=nomination, user=screener, place="awards.2", text="Thiếu số quyết định.")
    factories.act(nomination, screener, "reject", reason="")

    page = desk.read("awards", nomination).content.decode()
    desk.send(
        "awards",
        nomination,
        **rows("awards", {}, {"year": "2022", "name": "LĐTT", "decision_number": "7/QĐ"}),
    )

    assert "06/02/2019" in page
    found = [
        (row.year, row.name, row.decision_number, str(row.decision_date))
        for row in latest(nomination).awards.all()
    ]
    assert found == [(2019, "Bằng khen", "1/QĐ", "2019-02-06"), (2022, "LĐTT", "7/QĐ", "None")]


def test_evidence_is_open_by_kind(desk, screener):
    nomination = returned(desk, screener, "evidence.minutes")

    page = desk.read("evidence", nomination).content.decode()
    desk.send("evidence", nomination, other=factories.upload())

    assert 'name="minutes"' in page
    assert 'name="report"' not in page
    assert not nomination.evidence.filter(kind="other").exists()


def test_the_check_page_offers_only_open_places_to_correct(desk, screener):
    nomination = returned(desk, screener, "case.summary")

    page = desk.read("check", nomination).content.decode()

    assert f'href="{desk.address("case", nomination)}#id_summary"' in page
    assert f'href="{desk.address("candidate", nomination)}#id_name"' not in page


def test_answered_and_corrected_it_goes_back(desk, screener):
    nomination = returned(desk, screener, "case.summary", "candidate.position")
    desk.send("candidate", nomination, position="Giám đốc")
    explain_remark(
        nomination=nomination,
        user=desk.user,
        remark=nomination.remarks.get(place="case.summary"),
        text="Đúng rồi.",
    )

    desk.send("check", nomination, declared="on")

    assert NominationPage.objects.get(pk=nomination.pk).stage == Stage.SUBMITTED


def test_the_screener_is_asked_how_much_to_open(client, desk, screener):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)
    write_remark(nomination=nomination, user=screener, place="case.summary", text="Gọn lại.")
    client.force_login(screener)
    state = nomination.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[nomination.pk, "reject", state.pk])

    assert 'name="all_open"' in client.get(address).content.decode()
    client.post(address, {"reason": "", "all_open": "on"})

    assert opening_of(NominationPage.objects.get(pk=nomination.pk)) == OPEN
    assert NominationPage.objects.get(pk=nomination.pk).all_open


# --- Below the form -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"case": "Khác"},
        {"without_awards": True},
        {"achievements": []},
        {"achievements": [Achievement(title="Bịa")]},
        {"awards": []},
    ],
)
def test_the_actions_refuse_closed_places_whoever_calls_them(desk, screener, values):
    nomination = returned(desk, screener, "case.summary")
    before = latest(nomination).summary

    for store in (keep, keep_typed):
        with pytest.raises(ClosedPlace):
            change(nomination, desk.user, store=store, summary="Sửa", **values)

    assert latest(nomination).summary == before
    change(nomination, desk.user, summary="Sửa")
    assert latest(nomination).summary == "Sửa"


@pytest.mark.parametrize("position", ["Khác", ""])
def test_the_record_and_the_files_are_refused_too(desk, screener, position):
    nomination = returned(desk, screener, "evidence.minutes")

    with (
        pytest.raises(ClosedPlace),
        editing(nomination=nomination, user=desk.user, base_revision=None) as page,
    ):
        page.candidate.position = position
        save_candidate(page, page.candidate, user=desk.user)
    for kind in ("report", "other"):
        with pytest.raises(ClosedPlace):
            attach_evidence(nomination=nomination, user=desk.user, kind=kind, upload=factories.upload())
    with pytest.raises(ClosedPlace):
        remove_evidence(evidence=nomination.evidence.get(kind="report"), user=desk.user)
    attach_evidence(nomination=nomination, user=desk.user, kind="minutes", upload=factories.upload())
