"""Taking back a recognition of an earlier year, of which the portal has the decision and nothing else."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .actions import revoke_approval
from .forms import RevocationForm
from .models import Approval
from .owners import is_owned


class RevokeApproval(WagtailAdminTemplateMixin, FormView):
    """For those who record approvals; one that a nomination stands behind is revoked by the leader instead."""

    http_method_names = ["get", "head", "post"]
    form_class = RevocationForm
    template_name = "exemplars/admin/revoke_approval.html"
    header_icon = "clipboard-list"

    @cached_property
    def approval(self) -> Approval:
        return get_object_or_404(Approval, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("exemplars.change_approval") or is_owned(self.approval.reference):
            raise PermissionDenied
        if self.approval.revoked_on:
            messages.warning(request, _("Already done: this recognition is revoked."))
            return redirect("approvals:index")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"approval": self.approval}

    def form_valid(self, form):
        revoke_approval(**form.cleaned_data, user=self.request.user)
        messages.success(self.request, _("The recognition is revoked."))
        return redirect("approvals:index")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        public = self.approval.profiles.once_public().select_related("locale").order_by("locale")
        return context | {"approval": self.approval, "profiles": public, "media": context["form"].media}

    def get_page_title(self):
        title = _("Revoke recognition: %(code)s") % {"code": self.approval.reference}
        return _("Error: %(title)s") % {"title": title} if self.request.method == "POST" else title

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("approvals:index"), "label": _("Approvals")},
            {"url": reverse("approvals:edit", args=[self.approval.pk]), "label": self.approval.reference},
            {"url": "", "label": _("Revoke recognition")},
        ]
