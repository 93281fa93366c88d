"""What a place that somebody typed is today. Pure: the list of places is the same for everybody."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .book import Place, bare, book, plain

COMMA = re.compile(r"[,;]")
#: Where a place within a line begins that no comma divides.
NEXT_KIND = re.compile(r"\s+(?=(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)\s)", re.IGNORECASE)
DASH = re.compile(r"\s+[-–—]\s+")
#: The wider place decides: a province, then a district; of a commune's name there are many.
PROVINCES, SMALLER = ("province", "former"), ("district", "commune")
KINDS = (
    (("tinh ",), PROVINCES),
    (("thanh pho ", "tp "), (*PROVINCES, "district")),
    (("huyen ", "quan ", "thi xa ", "tx "), ("district",)),
    (("xa ", "phuong ", "dac khu "), ("commune",)),
    (("thi tran ", "tt ", "thon ", "ban ", "ap ", "lang ", "so ", "duong ", "pho "), ("street",)),
)


@dataclass(frozen=True)
class Present:
    """What a typed place is today: the name that was typed, and the present provinces that it may mean."""

    typed: str
    now: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """One place to choose: what is written down, and what stands beside it."""

    value: str
    beside: str = ""


def parts_of(text: str) -> list[str]:
    """The places that a line names, the widest first.

    >>> parts_of("xã Minh Châu, huyện Yên Mỹ, tỉnh Hưng Yên")
    ['tỉnh Hưng Yên', 'huyện Yên Mỹ', 'xã Minh Châu']
    """
    found = []
    for one in COMMA.split(text):
        whole = [one] if book().named(one) else [p for half in DASH.split(one) for p in NEXT_KIND.split(half)]
        found += [part.strip(" .") for part in whole if part.strip(" .")]
    return found[::-1]


def of_level(text: str, levels: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of these levels that a name means; with its kind written out only those of that kind.

    A commune is meant only where its kind is written, for its name may be that of anything.
    """
    said, found = plain(text), [place for place in book().named(text) if place.level in levels]
    if kind := kind_of(said):
        return tuple(place for place in found if place.level in kind)
    return tuple(place for place in found if place.level != "commune")


def kind_of(said: str) -> tuple[str, ...]:
    """The levels that the written kind of a place allows; none where no kind is written."""
    return next((levels for words, levels in KINDS if said.startswith(words)), ())


def codes_of(text: str) -> tuple[str, ...]:
    """The codes of the present provinces that a line may mean, the fewest that it allows.

    The widest place decides; one that no list has leaves everything open.
    """
    codes: tuple[str, ...] = ()
    for part in parts_of(text):
        places = (() if codes else of_level(part, PROVINCES)) or of_level(part, SMALLER)
        found = list(dict.fromkeys(code for place in places for code in place.codes))
        if not codes and not found:
            return ()
        codes = tuple(code for code in codes if code in found) or codes or tuple(found)
        if len(codes) == 1:
            break
    return codes


@lru_cache(maxsize=4096)
def province_code(text: str) -> str:
    """The code of the present province in which a place lies; empty where it cannot be told.

    >>> province_code("Xã Chuyên Mỹ, huyện Phú Xuyên, tỉnh Hà Tây")
    '01'
    """
    codes = codes_of(text)
    return codes[0] if len(codes) == 1 else ""


@lru_cache(maxsize=4096)
def present_of(text: str) -> Present | None:
    """What a line that names a former province or district is today; None where nothing has changed its name.

    >>> present_of("Hà Tây")
    Present(typed='Hà Tây', now=('Thành phố Hà Nội',))
    """
    parts = parts_of(text)
    for part in parts[:2]:
        wide = of_level(part, PROVINCES)
        if any(place.level == "province" for place in wide):
            return None
        found = wide or of_level(part, ("district",))
        if found and (wide or not of_level(part, ("commune",))):
            now = tuple(book().name_of(code) for code in codes_of(text))
            return Present(part, now) if now and len(now) <= 3 else None
    return None


# --- Suggestions ----------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def suggestions(typed: str, most: int = 8) -> tuple[Suggestion, ...]:
    """Places that what was typed may become, the likeliest first; blind to marks, former names understood.

    After a comma the wider places are looked for, and what stands before it is kept.
    """
    before, comma, last = typed.rpartition(",")
    asked = plain(last)
    if len(asked) < 2:
        return ()
    levels = (*PROVINCES, "district") if comma else (*PROVINCES, "commune", "district")
    ranked = sorted(
        (rank, levels.index(place.level), number, place)
        for number, place in enumerate(book().places)
        if place.level in levels and (rank := likeness(asked, place)) is not None
    )
    start = f"{before.strip()}, " if comma else ""
    return tuple(suggestion(place, start) for *_order, place in ranked[:most])


def written(name: str, start: str) -> str:
    """Write a place on its own, or after what stands before it: then its kind begins small."""
    return f"{start}{lower(name)}" if start else name


def likeness(asked: str, place: Place) -> int | None:
    """How well a place answers what was typed, 0 the best; None where it does not."""
    name = bare(asked)
    if asked == place.plain or name == place.bare:
        return 0
    if place.plain.startswith(asked) or place.bare.startswith(name):
        return 1
    return 2 if f" {asked}" in place.plain else None


def suggestion(place: Place, start: str) -> Suggestion:
    """Write a place as it is stored, with what it is today or was."""
    now = " / ".join(book().name_of(code) for code in place.codes)
    if place.level == "province":
        return Suggestion(written(place.name, start))
    if place.level == "commune":
        return Suggestion(f"{written(place.name, start)}, {lower(place.within)}")
    if place.level == "former":
        return Suggestion(written(place.name, start), now)
    changed = bare(plain(place.within)) != bare(plain(now))
    return Suggestion(f"{written(place.name, start)}, {lower(place.within)}", now if changed else "")


def lower(name: str) -> str:
    """Begin the kind of a place small, as within a line: “tỉnh Nghệ An”."""
    return name[:1].lower() + name[1:]
