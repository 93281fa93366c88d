"""The components that papers share: what stands above the text, below it, and the tables within."""

from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .drawing import control_row, data_rows, each, full_row, head_row, row, rule, say, set_style, table, when

TEXT_WIDTH, WIDE_TEXT = 160, 252
HEAD_LEFT, HEAD_RIGHT = 64, 96
#: As wide as the longest post that signs in one line.
SIGNATURE = 94

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: Lengths of the rules under the issuing body, the motto (as long as itself) and the title.
ISSUER_RULE, MOTTO_RULE, TITLE_RULE = 22, 56, 50


def head(document, number: str = "", *, parent: bool = True, dated: bool = True, draft: bool = False) -> None:
    """Who issues the paper and its number on the left; the nation, its motto, place and date on the right."""
    frame = table(document, (HEAD_LEFT, HEAD_RIGHT), ruled=False)
    left, right = row(frame).cells
    if parent:
        when(left, "parent_org", "parent", "{{ parent_org }}")
    say(left, "issuer", "{{ org_name }}")
    rule(left, HEAD_LEFT, ISSUER_RULE)
    say(right, "nation", NATION)
    say(right, "motto", MOTTO)
    rule(right, HEAD_RIGHT, MOTTO_RULE)
    if number or dated:
        left, right = row(frame).cells
        say(left, "number", f"Số: {{{{ doc_no }}}}/{number}" if number else "")
        say(right, "place_date", "{{ place_date }}" if dated else "")
        if draft:
            when(left, "is_draft", "draft", "DỰ THẢO")


def title(document, kind: str, *abstract: str, ruled: bool = True) -> None:
    """The kind of paper, what it is about, and the rule below."""
    say(document, "kind", kind)
    for line in abstract:
        say(document, "abstract", line)
    if ruled:
        rule(document, TEXT_WIDTH, TITLE_RULE)


def legal_bases(document) -> None:
    each(document, "b in legal_bases", "basis", "Căn cứ {{ b }}")


def signatures(document, *, recipients_first: str = "", width: float = TEXT_WIDTH) -> None:
    """To whom the paper goes on the left; authority, post and name of who signs on the right."""
    frame = table(document, (width - SIGNATURE, SIGNATURE), ruled=False)
    left, right = row(frame).cells
    copies_to(left, recipients_first)
    when(right, "signer_authority", "post", "{{ signer_authority }}")
    say(right, "post", "{{ signer_title }}")
    when(right, "signer_title2", "post", "{{ signer_title2 }}")
    say(right, "signatory", "{{ signer_name }}")


def copies_to(container, first: str, archive: str = "{{ archive }}") -> None:
    say(container, "copies_to", "Nơi nhận:")
    if first:
        say(container, "copy", f"- {first};")
    each(container, "r in recipients", "copy", "- {{ r }}")
    say(container, "copy", f"- Lưu: {archive}.")


def annex_head(document, label: str, name: str, reference: str, width: float) -> None:
    """What stands above an annex: its number, its title, the paper that it belongs to."""
    say(document, "annex", label)
    say(document, "annex_title", name)
    say(document, "reference", reference)
    rule(document, width, TITLE_RULE)
    say(document, "gap")


def biographies(document) -> None:
    """The short biographical list: two heading rows, a bold row above each field of several."""
    widths = (10, 38, 13, 13, 46, 28, 14, 52, 38)
    made = table(document, widths, ruled=True)
    upper = row(made, head=True).cells
    lower = row(made, head=True).cells
    labels = ("TT", "Họ và tên", "Năm sinh", None, "Chức vụ, đơn vị", "Trình độ, học vị", "Đảng viên",
              "Tóm tắt thành tích", "Khen thưởng đã được tặng")  # fmt: skip
    for place, label in enumerate(labels):
        if place == 2:
            say(upper[2].merge(upper[3]), "cell_head", label)
        elif label:
            say(upper[place].merge(lower[place]), "cell_head", label)
    for place, label in ((2, "Nam"), (3, "Nữ")):
        say(lower[place], "cell_head", label)
    style_merged(made, "cell_head")
    control_row(made, "{%tr for g in groups %}")
    full_row(made, "g.title", "cell_group", "{{ g.title }}")
    data_rows(
        made,
        "r in g.rows",
        [("cell_centred", "{{ r.number }}"), ("cell", "{{ r.name }}"), ("cell_centred", "{{ r.born_man }}"),
         ("cell_centred", "{{ r.born_woman }}"), ("cell", "{{ r.post }}"), ("cell", "{{ r.training }}"),
         ("cell_centred", "{{ r.party }}"), ("cell", "{{ r.summary }}"), ("cell", "{{ r.awards }}")],
    )  # fmt: skip
    control_row(made, "{%tr endfor %}")


def style_merged(made, key: str) -> None:
    """Give the hidden halves of merged cells the style of the visible ones, or they would stretch the row."""
    for paragraph in made._tbl.iter(qn("w:p")):
        if paragraph.pPr is None or paragraph.pPr.pStyle is None:
            set_style(Paragraph(paragraph, made), key)


def list_total(document) -> None:
    """How many the list names, and how many of them are women: the sentence that ends it."""
    say(document, "list_end", "Danh sách gồm {{ total }} cá nhân, trong đó có {{ women }} nữ./.")


def names(document) -> None:
    """The plain list: number, name, post and unit."""
    made = table(document, (10, 50, 100), ruled=True)
    head_row(made, ("TT", "Họ và tên", "Chức vụ, đơn vị"))
    data_rows(
        made,
        "r in rows",
        [("cell_centred", "{{ r.number }}"), ("cell", "{{ r.name }}"), ("cell", "{{ r.post }}")],
    )


def threshold_note(document) -> None:
    """Of whom the percentage is taken, and how much is needed, in words above the table."""
    say(
        document,
        "note",
        "Tỷ lệ tính trên {% if of_all_members %}tổng số thành viên Hội đồng"
        "{% if not recused_count %} (không tính thành viên không được biểu quyết đối với từng cá nhân){% endif %}"
        "{% else %}số phiếu hợp lệ{% endif %}; "
        "ngưỡng đạt: {% if at_least %}từ {{ threshold }}% trở lên{% else %}trên {{ threshold }}%{% endif %}. "
        "Xếp theo số phiếu đồng ý từ cao xuống thấp. Phiếu không ghi ở hai cột là phiếu đề nghị để lại, "
        "phiếu để trống hoặc của thành viên không biểu quyết đối với cá nhân đó.",
    )


def results(document) -> None:
    made = table(document, (10, 40, 41, 14, 16, 17, 22), ruled=True)
    head_row(made, ("TT", "Họ và tên", "Đơn vị", "Đồng ý", "Không đồng ý", "Tỷ lệ (%)", "Kết quả"))
    data_rows(
        made,
        "r in rows",
        [("cell_centred", "{{ r.number }}"), ("cell", "{{ r.name }}"), ("cell", "{{ r.unit }}"),
         ("cell_centred", "{{ r.yes }}"), ("cell_centred", "{{ r.no }}"), ("cell_centred", "{{ r.ratio }}"),
         ("cell_centred", "{% if r.passed %}Đạt{% else %}Không đạt{% endif %}")],
    )  # fmt: skip


def honours(document, rows: str) -> None:
    """A table of earlier honours; without any, one row that says so."""
    made = table(document, (20, 60, 80), ruled=True)
    head_row(made, ("Năm", "Hình thức", "Số, ngày, tháng, năm của quyết định; cơ quan ban hành"))
    data_rows(
        made,
        f"a in {rows}",
        [("cell_centred", "{{ a.year }}"), ("cell", "{{ a.name }}"), ("cell", "{{ a.decision }}")],
    )
    full_row(made, f"not {rows}", "cell_centred", "Không")


def pair(document, left, right, *, width: float = TEXT_WIDTH) -> None:
    """Two people who sign side by side; each is a list of styles and texts."""
    cells = row(table(document, (width / 2, width / 2), ruled=False)).cells
    for cell, lines in zip(cells, (left, right), strict=True):
        for key, text in lines:
            say(cell, key, text)


def inset(paragraph, side: float):
    """Draw a paragraph in from both margins."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    return paragraph
