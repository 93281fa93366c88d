"""The wordings of consents in the admin: administrators add versions; what was in force stays as it was."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from ..dossiers.consents import FIXED, ConsentWording


class ConsentWordingForm(WagtailAdminModelForm):
    def clean(self):
        if self.instance.is_fixed:
            raise ValidationError(FIXED)
        cleaned = super().clean()
        begins = cleaned.get("in_force_from")
        if begins and begins <= timezone.now():
            self.add_error("in_force_from", _("A new wording comes into force later than now."))
        return cleaned


class DeleteWording(DeleteView):
    """Says what the model refuses."""

    def form_valid(self, form):
        if self.object.is_fixed:
            messages.error(self.request, FIXED)
            return redirect(self.get_success_url())
        return super().form_valid(form)


class ConsentWordingViewSet(ModelViewSet):
    """Every version of what candidates are asked, by purpose."""

    model = ConsentWording
    name = "consent_wordings"
    icon = "openquote"
    menu_label = _("Wordings of consents")
    menu_order = 535
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = [
        "purpose",
        "version",
        DateColumn("in_force_from", label=_("In force from"), sort_key="in_force_from"),
    ]
    list_filter = ["purpose"]
    ordering = ["purpose", "-in_force_from"]
    delete_view_class = DeleteWording
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("purpose"), FieldPanel("version")]),
            FieldPanel("in_force_from"),
            MultiFieldPanel([FieldPanel("text_vi"), FieldPanel("otherwise_vi")], heading=_("In Vietnamese")),
            MultiFieldPanel([FieldPanel("text_en"), FieldPanel("otherwise_en")], heading=_("In English")),
        ],
        base_form_class=ConsentWordingForm,
    )
