"""The steps: saved with anything missing, answered in words, nothing overwritten, nothing typed lost."""

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from nominations.models import Candidate, NominationPage
from nominations.stages import Stage
from tests import factories

from .conftest import latest, rows

BAD_TEXT = {
    "control": ("Lê\x07Thị", "control character"),
    "nul": ("Lê\x00Thị", "control character"),
    "override": ("Lê \u202eihT", "turns the direction"),
    "isolate": ("Lê \u2067Thị", "turns the direction"),
    "overlong": ("Ê" * 151, "At most 150 characters; these are 151."),
}


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


# --- Saving ---------------------------------------------------------------------------------------------


def test_candidate_is_saved_with_almost_everything_missing(desk, draft):
    answer = desk.send("candidate", draft, name="Lê Thị  Hoài Thu", go="continue")

    assert answer.headers["Location"] == desk.address("case", draft)
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Lê Thị Hoài Thu"


def test_a_draft_saves_without_a_name_too(desk, draft):
    desk.send("candidate", draft)

    assert Candidate.objects.get(pk=draft.candidate_id).name == ""


@pytest.mark.parametrize(
    ("typed", "year", "day"),
    [
        ("09/02/1978", 1978, "1978-02-09"),
        ("1978", 1978, "None"),
        ("9-2-1978", 1978, "1978-02-09"),
        ("", None, "None"),
    ],
)
def test_birthday_is_a_day_or_a_year(desk, draft, typed, year, day):
    desk.send("candidate", draft, name="Lê Thị Thu", birth_year=typed)

    candidate = Candidate.objects.get(pk=draft.candidate_id)
    assert (candidate.birth_year, str(candidate.birth_date)) == (year, day)


def test_save_and_go_home(desk, draft):
    assert desk.send("candidate", draft, name="Lê Thị Thu", go="home").headers["Location"] == "/workspace/"


def test_every_change_bumps_the_revision_and_no_change_does_not(desk, draft):
    desk.send("candidate", draft, name="Lê Thị Thu")
    draft.refresh_from_db()
    first = draft.latest_revision_id
    desk.send("candidate", draft, name="Lê Thị Thu")
    draft.refresh_from_db()
    second = draft.latest_revision_id
    desk.send("candidate", draft, name="Lê Thị Thu", ethnicity="Thái")
    draft.refresh_from_db()

    assert first == second != draft.latest_revision_id


def test_case_is_saved_with_its_achievements(desk, draft):
    field = draft.campaign.quotas.get().field
    achievements = rows(
        "achievements",
        {
            "title": "Giám sát tập trung",
            "period": "2022",
            "detail": "Dòng một\r\nDòng hai",
            "result": "214 trạm",
        },
        {"title": "", "period": "", "detail": "", "result": ""},
    )

    desk.send("case", draft, field=field.pk, summary="Tóm tắt", case="Báo cáo", **achievements)

    page = latest(draft)
    assert (page.field, page.summary, page.case) == (field, "Tóm tắt", "Báo cáo")
    assert [(row.title, row.detail) for row in page.achievements.all()] == [
        ("Giám sát tập trung", "Dòng một\nDòng hai")
    ]
    assert [row.title for row in NominationPage.objects.get(pk=draft.pk).achievements.all()] == [
        "Giám sát tập trung"
    ]


def test_rows_are_added_kept_and_deleted_without_scripts(desk, draft):
    answer = desk.send("case", draft, go="add", **rows("achievements", {"title": "Một"}))
    assert answer.headers["Location"] == desk.address("case", draft) + "?add=1#one-more"
    page = desk.client.get(desk.address("case", draft) + "?add=1").content.decode()
    assert 'name="achievements-1-title"' in page
    kept = latest(draft).achievements.get().pk

    desk.send("case", draft, **rows("achievements", {"title": "Một"}, {"title": "Hai"}))
    assert [row.title for row in latest(draft).achievements.all()] == ["Một", "Hai"]
    assert latest(draft).achievements.all()[0].pk == kept

    desk.send("case", draft, **rows("achievements", {"title": "Một", "DELETE": "on"}, {"title": "Hai"}))
    assert [row.title for row in latest(draft).achievements.all()] == ["Hai"]


def test_forged_row_numbers_and_broken_lists_are_no_server_error(desk, draft):
    desk.send(
        "case", draft, **rows("achievements", {"title": "Một", "id": "999999"}, {"title": "Hai", "id": "x"})
    )
    assert [row.title for row in latest(draft).achievements.all()] == ["Một", "Hai"]

    answer = desk.send("case", draft, **{"achievements-TOTAL_FORMS": "x"})
    assert answer.status_code == 200
    assert [row.title for row in latest(draft).achievements.all()] == ["Một", "Hai"]


def test_awards_or_the_tick_that_there_are_none(desk, draft):
    award = {
        "year": "2020",
        "name": "Bằng khen",
        "decision_number": "118/QĐ-BTTTT",
        "decision_date": "06/02/2020",
    }
    desk.send("awards", draft, **rows("awards", award))
    assert [(row.year, str(row.decision_date)) for row in latest(draft).awards.all()] == [
        (2020, "2020-02-06")
    ]

    answer = desk.send("awards", draft, without_awards="on", **rows("awards", award))
    assert "There are awards below" in answer.content.decode()

    desk.send("awards", draft, without_awards="on", **rows("awards"))
    assert (latest(draft).without_awards, list(latest(draft).awards.all())) == (True, [])


def test_consents_are_a_ledger_with_nothing_chosen_beforehand(desk, draft):
    assert "checked" not in desk.read("consent", draft).content.decode()

    desk.send("consent", draft, review="yes", story="no")
    desk.send("consent", draft, review="yes", story="no")
    desk.send("consent", draft, story="yes")

    assert list(draft.consents.values_list("purpose", "given")) == [
        ("review", True),
        ("story", False),
        ("story", True),
    ]


# --- Bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BAD_TEXT)
def test_bad_text_is_answered_with_the_field_named_and_kept(desk, draft, kind):
    text, words = BAD_TEXT[kind]

    answer = desk.send("candidate", draft, name=text, home_place="Xã Minh Họa")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert 'href="#id_name">Full name: ' in page
    assert words in page
    assert 'value="Xã Minh Họa"' in page
    assert f'value="{text}"' in page
    assert Candidate.objects.get(pk=draft.candidate_id).home_place == ""


@pytest.mark.parametrize(
    "column", ["alias", "residence", "position", "qualification", "duties", "phone", "identity_number"]
)
def test_every_text_of_the_candidate_is_cleaned(desk, draft, column):
    page = desk.send("candidate", draft, **{column: "a\u202eb"}).content.decode()

    assert f'href="#id_{column}"' in page
    assert "turns the direction" in page


@pytest.mark.parametrize("typed", ["1899", "2050", "31/02/1978", "mai", "0", "09/02/2025", "-1978", "١٩٧٨"])
def test_birthdays_out_of_range_are_refused_in_words(desk, draft, typed):
    page = desk.send("candidate", draft, birth_year=typed).content.decode()

    assert 'href="#id_birth_year">Date of birth: ' in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize(
    ("column", "typed"), [("identity_number", "12345"), ("phone", "gọi sau"), ("email", "thu@")]
)
def test_malformed_numbers_and_addresses_are_refused(desk, draft, column, typed):
    page = desk.send("candidate", draft, **{column: typed}).content.decode()

    assert f'href="#id_{column}"' in page
    assert f'value="{typed}"' in page


def test_marks_without_a_width_are_dropped_and_text_is_composed(desk, draft):
    desk.send("candidate", draft, name="\ufeffLe\u0302 Thi\u0323\u200b Thu")

    assert Candidate.objects.get(pk=draft.candidate_id).name == "Lê Thị Thu"


def test_a_refused_row_names_its_field_and_keeps_the_rest(desk, draft):
    award = {"year": "1890", "name": "", "issuer": "Bộ", "decision_date": "31/12/2999"}
    page = desk.send("awards", draft, **rows("awards", award)).content.decode()

    assert 'href="#id_awards-0-year">Row 1, Year: The year must lie between 1945 and' in page
    assert 'href="#id_awards-0-name">Row 1, Title or award: Enter the title or award.' in page
    assert 'href="#id_awards-0-decision_date"' in page
    assert 'value="Bộ"' in page
    assert "<title>Error:" in page


def test_more_rows_than_allowed_are_refused_and_kept(desk, draft):
    many = [{"title": f"Việc {number}"} for number in range(11)]
    page = desk.send("case", draft, **rows("achievements", *many)).content.decode()

    assert 'href="#achievements"' in page
    assert 'value="Việc 10"' in page
    assert list(latest(draft).achievements.all()) == []


def test_a_field_without_a_seat_in_the_campaign_is_refused(desk, draft):
    page = desk.send(
        "case", draft, field=factories.field().pk, summary="Giữ", **rows("achievements")
    ).content.decode()

    assert "Field of achievement: " in page
    assert "Giữ" in page
    assert latest(draft).summary == ""


# --- Two people write -----------------------------------------------------------------------------------


def test_conflict_shows_both_versions_and_overwrites_nothing(desk, draft):
    seen = draft.latest_revision_id
    desk.send("candidate", draft, name="Lê Thị Thu", position="Trưởng phòng")

    answer = desk.send("candidate", draft, base=seen, name="Lê Thị Thu", position="Phó phòng")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert [(d.label, d.stored, d.typed) for d in answer.context["both"]] == [
        ("Position (Party, government, mass organisation)", "Trưởng phòng", "Phó phòng")
    ]
    assert 'value="Phó phòng"' in page
    assert Candidate.objects.get(pk=draft.candidate_id).position == "Trưởng phòng"

    desk.send(
        "candidate", draft, base=answer.context["base_revision"], name="Lê Thị Thu", position="Phó phòng"
    )
    assert Candidate.objects.get(pk=draft.candidate_id).position == "Phó phòng"


def test_conflict_of_lists_shows_both(desk, draft):
    seen = draft.latest_revision_id
    desk.send("case", draft, **rows("achievements", {"title": "Của người kia"}))

    answer = desk.send("case", draft, base=seen, **rows("achievements", {"title": "Của tôi"}))

    assert [(d.stored, d.typed) for d in answer.context["both"]] == [("Của người kia", "Của tôi")]
    assert [row.title for row in latest(draft).achievements.all()] == ["Của người kia"]


def test_the_same_form_sent_twice_is_no_conflict(desk, draft):
    seen = draft.latest_revision_id
    first = desk.send("candidate", draft, base=seen, name="Lê Thị Thu")
    second = desk.send("candidate", draft, base=seen, name="Lê Thị Thu")

    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40])
def test_a_forged_revision_number_overwrites_nothing(desk, draft, base):
    answer = desk.send("candidate", draft, base=base, name="Kẻ khác")

    assert answer.status_code == 409
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Trần Thị Minh Họa"


@pytest.mark.parametrize("step", ["candidate", "case", "awards", "evidence", "consent", "check"])
def test_a_handed_in_nomination_is_read_only(desk, step):
    nomination = factories.nomination(Stage.SUBMITTED, by=desk.user)

    assert desk.read(step, nomination).headers["Location"] == desk.address("nomination", nomination)
    if step != "check":
        answer = desk.send(
            step, nomination, name="Đổi tên", summary="Đổi", review="no", evidence="", **rows("awards")
        )
        assert answer.status_code in (200, 302, 409)
    fresh = latest(nomination)
    assert (fresh.candidate.name, fresh.summary) == (
        "Trần Thị Minh Họa",
        "Xây dựng nền tảng dữ liệu dùng chung của ngành.",
    )
    assert nomination.consents.filter(purpose="review", given=False).count() == 0


# --- The database fails ---------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["candidate", "case", "awards", "consent"])
def test_a_failing_database_loses_nothing_that_was_typed(desk, draft, step, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail_on_write(fail))
    typed = {"name": "Chữ đã gõ", "summary": "Chữ đã gõ", "review": "yes", **rows("achievements")}
    typed |= rows("awards", {"year": "2020", "name": "Chữ đã gõ"})
    answer = desk.client.post(desk.address(step, draft), {"base_revision": draft.latest_revision_id} | typed)
    monkeypatch.undo()

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "NOT stored" in page
    assert "Chữ đã gõ" in page
    assert f'name="base_revision" value="{draft.latest_revision_id}"' in page
    assert f'action="{desk.address(step, draft)}"' in page
    assert Candidate.objects.get(pk=draft.candidate_id).name == "Trần Thị Minh Họa"


def fail_on_write(fail):
    """Let reads of the session and the person through, and fail the first statement that writes."""
    original = CursorWrapper.execute

    def execute(self, sql, params=None):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            fail()
        return original(self, sql, params)

    return execute


def test_a_database_that_is_gone_altogether_still_answers_with_the_text(desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("nominations.workspace.views.steps.own_nomination", fail)
    answer = desk.client.post(
        desk.address("candidate", draft), {"name": "Chữ đã gõ", "duties": "Dòng một\nDòng hai"}
    )

    assert answer.status_code == 503
    assert "Chữ đã gõ" in answer.content.decode()
    assert "Dòng một\nDòng hai" in answer.content.decode()


def test_a_session_that_is_over_hands_the_text_back(desk, draft):
    desk.client.logout()
    answer = desk.client.post(desk.address("candidate", draft), {"name": "Chữ đã gõ"})

    assert answer.status_code == 401
    assert "Chữ đã gõ" in answer.content.decode()
