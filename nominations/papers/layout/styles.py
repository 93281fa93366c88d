"""The styles of a paper, by what they are for; a clerk finds them by these names in Word."""

from dataclasses import dataclass

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
RED = RGBColor(0xC0, 0x00, 0x00)
#: The indent of a paragraph's first line, in millimetres.
INDENT = 12.7


@dataclass(frozen=True)
class Look:
    """How one style looks: points, weight, place; spacing in points, indent in millimetres."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: ALIGN = ALIGN.LEFT
    before: float = 0
    after: float = 0
    indent: float = 0
    glued: bool = False
    line: float = 1.0
    level: int | None = None
    red: bool = False


CENTRED, JUSTIFIED, LEFT = ALIGN.CENTER, ALIGN.JUSTIFY, ALIGN.LEFT

LOOKS = {
    "parent": Look("VB Cơ quan chủ quản", 12, align=CENTRED),
    "issuer": Look("VB Cơ quan ban hành", 12, bold=True, align=CENTRED),
    "nation": Look("VB Quốc hiệu", 12, bold=True, align=CENTRED),
    "motto": Look("VB Tiêu ngữ", 13, bold=True, align=CENTRED),
    "number": Look("VB Số ký hiệu", 13, align=CENTRED, before=8),
    "place_date": Look("VB Địa danh ngày tháng", 13, italic=True, align=CENTRED, before=8),
    "draft": Look("VB Dự thảo", 13, bold=True, align=CENTRED, before=4),
    "kind": Look("VB Tên loại", 14, bold=True, align=CENTRED, before=16, glued=True, level=0),
    "abstract": Look("VB Trích yếu", 14, bold=True, align=CENTRED, glued=True),
    "addressee": Look("VB Kính gửi", 14, align=CENTRED, before=12, after=6),
    "authority": Look("VB Thẩm quyền ban hành", 14, bold=True, align=CENTRED, before=12, after=6, glued=True),
    "basis": Look("VB Căn cứ", 14, italic=True, align=JUSTIFIED, before=3, after=6, indent=INDENT, line=1.05),
    "body": Look("VB Thân bài", 14, align=JUSTIFIED, before=3, after=6, indent=INDENT, line=1.05),
    "closing": Look(
        "VB Câu kết", 14, align=JUSTIFIED, before=3, after=6, indent=INDENT, glued=True, line=1.05
    ),
    "item": Look("VB Gạch đầu dòng", 14, align=JUSTIFIED, before=0, after=6, indent=INDENT, line=1.05),
    "heading": Look(
        "VB Đề mục", 14, bold=True, align=JUSTIFIED, before=6, after=6, indent=INDENT, glued=True, level=1
    ),
    "subheading": Look(
        "VB Tiểu mục", 14, bold=True, align=JUSTIFIED, before=6, after=6, indent=INDENT, glued=True
    ),
    "note": Look("VB Ghi chú bảng", 13, italic=True, align=JUSTIFIED, before=4, after=4, glued=True),
    "seal": Look("VB Mã kiểm tra", 12, align=LEFT, before=2, after=4),
    "list_end": Look("VB Cuối danh sách", 14, italic=True, align=LEFT, before=6, after=6, glued=True),
    "annex": Look("VB Phụ lục", 14, bold=True, align=CENTRED, glued=True),
    "annex_title": Look("VB Tiêu đề phụ lục", 14, bold=True, align=CENTRED, glued=True, level=0),
    "reference": Look("VB Kèm theo", 14, italic=True, align=CENTRED, glued=True),
    "post": Look("VB Chức vụ ký", 14, bold=True, align=CENTRED, glued=True),
    "signatory": Look("VB Người ký", 14, bold=True, align=CENTRED, before=62, glued=True),
    "copies_to": Look("VB Nơi nhận", 12, bold=True, italic=True, glued=True),
    "copy": Look("VB Nơi nhận mục", 11, glued=True),
    "cell": Look("VB Ô chữ", 12, before=1, after=1),
    "cell_centred": Look("VB Ô giữa", 12, align=CENTRED, before=1, after=1),
    "cell_head": Look("VB Ô đầu bảng", 12, bold=True, align=CENTRED, glued=True, before=2, after=2),
    "cell_group": Look("VB Ô nhóm", 12, bold=True, glued=True, before=1, after=1),
    "page_number": Look("VB Số trang", 13, align=CENTRED),
    "rule": Look("VB Đường kẻ", 3, align=CENTRED, before=3, glued=True),
    "gap": Look("VB Khoảng cách", 6),
    "sheet_nation": Look("GCN Quốc hiệu", 13, bold=True, align=CENTRED, before=6),
    "sheet_motto": Look("GCN Tiêu ngữ", 14, bold=True, align=CENTRED),
    "sheet_granter": Look("GCN Người tặng", 20, bold=True, align=CENTRED, before=26, red=True),
    "sheet_verb": Look("GCN Tặng", 16, bold=True, align=CENTRED, before=10),
    "sheet_award": Look("GCN Danh hiệu", 28, bold=True, align=CENTRED, before=8, after=10, red=True),
    "sheet_name": Look("GCN Họ tên", 22, bold=True, align=CENTRED, before=4),
    "sheet_text": Look("GCN Nội dung", 15, align=CENTRED, before=6),
    "sheet_top": Look("GCN Khoảng trên", 13, before=6),
    "sheet_left": Look("GCN Số quyết định", 13, before=3),
    "sheet_date": Look("GCN Ngày tháng", 13, italic=True, align=CENTRED),
    "sheet_post": Look("GCN Chức vụ", 14, bold=True, align=CENTRED),
    "sheet_signatory": Look("GCN Người ký", 14, bold=True, align=CENTRED, before=54),
    "book_title": Look("TH Tên sách", 22, bold=True, align=CENTRED, before=150, after=12),
    "book_line": Look("TH Dòng bìa", 15, align=CENTRED, before=6),
    "dossier": Look("TH Hồ sơ", 15, bold=True, align=CENTRED, after=6, glued=True, level=0),
    "dossier_line": Look("TH Dòng hồ sơ", 13, italic=True, align=CENTRED, after=6, glued=True),
    "contents_page": Look("TH Số trang mục lục", 12, align=CENTRED),
}


def style_id(key: str) -> str:
    """The name by which a paragraph refers to its style; Word shows ``Look.name``."""
    return "Vb" + "".join(word.capitalize() for word in key.split("_"))


def set_up_styles(document) -> None:
    """Leave of python-docx's own styles the ones that a document cannot do without, and add ours."""
    styles = document.styles
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    for style in [style for style in styles if style.name not in kept]:
        style._element.getparent().remove(style._element)
    set_up_defaults(styles)
    for key, look in LOOKS.items():
        add_style(styles, key, look)


def set_up_defaults(styles) -> None:
    """One font for every script, no theme, Vietnamese."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(fonts())
    for tag in ("w:sz", "w:szCs"):
        defaults.append(valued(tag, 28))
    language = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(script), LANGUAGE)
    defaults.append(language)
    normal = styles["Normal"]
    for child in list(normal._element.find(qn("w:rPr")) or ()):
        normal._element.find(qn("w:rPr")).remove(child)
    normal.font.name = FONT
    normal._element.rPr.replace(normal._element.rPr.rFonts, fonts())
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def fonts():
    element = OxmlElement("w:rFonts")
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        element.set(qn(script), FONT)
    return element


def valued(tag: str, value):
    element = OxmlElement(tag)
    element.set(qn("w:val"), str(value))
    return element


def add_style(styles, key: str, look: Look) -> None:
    style = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style._element.set(qn("w:styleId"), style_id(key))
    style.base_style = styles["Normal"]
    style.quick_style = True
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    if look.red:
        font.color.rgb = RED
    shape.alignment = look.align
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = Pt(look.size) if key in ("rule", "gap") else look.line
    shape.first_line_indent = Mm(look.indent) if look.indent else None
    shape.keep_with_next = look.glued or None
    shape.widow_control = True
    if look.level is not None:
        properties = style._element.get_or_add_pPr()
        properties.append(valued("w:outlineLvl", look.level))
