"""Units' public pages; under ``i18n_patterns`` each language has its own address."""

from django.urls import path

from .views import unit

app_name = "units"
urlpatterns = [path("<slug:code>/", unit, name="unit")]
