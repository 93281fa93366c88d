from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ConferenceForm(WagtailAdminPageForm):
    """The editor's form of a conference; what the database would refuse is said at its entry."""

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at:
            self._check_times(starts_at, ends_at, cleaned)
            self._check_programme(starts_at, ends_at)
        if "action-publish" in self.data:
            self._ask_for_words(cleaned)
        return cleaned

    def _ask_for_words(self, cleaned) -> None:
        """Hold back a recording without captions or a transcript: not everybody could hear it."""
        if any(block.value.missing for block in cleaned.get("clips") or ()):
            self.add_error(
                "clips", _("Every clip needs captions and a transcript before it can be published.")
            )

    def _check_times(self, starts_at, ends_at, cleaned) -> None:
        if ends_at <= starts_at:
            self.add_error("ends_at", _("The conference must end after it begins."))
        begins_at = cleaned.get("stream_starts_at")
        if cleaned.get("stream_url") and begins_at is None:
            self.add_error("stream_starts_at", _("Say when the live stream begins."))
        if begins_at and begins_at >= ends_at:
            self.add_error("stream_starts_at", _("The live stream must begin before the conference ends."))

    def _check_programme(self, starts_at, ends_at) -> None:
        """Find an item on a day on which there is no conference: a slip of the pen, most of the time."""
        first, last = timezone.localdate(starts_at), timezone.localdate(ends_at)
        formset = self.formsets["programme"]
        formset.is_valid()  # Wagtail asks the form before its rows
        for form in formset.forms:
            moment = getattr(form, "cleaned_data", {}).get("starts_at")
            if (
                moment
                and form not in formset.deleted_forms
                and not first <= timezone.localdate(moment) <= last
            ):
                form.add_error("starts_at", _("There is no conference on this day."))
