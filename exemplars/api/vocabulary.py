"""The words by which profiles are filtered."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Router

from ..profiles.models import ExemplarPage
from ..vocabulary.models import Bloc, Field, Unit
from .asking import takes
from .keeping import kept_for_an_hour
from .lists import answered
from .profile_schemas import Honour, Province, UnitTerm
from .schemas import Refusal, Term

router = Router(tags=["vocabulary"])


@router.get(
    "/fields",
    response={200: list[Term], 422: Refusal},
    operation_id="list_fields",
    summary="Fields of achievement",
)
@kept_for_an_hour
@takes()
def fields(request: HttpRequest):
    return answered([as_term(field) for field in Field.objects.all()])


@router.get(
    "/units", response={200: list[UnitTerm], 422: Refusal}, operation_id="list_units", summary="Units"
)
@kept_for_an_hour
@takes()
def units(request: HttpRequest):
    return answered([as_unit(unit) for unit in Unit.objects.select_related("bloc")])


@router.get(
    "/blocs", response={200: list[Term], 422: Refusal}, operation_id="list_blocs", summary="Emulation blocs"
)
@kept_for_an_hour
@takes()
def blocs(request: HttpRequest):
    return answered([as_term(bloc) for bloc in Bloc.objects.all()])


@router.get(
    "/provinces",
    response={200: list[Province], 422: Refusal},
    operation_id="list_provinces",
    summary="Provinces in which there are units",
)
@kept_for_an_hour
@takes()
def provinces(request: HttpRequest):
    names = Unit.objects.exclude(province="").order_by("province").values_list("province", flat=True)
    return answered([{"name": name} for name in names.distinct()])


@router.get(
    "/honours",
    response={200: list[Honour], 422: Refusal},
    operation_id="list_honours",
    summary="Kinds of honour",
)
@kept_for_an_hour
@takes()
def honours(request: HttpRequest):
    return answered(
        [{"code": honour.value, "name": in_every_language(honour.label)} for honour in ExemplarPage.Honour]
    )


def as_term(term) -> dict:
    return {"code": term.code, "name": {"vi": term.name_vi, "en": term.name_en}}


def as_unit(unit: Unit) -> dict:
    bloc = as_term(unit.bloc) if unit.bloc else None
    return as_term(unit) | {"kind": unit.kind, "bloc": bloc, "province": unit.province}


def in_every_language(text) -> dict[str, str]:
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[code] = str(text)
    return words
