"""How screeners narrow the list of comments; the whole state stands in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..campaigns.models import CampaignPage
from .models import Comment, Consultation, ConsultationEntry


class CommentFilters(WagtailFilterSet):
    """Names no model: else Wagtail adds its filter by language."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Comment.Status.choices, widget=forms.CheckboxSelectMultiple
    )
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"),
        field_name="consultation__campaign",
        queryset=CampaignPage.objects.filter(consultations__isnull=False).distinct().order_by("-opens_at"),
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    consultation = django_filters.ModelChoiceFilter(
        label=_("Public consultation"),
        queryset=Consultation.objects.select_related("campaign"),
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    about = django_filters.ModelChoiceFilter(
        label=_("About"),
        field_name="entry",
        queryset=ConsultationEntry.objects.filter(comments__isnull=False).distinct().order_by("sort_name"),
        empty_label=_("Anybody"),
        null_label=_("The list as a whole"),
        widget=forms.Select,
    )
