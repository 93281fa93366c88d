from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ColumnForm(WagtailAdminPageForm):
    """The form of a column; it asks for what the chosen way of filling it needs."""

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("year_from"), cleaned.get("year_to")
        if first and last and first > last:
            self.add_error("year_to", _("The last year cannot lie before the first."))
        self.refuse_repetition()
        return cleaned

    def refuse_repetition(self) -> None:
        """Say at the profile itself that it stands in the list twice."""
        seen = set()
        for form in self.formsets["picks"].forms if "picks" in self.formsets else ():
            profile = getattr(form, "cleaned_data", {}).get("profile")
            if profile is None or form.cleaned_data.get("DELETE"):
                continue
            if profile.translation_key in seen:
                form.add_error("profile", _("This person is already in the list."))
            seen.add(profile.translation_key)
