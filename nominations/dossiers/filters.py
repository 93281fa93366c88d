"""How reviewers narrow the list of nominations; the whole state stands in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from exemplars.models import Field, Unit

from ..campaigns.models import CampaignPage
from ..stages import HANDED_IN, Stage

HANDED_IN_STAGES = [(stage.value, stage.label) for stage in Stage if stage in HANDED_IN]


class NominationFilters(WagtailFilterSet):
    """Names no model: else Wagtail adds its filter by language, and nominations have one language."""

    waiting = django_filters.ChoiceFilter(
        label=_("Who must act"),
        choices=[("me", _("Waiting for me"))],
        empty_label=_("Anybody"),
        widget=forms.RadioSelect,
        method="only_waiting",
    )
    stage = django_filters.MultipleChoiceFilter(
        label=_("Stage"), choices=HANDED_IN_STAGES, widget=forms.CheckboxSelectMultiple
    )
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"),
        queryset=CampaignPage.objects.order_by("-opens_at"),
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    unit = django_filters.ModelMultipleChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    field = django_filters.ModelMultipleChoiceFilter(
        label=_("Field"), queryset=Field.objects.all(), widget=forms.CheckboxSelectMultiple
    )

    def only_waiting(self, queryset, name, value):
        return queryset.awaiting(self.request.user) if value == "me" else queryset
