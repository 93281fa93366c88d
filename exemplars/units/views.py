from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ..columns.listing import leaf
from ..columns.models import ColumnPage
from ..columns.order import placed
from ..profiles.models import ExemplarPage
from ..vocabulary.models import Unit


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what it is, the columns that are about it, and its published people, the newest first."""
    shown = get_object_or_404(Unit.objects.select_related("bloc"), code=code)
    language = get_language()
    profiles = ExemplarPage.objects.listed().in_language(language).filter(unit=shown)
    columns = ColumnPage.objects.published().in_language(language).filter(unit=shown)
    context = {
        "unit": shown,
        "columns": columns.select_related("locale").order_by("path"),
        "leaf": leaf(placed(profiles, []), request.GET),
    }
    return render(request, "exemplars/units/unit.html", context)
