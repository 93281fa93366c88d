"""Reads a finished Word file as the assertions of a paper want it: sections, paragraphs, runs with their real looks."""

import re
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

EMU = 36000
ROW_NUMBER = re.compile(r"^\d+$")


def mm(length) -> float:
    return int(length) / EMU


INHERITED = {}


def inherited(style, kind: str, name: str):
    """What a style says of one property, or the nearest style that it is based on; every paper has our styles."""
    key = style.style_id, kind, name
    if key not in INHERITED:
        value = getattr(getattr(style, kind), name)
        while value is None and (style := style.base_style) is not None:
            value = getattr(getattr(style, kind), name)
        INHERITED[key] = value
    return INHERITED[key]


@dataclass
class Text:
    """One paragraph: which section and table it stands in, and how it really looks."""

    paragraph: Paragraph
    section: int
    table: Table | None = None

    @cached_property
    def text(self) -> str:
        return self.paragraph.text

    @cached_property
    def style(self) -> str:
        return self.paragraph.style.name

    @property
    def runs(self) -> list[Run]:
        return [run for run in self.paragraph.runs if run.text.strip()]

    def looks(self, run: Run, name: str):
        """A property of a run: its own, or the nearest style's."""
        value = getattr(run.font, name) if run._r.rPr is not None else None
        return inherited(self.paragraph.style, "font", name) if value is None else value

    def size(self, run: Run) -> float:
        return self.looks(run, "size").pt

    def shape(self, name: str):
        """A property of the paragraph: its own, or the nearest style's."""
        value = getattr(self.paragraph.paragraph_format, name)
        return inherited(self.paragraph.style, "paragraph_format", name) if value is None else value

    @property
    def sizes(self) -> set[float]:
        return {self.size(run) for run in self.runs}

    @property
    def is_bold(self) -> bool:
        return all(self.looks(run, "bold") for run in self.runs)

    @property
    def is_italic(self) -> bool:
        return all(self.looks(run, "italic") for run in self.runs)

    @property
    def is_centred(self) -> bool:
        return self.shape("alignment") == ALIGN.CENTER

    @property
    def is_glued(self) -> bool:
        return bool(self.shape("keep_with_next"))

    @property
    def is_rule(self) -> bool:
        properties = self.paragraph._p.pPr
        border = properties.find(qn("w:pBdr")) if properties is not None else None
        return border is not None and border.find(qn("w:top")) is not None and not self.text


class Reading:
    """A Word file, read once."""

    def __init__(self, data: bytes):
        self.data = data
        self.document = Document(BytesIO(data))

    @cached_property
    def blocks(self) -> list[tuple[int, object]]:
        """Paragraphs and tables of the body in order, each with the number of its section."""
        section, found = 0, []
        for child in self.document.element.body:
            if child.tag == qn("w:p"):
                found.append((section, Paragraph(child, self.document._body)))
                section += child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            elif child.tag == qn("w:tbl"):
                found.append((section, Table(child, self.document._body)))
        return found

    @cached_property
    def texts(self) -> list[Text]:
        found = []
        for section, block in self.blocks:
            if isinstance(block, Paragraph):
                found.append(Text(block, section))
            else:
                paragraphs = [Paragraph(p, block) for p in block._tbl.iter(qn("w:p"))]
                found += [Text(paragraph, section, block) for paragraph in paragraphs]
        return found

    @cached_property
    def tables(self) -> list[tuple[int, Table]]:
        return [(section, block) for section, block in self.blocks if isinstance(block, Table)]

    @cached_property
    def data_tables(self) -> list[tuple[int, Table]]:
        """Tables with lines; the others only put things side by side."""
        return [(section, table) for section, table in self.tables if is_ruled(table)]

    @property
    def sections(self):
        return self.document.sections

    def styled(self, *names: str) -> list[Text]:
        return [text for text in self.texts if text.style in names]

    def matching(self, pattern: str) -> list[Text]:
        return [text for text in self.texts if re.search(pattern, text.text)]

    @cached_property
    def words(self) -> str:
        return "\n".join(text.text for text in self.texts)

    def row_texts(self, table: Table) -> list[list[str]]:
        """Each row as the texts of its cells; a merged cell stands once."""
        return [cells_of(row) for row in table._tbl.findall(qn("w:tr"))]

    def data_rows(self, table: Table) -> list[list[str]]:
        """Rows that are no heading and no group: they begin with a number."""
        rows = self.row_texts(table)[heading_rows(table) :]
        return [row for row in rows if len(row) > 1 and ROW_NUMBER.match(row[0])]

    def list_tables(self) -> list[Table]:
        """The tables that list people or files, by their first label."""
        return [t for _s, t in self.data_tables if self.row_texts(t)[0][0] in ("TT", "Số")]


def is_ruled(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblBorders")) is not None


def cells_of(row) -> list[str]:
    return ["\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.findall(qn("w:p"))).strip()
            for cell in row.findall(qn("w:tc"))]  # fmt: skip


def heading_rows(table: Table) -> int:
    return sum(is_heading(row) for row in table._tbl.findall(qn("w:tr")))


def is_heading(row) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def grid(table: Table) -> list[float]:
    return [
        int(column.get(qn("w:w"))) * 25.4 / 1440 for column in table._tbl.tblGrid.findall(qn("w:gridCol"))
    ]
