"""A published profile as data. Every property of ``profile_schemas.Profile`` is one function here, by the same name.

Rows come from the database as plain columns: no page, unit or picture object is built for a list.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable

from ..profiles.models import ExemplarPage
from ..profiles.querysets import ExemplarQuerySet
from .addresses import Addresses
from .pictures import PORTRAIT_SIZES, Pictures

COLUMNS = (
    "pk", "slug", "title", "locale__language_code", "url_path", "translation_key", "honorific", "summary",
    "honour", "year", "sort_name", "first_published_at", "last_published_at", "portrait", "portrait_alt",
    "unit__code", "unit__name_vi", "unit__name_en", "unit__kind", "unit__province",
    "unit__bloc__code", "unit__bloc__name_vi", "unit__bloc__name_en",
    "field__code", "field__name_vi", "field__name_en",
    "approval__decision_number", "approval__decision_date", "approval__signatory",
)  # fmt: skip
Row = namedtuple("Row", COLUMNS)


def as_rows(profiles: ExemplarQuerySet, *more: str):
    """The profiles as rows of plain columns; ``more`` are columns by which a list is ordered."""
    return profiles.values_list(*COLUMNS, *more, named=True)


def row_of(page: ExemplarPage) -> Row:
    """The same row of a page that is not stored as it is: a draft."""
    return Row(*(part_of(page, name) for name in COLUMNS))


def part_of(page: ExemplarPage, name: str):
    if name == "portrait":
        return page.portrait_id
    value = page
    for step in name.split("__"):
        value = getattr(value, step, None)
    return value


class Surroundings:
    """What the rows of one answer share: addresses, pictures, translations, each read once when first wanted."""

    def __init__(self, rows: list, addresses: Addresses, wanted: Iterable[str]):
        self.addresses = addresses
        self.collection = addresses.resource("profiles")
        wanted = set(wanted)
        portraits = [row.portrait for row in rows] if "portrait" in wanted else ()
        self.pictures = Pictures(portraits, PORTRAIT_SIZES, addresses.absolute)
        self.versions = versions_of(rows) if "translations" in wanted else {}


def versions_of(rows: list) -> dict:
    """The published profiles of each translation key, read with one query."""
    found: dict = {}
    if not rows:
        return found
    others = (
        ExemplarPage.objects.published()
        .filter(translation_key__in={row.translation_key for row in rows})
        .order_by("locale")
        .values_list("translation_key", "pk", "url_path", "locale__language_code")
    )
    for key, *version in others:
        found.setdefault(key, []).append(version)
    return found


def api_url(row, around: Surroundings) -> str:
    return f"{around.collection}/{row.pk}"


def url(row, around: Surroundings) -> str | None:
    return around.addresses.page(row.url_path, row.locale__language_code)


def unit(row, around: Surroundings) -> dict:
    return {
        "code": row.unit__code,
        "name": {"vi": row.unit__name_vi, "en": row.unit__name_en},
        "kind": row.unit__kind,
        "bloc": bloc(row),
        "province": row.unit__province,
    }


def bloc(row) -> dict | None:
    if row.unit__bloc__code is None:
        return None
    return {
        "code": row.unit__bloc__code,
        "name": {"vi": row.unit__bloc__name_vi, "en": row.unit__bloc__name_en},
    }


def field(row, around: Surroundings) -> dict:
    return {"code": row.field__code, "name": {"vi": row.field__name_vi, "en": row.field__name_en}}


def portrait(row, around: Surroundings) -> dict | None:
    return around.pictures.of(row.portrait, row.portrait_alt)


def decision(row, around: Surroundings) -> dict | None:
    if row.approval__decision_number is None:
        return None  # a draft that is looked at before its decision is signed
    return {
        "number": row.approval__decision_number,
        "date": row.approval__decision_date,
        "signatory": row.approval__signatory,
    }


def translations(row, around: Surroundings) -> list[dict]:
    return [
        {
            "locale": language,
            "id": key,
            "url": around.addresses.page(url_path, language),
            "api_url": f"{around.collection}/{key}",
        }
        for key, url_path, language in around.versions.get(row.translation_key, ())
        if key != row.pk
    ]


def column(name: str) -> Callable:
    return lambda row, around: getattr(row, name)


PROPERTIES: dict[str, Callable] = {
    "id": column("pk"),
    "slug": column("slug"),
    "locale": column("locale__language_code"),
    "url": url,
    "api_url": api_url,
    "name": column("title"),
    "honorific": column("honorific"),
    "summary": column("summary"),
    "honour": column("honour"),
    "year": column("year"),
    "unit": unit,
    "field": field,
    "portrait": portrait,
    "decision": decision,
    "published_at": column("first_published_at"),
    "updated_at": column("last_published_at"),
    "translations": translations,
}


def as_data(rows: list, addresses: Addresses, wanted: Iterable[str]) -> list[dict]:
    """Each row as a dictionary with the properties ``wanted``, in their order in the document."""
    around = Surroundings(rows, addresses, wanted)
    chosen = {"id", *wanted}
    writers = [(name, write) for name, write in PROPERTIES.items() if name in chosen]
    return [{name: write(row, around) for name, write in writers} for row in rows]
