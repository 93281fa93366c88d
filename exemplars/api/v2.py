"""Wagtail's own API, version 2, for clients that exist already: public pages of named types, and nothing else.

What is new belongs in version 1. Here Wagtail decides the form; this module decides what may be seen: the types a
site names, each as its ``published()`` has it, and of each only the fields named here.
"""

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q
from rest_framework.fields import Field
from rest_framework.renderers import JSONRenderer
from wagtail.api import APIField
from wagtail.api.v2.filters import SearchFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page

from ..columns.models import ColumnPage
from ..conferences.models import ConferencePage
from ..profiles.models import ExemplarPage
from ..profiles.renditions import CARD
from .asking import is_text

LONGEST_VALUE = 500
LARGEST_NUMBER = 2**31 - 1
NUMBERS = ("limit", "offset", "id", "child_of", "ancestor_of", "descendant_of", "translation_of", "year")


class TermField(Field):
    """A word of the vocabulary by its code and names, instead of a key that leads nowhere."""

    def to_representation(self, term):
        return {"code": term.code, "name": {"vi": term.name_vi, "en": term.name_en}}


PROFILE = [
    APIField("honorific"),
    APIField("summary"),
    APIField("honour"),
    APIField("year"),
    APIField("unit", serializer=TermField()),
    APIField("field", serializer=TermField()),
    APIField("portrait", serializer=ImageRenditionField(CARD)),
    APIField("portrait_alt"),
    APIField("story"),
]
COLUMN = [APIField("intro"), APIField("newspaper")]
CONFERENCE = [
    APIField("summary"),
    APIField("intro"),
    APIField("starts_at"),
    APIField("ends_at"),
    APIField("venue"),
    APIField("address"),
]


class PublicPages(PagesAPIViewSet):
    """Public pages of the types in ``shown``. Without ``search``: it matches fields that are not shown."""

    shown = {ExemplarPage: PROFILE, ColumnPage: COLUMN, ConferencePage: CONFERENCE}

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"search", "search_operator", "format"}
    filter_backends = [backend for backend in PagesAPIViewSet.filter_backends if backend is not SearchFilter]
    meta_fields = [
        name
        for name in PagesAPIViewSet.meta_fields
        if name not in ("parent", "alias_of", "show_in_menus", "seo_title", "search_description")
    ]
    detail_only_fields = []

    def initial(self, request, *args, **kwargs):
        """Refuse what no database could look up, before Wagtail asks one for it."""
        for name, value in request.GET.items():
            if len(value) > LONGEST_VALUE or not is_text(value):
                raise BadRequestError(f"{name} is not valid")
            if name in NUMBERS and value.isdigit() and int(value) > LARGEST_NUMBER:
                raise BadRequestError(f"{name} is too large")
        super().initial(request, *args, **kwargs)

    def handle_exception(self, exc):
        if isinstance(exc, (ValidationError, ValueError, OverflowError, DataError)):
            exc = BadRequestError("a parameter has a value that is not valid")
        return super().handle_exception(exc)

    @classmethod
    def get_body_fields(cls, model):
        return cls._convert_api_fields([*cls.body_fields, *cls.shown.get(model, ())])

    @classmethod
    def get_meta_fields(cls, model):
        return cls._convert_api_fields(cls.meta_fields)

    def get_base_queryset(self):
        public = Q()
        for model in self.shown:
            public |= Q(pk__in=model.objects.published().values("pk"))
        return super().get_base_queryset().filter(public)

    def get_queryset(self):
        types = {model._meta.label.lower() for model in (*self.shown, Page)}
        asked = self.request.GET.get("type", "")
        if asked and not {name.lower() for name in asked.split(",")} <= types:
            raise BadRequestError("type doesn't exist")
        return super().get_queryset()


def pages_router(pages: type[PublicPages], namespace: str) -> WagtailAPIRouter:
    """The addresses of version 2: pages alone. Pictures and documents have no list, for it names what no page shows."""
    router = WagtailAPIRouter(namespace)
    router.register_endpoint("pages", pages)
    return router
