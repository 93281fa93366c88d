"""Approvals in the admin: administrators add those of earlier years, editors choose one for a profile."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.generic.chooser import BaseFilterForm, ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from .actions import note_story, withdraw_refused_profiles
from .models import Approval
from .owners import is_owned
from .views import RevokeApproval


class ApprovalEdit(EditView):
    """Stores a change and, when it takes a consent back, takes the profiles that use it off the portal."""

    def save_instance(self):
        with transaction.atomic():
            note_story(self.form.instance)
            approval = super().save_instance()
            withdrawn = withdraw_refused_profiles(approval, user=self.request.user)
        if withdrawn:
            count = len(withdrawn)
            text = ngettext(
                "%(count)d profile was unpublished.", "%(count)d profiles were unpublished.", count
            )
            messages.warning(self.request, text % {"count": count})
        return approval

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.object.revoked_on is None and not is_owned(self.object.reference):
            url = reverse("approvals:revoke", args=[self.object.pk])
            buttons.append(Button(_("Revoke recognition"), url=url, icon_name="cross", priority=30))
        return buttons


class ApprovalViewSet(ModelViewSet):
    """Revoking is not among the fields: it takes profiles off the portal and has a page of its own."""

    model = Approval
    name = "approvals"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Approvals")
    menu_order = 510
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_view_class = ApprovalEdit
    list_display = [
        "reference",
        "decision_number",
        DateColumn("decision_date", label=gettext_lazy("Decision date"), sort_key="decision_date"),
        "signatory",
        BooleanColumn("allows_story", label=gettext_lazy("Story")),
        BooleanColumn("allows_portrait", label=gettext_lazy("Portrait")),
        BooleanColumn("allows_video", label=gettext_lazy("Video")),
        Column("revoked_on", label=gettext_lazy("Revoked")),
    ]
    search_fields = ["reference", "decision_number", "signatory"]
    search_backend_name = None
    panels = [
        FieldPanel("reference"),
        FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decision_date")]),
        FieldPanel("signatory"),
        MultiFieldPanel(
            [FieldPanel("allows_story"), FieldPanel("allows_portrait"), FieldPanel("allows_video")],
            heading=gettext_lazy("What the person agreed to"),
        ),
    ]

    def get_urlpatterns(self):
        revoke = path("revoke/<int:pk>/", RevokeApproval.as_view(), name="revoke")
        return [*super().get_urlpatterns(), revoke]


class ApprovalFilterForm(BaseFilterForm):
    q = forms.CharField(label=gettext_lazy("Search term"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        term = self.cleaned_data.get("q", "").strip()
        return (
            objects.filter(Q(reference__icontains=term) | Q(decision_number__icontains=term))
            if term
            else objects
        )


class ApprovalsToChoose:
    """Approvals that a profile may rest on, for those who may see them; revoked ones let nothing through."""

    filter_form_class = ApprovalFilterForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("exemplars.view_approval"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object_list(self):
        return super().get_object_list().filter(revoked_on__isnull=True)


class ChooseApproval(ApprovalsToChoose, ChooseView):
    pass


class ChooseApprovalResults(ApprovalsToChoose, ChooseResultsView):
    pass


class ApprovalChooser(ChooserViewSet):
    model = Approval
    icon = "clipboard-list"
    choose_one_text = gettext_lazy("Choose an approval")
    choose_another_text = gettext_lazy("Choose another approval")
    edit_item_text = gettext_lazy("See this approval")
    choose_view_class = ChooseApproval
    choose_results_view_class = ChooseApprovalResults
    per_page = 20
