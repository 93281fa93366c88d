"""The official list of places, present and former, read once from the data beside this module."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from exemplars.vocabulary.names import fold

KIND = re.compile(
    r"^(tinh|thanh pho|tp\.?|thi xa|tx\.?|thi tran|tt\.?|quan|q\.|huyen|h\.|xa|x\.|phuong|p\.|dac khu)\s*(?=\S)"
)
#: Ways of writing that no list has.
SPELLINGS = {
    "tphcm": "thanh pho ho chi minh",
    "tp hcm": "thanh pho ho chi minh",
    "hcm": "thanh pho ho chi minh",
    "sai gon": "thanh pho ho chi minh",
    "hn": "thanh pho ha noi",
    "brvt": "ba ria vung tau",
    "br vt": "ba ria vung tau",
    "t t hue": "thua thien hue",
    "tt hue": "thua thien hue",
    "dac lac": "dak lak",
    "dac lak": "dak lak",
    "dak lac": "dak lak",
    "dac nong": "dak nong",
    "kontum": "kon tum",
    "gialai": "gia lai",
    "quy nhon binh dinh": "binh dinh",
}


def plain(text: str) -> str:
    """Write a place without marks, case, stops and hyphens: “TP. Hồ Chí Minh” as “tp ho chi minh”."""
    return " ".join(re.sub(r"[.\-–—_/]+", " ", fold(text)).split())


def bare(plain_name: str) -> str:
    """Leave out what kind of place it is: “tinh ha tay” becomes “ha tay”.

    A district with a number keeps its kind, which is its name.
    """
    rest = KIND.sub("", plain_name, count=1)
    return plain_name if not rest or rest.isdigit() else rest


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its name, what it was or is, and the codes of the present provinces that it lies in.

    ``level`` is ``province``, ``commune``, ``former`` (a province that is no more) or ``district``.
    """

    name: str
    level: str
    codes: tuple[str, ...]
    within: str = ""
    plain: str = ""
    bare: str = ""


def place(name: str, level: str, codes: tuple[str, ...], within: str = "") -> Place:
    said = plain(name)
    return Place(name, level, codes, within, said, bare(said))


@dataclass(frozen=True)
class Book:
    """Every place, and how to find those of a name."""

    provinces: dict[str, str]
    places: tuple[Place, ...]
    by_name: dict[str, tuple[Place, ...]]

    def named(self, text: str) -> tuple[Place, ...]:
        """Every place of this name, with its kind or without, blind to marks and case."""
        said = plain(text)
        said = SPELLINGS.get(said, said)
        return self.by_name.get(said) or self.by_name.get(bare(said)) or ()

    def name_of(self, code: str) -> str:
        """The present province of a code: “Tỉnh Nghệ An”; empty for no code."""
        return self.provinces.get(code, "")


@cache
def book() -> Book:
    """Read the list; some 4,200 places in all."""
    provinces, places, code, present = {}, [], "", ""
    text = files(__package__).joinpath("data/places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        mark, _space, rest = line.partition(" ")
        if mark == "=":
            code, _space, present = rest.partition(" ")
            provinces[code] = present
            places.append(place(present, "province", (code,)))
        elif mark == "+":
            places += [place(name, "commune", (code,), present) for name in rest.split("; ")]
        elif mark == "-":
            former, _colon, districts = rest.partition(": ")
            if bare(plain(former)) != bare(plain(present)):
                places.append(place(former, "former", (code,)))
            places += [place(name, "district", (code,), former) for name in districts.split("; ")]
        elif mark == "~":
            former, _colon, codes = rest.partition(": ")
            places.append(place(former, "former", tuple(codes.split("; "))))
    by_name: dict[str, list[Place]] = {}
    for one in places:
        for name in {one.plain, one.bare}:
            by_name.setdefault(name, []).append(one)
    return Book(provinces, tuple(places), {name: tuple(found) for name, found in by_name.items()})
