"""What a reviewer chooses in the account's settings of Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from .forms import MailChoiceForm
from .kinds import declinable


class MailSettingsPanel(BaseSettingsPanel):
    name = "portal_mail"
    title = _("Mail from the portal")
    order = 50
    tab = notifications_tab

    def is_active(self):
        return bool(declinable(for_reviewers=True))

    def get_form(self):
        data = [self.request.POST] if self.request.method == "POST" else []
        return MailChoiceForm(*data, person=self.user, prefix=self.name)
