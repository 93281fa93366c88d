from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from .gate import REASONS


class ExemplarForm(WagtailAdminPageForm):
    """The editor's form; it asks the gate before anything is published, so that the answer is readable."""

    def clean(self):
        cleaned = super().clean()
        if "action-publish" in self.data:
            self._ask_for_words(cleaned)
            self._ask_the_gate(cleaned)
        return cleaned

    def _ask_for_words(self, cleaned) -> None:
        if cleaned.get("portrait") and not cleaned.get("portrait_alt"):
            self.add_error("portrait_alt", _("Describe the portrait for readers who cannot see it."))

    def _ask_the_gate(self, cleaned) -> None:
        profile = self.instance
        for name in ("approval", "embargo_until", "go_live_at", "portrait", "story"):
            if name in cleaned:
                setattr(profile, name, cleaned[name])
        for reason in profile.publication_refusals(profile.appears_at):
            self.add_error(None, REASONS[reason])
