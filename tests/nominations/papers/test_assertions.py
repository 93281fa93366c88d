"""The assertions that every paper keeps, numbered as the specification numbers them.

``39-kiem-phieu-30`` is assertion 39 on the counting minutes of 30 names. A kind stands below an assertion
when the assertion says something about it. 300 rows, and what only LibreOffice can tell, are proofs.
"""

import dataclasses
import re
import unicodedata
import zipfile
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from nominations.campaigns.working_days import working_days_between
from nominations.papers import samples
from nominations.papers.defaults import default_template
from nominations.papers.facts import Signer
from nominations.papers.kinds import KINDS
from nominations.papers.templating import fill
from tests.nominations.papers.reading import Reading, cells_of, grid, heading_rows, is_heading, is_ruled, mm

ALL = frozenset(KINDS)
CERTIFICATE, LIST, PACK = "giay-chung-nhan", "trich-ngang", "tap-ho-so"
BALLOT, NOTICE, PROPOSAL, DECISION = "phieu-bau", "thong-bao", "to-trinh", "quyet-dinh"
LETTER = "to-trinh-don-vi"
INVITATION = "giay-moi"
SUBMISSIONS = frozenset({PROPOSAL, LETTER})
MINUTES, COUNT, PROGRESS = "bien-ban-hop", "kiem-phieu", "tien-do"
PERSONAL = frozenset({"bao-cao", "tom-tat"})
NUMBERED = frozenset({PROPOSAL, LETTER, MINUTES, COUNT, DECISION, NOTICE, PROGRESS, INVITATION})
WITH_HEAD = ALL - {CERTIFICATE, LIST}
TITLED = WITH_HEAD - {PACK}
WITH_BASES = frozenset({PROPOSAL, LETTER, DECISION, NOTICE, PROGRESS})
WITH_ANNEX = WITH_BASES | {INVITATION}
WITH_RECIPIENTS = NUMBERED | {LIST}
SIGNED = WITH_RECIPIENTS | PERSONAL
AUTHORISED = WITH_ANNEX | {LIST}
LISTING = ALL - PERSONAL - {CERTIFICATE}
#: The papers that list only those whom the council selected.
OF_SELECTED = frozenset({PROPOSAL, DECISION, LIST})

BODY = ("VB Thân bài", "VB Câu kết", "VB Gạch đầu dòng", "VB Căn cứ")
RUNNING = (*BODY, "VB Đề mục", "VB Tiểu mục", "VB Ghi chú bảng", "VB Cuối danh sách")
CELLS = ("VB Ô chữ", "VB Ô giữa", "VB Ô đầu bảng", "VB Ô nhóm", "TH Số trang mục lục")
TITLED_BODIES = dataclasses.replace(
    samples.BODIES,
    ministry=dataclasses.replace(
        samples.MINISTRY, signer=Signer("Thứ trưởng", "PGS.TS. Nguyễn Văn Mẫu", "KT.", "Bộ trưởng")
    ),
    department=dataclasses.replace(samples.DEPARTMENT, signer=Signer("Vụ trưởng", "ThS. Trần Thị Mẫu")),
)


@cache
def facts(code: str, rows: int):
    """Invented facts; one row is a draft, and those who sign have academic titles that no paper shows."""
    made = samples.facts(rows, issued=rows != 1, all_pass=code in OF_SELECTED)
    return dataclasses.replace(made, bodies=TITLED_BODIES)


@cache
def paper(code: str, rows: int) -> Reading:
    context = KINDS[code].context(facts(code, rows))
    return Reading(fill(default_template(code), context, title="Giấy tờ"))


def people_of(code: str, rows: int):
    if code in OF_SELECTED:
        return facts(code, rows).meeting.selected
    return facts(code, rows).meeting.agenda


ASSERTIONS = {}


def about(number: int, kinds=ALL):
    """Register a function of (reading, code, rows) as one of the assertions, for these kinds of paper."""

    def register(check):
        ASSERTIONS[number] = (check, kinds)
        return check

    return register


# --- Pages ----------------------------------------------------------------------------------------------


@about(1)
def every_section_is_a4(it, code, rows):
    for section in it.sections:
        size = round(mm(section.page_width)), round(mm(section.page_height))
        assert size in ((210, 297), (297, 210))
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == (size == (297, 210))


@about(2)
def margins_are_in_range(it, code, rows):
    for section in it.sections:
        assert 19.7 <= mm(section.top_margin) <= 25.3
        assert 19.7 <= mm(section.bottom_margin) <= 25.3
        assert 29.7 <= mm(section.left_margin) <= 35.3
        assert 14.7 <= mm(section.right_margin) <= 20.3


@about(3)
def first_pages_show_no_number(it, code, rows):
    for section in it.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" not in codes_in(section.first_page_header)


def codes_in(header) -> str:
    return "".join(code.text or "" for code in header._element.iter(qn("w:instrText")))


@about(4, ALL - {CERTIFICATE})
def page_numbers_stand_in_the_middle(it, code, rows):
    for section in it.sections:
        assert codes_in(section.header).strip() == "PAGE"
        paragraph = section.header.paragraphs[0]
        assert (paragraph.alignment or paragraph.style.paragraph_format.alignment) == ALIGN.CENTER


@about(5, ALL - {CERTIFICATE})
def page_numbers_are_13_to_14_points(it, code, rows):
    for section in it.sections:
        paragraph = section.header.paragraphs[0]
        assert {(run.font.size or paragraph.style.font.size).pt for run in paragraph.runs} <= {13, 14}


@about(6, WITH_ANNEX)
def annexes_are_numbered_from_one(it, code, rows):
    for section in list(it.sections)[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


# --- Letters --------------------------------------------------------------------------------------------


@about(7)
def the_font_is_times_new_roman(it, code, rows):
    fonts = it.document.styles["Normal"].element.rPr.rFonts
    scripts = {script: fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert set(scripts.values()) == {"Times New Roman"}
    assert not [name for name in fonts.attrib if "heme" in name]


@about(8)
def letters_are_black(it, code, rows):
    allowed = {None, "000000"} | ({"C00000"} if code == CERTIFICATE else set())
    colours = {colour_of(text, run) for text in it.texts for run in text.runs}
    assert colours <= allowed


def colour_of(text, run) -> str | None:
    own = run._r.rPr is not None and run.font.color.rgb
    colour = own or text.paragraph.style.font.color.rgb
    return str(colour) if colour else None


@about(9)
def text_is_nfc(it, code, rows):
    assert unicodedata.is_normalized("NFC", it.words)


@about(10)
def nothing_is_left_unfilled(it, code, rows):
    assert not re.search(r"\{\{|\}\}|\{%|None|\.{3}|…", it.words)


@about(11)
def the_language_is_vietnamese(it, code, rows):
    defaults = it.document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "vi-VN"
    assert it.document.core_properties.language == "vi-VN"


@about(12, ALL - {CERTIFICATE})
def body_and_cells_have_their_sizes(it, code, rows):
    assert {size for text in it.styled(*RUNNING) for size in text.sizes} <= {13, 14}
    cells = [text for text in it.texts if text.table is not None and is_ruled(text.table)]
    assert {size for text in cells for size in text.sizes} <= {12, 13}
    assert {text.style for text in cells} <= set(CELLS)


# --- The head -------------------------------------------------------------------------------------------


@about(13, WITH_HEAD)
def the_nation_stands_in_the_first_table(it, code, rows):
    [nation] = it.matching("^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$")
    assert nation.table._tbl is it.tables[0][1]._tbl
    assert nation.is_bold
    assert nation.sizes <= {12, 13}


@about(14, WITH_HEAD)
def the_motto_is_exact(it, code, rows):
    [motto] = it.matching("^Độc lập - Tự do - Hạnh phúc$")
    assert motto.is_bold
    assert motto.sizes <= {13, 14}


@about(15)
def the_number_has_its_form(it, code, rows):
    numbers = it.matching("^Số:")
    if code not in NUMBERED:
        assert numbers == []
        return
    [number] = numbers
    assert re.search(r"^Số: (\d{2,}|\s+)/(QĐ|TTr|BB|TB|GM|BC)-[A-ZĐ]+(-[A-ZĐ]+)*$", number.text)
    assert bool(re.search(r"\d", number.text)) == (rows != 1)


@about(16, TITLED)
def place_and_date_are_italic(it, code, rows):
    lines = [text for text in it.texts if text.style == "VB Địa danh ngày tháng" and text.text]
    if code in (MINUTES, COUNT):
        assert lines == []
        return
    [line] = lines
    assert line.is_italic
    assert re.match(r"^\S.+, ngày\s+(\d{2})?\s*tháng\s+\d*\s*năm \d{4}$", line.text)


@about(17)
def dates_have_their_zeros(it, code, rows):
    assert not re.search(r"ngày [1-9] |tháng [12] |tháng 0[3-9]", it.words)
    assert not re.search(r"(?<!\d)\d/\d{1,2}/\d{4}|\d{2}/[12]/\d{4}|\d{2}/0[3-9]/\d{4}", it.words)


@about(18, TITLED)
def the_title_is_bold_and_centred(it, code, rows):
    [kind] = it.styled("VB Tên loại")
    assert kind.text == kind.text.upper()
    assert kind.is_bold
    assert kind.is_centred
    assert kind.sizes <= {13, 14}
    below = it.texts[it.texts.index(kind) + 1]
    assert below.style == "VB Trích yếu"
    assert below.is_bold


@about(19)
def rules_are_borders(it, code, rows):
    assert not [run for text in it.texts for run in text.runs if run.underline]
    rules = [text for text in it.texts if text.is_rule]
    assert len([text for text in rules if text.section == 0]) >= (3 if code in TITLED else 1)
    for rule in rules:
        assert rule.shape("left_indent") == rule.shape("right_indent")


@about(20, WITH_BASES)
def bases_are_italic_and_end_rightly(it, code, rows):
    bases = it.styled("VB Căn cứ")
    assert len(bases) >= 2
    assert all(base.is_italic for base in bases)
    assert [base.text[-1] for base in bases] == [";"] * (len(bases) - 1) + ["."]


@about(21)
def only_what_goes_upwards_has_an_addressee(it, code, rows):
    assert len(it.matching("Kính gửi:")) == (code in SUBMISSIONS | {PROGRESS})


# --- The body -------------------------------------------------------------------------------------------


@about(22, ALL - {CERTIFICATE, LIST})
def paragraphs_are_justified_and_indented(it, code, rows):
    texts = it.styled(*BODY)
    assert texts
    for text in texts:
        assert text.shape("alignment") == ALIGN.JUSTIFY
        assert min(abs(mm(text.shape("first_line_indent")) - wanted) for wanted in (10, 12.7)) < 0.3
        assert text.shape("space_after").pt + text.shape("space_before").pt >= 6
        assert 1 <= text.shape("line_spacing") <= 1.5


@about(23, ALL - {CERTIFICATE, PACK})
def each_part_ends_once(it, code, rows):
    for section in range(len(it.sections)):
        part = "\n".join(text.text for text in it.texts if text.section == section)
        assert part.count("./.") == 1


@about(24, WITH_RECIPIENTS)
def recipients_are_listed(it, code, rows):
    [head] = it.matching("^Nơi nhận:$")
    assert head.is_bold
    assert head.is_italic
    assert head.sizes == {12}
    items = it.styled("VB Nơi nhận mục")
    assert {size for item in items for size in item.sizes} == {11}
    assert re.match(r"^- Lưu: VT, .+\.$", items[-1].text)
    assert all(item.text.startswith("- ") and item.text.endswith(";") for item in items[:-1])


@about(25, SIGNED)
def signatories_are_bold_without_academic_titles(it, code, rows):
    signed = [text for text in it.styled("VB Chức vụ ký", "VB Người ký") if text.text]
    assert len(signed) >= 2
    assert all(text.is_bold and text.sizes <= {13, 14} for text in signed)
    assert not [text.text for text in signed if re.match(r"^(GS|PGS|TSKH|TS|ThS)\b", text.text)]


@about(26, AUTHORISED)
def authority_is_one_of_five(it, code, rows):
    posts = [text.text for text in it.styled("VB Chức vụ ký")]
    authorities = [post for post in posts if re.match(r"^\S+\.", post)]
    assert all(re.match(r"^(TM|Q|KT|TL|TUQ)\. \S", each) for each in authorities)
    assert [each[:3] for each in authorities] == {DECISION: ["KT."], LETTER: ["KT."], NOTICE: ["TL."]}.get(
        code, []
    )
    if code in (DECISION, LETTER):
        assert re.match("^(PHÓ|THỨ TRƯỞNG)", posts[posts.index(authorities[0]) + 1])


@about(27, {MINUTES})
def the_secretary_signs_on_the_left(it, code, rows):
    frame = next(
        t for _s, t in it.tables if any("CHỦ TỌA" in cell for row in it.row_texts(t) for cell in row)
    )
    left, right = it.row_texts(frame)[0]
    assert left.startswith("THƯ KÝ")
    assert right.startswith("CHỦ TỌA")


@about(28, {MINUTES})
def the_chair_shows_the_post_in_the_ministry(it, code, rows):
    chair = it.matching("^CHỦ TỌA$")[0]
    after = [text.text for text in it.texts[it.texts.index(chair) + 1 :] if text.text]
    assert after[:2] == ["BỘ TRƯỞNG", "Nguyễn Văn An"]


# --- Annexes and tables ---------------------------------------------------------------------------------


@about(29, WITH_ANNEX)
def the_body_names_its_annex(it, code, rows):
    [label] = it.styled("VB Phụ lục")
    assert any(label.text in text.text for text in it.texts if text.section == 0)


@about(30, WITH_ANNEX)
def the_annex_repeats_number_and_date(it, code, rows):
    number = it.matching("^Số:")[0].text.removeprefix("Số: ")
    day = it.styled("VB Địa danh ngày tháng")[0].text.partition(", ")[2]
    [reference] = it.styled("VB Kèm theo")
    assert number in reference.text
    assert day in reference.text


@about(31)
def wide_tables_lie_across(it, code, rows):
    for section, table in it.tables:
        if sum(grid(table)) > 161:
            assert it.sections[section].orientation == WD_ORIENT.LANDSCAPE


@about(32)
def tables_fit_their_page(it, code, rows):
    for number, table in it.tables:
        section = it.sections[number]
        width = mm(section.page_width - section.left_margin - section.right_margin)
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert sum(grid(table)) <= width + 1
        headings = [is_heading(row) for row in table._tbl.findall(qn("w:tr"))]
        assert headings == sorted(headings, reverse=True)


@about(33)
def rows_stay_whole_and_ends_stay_together(it, code, rows):
    for _section, table in it.tables:
        for row in table._tbl.findall(qn("w:tr")):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    for section in {number for number, _table in it.data_tables}:
        last = [table for number, table in it.data_tables if number == section][-1]
        for row in last._tbl.findall(qn("w:tr"))[-2:]:
            assert all(p.pPr is not None and p.pPr.keepNext is not None for p in row.iter(qn("w:p")))
    assert all(
        text.is_glued for text in it.styled("VB Câu kết", "VB Cuối danh sách", "VB Chức vụ ký", "VB Người ký")
    )


@about(34, LISTING)
def rows_are_the_data(it, code, rows):
    table = it.list_tables()[0]
    listed = it.data_rows(table)
    assert len(listed) == rows
    assert [int(row[0]) for row in listed] == list(range(1, rows + 1))
    assert [row[1].partition(",")[0] for row in listed] != []
    may_be_blank = {2, 3, 6} if code in (*SUBMISSIONS, LIST) else set()
    assert [
        row for row in listed if any(not cell for place, cell in enumerate(row) if place not in may_be_blank)
    ] == []
    if may_be_blank:
        assert all(bool(row[2]) != bool(row[3]) for row in listed)


LABELS = {
    LIST: ["TT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị", "Trình độ, học vị", "Đảng viên", "Tóm tắt thành tích",
           "Khen thưởng đã được tặng"],
    COUNT: ["TT", "Họ và tên", "Đơn vị", "Đồng ý", "Không đồng ý", "Tỷ lệ (%)", "Kết quả"],
    BALLOT: ["TT", "Họ và tên, đơn vị", "Đồng ý", "Không đồng ý"],
    DECISION: ["TT", "Họ và tên", "Chức vụ, đơn vị"],
    PACK: ["Số", "Họ và tên", "Chức vụ, đơn vị", "Trang"],
    PROGRESS: ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả", "Trạng thái", "Ghi chú"],
    INVITATION: ["TT", "Họ và tên", "Chức vụ, đơn vị", "Khối/ngành", "Thành phần", "Ghi chú"],
}  # fmt: skip
LABELS |= {PROPOSAL: LABELS[LIST], LETTER: LABELS[LIST], MINUTES: LABELS[COUNT], NOTICE: LABELS[DECISION]}
WIDTHS = {
    LIST: [10, 38, 13, 13, 46, 28, 14, 52, 38], COUNT: [10, 40, 41, 14, 16, 17, 22], BALLOT: [10, 90, 30, 30],
    DECISION: [10, 50, 100], PACK: [14, 56, 70, 20],
    PROGRESS: [10, 70, 40, 25, 62, 25, 20], INVITATION: [10, 50, 80, 40, 40, 32],
}  # fmt: skip
WIDTHS |= {PROPOSAL: WIDTHS[LIST], LETTER: WIDTHS[LIST], MINUTES: WIDTHS[COUNT], NOTICE: WIDTHS[DECISION]}


@about(35, LISTING)
def columns_are_those_of_the_specification(it, code, rows):
    table = it.list_tables()[0]
    assert it.row_texts(table)[0] == LABELS[code]
    assert grid(table) == pytest.approx(WIDTHS[code], abs=0.3)
    if code in (LIST, *SUBMISSIONS):
        assert heading_rows(table) == 2
        assert [cell for cell in it.row_texts(table)[1] if cell] == ["Nam", "Nữ"]


@about(36, {*SUBMISSIONS, LIST})
def the_closing_total_is_the_lists(it, code, rows):
    [total] = it.styled("VB Cuối danh sách")
    people, women = map(int, re.search(r"gồm (\d+) cá nhân, trong đó có (\d+) nữ", total.text).groups())
    assert people == rows == len(it.data_rows(it.list_tables()[0]))
    assert women == sum(person.sex == "Nữ" for person in people_of(code, rows))


def test_the_progress_report_adds_up_and_marks_what_is_late():
    it, plan = paper(PROGRESS, 30), facts(PROGRESS, 30).plan
    late = [task for task in plan.tasks if task.status == "overdue"]
    rows = it.data_rows(it.list_tables()[0])
    bold = [text for text in it.texts if text.table is not None and text.text.startswith("Quá hạn")]

    cost = f"{sum(task.cost or 0 for task in plan.tasks):,}".replace(",", ".")
    assert re.search(rf"gồm 30 nhiệm vụ; tổng kinh phí dự kiến {cost} đồng\./\.", it.words)
    counts = it.matching("^1. Nhiệm vụ:")[0].text
    assert [int(number) for number in re.findall(r"\d+", counts)[1:]] == [30, 6, 6, 6, 6, 6]
    sources = [int(found.replace(".", "")) for found in re.findall(r"- .+: ([\d.]+) đồng \(", it.words)]
    assert sum(sources) == sum(task.cost or 0 for task in plan.tasks)
    assert len(bold) == len(late) == sum(row[5].startswith("Quá hạn") for row in rows)
    assert all(text.is_bold for text in bold)
    assert not [text for text in it.texts if text.text == "Hoàn thành" and text.is_bold]
    assert all((row[6] != "Không") is row[5].startswith("Quá hạn") for row in rows)


def test_the_invitation_names_what_it_must_and_counts_its_list():
    it, conference = paper(INVITATION, 30), facts(INVITATION, 30).conference
    rows = it.data_rows(it.list_tables()[0])

    for text in (
        conference.event,
        "Ông Nguyễn Văn Mẫu",
        "08 giờ 00 phút, ngày 09 tháng 02 năm 2023",
        conference.venue,
    ):
        assert text in it.words
    assert [row[1] for row in rows] == [person.name for person in conference.people]
    assert {row[4] for row in rows} == {"Đại biểu điển hình", "Khách mời", "Ban Tổ chức"}
    assert [row[5] for row in rows].count("Tôn vinh về chuyển đổi số") == 1
    assert re.search(r"Danh sách gồm 30 đại biểu\./\.", it.words)


@about(37, SUBMISSIONS)
def the_submission_counts_rightly(it, code, rows):
    said = re.search(r"tôn vinh (\d+) cá nhân .* và (\d+) báo cáo", it.words)
    assert {int(said[1]), int(said[2])} == {rows} == {len(it.data_rows(it.list_tables()[0]))}


# --- Counting -------------------------------------------------------------------------------------------


@about(38, {COUNT, MINUTES})
def the_count_adds_up(it, code, rows):
    meeting = facts(code, rows).meeting
    if code == MINUTES:
        whole = int(re.search(r"Hội đồng có (\d+) thành viên", it.words)[1])
        said = re.findall(r"(?:Có mặt|Ủy quyền|văn bản|Vắng mặt|biểu quyết): (\d+) thành viên:", it.words)
        assert sum(map(int, said)) == whole == len(meeting.members)
        return
    counts = {row[0]: int(row[1]) for row in it.row_texts(it.data_tables[0][1])}
    numbers = list(counts.values())
    assert numbers[0] == sum(numbers[1:6]) == len(meeting.members)
    issued, returned, valid, invalid = numbers[6:]
    assert valid + invalid == returned <= issued
    for row in it.data_rows(it.list_tables()[0]):
        assert 0 <= int(row[3]) + int(row[4]) <= valid


@about(39, {COUNT, MINUTES})
def results_agree_with_the_threshold(it, code, rows):
    rule, whole = facts(code, rows).meeting.rule, len(facts(code, rows).meeting.members)
    found = it.data_rows(it.list_tables()[0])
    votes = [int(row[3]) for row in found]
    assert votes == sorted(votes, reverse=True)
    for row in found:
        assert (row[6] == "Đạt") == (int(row[3]) * 100 >= rule.threshold * whole)
        assert row[5] == f"{int(row[3]) * 100 / whole:.2f}".replace(".", ",")
    assert f"từ {rule.threshold}% trở lên" in it.words


@about(40, {BALLOT})
def nothing_tells_one_ballot_paper_from_another(it, code, rows):
    meeting = facts(code, rows).meeting
    with zipfile.ZipFile(BytesIO(it.data)) as archive:
        everything = "".join(
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if "media" not in name
        )
        assert not [name for name in archive.namelist() if "comments" in name]
    assert not [member.name for member in meeting.members if member.name in everything]
    properties = it.document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert "w:vanish" not in everything.partition("<w:body>")[2]
    again = fill(default_template(code), KINDS[code].context(facts(code, rows)), title="Giấy tờ")
    assert Reading(again).words == it.words


@about(41, {NOTICE})
def the_notice_keeps_private_records_private(it, code, rows):
    consultation = facts(code, rows).consultation
    for person in consultation.people:
        for secret in (person.birth_date.strftime("%d/%m/%Y"), person.home_place, person.residence):
            assert secret not in it.words
    days = re.findall(r"ngày (\d{2}) tháng (\d{1,2}) năm (\d{4})", it.matching("^1. Thời gian")[0].text)
    opens, closes = (date(int(year), int(month), int(day)) for day, month, year in days)
    assert working_days_between(opens, closes) >= 10


# --- Running them ---------------------------------------------------------------------------------------


def cases(*rows: int):
    return [
        pytest.param(number, code, count, id=f"{number:02d}-{code}-{count}")
        for number, (_check, kinds) in sorted(ASSERTIONS.items())
        for code in KINDS
        if code in kinds
        for count in rows
    ]


def test_every_assertion_but_the_rendered_one_is_here():
    assert sorted(ASSERTIONS) == list(range(1, 42))


@pytest.mark.parametrize(("number", "code", "rows"), cases(1, 30))
def test_assertion(number, code, rows):
    check, _kinds = ASSERTIONS[number]
    check(paper(code, rows), code, rows)


@pytest.mark.proof
@pytest.mark.parametrize(("number", "code", "rows"), cases(300))
def test_assertion_at_300_rows(number, code, rows):
    check, _kinds = ASSERTIONS[number]
    check(paper(code, rows), code, rows)


def test_certificates_fill_one_page_each_in_their_order():
    it = paper(CERTIFICATE, 30)
    names = it.styled("GCN Họ tên")
    assert [text.text for text in names] == [person.name for person in facts(CERTIFICATE, 30).meeting.agenda]
    assert sum(text.paragraph.paragraph_format.page_break_before is True for text in it.texts) == 30
    assert [text.text for text in it.styled("GCN Người tặng")] == ["BỘ TRƯỞNG BỘ MẪU"] * 30


@pytest.mark.parametrize("code", [COUNT, MINUTES])
def test_cells_of_one_row_are_read_as_they_stand(code):
    table = paper(code, 1).list_tables()[0]
    assert cells_of(table._tbl.findall(qn("w:tr"))[1])[0] == "1"
