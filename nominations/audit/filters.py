"""How the auditor narrows the log; the whole state stands in the address."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .models import AuditEntry
from .words import action_choices


def people() -> list[tuple[str, str]]:
    """Everybody who stands in the log, also those who have left; people of one name by their number."""
    rows = AuditEntry.objects.exclude(actor_id="").values_list("actor_id", "actor_name").order_by().distinct()
    latest = dict(rows)
    return sorted(((key, f"{name} ({key})") for key, name in latest.items()), key=lambda choice: choice[1])


def campaigns() -> list[tuple[str, str]]:
    codes = AuditEntry.objects.exclude(campaign="").values_list("campaign", flat=True).order_by().distinct()
    return [(code, code) for code in sorted(codes, reverse=True)]


class AuditFilters(WagtailFilterSet):
    """Who, what, about which nomination or campaign, and when."""

    actor_id = django_filters.ChoiceFilter(label=_("Person"), choices=people, empty_label=_("Anybody"))
    action = django_filters.MultipleChoiceFilter(label=_("Action"), choices=action_choices)
    reference = django_filters.CharFilter(label=_("Reference code"), lookup_expr="istartswith")
    campaign = django_filters.ChoiceFilter(label=_("Campaign"), choices=campaigns, empty_label=_("All"))
    moment = django_filters.DateFromToRangeFilter(label=_("From – to"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields = []
