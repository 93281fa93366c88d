"""The step of the candidate's consent: by a personal link, or from the signed paper."""

from django.http import HttpResponse

from ...consents.reading import link_of, reports_of
from ...dossiers.actions import record_consents, unseen_answers
from ...refusals import Conflict, Refused
from ..consenting import ConsentForm
from ..problems import wrong_fields
from .steps import StepView
from .typing import Stored, number_or_zero


class ConsentStep(StepView):
    """Stores itself answer by answer; the ledger has no revisions, so its last entry is the version."""

    step, template_name = "consent", "nominations/workspace/consent.html"
    saves_itself = True

    def stored_form(self, *, one_more=False):
        return ConsentForm(nomination=self.nomination)

    def typed_form(self, data):
        return ConsentForm(data, nomination=self.nomination)

    def save(self, data):
        form = self.typed_form(data)
        if form.is_valid():
            record_consents(
                nomination=self.nomination,
                user=self.request.user,
                answers=form.answers,
                seen=number_or_zero(data.get("base_revision")),
            )
        return form

    def save_typed(self) -> HttpResponse:
        try:
            form = self.save(self.request.POST)
        except Conflict:
            return self.typed_elsewhere()
        except Refused as refusal:
            return self.tell(status=409, refusal=refusal)
        return self.tell(problems=wrong_fields(form))

    # --- Which version there is -------------------------------------------------------------------------

    def latest(self) -> Stored:
        row = unseen_answers(self.nomination, 0).select_related("recorded_by").last()
        if row is None:
            return Stored(0, self.nomination.latest_revision_created_at, None)
        return Stored(row.pk, row.recorded_at, row.recorded_by)

    def version(self) -> int:
        return self.latest().number

    def saved_at(self):
        return max(self.latest().created_at, self.nomination.latest_revision_created_at)

    def is_seen(self, page, data) -> bool:
        unseen = unseen_answers(page, number_or_zero(data.get("base_revision")))
        return not unseen.exclude(recorded_by=self.request.user).exists()

    def show(self, form, **context):
        return super().show(
            form, link=link_of(self.nomination), reports=reports_of(self.nomination), **context
        )
