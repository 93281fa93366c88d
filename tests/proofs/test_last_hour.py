"""The last hour before the deadline: every unit files at the same time, with files of a telephone's size."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from statistics import quantiles

import pikepdf
import pytest
from PIL import Image

from .test_nothing_lost import Office

#: What one file weighs, in bytes.
WEIGHT = 2 * 1024 * 1024


def scan(words: str) -> bytes:
    """A PDF of WEIGHT bytes or a little more, with a stream that cannot be packed, as a scanner makes it."""
    document, out = pikepdf.new(), BytesIO()
    page = document.add_blank_page(page_size=(595, 842))
    page.Contents = document.make_stream(b"% " + words.encode())
    document.Root.Scanned = document.make_stream(os.urandom(WEIGHT))
    document.save(out, compress_streams=False)
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG of about WEIGHT bytes: noise over a coarse pattern, as large as a telephone's picture at half size."""
    picture, out = Image.effect_noise((1600, 1200), 90).convert("RGB"), BytesIO()
    picture.save(out, "JPEG", quality=97)
    return out.getvalue()


def heavy_papers(key: str, portrait: bytes) -> dict[str, tuple[str, bytes]]:
    return {
        "report": ("report.pdf", scan(f"report {key}")),
        "minutes": ("minutes.pdf", scan(f"minutes {key}")),
        "portrait": ("portrait.jpg", portrait),
    }


def everybody_files(ground, *, units: int, nominations: int) -> tuple[Office, float, list[tuple[str, float]]]:
    """Let the units file so many nominations between them; prove that each is stored whole, and nothing else."""
    office, portrait = Office(ground, people=units, workers=2, threads=8), photograph()
    shares = [nominations // units + (number < nominations % units) for number in range(units)]

    def file(officer, share: int) -> list[str]:
        return [officer.file(papers=lambda key: heavy_papers(key, portrait)) for _ in range(share)]

    try:
        began = time.monotonic()
        with ThreadPoolExecutor(units) as crowd:
            keys = [key for found in crowd.map(file, office.officers, shares) for key in found]
        took = time.monotonic() - began
        office.prove_whole(keys, files=["minutes", "portrait", "report"])
    finally:
        office.site.stop()
    assert set(office.answers()) == {200, 302}
    assert not office.broken()
    return office, took, [answer for officer in office.officers for answer in officer.seconds]


def test_every_unit_files_in_the_last_hour(ground):
    everybody_files(ground, units=3, nominations=4)


@pytest.mark.proof
@pytest.mark.parametrize("database", ["postgres_ground", "sqlite_ground"])
def test_seven_hundred_nominations_of_a_hundred_and_fifty_units(database, request, capsys):
    office, took, seconds = everybody_files(request.getfixturevalue(database), units=150, nominations=700)

    with capsys.disabled():
        print(
            f"\n{database}: 150 units, 700 nominations in {took:.0f} s, answers {dict(office.answers())}, 0 lost"
        )
        for step in sorted({step for step, _ in seconds}):
            times = [taken for name, taken in seconds if name == step]
            print(f"  {step:<22} {len(times):>5} answers, p95 {quantiles(times, n=20)[-1]:6.2f} s")
        print(
            f"  {'all':<22} {len(seconds):>5} answers, p95 {quantiles([t for _, t in seconds], n=20)[-1]:6.2f} s"
        )
