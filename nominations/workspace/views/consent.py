"""The step of the candidate's consent: by a personal link, or from the signed paper."""

from ...consents.reading import link_of, reports_of
from ...dossiers.actions import record_consents
from ..consenting import ConsentForm
from .steps import StepView


class ConsentStep(StepView):
    step, template_name = "consent", "nominations/workspace/consent.html"

    def stored_form(self, *, one_more=False):
        return ConsentForm(nomination=self.nomination)

    def typed_form(self, data):
        return ConsentForm(data, nomination=self.nomination)

    def save(self, data):
        form = self.typed_form(data)
        if form.is_valid():
            record_consents(nomination=self.nomination, user=self.request.user, answers=form.answers)
        return form

    def show(self, form, **context):
        return super().show(
            form, link=link_of(self.nomination), reports=reports_of(self.nomination), **context
        )
