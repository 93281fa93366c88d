from django.db import router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm


def rests_on(row) -> bool:
    """Say whether other rows forbid to delete this one."""
    try:
        Collector(using=router.db_for_write(type(row))).collect([row])
    except (ProtectedError, RestrictedError):
        return True
    return False


def refuse_large_quorum(form, cleaned: dict) -> None:
    """Say at the field itself that a quorum of more than everybody can never be reached."""
    parts, of = cleaned.get("quorum_numerator"), cleaned.get("quorum_denominator")
    if parts and of and parts > of:
        form.add_error("quorum_numerator", _("The quorum cannot be larger than the council."))


class RulePresetForm(WagtailAdminModelForm):
    """The administrator's form of a named ballot rule."""

    def clean(self):
        cleaned = super().clean()
        refuse_large_quorum(self, cleaned)
        return cleaned


class CampaignForm(WagtailAdminPageForm):
    """The screener's form of a campaign."""

    def clean(self):
        cleaned = super().clean()
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error("closes_at", _("The campaign must close after it opens."))
        self.take_preset(cleaned)
        refuse_large_quorum(self, cleaned)
        self.refuse_removals()
        return cleaned

    def refuse_removals(self) -> None:
        """Say which rows would go that others rest on, such as a criterion with scores: the database keeps them.

        Looks at what is stored, for a draft may have lost a row before anything rested on it.
        """
        for formset in self.formsets.values():
            kept = {form.instance.pk for form in formset.forms if form not in formset.deleted_forms}
            stored = formset.model._default_manager.filter(**{formset.fk.name: self.instance.pk})
            for row in stored.exclude(pk__in=kept - {None}) if self.instance.pk else ():
                if rests_on(row):
                    words = _("“%(row)s” is already in use (with scores, for example) and cannot be removed.")
                    self.add_error(None, words % {"row": row})

    def take_preset(self, cleaned: dict) -> None:
        """Put a newly chosen rule's numbers in the place of what stands in the form."""
        preset = cleaned.get("rule_preset")
        if preset is None or "rule_preset" not in self.changed_data:
            return
        for name, value in preset.numbers.items():
            cleaned[name] = value
            self.errors.pop(name, None)
