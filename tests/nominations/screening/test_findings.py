"""What the machine points out at intake, how a screener judges it, and that it refuses nobody."""

from datetime import date

import pytest
from django.utils import timezone

from nominations.models import EarlierAward, Flag, Honour
from nominations.screening.actions.findings import examine_nomination
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import part, said

REPORT = " ".join(
    f"Năm {year} đã đưa {year % 7} tuyến thư tới bản thứ {year % 19} an toàn." for year in range(1990, 2020)
)


def kinds(nomination) -> set[str]:
    return set(Flag.objects.about(nomination).values_list("kind", flat=True))


def submitted(name="Phan Thị Lụa", *, case="", title="", candidate=(), **more):
    """Hand a nomination in, with its own report and achievement."""
    officer = factories.officer()
    page = factories.fill(factories.draft(by=officer, name=name, **more), by=officer)
    for column, value in dict(candidate).items():
        setattr(page.candidate, column, value)
    page.candidate.save()
    with factories.editing(nomination=page, user=officer, base_revision=None) as edited:
        edited.case = case or f"Báo cáo riêng của {name}."
        if title:
            edited.achievements = [factories.Achievement(title=title)]
        factories.keep(edited, user=officer)
    page.refresh_from_db()
    return factories.submit_nomination(nomination=page, user=officer)


def test_the_same_person_under_another_unit_is_pointed_out_in_both_dossiers():
    first = submitted("Phan Thị Lụa")
    second = submitted("LUA Phan Thi", candidate={"birth_date": date(1984, 7, 14)})

    flag = Flag.objects.get()
    assert (flag.nomination, flag.other, flag.kind) == (second, first, "person")
    assert set(flag.reasons) == {"marks", "order", "same_year"}
    assert second.stage == first.stage == Stage.SUBMITTED


def test_nobody_else_is():
    submitted("Phan Thị Lụa")
    submitted("Phan Thị Lụa", candidate={"birth_year": 1985})
    submitted("Phan Văn Lực")

    assert not Flag.objects.exists()


def test_the_same_identity_number_is_enough():
    submitted("Phan Thị Lụa", candidate={"identity_number": "001184012345"})
    submitted("Trần Văn Khác", candidate={"identity_number": "001184012345", "birth_year": 1950})

    assert Flag.objects.get().reasons[0] == "identity"


def test_drafts_and_withdrawn_ones_are_nobodys_duplicate():
    factories.nomination(Stage.DRAFT, name="Phan Thị Lụa")
    factories.nomination(Stage.WITHDRAWN, name="Phan Thị Lụa")
    submitted("Phan Thị Lụa")

    assert not Flag.objects.filter(kind="person").exists()


def test_an_earlier_campaign_counts_as_well():
    submitted("Phan Thị Lụa", campaign=factories.campaign(year=2022))
    submitted("Phan Thi Lua", campaign=factories.campaign(year=2023))

    assert Flag.objects.get().kind == "person"


def test_looking_again_keeps_the_verdict_and_drops_what_is_no_longer_so(screener):
    first, second, third = submitted(), submitted(), submitted()
    flag = Flag.objects.get(nomination=second, other=first)
    Flag.objects.filter(pk=flag.pk).update(
        verdict="different", verdict_by=screener, verdict_at=timezone.now()
    )
    second.candidate.birth_year = 1950
    second.candidate.save()

    examine_nomination(nomination=second)

    assert set(Flag.objects.values_list("nomination", "other")) == {
        (second.pk, first.pk), (third.pk, first.pk),
    }  # fmt: skip
    examine_nomination(nomination=first)
    assert Flag.objects.get(pk=flag.pk).verdict == "different"


def test_the_campaigns_threshold_decides():
    strict = factories.campaign(name_likeness=100)
    submitted("Nguyễn Văn Hoa")
    submitted("Nguyễn Văn Hòa", campaign=strict)

    assert not Flag.objects.exists()


# --- Reports --------------------------------------------------------------------------------------------


def test_a_copied_report_is_pointed_out_with_the_passage():
    first = submitted("Phan Thị Lụa", case=REPORT)
    second = submitted("Y Bơ Niê", case=f"Mở đầu khác hẳn. {REPORT.upper()}")

    flag = Flag.objects.get()
    assert (flag.kind, flag.nomination, flag.other) == ("copied", second, first)
    assert flag.score > 90
    assert flag.passage in f"Mở đầu khác hẳn. {REPORT.upper()}"
    assert flag.other_passage in REPORT


def test_reports_of_their_own_are_not():
    submitted("Phan Thị Lụa", case=REPORT)
    submitted("Y Bơ Niê", case=REPORT[::-1])

    assert not Flag.objects.exists()


# --- The register ---------------------------------------------------------------------------------------


def test_an_achievement_rewarded_already_is_pointed_out():
    factories.honour(
        name="Phan Thi Lua", achievement="Đưa thư lên bản\nNền tảng dữ liệu dùng chung của ngành"
    )

    nomination = submitted("Phan Thị Lụa", title="Xây dựng nền tảng dữ liệu dùng chung của ngành")

    assert kinds(nomination) == {"honoured", "rewarded"}
    flag = Flag.objects.get(kind="rewarded")
    assert flag.other_passage == "Nền tảng dữ liệu dùng chung của ngành"


def test_another_persons_honour_is_nothing_to_it():
    factories.honour(name="Y Bơ Niê", achievement="Nền tảng dữ liệu dùng chung của ngành")

    assert kinds(submitted("Phan Thị Lụa", title="Nền tảng dữ liệu dùng chung của ngành")) == set()


def test_an_honour_taken_back_is_no_warning():
    factories.honour(name="Phan Thị Lụa", revoked_on=timezone.localdate())

    assert kinds(submitted("Phan Thị Lụa")) == set()


def test_a_line_that_is_entered_later_is_compared_as_well():
    nomination = submitted("Phan Thị Lụa")

    factories.honour(name="Phan Thị Lụa", birth_year=None)

    assert kinds(nomination) == {"honoured"}


def test_recognition_enters_the_register_and_warns_of_the_next_nomination():
    recognised = factories.nomination(Stage.APPROVED, name="Phan Thị Lụa")

    honour = Honour.objects.get()
    assert (honour.name, honour.birth_year, honour.reference) == ("Phan Thị Lụa", 1984, recognised.reference)
    assert honour.decision_number == factories.DECISION["number"]
    assert "Nền tảng dữ liệu dùng chung" in honour.achievement
    assert {"honoured", "person", "rewarded"} <= kinds(
        submitted("Phan Thị Lụa", title="Nền tảng dữ liệu dùng chung", campaign=factories.campaign())
    )


def test_a_recognition_is_not_held_against_its_own_nomination():
    recognised = factories.nomination(Stage.APPROVED, name="Phan Thị Lụa")

    examine_nomination(nomination=recognised)

    assert kinds(recognised) == set()


def test_public_honourees_of_earlier_years_are_in_the_register():
    profile = factories.profile(name="Phan Thị Lụa", year=2015, summary="Hai mươi năm đưa thư lên bản.")

    honour = Honour.objects.get()
    assert (honour.name, honour.year, honour.achievement) == ("Phan Thị Lụa", 2015, profile.summary)
    # No year of birth is known of a public honouree, so only the same name counts.
    assert kinds(submitted("Phan Thị Lan")) == set()
    assert kinds(submitted("Phan Thi Lua")) == {"honoured"}


# --- Judging --------------------------------------------------------------------------------------------


@pytest.fixture
def flagged(desk):
    submitted("Phan Thi Lua", candidate={"birth_date": date(1984, 7, 14)})
    return submitted("Phan Thị Lụa")


def test_the_dossier_compares_both_and_explains_by_which_numbers(desk, flagged):
    context = part(desk.dossier(flagged), "flags")

    rows = {row.label: (row.mine, row.its, row.words) for row in context["comparisons"][0].rows}
    assert rows["Họ và tên"] == ("Phan Thị Lụa", "Phan Thi Lua", "Giống, không kể dấu")
    assert rows["Ngày sinh"] == ("1984", "14/07/1984", "Cùng năm")
    content = desk.dossier(flagged).content.decode()
    assert "Báo khi tên giống từ 92" in content
    assert "Máy chỉ báo, không tự loại." in content
    assert "Hai người khác nhau" in content


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_verdict_is_stored_with_who_and_when_and_refuses_nobody(desk, flagged, verdict):
    flag = Flag.objects.get()

    desk.press("flag", flagged, flag.pk, verdict=verdict)

    flag.refresh_from_db()
    assert (flag.verdict, flag.verdict_by) == (verdict, desk.user)
    flagged.refresh_from_db()
    assert flagged.stage == Stage.SUBMITTED


def test_nonsense_is_no_verdict(desk, flagged):
    assert len(said(desk.press("flag", flagged, Flag.objects.get().pk, verdict="perhaps"))) == 1
    assert Flag.objects.get().verdict == ""


def test_a_flag_of_another_nomination_does_not_exist_here(desk, flagged):
    other = submitted("Y Bơ Niê")

    assert desk.press("flag", other, Flag.objects.get().pk, verdict="same").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_however_many_there_are(count, django_assert_num_queries):
    campaign = factories.campaign()
    for number in range(count):
        submitted(f"Phan Thị Lụa {'Xyz' * (number + 1)}", campaign=campaign, case=f"{REPORT} {number}")
    nomination = submitted("Y Bơ Niê", campaign=campaign)
    examine_nomination(nomination=nomination)

    with django_assert_num_queries(11):
        examine_nomination(nomination=nomination)


def test_awards_without_particulars_are_counted(desk, flagged):
    EarlierAward.objects.filter(nomination=flagged).update(decision_number="")

    row = next(row for row in desk.list().context["object_list"] if row.pk == flagged.pk)

    assert row.lacking == 1
