"""The translation tool's own views, where they would fall over the gate."""

from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail_localize.views.update_translations import UpdateTranslationsView

from .gate import PublishRefused


class UpdateTranslations(UpdateTranslationsView):
    """Bring translations up to date and publish them, or say why the gate holds them back.

    wagtail-localize publishes once the transaction is over, where nothing of its own catches a refusal.
    """

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except PublishRefused as refused:
            for reason in refused.messages:
                messages.error(self.request, reason)
            return redirect(self.get_success_url() or self.get_default_success_url())
