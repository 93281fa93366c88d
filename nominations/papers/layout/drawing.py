"""Paragraphs, rules, tables and sections, in the measures of the decree; millimetres everywhere."""

from collections.abc import Iterable, Sequence

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from .styles import set_up_styles, style_id, valued

SHORT, LONG = 210, 297
#: Margins of a page: top, bottom, left, right.
MARGINS = (20, 20, 30, 20)
WIDE_MARGINS = (20, 20, 30, 15)
TWENTIETHS = 1440 / 25.4


def new_document(*, landscape: bool = False, margins: Sequence[float] | None = None, numbered: bool = True):
    """An empty document of one section, with our styles and nothing of python-docx's own."""
    document = Document()
    set_up_styles(document)
    set_up_page(document.sections[0], landscape=landscape, margins=margins, numbered=numbered)
    set_up_compatibility(document)
    for name in ("author", "comments", "title", "last_modified_by", "subject", "keywords", "category"):
        setattr(document.core_properties, name, "")
    document.core_properties.language = "vi-VN"
    return document


def set_up_compatibility(document) -> None:
    """Lay out as Word 2013 and later do, not as an old version in compatibility mode."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f"<w:compat {nsdecls('w')}><w:compatSetting w:name='compatibilityMode' "
        "w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>"
    )
    after = next(
        (e for e in settings if e.tag in {qn("w:rsids"), qn("w:themeFontLang"), qn("w:clrSchemeMapping")}),
        None,
    )
    settings.insert(settings.index(after) if after is not None else len(settings), compat)
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "vi-VN")


# --- Pages ----------------------------------------------------------------------------------------------


def set_up_page(
    section, *, landscape: bool, margins: Sequence[float] | None = None, numbered: bool = True
) -> None:
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = margins or (WIDE_MARGINS if landscape else MARGINS)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    if numbered:
        number_pages(section)


def number_pages(section) -> None:
    """The page number in the middle of the top margin, from the second page on."""
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    for header in (section.first_page_header, section.header):
        set_style(header.paragraphs[0], "page_number")
    field(section.header.paragraphs[0], "PAGE", "2")


def new_annex(document, *, landscape: bool = True):
    """Begin an annex: a section of its own whose pages are numbered from 1."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that ends the section before must not go over to a page of its own.
    end = document.paragraphs[-1].paragraph_format
    end.space_before = end.space_after = Pt(0)
    end.line_spacing = Pt(1)
    set_up_page(section, landscape=landscape)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.insert(properties.index(properties.find(qn("w:cols"))), start)
    return section


def field(paragraph, instruction: str, shown: str, *, dirty: bool = False) -> None:
    """A field that Word works out; ``dirty`` has it worked out anew when the document is opened."""
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "begin" and dirty:
            mark.set(qn("w:dirty"), "true")
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {instruction} "
            paragraph.add_run()._r.append(text)
        if kind == "separate":
            paragraph.add_run(shown)


# --- Paragraphs -----------------------------------------------------------------------------------------


def say(container, key: str, *texts, **more):
    """Add a paragraph of the style; a text in a tuple is bold: ``say(doc, "body", ("Điều 1.",), " …")``."""
    paragraph = fresh(container)
    set_style(paragraph, key)
    for text in texts:
        run = paragraph.add_run(text[0] if isinstance(text, tuple) else text)
        if isinstance(text, tuple):
            run.bold = True
    if more.get("new_page"):
        paragraph.paragraph_format.page_break_before = True
    return paragraph


def set_style(paragraph, key: str) -> None:
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style_id(key))


def fresh(container):
    """The empty first paragraph of a cell, or a new one at the end of the container."""
    paragraphs = container.paragraphs
    untouched = len(paragraphs) == 1 and not paragraphs[0].runs and not paragraphs[0]._p.pPr is not None
    if hasattr(container, "_tc") and untouched and paragraphs[0]._p.getnext() is None:
        return paragraphs[0]
    return container.add_paragraph()


def each(container, loop: str, key: str, *texts) -> None:
    """One paragraph for each item of a list: ``each(doc, "b in legal_bases", "basis", "{{ b }}")``."""
    say(container, key, f"{{%p for {loop} %}}")
    say(container, key, *texts)
    say(container, key, "{%p endfor %}")


def when(container, condition: str, key: str, *texts) -> None:
    """A paragraph that is there only when the condition holds."""
    say(container, key, f"{{%p if {condition} %}}")
    say(container, key, *texts)
    say(container, key, "{%p endif %}")


def rule(container, width: float, length: float) -> None:
    """A line of ``length`` in the middle of ``width``: the top border of an empty paragraph of 3 points."""
    paragraph = say(container, "rule")
    side = (width - length) / 2
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(side)
    border = parse_xml(
        f"<w:pBdr {nsdecls('w')}><w:top w:val='single' w:sz='6' w:space='0' w:color='000000'/></w:pBdr>"
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:spacing", "w:ind", "w:jc", "w:rPr")


def gap(document) -> None:
    """A thin empty line between two tables, or behind one that ends a section."""
    say(document, "gap")


# --- Tables ---------------------------------------------------------------------------------------------


def table(container, widths: Sequence[float], *, ruled: bool):
    """A table of fixed columns; a ruled one is a table of data, the other only puts things side by side."""
    made = (
        container.add_table(0, len(widths))
        if not hasattr(container, "_tc")
        else container.add_table(rows=0, cols=len(widths))
    )
    properties = made._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(measured("w:tblW", sum(widths)))
    properties.append(measured("w:tblInd", 0))
    if ruled:
        properties.append(borders())
    properties.append(typed("w:tblLayout", "fixed"))
    properties.append(margins(1 if ruled else 0))
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * TWENTIETHS)))
    return made


def measured(tag: str, width: float):
    element = OxmlElement(tag)
    element.set(qn("w:w"), str(round(width * TWENTIETHS)))
    element.set(qn("w:type"), "dxa")
    return element


def typed(tag: str, kind: str):
    element = OxmlElement(tag)
    element.set(qn("w:type"), kind)
    return element


def borders():
    sides = "".join(
        f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")


def margins(side: float):
    element = OxmlElement("w:tblCellMar")
    for name in ("w:left", "w:right"):
        element.append(measured(name, side))
    return element


def row(made, *, head: bool = False):
    """A row that no page break divides; a heading row stands again on every page."""
    new = made.add_row()
    properties = new._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, column in zip(new.cells, made._tbl.tblGrid.findall(qn("w:gridCol")), strict=True):
        width = measured("w:tcW", 0)
        width.set(qn("w:w"), column.get(qn("w:w")))
        for old in cell._tc.get_or_add_tcPr().findall(qn("w:tcW")):
            cell._tc.tcPr.remove(old)
        cell._tc.tcPr.insert(0, width)
        cell.vertical_alignment = (
            VERTICAL.CENTER if made._tbl.tblPr.find(qn("w:tblBorders")) is not None else VERTICAL.TOP
        )
    return new


def head_row(made, labels: Iterable[str]):
    new = row(made, head=True)
    for cell, label in zip(new.cells, labels, strict=True):
        say(cell, "cell_head", label)
    return new


def control_row(made, tag: str) -> None:
    """A row that only steers the ones below it: a loop or a condition; it is gone from the paper."""
    new = row(made)
    say(new.cells[0], "cell", tag)


def data_rows(made, loop: str, cells: Sequence[tuple]) -> None:
    """One row for each item of a list; each cell is its style and its texts, as ``say`` takes them."""
    control_row(made, f"{{%tr for {loop} %}}")
    new = row(made)
    for cell, (key, *texts) in zip(new.cells, cells, strict=True):
        say(cell, key, *texts)
    control_row(made, "{%tr endfor %}")


def full_row(made, condition: str, key: str, text: str) -> None:
    """A row of one cell across the table, there only when the condition holds."""
    control_row(made, f"{{%tr if {condition} %}}")
    new = row(made)
    merged = new.cells[0].merge(new.cells[-1])
    say(merged, key, text)
    control_row(made, "{%tr endif %}")


__all__ = [
    "control_row", "data_rows", "each", "field", "full_row", "gap", "head_row", "new_annex", "new_document", "row",
    "rule", "say", "set_up_page", "table", "valued", "when",
]  # fmt: skip
