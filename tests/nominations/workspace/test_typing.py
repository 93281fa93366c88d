"""A step stores itself while it is typed: all that can be stored, at little cost, and over nobody else's version."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Revision, TaskState

from nominations.dossiers.actions import submit_nomination
from nominations.models import Candidate, NominationPage, OpenStep
from nominations.stages import Stage
from tests import factories

from .conftest import latest, rows

WRITER, OTHER_PAGE = "a" * 32, "b" * 32
SCRIPT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def typing(desk):
    """Send a step as its script does; the answer's version is the base of the next."""

    def send(step, draft, *, base="now", writer=WRITER, **values):
        draft.refresh_from_db()
        base = draft.latest_revision_id if base == "now" else base
        form = {"base_revision": base, "writer": writer, **values}
        return desk.client.post(desk.address(step, draft), form, **SCRIPT)

    return send


def versions(draft) -> list[int]:
    return list(Revision.objects.for_instance(draft).order_by("pk").values_list("pk", flat=True))


def told(answer) -> dict:
    """What the answer tells the script besides the parts of the page."""
    return json.loads(answer.headers["HX-Trigger"])["step:stored"]


# --- What is stored -------------------------------------------------------------------------------------


def test_a_step_stores_itself(typing, draft):
    answer = typing("candidate", draft, name="Lê Thị  Thu", ethnicity="Tày")

    assert answer.status_code == 200
    assert told(answer) == {"problems": {}, "rows": {}}
    assert f'value="{latest(draft).latest_revision_id}"' in answer.content.decode()
    candidate = Candidate.objects.get(pk=draft.candidate_id)
    assert (candidate.name, candidate.ethnicity) == ("Lê Thị Thu", "Tày")


def test_what_is_wrong_keeps_what_was_stored_and_the_rest_is_stored(typing, draft):
    typing("candidate", draft, name="Lê Thị Thu", birth_year="09/02/1978", phone="0912")
    answer = typing(
        "candidate", draft, name="Lê Thị Hoài Thu", birth_year="2050", phone="gọi sau", residence="Hà Nội"
    )

    candidate = Candidate.objects.get(pk=draft.candidate_id)
    assert set(told(answer)["problems"]) == {"id_birth_year", "id_phone"}
    assert (candidate.name, candidate.residence) == ("Lê Thị Hoài Thu", "Hà Nội")
    assert (candidate.birth_year, str(candidate.birth_date), candidate.phone) == (1978, "1978-02-09", "0912")


def test_a_row_that_is_wrong_keeps_its_place_and_a_new_one_waits(typing, draft):
    award = {"year": "2020", "name": "Bằng khen"}
    typing("awards", draft, **rows("awards", award, {"year": "2021", "name": "Giấy khen"}))
    answer = typing(
        "awards",
        draft,
        **rows(
            "awards",
            {"year": "1890", "name": "Bằng khen của Bộ", "was": "0"},
            {"year": "", "name": "Chưa rõ năm", "was": ""},
            {"year": "2021", "name": "Giấy khen", "was": "1"},
        ),
    )

    assert set(told(answer)["problems"]) == {"id_awards-0-year", "id_awards-1-year"}
    assert told(answer)["rows"] == {"awards": [0, None, 1]}
    stored = [(row.year, row.name) for row in latest(draft).awards.all()]
    assert stored == [(2020, "Bằng khen của Bộ"), (2021, "Giấy khen")]
    assert [(row.year, row.name) for row in NominationPage.objects.get(pk=draft.pk).awards.all()] == stored


def test_a_tick_that_contradicts_the_awards_leaves_both_as_they_were(typing, draft):
    typing("awards", draft, without_awards="on", **rows("awards"))
    answer = typing(
        "awards", draft, without_awards="on", **rows("awards", {"year": "2020", "name": "Bằng khen"})
    )

    assert set(told(answer)["problems"]) == {"id_without_awards"}
    assert (latest(draft).without_awards, list(latest(draft).awards.all())) == (True, [])


@pytest.mark.parametrize("places", ["", "7", "-1", "x", "٣"])
def test_a_forged_place_means_nothing(typing, draft, places):
    typing("case", draft, **rows("achievements", {"title": "Một"}))
    answer = typing(
        "case", draft, **rows("achievements", {"title": "a\x07", "period": "2020", "was": places})
    )

    assert answer.status_code == 200
    assert [(row.title, row.period) for row in latest(draft).achievements.all()] == [("", "2020")]


def test_a_list_that_is_broken_stays_as_it_is(typing, draft):
    typing("case", draft, **rows("achievements", {"title": "Một"}))
    many = [{"title": f"Việc {number}"} for number in range(11)]

    assert (
        "achievements"
        in told(typing("case", draft, summary="Giữ", **rows("achievements", *many)))["problems"]
    )
    assert typing("case", draft, **{"achievements-TOTAL_FORMS": "x"}).status_code == 200
    assert [row.title for row in latest(draft).achievements.all()] == ["Một"]


# --- Versions -------------------------------------------------------------------------------------------


def test_one_spell_of_writing_is_one_version(typing, draft):
    before = versions(draft)
    for text in ("a", "ab", "abc"):
        typing("case", draft, summary=text, **rows("achievements"))
    after = versions(draft)

    assert after[:-1] == before
    assert latest(draft).summary == "abc"


def test_after_ten_minutes_a_new_version_begins(typing, draft):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        before = len(versions(draft))
        for text in ("a", "ab", "abc", "abcd"):
            typing("case", draft, summary=text, **rows("achievements"))
            clock.shift(timedelta(minutes=6))

        assert len(versions(draft)) == before + 2


def test_what_did_not_change_is_no_new_version(typing, draft):
    typing("case", draft, summary="a", **rows("achievements"))
    first = versions(draft)
    typing("case", draft, summary="a", **rows("achievements"))

    assert versions(draft) == first


def test_a_version_that_was_handed_in_is_never_replaced(desk, typing):
    nomination = factories.nomination(by=desk.user)
    typing("awards", nomination, **rows("awards", {"year": "2020", "name": "Bằng khen"}))
    submit_nomination(nomination=nomination, user=desk.user)
    factories.act(nomination, factories.screener(), "reject", reason="Bổ sung.")
    handed_in = versions(nomination)
    typing("awards", nomination, **rows("awards", {"year": "2021", "name": "Bằng khen"}))

    assert versions(nomination)[:-1] == handed_in
    assert TaskState.objects.filter(revision_id=handed_in[-1]).exists()


def test_the_form_of_the_same_page_is_saved_although_an_answer_was_lost(desk, typing, draft):
    seen = draft.latest_revision_id
    typing("candidate", draft, base=seen, name="Lê Thị Thu")
    again = typing("candidate", draft, base=seen, name="Lê Thị Hoài Thu")
    pressed = desk.send(
        "candidate", draft, base=seen, writer=WRITER, name="Lê Thị Hoài Thu", ethnicity="Thái"
    )

    assert (again.status_code, pressed.status_code) == (200, 302)
    assert Candidate.objects.get(pk=draft.candidate_id).ethnicity == "Thái"


def test_another_page_of_the_same_person_overwrites_nothing(typing, draft):
    seen = draft.latest_revision_id
    typing("candidate", draft, base=seen, name="Lê Thị Thu")
    answer = typing("candidate", draft, base=seen, writer=OTHER_PAGE, name="Lê Thị Hoài Thu")

    assert answer.status_code == 409
    assert "HX-Trigger" not in answer.headers
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Lê Thị Thu"


def test_another_person_is_named_and_nothing_is_overwritten(client, desk, typing, draft):
    seen = draft.latest_revision_id
    colleague = factories.officer(draft.unit, first_name="Phước", last_name="Nguyễn Hữu")
    client.force_login(colleague)
    typing("candidate", draft, writer=OTHER_PAGE, name="Của người kia")
    client.force_login(desk.user)
    answer = typing("candidate", draft, base=seen, name="Của tôi")

    assert answer.status_code == 409
    assert colleague.get_full_name() in answer.content.decode()
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Của người kia"


def test_the_same_text_from_two_pages_is_no_conflict(typing, draft):
    seen = draft.latest_revision_id
    typing("candidate", draft, base=seen, name="Lê Thị Thu")

    assert typing("candidate", draft, base=seen, writer=OTHER_PAGE, name="Lê Thị Thu").status_code == 200


# --- Doors ----------------------------------------------------------------------------------------------


def test_another_unit_stores_nothing(client, typing, draft):
    client.force_login(factories.officer())

    assert typing("candidate", draft, name="Kẻ khác").status_code == 404
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Trần Thị Minh Họa"


def test_a_session_that_is_over_stores_nothing(client, typing, draft):
    client.logout()

    assert typing("candidate", draft, name="Kẻ khác").status_code == 401
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Trần Thị Minh Họa"


def test_a_nomination_that_was_handed_in_stores_nothing(desk, typing):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)

    assert typing("candidate", nomination, name="Đổi tên").status_code == 409
    assert latest(nomination).candidate.name == "Trần Thị Minh Họa"


def test_each_answer_of_the_candidate_is_stored_as_it_is_chosen(typing, draft):
    first = typing("consent", draft, base=0, review="yes")
    typing("consent", draft, base=0, review="yes", story="yes")
    typing("consent", draft, base=0, review="yes", story="no")
    typing("consent", draft, base=0, review="yes", story="no")

    assert told(first) == {"problems": {}, "rows": {}}
    ledger = list(draft.consents.values_list("purpose", "given"))
    assert ledger == [("review", True), ("story", True), ("story", False)]
    assert not OpenStep.objects.filter(revision__isnull=False).exists()


def test_an_answer_that_a_colleague_has_entered_is_not_overwritten(client, desk, typing, draft, colleague):
    seen = desk.read("consent", draft).context["base_revision"]
    client.force_login(colleague)
    typing("consent", draft, base=seen, story="no")
    client.force_login(desk.user)

    answer = typing("consent", draft, base=seen, story="yes")
    asked = desk.send("consent", draft, base=seen, story="yes")
    picked = {"choosing": "1", "story": "yes", "choose-story": "typed"}
    chosen = desk.send("consent", draft, base=asked.context["base_revision"], **picked)

    assert (answer.status_code, asked.status_code, chosen.status_code) == (409, 409, 302)
    assert "Phước Nguyễn Hữu saved it" in answer.content.decode()
    assert "Phước Nguyễn Hữu saved this step" in asked.content.decode()
    assert list(draft.consents.values_list("given", flat=True)) == [False, True]


def test_the_list_of_steps_says_what_is_missing_now(typing, draft):
    def lacking(answer, step):
        return next(one["state_label"] for one in answer.context["steps"] if one["number"] == step)

    before = typing("case", draft, summary="Tóm tắt")
    after = typing("case", draft, summary="Tóm tắt", case="Báo cáo", **rows("achievements", {"title": "Một"}))
    consent = typing("consent", draft, base=0, review="yes")

    assert (lacking(before, 2), lacking(after, 2)) == ("3 missing", "1 missing")
    assert lacking(consent, 5) == "3 missing"
    assert 'hx-swap-oob="innerHTML:.steplist"' in after.content.decode()


def test_a_form_that_was_stored_names_its_page_to_the_browser(desk, draft):
    answer = desk.send("candidate", draft, writer=WRITER, name="Lê Thị Thu")

    assert answer.cookies["stored_page"].value == WRITER
    assert "stored_page" not in desk.send("candidate", draft, writer=WRITER, birth_year="x").cookies


# --- Presence -------------------------------------------------------------------------------------------


@pytest.fixture
def colleague(draft):
    return factories.officer(draft.unit, first_name="Phước", last_name="Nguyễn Hữu")


def test_two_people_on_one_step_are_told(client, desk, draft, colleague):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert desk.read("case", draft).context["present"] == []
        clock.shift(timedelta(seconds=30))
        client.force_login(colleague)
        there = desk.read("case", draft).context["present"]
        assert [person.name for person in there] == [desk.user.get_full_name() or desk.user.username]
        assert there[0].since == timezone.now() - timedelta(seconds=30)
        assert desk.read("awards", draft).context["present"] == []
        called = client.get(desk.address("case", draft), **SCRIPT)
        assert called.status_code == 200
        assert called.context["present"] == there

        clock.shift(timedelta(seconds=90))
        assert desk.read("case", draft).context["present"] == []


def test_a_page_that_calls_after_the_nomination_was_handed_in_is_told(client, desk):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)

    assert client.get(desk.address("case", nomination), **SCRIPT).status_code == 409


# --- Cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_step_stores_itself_at_flat_cost(typing, draft, count, django_assert_num_queries):
    filled = [{"title": f"Việc {number}", "detail": "x"} for number in range(count)]
    typing("case", draft, summary="a", **rows("achievements", *filled))
    filled[0]["detail"] = "y"
    with django_assert_num_queries(38):
        assert typing("case", draft, summary="b", **rows("achievements", *filled)).status_code == 200
