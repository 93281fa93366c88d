"""The search over the whole site; under ``i18n_patterns`` it speaks each language at its own address."""

from django.urls import path

from .views import search, suggestions

app_name = "search"
urlpatterns = [
    path("", search, name="search"),
    path("goi-y/", suggestions, name="suggestions"),
]
