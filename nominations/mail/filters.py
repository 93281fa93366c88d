"""How officers narrow the list of mails; the whole state stands in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from exemplars.models import Unit

from .kinds import kind_choices
from .models import Message


class MessageFilters(WagtailFilterSet):
    """Which state, which kind, to which unit, in which mass mail, and when it was written."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Message.State.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kind_choices, widget=forms.CheckboxSelectMultiple
    )
    unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("Written"), widget=DateRangePickerWidget)
    batch = django_filters.CharFilter(label=_("Mass mail"))

    class Meta:
        model = Message
        fields = []
