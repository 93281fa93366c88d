from django import forms
from django.utils.translation import gettext_lazy as _

from exemplars.models import Unit


class WorkbookForm(forms.Form):
    """A filled template, and for which unit where there are several."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Filled workbook"),
        help_text=_("An .xlsx file. It is checked first; nothing is stored before you confirm."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the workbook.")},
    )

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        if len(units) > 1:
            self.fields["unit"] = forms.ModelChoiceField(
                Unit.objects.filter(pk__in=[unit.pk for unit in units]),
                label=_("Nominating unit"),
                empty_label=None,
                blank=True,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the unit that nominates.")},
            )


class ConfirmForm(forms.Form):
    """Whether people whom the unit has put forward already are left out."""

    without_known = forms.BooleanField(
        label=_("Leave out those who have a nomination already"), required=False
    )
