"""Small, real files for the demonstration's nominations, made here."""

from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from exemplars.vocabulary.names import fold

MARGIN, TOP, LEADING = 72, 760, 20
SILHOUETTE = (480, 600)


def pdf(name: str, lines: list[str]) -> ContentFile:
    """Return a one-page PDF; its built-in typeface knows no Vietnamese, so the lines lose their marks."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
    )
    page.Contents = document.make_stream(text_operators(lines))
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return ContentFile(out.getvalue(), name=name)


def text_operators(lines: list[str]) -> bytes:
    """Write lines below one another in PDF's own operators."""
    shown = [f"({escaped(line)}) Tj T*" for line in lines]
    return "\n".join([f"BT /F1 12 Tf {LEADING} TL {MARGIN} {TOP} Td", *shown, "ET"]).encode("ascii")


def escaped(line: str) -> str:
    plain = fold(line).upper().encode("ascii", "ignore").decode()
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def silhouette(name: str, tint: int) -> ContentFile:
    """Return a drawn portrait without a face, in a tint of its own."""
    picture = Image.new("RGB", SILHOUETTE, (232, 226 - tint % 40, 214 - tint % 60))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((160, 130, 320, 330), fill=(122, 84, 60))
    draw.ellipse((70, 350, 410, 800), fill=(60 + tint % 60, 78, 110))
    out = BytesIO()
    picture.save(out, format="PNG")
    return ContentFile(out.getvalue(), name=name)
