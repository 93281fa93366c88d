"""The last touch on a rendered paper, whatever template it came from: what no template can say by itself."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from .layout.drawing import field
from .layout.styles import style_id

#: So many rows at the end of a table of data stay with what follows it.
GLUED_ROWS = 2
DOSSIER, CONTENTS = style_id("dossier"), style_id("contents_page")


def finish(document, *, title: str) -> None:
    """Glue the ends of tables to what follows, number the book's contents, and say nothing of who wrote it."""
    for table in tables_of_data(document):
        keep_rows_whole(table)
    for table in last_of_each_section(document):
        glue_end(table)
    number_contents(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language = title, "vi-VN"


def tables_of_data(document) -> list:
    """Tables with lines are data; those without only put things side by side."""
    return [
        t for t in document.element.body.iter(qn("w:tbl")) if t.tblPr.find(qn("w:tblBorders")) is not None
    ]


def keep_rows_whole(table) -> None:
    """Let no row be divided by a page break."""
    for row in table.findall(qn("w:tr")):
        properties = row.get_or_add_trPr()
        if properties.find(qn("w:cantSplit")) is None:
            properties.insert(0, OxmlElement("w:cantSplit"))


def last_of_each_section(document) -> list:
    """The table of data that stands nearest to each section's end, where its signatures are."""
    data, last, found = tables_of_data(document), None, []
    for child in document.element.body:
        last = child if child in data else last
        ends = child.tag == qn("w:sectPr") or child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        if ends and last is not None:
            found.append(last)
            last = None
    return found


def glue_end(table) -> None:
    """Keep the last rows on the page of what follows them."""
    for row in table.findall(qn("w:tr"))[-GLUED_ROWS:]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def number_contents(document) -> None:
    """Give each dossier of the book a bookmark, and each line of its contents the page of that bookmark."""
    paragraphs = list(document.element.body.iter(qn("w:p")))
    headings = [p for p in paragraphs if style_of(p) == DOSSIER and "MỤC LỤC" not in text_of(p)]
    lines = [p for p in paragraphs if style_of(p) == CONTENTS]
    if len(headings) != len(lines):
        return
    for number, (heading, line) in enumerate(zip(headings, lines, strict=True), start=1):
        bookmark(heading, number)
        refer(document, line, number)


def style_of(paragraph) -> str:
    properties = paragraph.pPr
    return properties.pStyle.val if properties is not None and properties.pStyle is not None else ""


def text_of(paragraph) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def bookmark(paragraph, number: int) -> None:
    names = f"w:id='{number}' w:name='ho_so_{number}'"
    start = parse_xml(f"<w:bookmarkStart {nsdecls('w')} {names}/>")
    end = parse_xml(f"<w:bookmarkEnd {nsdecls('w')} w:id='{number}'/>")
    first = paragraph.find(qn("w:r"))
    first.addprevious(start)
    paragraph.append(end)


def refer(document, paragraph, number: int) -> None:
    """Replace a paragraph's text by the page on which its dossier begins."""
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    field(Paragraph(paragraph, document._body), f"PAGEREF ho_so_{number}", "–", dirty=True)
