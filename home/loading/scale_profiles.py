"""Published profiles by the thousand, each on an approval of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils.text import slugify
from wagtail.models import Locale

from exemplars.growing import add_children, last_step
from exemplars.models import Approval, ExemplarIndexPage, ExemplarPage, Field, Unit
from exemplars.profiles.book import mend_book
from exemplars.vocabulary.names import fold, sort_key

from .bulk import index
from .inventions import Invented, invent

YEARS = range(2005, 2025)
SIGNATORY = "Kiều Bá Thuận"


def load_profiles(count: int, seed: int) -> None:
    """Add ``count`` published profiles to the book of honour; call it within a transaction."""
    book = ExemplarIndexPage.objects.get(locale=Locale.get_default())
    rng, first = Random(f"profiles {seed}"), last_step(book) + 1
    for chunk in add_children(book, profiles(book, rng, range(first, first + count))):
        index(chunk)
    mend_book()


def profiles(book: ExemplarIndexPage, rng: Random, numbers: range) -> Iterator[ExemplarPage]:
    """Make profiles up one after another; ``numbers`` keep addresses and references apart."""
    units, fields = list(Unit.objects.select_related("bloc")), list(Field.objects.all())
    for start in range(numbers.start, numbers.stop, 1000):
        some = range(start, min(start + 1000, numbers.stop))
        approvals = Approval.objects.bulk_create([approval(rng, number) for number in some])
        for number, behind in zip(some, approvals, strict=True):
            yield profile(book, rng, number, behind, rng.choice(units), rng.choice(fields))


def approval(rng: Random, number: int) -> Approval:
    signed = date(rng.choice(YEARS), 1, 1) + timedelta(days=rng.randrange(360))
    return Approval(
        reference=f"QM-{signed.year}-{number:06d}",
        decision_number=f"{number % 2000 + 1:04d}/QĐ-BTTTT",
        decision_date=signed,
        signatory=SIGNATORY,
        allows_story=True,
    )


def profile(book, rng: Random, number: int, behind: Approval, unit: Unit, field: Field) -> ExemplarPage:
    person, signed = invent(rng), behind.decision_date
    moment = datetime(signed.year, signed.month, signed.day, 2, number % 60, number % 59, tzinfo=UTC)
    return ExemplarPage(
        title=person.name,
        draft_title=person.name,
        slug=f"{slugify(fold(person.name))}-{number}",
        sort_name=sort_key(person.name),
        honorific=f"{person.post}, {unit.name_vi}"[:200],
        unit=unit,
        field=field,
        year=signed.year,
        honour=rng.choice(ExemplarPage.Honour.values),
        summary=person.summary[:350],
        story=story(person, rng),
        approval=behind,
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        locale_id=book.locale_id,
        translation_key=key(rng),
    )


def story(person: Invented, rng: Random) -> str:
    """Write the story as StreamField stores it, with keys of the blocks that the seed decides too."""
    first, *others = [("paragraph", f"<p>{text}</p>") for text in person.paragraphs]
    deeds = [{"title": deed, "detail": "", "source": ""} for deed in person.deeds]
    items = [{"type": "item", "value": deed, "id": str(key(rng))} for deed in deeds]
    blocks = [first, ("heading", person.heading), *others, ("achievements", items)]
    return json.dumps([{"type": kind, "value": value, "id": str(key(rng))} for kind, value in blocks])


def key(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
