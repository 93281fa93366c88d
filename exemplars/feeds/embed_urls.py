"""What other sites embed. Outside ``i18n_patterns``: a profile's card speaks the profile's language."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from .card import card
from .oembed import oembed


class KeyConverter(IntConverter):
    """What the database can hold as a key."""

    regex = "[0-9]{1,9}"


register_converter(KeyConverter, "key")

app_name = "embed"
urlpatterns = [
    path("oembed", oembed, name="oembed"),
    path("the/<key:page_id>/", card, name="card"),
]
