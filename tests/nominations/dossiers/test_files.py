"""A hostile corpus: what is stored, what is refused and why, and that nothing passes by its name alone."""

import re
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nominations.dossiers import documents, pictures
from nominations.dossiers.files import FileRefused, shown_name, sniff
from tests import factories, hostile
from tests.hostile import (
    BROKEN_PICTURE,
    EXCEL_MAIN,
    LARGE,
    REFUSED,
    RELATION,
    office,
    opens_on_page_one,
    pdf_with,
)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


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


@pytest.mark.parametrize("case", hostile.PLACED)
def test_takes_place_and_device_out_of_a_picture_and_turns_it_upright(case):
    name, original = hostile.PLACED[case]
    assert hostile.MARK in original

    kept = sniff(SimpleUploadedFile(name, original))

    data = kept.content.read()
    assert hostile.MARK not in data
    assert [
        mark
        for mark in (b"Exif", b"GPS", b"xmp", b"8BIM", b"eXIf", b"iTXt", b"tEXt", b"zTXt")
        if mark in data
    ] == []
    with Image.open(BytesIO(data)) as picture:
        assert (picture.size, dict(picture.getexif()), picture.getexif().get_ifd(0x8825)) == (
            (50, 40),
            {},
            {},
        )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_shows_the_same_whichever_way_it_was_held(orientation):
    upright = Image.new("RGB", (64, 48), "white")
    upright.paste("red", (0, 0, 16, 16))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    held, out = upright.transpose(back[orientation]) if orientation > 1 else upright, BytesIO()
    held.save(out, "JPEG", exif=hostile.placed_exif(orientation), quality=95)

    kept = sniff(SimpleUploadedFile("a.jpg", out.getvalue()))

    with Image.open(kept.content) as picture:
        red, green, _blue = picture.getpixel((8, 8))
        assert (picture.size, red > 200, green < 60) == ((64, 48), True, True)


@pytest.mark.parametrize("case", hostile.CLEANSED)
def test_keeps_a_picture_without_its_passenger(case):
    name, content, media_type = hostile.CLEANSED[case]
    assert hostile.SCRIPT in content

    kept = sniff(SimpleUploadedFile(name, content))

    assert (kept.media_type, hostile.SCRIPT in kept.content.read()) == (media_type, False)


def test_a_picture_of_a_telephone_becomes_a_jpeg():
    kept = sniff(SimpleUploadedFile("IMG 0042.HEIC", hostile.heic()))

    with Image.open(kept.content) as picture:
        assert (kept.name, kept.media_type, kept.pages, picture.format) == (
            "IMG 0042.jpg",
            "image/jpeg",
            1,
            "JPEG",
        )


@pytest.mark.parametrize(("name", "content", "pages"), [
    ("a.pdf", hostile.pdf_with(lambda document: document.add_blank_page()), 2),
    ("a.docx", office(extra=[("docProps/app.xml", "<Properties><Pages>7</Pages></Properties>")]), 7),
    ("a.docx", office(), None),
    ("a.docx", office(extra=[("docProps/app.xml", "<Properties><Pages>nhiều</Pages></Properties>")]), None),
    ("a.xlsx", office(main=EXCEL_MAIN), None),
])  # fmt: skip
def test_counts_pages(name, content, pages):
    assert sniff(SimpleUploadedFile(name, content)).pages == pages


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
