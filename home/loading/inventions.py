"""People who do not exist, from the names and sentences of the content: one seed, the same people."""

from dataclasses import dataclass
from functools import cache
from random import Random

from .content import read


@dataclass(frozen=True)
class Invented:
    """A person who does not exist: ``sentences`` are three paragraphs, ``deeds`` two short titles."""

    name: str
    sex: str
    post: str
    place: str
    summary: str
    paragraphs: tuple[str, ...]
    heading: str
    deeds: tuple[str, ...]


@cache
def stock() -> dict:
    return read("inventions")


def invent(rng: Random) -> Invented:
    """Make up one person, with a story of some 120 words."""
    sex, stocked = rng.choice(("male", "female")), stock()
    name = " ".join(
        rng.choice(names) for names in (stocked["families"], stocked["middles"][sex], stocked["given"][sex])
    )
    words = {
        "name": name.rpartition(" ")[2],
        "post": rng.choice(stocked["posts"]),
        "place": rng.choice(stocked["places"]),
        "years": rng.randint(4, 34),
        "year": rng.randint(2012, 2022),
        "small": rng.randint(3, 29),
        "large": rng.randint(40, 980),
    }
    opening, closing = (rng.choice(stocked[part]).format(**words) for part in ("openings", "closings"))
    middle = [sentence.format(**words) for sentence in rng.sample(stocked["sentences"], 6)]
    return Invented(
        name=name,
        sex=sex,
        post=words["post"],
        place=words["place"],
        summary=f"{middle[0]} {middle[3]}",
        paragraphs=(
            " ".join([opening, *middle[:2]]),
            " ".join(middle[2:4]),
            " ".join([*middle[4:], closing]),
        ),
        heading=rng.choice(stocked["headings"]),
        deeds=tuple(deed.format(**words) for deed in stocked["deeds"]),
    )
