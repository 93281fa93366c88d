"""Papers made from what is stored: what they say, who makes and reads them, what is kept and logged."""

import hashlib
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, PageLogEntry

from nominations.council.actions.sessions import declare_conflict, open_session
from nominations.models import Paper, PaperSettings, PaperTemplate
from nominations.papers import samples
from nominations.papers.actions import NotReady, generate_paper, kind_of
from nominations.papers.facts import Issue
from nominations.papers.gathering import facts_of
from nominations.papers.kinds import KINDS, Scope
from nominations.papers.rules import BLANK
from nominations.papers.setup import BODIES, set_up_papers
from nominations.papers.sheets import SHEETS
from nominations.stages import Stage
from tests import factories
from tests.nominations.followup.conftest import duty
from tests.nominations.papers.conftest import concluded, counted, opened, planned
from tests.nominations.papers.reading import Reading


def shape(value):
    """The names of a context and the kinds of its values; of a list, its items together."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value)


def fits(found, wanted) -> bool:
    """Whether a context has the shape of the sample's; an empty list fits any."""
    if isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(fits(found[name], wanted[name]) for name in wanted)
    if isinstance(wanted, list):
        return isinstance(found, list) and (not found or not wanted or fits(found[0], wanted[0]))
    return found is wanted


def read(paper: Paper) -> Reading:
    with paper.file.open("rb") as file:
        return Reading(file.read())


def made(code: str, subject, user, **more) -> Paper:
    return generate_paper(kind=kind_of(code), subject=subject, user=user, **more)


# --- What they say --------------------------------------------------------------------------------------


def test_what_is_stored_fills_the_same_fields_as_the_sample(session_kind):
    session = concluded(3)

    context = session_kind.context(facts_of(session_kind, session, Issue()))

    assert fits(shape(context), shape(session_kind.context(samples.facts(3))))


@pytest.mark.parametrize("code", ["bao-cao", "tom-tat"])
def test_a_dossier_fills_the_same_fields_as_the_sample(code):
    nomination = factories.nomination(Stage.SUBMITTED)

    context = KINDS[code].context(facts_of(KINDS[code], nomination, Issue()))

    assert fits(shape(context), shape(KINDS[code].context(samples.facts(3))))


def test_the_counting_minutes_say_what_was_counted(secretary):
    session = counted(2)
    ballot = session.ballots.get()

    it = read(made("kiem-phieu", session, secretary, number=7, issued_on=date(2026, 2, 9)))

    table = it.list_tables()[0]
    assert [row[1:] for row in it.data_rows(table)] == [
        ["Trần Thị Minh Họa 1", session.agenda.first().nomination.unit.name_vi, "05", "0", "83,33", "Đạt"],
        ["Trần Thị Minh Họa 2", session.agenda.last().nomination.unit.name_vi, "04", "01", "66,67", "Đạt"],
    ]
    assert ballot.sha256 in it.words
    assert "Số: 07/BB-HĐTĐKT" in it.words
    assert "Lại Văn Cường (đi công tác)" in it.words
    counts = {row[0]: row[1] for row in it.row_texts(it.data_tables[0][1])}
    assert list(counts.values())[:6] == ["06", "05", "0", "0", "01", "0"]


def test_the_submission_cites_the_minutes_that_were_issued(secretary):
    session = concluded(2)
    made("bien-ban-hop", session, secretary, number=3, issued_on=date(2026, 2, 9))

    it = read(made("to-trinh", session, secretary))

    assert (
        "Căn cứ Biên bản số 03/BB-HĐTĐKT ngày 09 tháng 02 năm 2026 của Hội đồng Thi đua - Khen thưởng"
        in it.words
    )
    assert [row[1] for row in it.data_rows(it.list_tables()[0])] == ["Trần Thị Minh Họa 1"]
    assert it.matching("^Số:")[0].text == f"Số: {BLANK}/TTr-TCCB"


def test_minutes_name_whoever_kept_them(secretary):
    session = concluded(2)
    session.members.filter(part="secretary").update(part="member")

    it = read(made("bien-ban-hop", session, secretary))

    assert "Thư ký: Tạ Quang Vinh, Thư ký Hội đồng." in it.words


def test_the_pack_tells_the_council_what_it_needs_and_nothing_more(secretary):
    session = planned(2)
    candidate = session.agenda.first().nomination.candidate
    candidate.phone, candidate.identity_number, candidate.residence = (
        "0912345678",
        "079184001234",
        "12 phố Kín",
    )
    candidate.email = "rieng@example.vn"
    candidate.save()

    it = read(made("tap-ho-so", session, secretary))

    assert "HỒ SƠ SỐ 1" in it.words
    assert "bao-cao.pdf" in it.words
    for secret in ("0912345678", "079184001234", "12 phố Kín", "rieng@example.vn"):
        assert secret not in it.words
    assert sum(text.paragraph.paragraph_format.page_break_before is True for text in it.texts) == 3
    files = [row for table in it.list_tables()[1:] for row in it.data_rows(table)]
    assert {row[3] for row in files} == {"1"}


def test_the_pack_holds_the_letters_that_came(secretary):
    session = planned(2)
    officer = factories.person()
    nomination = session.agenda.first().nomination
    factories.letter(nomination, by=officer, answered=True, name="Hoàng Thị Thư", email="thu@example.vn")
    factories.letter(nomination, by=officer, name="Chưa Viết")
    cancelled = factories.letter(nomination, by=officer, answered=True, name="Đã Rút")
    type(cancelled).objects.filter(pk=cancelled.pk).update(cancelled_at=cancelled.answered_at)

    it = read(made("tap-ho-so", session, secretary))

    assert it.words.count("7. Thư giới thiệu") == 1
    assert "- Hoàng Thị Thư, Nguyên Giám đốc. Biết cá nhân qua: Cùng dự án" in it.words
    assert "Thư riêng." in it.words
    assert "Thư gửi dưới dạng tệp, đọc trên hệ thống: thu.pdf" in it.words
    for absent in ("thu@example.vn", "Chưa Viết", "Đã Rút"):
        assert absent not in it.words


def test_the_notice_says_what_was_published(secretary):
    consultation = factories.shortlist(2)

    it = read(made("thong-bao", consultation.campaign, secretary, number=4, issued_on=date(2026, 2, 9)))

    assert [row[1] for row in it.data_rows(it.list_tables()[0])] == [
        entry.name for entry in consultation.entries.order_by("sort_name", "pk")
    ]
    assert "Số 00 đường Mẫu, Hà Nội" in it.words
    assert "10 ngày làm việc" in it.words


def test_certificates_are_for_those_who_are_recognised(secretary):
    nomination = factories.nomination(Stage.APPROVED)

    it = read(made("giay-chung-nhan", nomination.campaign, secretary, register_from=12))

    assert [text.text for text in it.styled("GCN Họ tên")] == [nomination.candidate.name]
    assert "Số sổ vàng: 12" in it.words
    assert f"Quyết định số: {nomination.decision.number}" in it.words


def test_hostile_words_stay_words(secretary):
    nomination = factories.nomination(Stage.SUBMITTED)
    nomination.candidate.name = "Trần <w:p/> & {{ 7*7 }} {% for %}"
    nomination.candidate.duties = "dòng một\x0c\u202edòng \u0301hai"
    nomination.candidate.save()

    it = read(made("bao-cao", nomination, secretary))

    assert "Trần <w:p/> & {{ 7*7 }} {% for %}" in it.words
    assert "\u202e" not in it.words


# --- When they can be made ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "state", "ready"),
    [
        (code, state, ready)
        for code, first in {
            "tap-ho-so": 0, "phieu-bau": 0, "trich-ngang": 0, "ds-trich-ngang": 0, "kiem-phieu": 1, "ds-kiem-phieu": 1,
            "bien-ban-hop": 2, "to-trinh": 2, "quyet-dinh": 2,
        }.items()
        for state, ready in ((first - 1, False), (first, True))
        if state >= 0
    ],
)  # fmt: skip
def test_a_paper_waits_for_its_session(code, state, ready, secretary):
    session = (planned, counted, concluded)[state](2)

    if not ready:
        with pytest.raises(NotReady):
            made(code, session, secretary)
        assert not Paper.objects.exists()
    else:
        assert made(code, session, secretary).size > 0


@pytest.mark.parametrize("code", ["thong-bao", "giay-chung-nhan"])
def test_a_paper_waits_for_its_campaign(code, secretary):
    with pytest.raises(NotReady):
        made(code, factories.campaign(), secretary)


# --- What is kept ---------------------------------------------------------------------------------------


def test_a_paper_is_kept_with_its_sum_and_logged(secretary):
    session = planned(1)

    paper = made("tap-ho-so", session, secretary)

    with paper.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == paper.sha256
    assert (paper.rows, paper.template_version, len(paper.template_sha256)) == (1, 0, 64)
    entry = PageLogEntry.objects.get(action="nominations.paper_generated")
    assert entry.user == secretary
    assert entry.page_id == session.campaign_id
    assert entry.data["sha256"] == paper.sha256


def test_downloads_are_logged_and_never_cached(secretary, client):
    nomination = factories.nomination(Stage.SUBMITTED)
    paper = made("bao-cao", nomination, secretary)
    client.force_login(secretary)

    response = client.get(reverse("papers:download", args=[paper.pk]))

    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == paper.sha256
    assert response["Cache-Control"].startswith("private, no-store")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    entry = PageLogEntry.objects.get(action="nominations.paper_downloaded")
    assert (entry.page_id, entry.data["paper"]) == (nomination.pk, paper.pk)


def test_a_list_that_leaves_is_an_export(secretary, client):
    paper = made("ds-de-nghi", factories.nomination(Stage.SUBMITTED).campaign, secretary)
    client.force_login(secretary)

    client.get(reverse("papers:download", args=[paper.pk]))

    entry = PageLogEntry.objects.get(action="nominations.export")
    assert (entry.data["list"], entry.data["rows"]) == ("ds-de-nghi", 1)


def test_a_lost_file_is_not_found(secretary, client):
    paper = made("bao-cao", factories.nomination(Stage.SUBMITTED), secretary)
    paper.file.storage.delete(paper.file.name)
    client.force_login(secretary)

    assert client.get(reverse("papers:download", args=[paper.pk])).status_code == 404


# --- Lists ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(name, secretary):
    nomination = factories.nomination(Stage.SUBMITTED, name=name)

    paper = made("ds-de-nghi", nomination.campaign, secretary)

    page = load_workbook(paper.file.open("rb")).active
    cell = page.cell(5, 3)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)
    assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]


# The list of delegates is made from a roster: test_assertions.py has it.
@pytest.mark.parametrize("code", [code for code, sheet in SHEETS.items() if sheet.scope != Scope.ROSTER])
def test_lists_are_typed_and_ready_to_print(code, secretary):
    sheet = SHEETS[code]
    subject = counted(2)
    for number in (1, 2):
        duty(subject.campaign, factories.unit(), title=f"Việc {number}", cost=12_500_000)

    paper = made(code, subject.campaign if sheet.scope == Scope.CAMPAIGN else subject, secretary)

    page = load_workbook(paper.file.open("rb")).active
    assert page.freeze_panes == "C5"
    assert page.print_title_rows == "$4:$4"
    assert page.page_setup.orientation == "landscape"
    assert [cell.value for cell in page[4]] == [column.label for column in sheet.columns]
    assert [page.cell(row, 1).value for row in (5, 6)] == [1, 2]
    shares = (
        [column.label for column in sheet.columns].index("Tỷ lệ (%)") + 1 if code == "ds-kiem-phieu" else None
    )
    if shares:
        assert page.cell(5, shares).value == 83.33
        assert page.cell(5, shares).number_format == "0.00"


# --- Who makes, who reads -------------------------------------------------------------------------------

MAY_MAKE = {"screener", "secretary", "leader"}
MAY_READ = MAY_MAKE | {"auditor", "superuser"}
ROLES = (
    "screener",
    "secretary",
    "leader",
    "auditor",
    "editor",
    "administrator",
    "council_member",
    "officer",
    "head",
    "superuser",
)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_act_in_the_review_make_papers(role):
    user, session = getattr(factories, role)(), planned(1)

    if role in MAY_MAKE:
        assert made("tap-ho-so", session, user).generated_by == user
    else:
        with pytest.raises(PermissionDenied):
            made("tap-ho-so", session, user)
        assert not Paper.objects.exists()


@pytest.mark.parametrize("role", [*ROLES, None])
def test_each_address_is_open_to_those_it_is_for(role, client, secretary):
    session = planned(1)
    nomination = session.agenda.get().nomination
    paper = made("tap-ho-so", session, secretary)
    if role:
        client.force_login(getattr(factories, role)())
    read = [
        reverse("papers:index"),
        reverse("papers:campaign", args=[session.campaign_id]),
        reverse("papers:session", args=[session.pk]),
        reverse("papers:nomination", args=[nomination.pk]),
        reverse("papers:download", args=[paper.pk]),
        reverse("papers:latest", args=["tap-ho-so", session.pk]),
    ]
    make = [
        reverse("papers:generate", args=["tap-ho-so", session.pk]),
        reverse("papers:generate", args=["bao-cao", nomination.pk]),
    ]
    keep = [reverse("papers:templates"), *(reverse(f"papers:{name}", args=["to-trinh"]) for name in (
        "template", "template_file", "template_sample", "template_restore"))]  # fmt: skip

    for url, may in [
        *product(read, [MAY_READ]),
        *product(make, [MAY_MAKE]),
        *product(keep, [{"administrator", "superuser"}]),
    ]:
        response = client.get(url, follow=url.endswith("/latest/") and role in may)
        assert (response.status_code == 200) == (role in may), url
        if response.status_code == 200:
            assert response["Cache-Control"].startswith("private, no-store"), url
    posts = dict.fromkeys(make, MAY_MAKE) | {
        reverse(f"papers:template{more}", args=["to-trinh"]): {"administrator", "superuser"}
        for more in ("", "_recipients", "_restore")
    }
    for url in (url for url, may in posts.items() if role not in may):
        assert client.post(url, {"recipients": "Ai đó"}).status_code in (302, 403, 404), url
    assert list(Paper.objects.all()) == [paper]
    assert not PaperTemplate.objects.exists()


def test_members_read_what_is_theirs_while_their_session_is_open(client, secretary):
    session = opened(2)
    pack, list_ = made("tap-ho-so", session, secretary), made("trich-ngang", session, secretary)
    client.force_login(session.members.get(part="chair").user)

    assert client.get(reverse("papers:download", args=[pack.pk])).status_code == 200
    assert client.get(reverse("papers:download", args=[list_.pk])).status_code == 404
    assert client.get(reverse("papers:latest", args=["tap-ho-so", session.pk])).status_code == 302
    assert client.get(reverse("papers:session", args=[session.pk])).status_code != 200


def test_a_member_of_no_session_or_with_a_conflict_reads_no_pack(client, secretary):
    session = opened(2)
    pack = made("tap-ho-so", session, secretary)
    chair = session.members.get(part="chair").user
    declare_conflict(item=session.agenda.first(), user=chair, note="Cùng quê")

    for user in (chair, factories.council_member()):
        client.force_login(user)
        assert client.get(reverse("papers:download", args=[pack.pk])).status_code == 404


def test_a_member_of_a_nominating_unit_reads_no_pack(client, secretary):
    session = planned(2)
    chair = session.members.get(part="chair").user
    factories.member_of(chair, session.agenda.first().nomination.unit)
    open_session(session=session, user=session.created_by)
    pack = made("tap-ho-so", session, secretary)
    client.force_login(chair)

    for url in (
        reverse("papers:download", args=[pack.pk]),
        reverse("papers:latest", args=["tap-ho-so", session.pk]),
    ):
        assert client.get(url).status_code == 404


def test_whoever_is_of_a_nominating_unit_reads_no_pack_with_letters_on_it(client, secretary):
    session = opened(1)
    nomination = session.agenda.get().nomination
    pack = made("tap-ho-so", session, secretary)
    url = reverse("papers:download", args=[pack.pk])
    factories.member_of(secretary, nomination.unit)
    client.force_login(secretary)

    before = client.get(url).status_code
    factories.letter(nomination, by=secretary, answered=True)

    assert (before, client.get(url).status_code) == (200, 404)
    with pytest.raises(NotReady):
        made("tap-ho-so", session, secretary)
    assert made("trich-ngang", session, secretary)


def test_a_pack_closes_with_its_session(client, secretary):
    session = concluded(1)
    pack = made("tap-ho-so", session, secretary)
    client.force_login(session.members.get(part="chair").user)

    assert client.get(reverse("papers:download", args=[pack.pk])).status_code == 404


# --- Screens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_of_a_session_costs_the_same_whatever_its_size(
    rows, client, secretary, django_assert_num_queries
):
    session = planned(rows)
    for _ in range(rows):
        made("tap-ho-so", session, secretary)
    client.force_login(secretary)
    client.get(reverse("papers:index"))

    with django_assert_num_queries(17):
        response = client.get(reverse("papers:session", args=[session.pk]))

    assert len(response.context["papers"]) == rows


@pytest.mark.parametrize("people", [1, 3])
def test_gathering_a_session_costs_the_same_whatever_its_size(people, django_assert_num_queries):
    session = planned(people)
    PaperSettings.load()

    with django_assert_num_queries(15):
        facts_of(KINDS["to-trinh"], session, Issue())


def test_a_paper_is_made_from_its_form(client, secretary):
    session = concluded(2)
    client.force_login(secretary)
    url = reverse("papers:generate", args=["to-trinh", session.pk])

    form = client.get(url)
    response = client.post(url, {"number": "5", "issued_on": "10/02/2026"}, follow=True)

    assert form.status_code == 200
    paper = Paper.objects.get()
    assert (paper.number, paper.issued_on, paper.session) == (5, date(2026, 2, 10), session)
    assert response.redirect_chain[-1][0] == reverse("papers:session", args=[session.pk])
    assert paper.sha256[:12] in response.content.decode()


@pytest.mark.parametrize(
    "typed", [{"number": "5"}, {"issued_on": "10/02/2026"}, {"number": "-1", "issued_on": "x"}]
)
def test_number_and_date_belong_together(typed, client, secretary):
    session = concluded(2)
    client.force_login(secretary)

    response = client.post(reverse("papers:generate", args=["to-trinh", session.pk]), typed)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Paper.objects.exists()
    assert all(value in response.content.decode() for value in typed.values())


def test_what_cannot_be_made_says_why(client, secretary):
    session = planned(1)
    client.force_login(secretary)

    page = client.get(reverse("papers:session", args=[session.pk])).content.decode()
    response = client.post(reverse("papers:generate", args=["to-trinh", session.pk]), follow=True)

    assert "papers/to-trinh/" not in page
    assert not Paper.objects.exists()
    assert len(list(response.context["messages"])) == 1


@pytest.mark.parametrize("code", ["khong-co", "bao-cao"])
def test_unknown_kinds_and_subjects_do_not_exist(code, client, secretary):
    client.force_login(secretary)

    assert client.get(reverse("papers:generate", args=[code, 999999])).status_code == 404


# --- The bodies -----------------------------------------------------------------------------------------


def test_the_bodies_are_set_up_once_and_edits_survive():
    kept = PaperSettings.objects.get()
    assert kept.department_abbreviation == BODIES["department_abbreviation"] == "TCCB"
    kept.department_signer = "Trần Thị Mẫu"
    kept.save()

    set_up_papers()

    assert PaperSettings.objects.get().department_signer == "Trần Thị Mẫu"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"ministry_authority": "KT.", "ministry_authority_of": "Bộ trưởng"}, "ministry_title"),
        ({"department_authority": "TL."}, "department_authority_of"),
        (
            {
                "ministry_authority": "KT.",
                "ministry_authority_of": "Bộ trưởng",
                "ministry_title": "Thứ trưởng",
            },
            None,
        ),
    ],
)
def test_who_signs_for_whom_must_fit(change, wrong):
    kept = PaperSettings(**BODIES | change)
    if wrong is None:
        kept.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        kept.full_clean()
    assert list(refused.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("screener", False), ("secretary", False), ("auditor", False)]
)
def test_only_administrators_change_the_bodies(role, may, client):
    client.force_login(getattr(factories, role)())

    response = client.get(reverse("wagtailsettings:edit", args=["nominations", "papersettings"]), follow=True)

    assert ("ministry_name" in response.content.decode()) == may


def test_nothing_about_templates_is_logged_by_reading(client):
    client.force_login(factories.administrator())

    client.get(reverse("papers:template", args=["to-trinh"]))

    assert not ModelLogEntry.objects.filter(action__startswith="nominations.template").exists()
