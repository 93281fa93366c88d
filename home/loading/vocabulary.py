"""Blocs, fields and units of the demonstration."""

from exemplars.models import Bloc, Field, Unit

from .content import read


def load_vocabulary() -> None:
    """Add the terms whose code is missing; leave those that are there as they are."""
    terms = read("vocabulary")
    for model, rows in ((Bloc, terms["blocs"]), (Field, terms["fields"]), (Unit, terms["units"])):
        for position, row in enumerate(rows, start=1):
            model.objects.get_or_create(
                code=row["code"], defaults=columns(row) | {"sort_order": position * 10}
            )


def columns(row: dict) -> dict:
    """Turn a row of the content into columns; a bloc is named by its code."""
    named = {name: value for name, value in row.items() if name not in ("code", "bloc", "sort_order")}
    return named | ({"bloc": Bloc.objects.get(code=row["bloc"])} if row.get("bloc") else {})
