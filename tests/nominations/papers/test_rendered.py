"""What only a rendered page can tell: LibreOffice turns every kind at 1, 30 and 300 rows into PDF. `make papers`."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from nominations.papers.kinds import KINDS
from tests.nominations.papers.test_assertions import CERTIFICATE, PACK, SIGNED, facts, paper

ROWS = (1, 30, 300)
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(
        not (OFFICE and shutil.which("pdftotext")), reason="needs LibreOffice Writer and poppler-utils"
    ),
]
#: The line above each signature, which stands nowhere else on its page.
SIGNATURES = {
    "to-trinh": "VỤ TRƯỞNG", "trich-ngang": "VỤ TRƯỞNG", "bien-ban-hop": "CHỦ TỌA", "kiem-phieu": "TRƯỞNG BAN",
    "quyet-dinh": "KT. BỘ TRƯỞNG", "thong-bao": "TL. BỘ TRƯỞNG", "bao-cao": "NGƯỜI BÁO CÁO", "tom-tat": "NGƯỜI BÁO CÁO",
    "to-trinh-don-vi": "PHÓ CỤC TRƯỞNG",
    "tien-do": "VỤ TRƯỞNG",
    "giay-moi": "VỤ TRƯỞNG",
}  # fmt: skip


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """A function of kind and rows: the text of each page. All are rendered in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("papers")
    for code in KINDS:
        for rows in ROWS:
            (folder / f"{code}-{rows}.docx").write_bytes(paper(code, rows).data)
    convert(folder)

    @cache
    def read(code: str, rows: int) -> list[str]:
        text = subprocess.run(
            ["pdftotext", "-layout", folder / f"{code}-{rows}.pdf", "-"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        return text.split("\f")[:-1]

    return read


def convert(folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        *folder.glob("*.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=900)


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("code", sorted(SIGNED))
def test_42_the_signature_stands_with_the_closing_sentence(code, rows, pages):
    [page] = [page for page in pages(code, rows) if re.search(rf"{SIGNATURES[code]}\s*$", page, re.MULTILINE)]

    assert "./." in page


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("code", list(KINDS))
def test_no_page_is_blank(code, rows, pages):
    assert [number for number, page in enumerate(pages(code, rows), start=1) if len(page.strip()) < 20] == []


@pytest.mark.parametrize("rows", ROWS)
def test_a_certificate_is_one_page(rows, pages):
    found = pages(CERTIFICATE, rows)

    assert len(found) == rows
    assert all(
        person.name in page
        for person, page in zip(facts(CERTIFICATE, rows).meeting.agenda, found, strict=True)
    )


def test_a_summary_is_one_page(pages):
    assert len(pages("tom-tat", 1)) == 1


@pytest.mark.parametrize("rows", ROWS)
def test_the_contents_of_the_pack_say_the_right_pages(rows, pages):
    found = pages(PACK, rows)
    begins = {
        int(m[1]): number
        for number, page in enumerate(found, start=1)
        if (m := re.search(r"HỒ SƠ SỐ (\d+)", page))
    }
    contents = "\n".join(found[1 : begins[1] - 1])
    # A name in two lines stands around its number in the text of the page, so those lines are left out.
    said = {
        int(number): int(page)
        for number, page in re.findall(r"^ *(\d+) +\S.*? (\d+)$", contents, re.MULTILINE)
    }

    assert len(begins) == rows
    assert said.items() <= begins.items()
    assert len(said) * 5 >= rows * 4


@pytest.mark.parametrize("code", ["to-trinh", "quyet-dinh", "thong-bao", "trich-ngang", "giay-moi"])
def test_headings_stand_again_on_every_page_of_a_list(code, pages):
    listing = pages(code, 300)[1:] if code != "trich-ngang" else pages(code, 300)

    assert all("Họ và tên" in page for page in listing)
    assert len(listing) > 10
