"""The step of the supporting documents: a plain form that stores, describes, arranges and removes."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ...dossiers.actions import attach_evidence, describe_evidence, move_evidence
from ...dossiers.files import ENDINGS, shown_name
from ...dossiers.limits import limits
from ...dossiers.models import Evidence
from ...refusals import FileRefused, NotEditable, Refused
from ..asking import rules_of
from ..problems import Problem, problems_of
from ..remarks import remark_lines
from ..slots import WordsForm, slots_of, words_forms
from ..steps import step_url
from .steps import StepView

ACCEPT = ",".join(ending for endings in ENDINGS.values() for ending in endings)


class EvidenceStep(StepView):
    """Stores each file by itself: one that is refused takes no other with it.

    Whatever button is pressed, what was typed is stored first.
    """

    step, template_name = "evidence", "nominations/workspace/evidence.html"

    def stored_form(self, *, one_more=False):
        return None

    def post(self, request, reference):
        typed = words_forms(self.nomination, request.POST)
        try:
            described = [self.describe(form) for form in typed]
            errors = self.store(request)
            if all(described) and not errors:
                return self.act(request.POST)
        except NotEditable as refusal:
            return self.refuse(refusal, typed)
        problems = [problem for form in typed for problem in problems_of(form)] + refused_files(errors)
        return self.show(None, problems=problems, errors=errors, files=self.kept(typed))

    def describe(self, form: WordsForm) -> bool:
        """Store what was typed of one file; say whether that went well. Raises NotEditable."""
        if not form.is_bound:
            return True
        if not form.is_valid():
            return False
        words = form.cleaned_data
        try:
            describe_evidence(
                evidence=form.evidence,
                user=self.request.user,
                caption=words["caption"],
                kind=words["kind"],
                seen=words["seen"],
            )
        except NotEditable:
            raise
        except Refused as refusal:
            form.add_error("kind" if isinstance(refusal, FileRefused) else "caption", str(refusal.message))
        return form.is_valid()

    def store(self, request) -> dict[str, list[str]]:
        """Attach what was sent; return the reasons for what was refused, by kind."""
        errors: dict[str, list[str]] = {}
        for kind in Evidence.Kind.values:
            for upload in request.FILES.getlist(kind):
                try:
                    store_one(self.nomination, request.user, kind, upload)
                except FileRefused as refusal:
                    errors.setdefault(kind, []).append(str(refusal.message))
        return errors

    def act(self, posted):
        """Do what the button says; what was typed and sent is stored already."""
        if evidence := self.named(posted.get("remove", "")):
            return redirect("workspace:evidence-remove", self.nomination.reference, evidence.pk)
        for way in ("up", "down"):
            if evidence := self.named(posted.get(way, "")):
                move_evidence(evidence=evidence, user=self.request.user, up=way == "up")
                return self.back(f"#file-{evidence.pk}")
        return self.saved()

    def named(self, number: str) -> Evidence | None:
        """The file with this number, if it is one of this nomination."""
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        return self.nomination.evidence.filter(pk=number).first()

    def back(self, place: str = ""):
        return redirect(f"{step_url(self.step, self.nomination.reference)}{place}")

    def kept(self, typed: list[WordsForm]) -> list[WordsForm]:
        """The files as they are stored now, with the words that could not be stored beside them."""
        refused = {form.evidence.pk: form for form in typed if form.is_bound and not form.is_valid()}
        return [refreshed(form, refused.get(form.evidence.pk)) for form in words_forms(self.nomination)]

    def refuse(self, refusal: Refused, typed: list[WordsForm]):
        problems = [Problem(str(refusal.message))]
        return self.show(None, problems=problems, heading=_("Not saved"), files=typed, status=409)

    def show(self, form, *, errors=None, files=None, **context):
        files = words_forms(self.nomination) if files is None else files
        remarks = remark_lines(self.nomination).on(self.step)
        return super().show(
            form,
            slots=slots_of(files, errors or {}, remarks, *rules_of(self.nomination)),
            accept=ACCEPT,
            limits=limits(),
            used=self.nomination.evidence.used(),
            **context,
        )


def store_one(nomination, user, kind: str, upload) -> Evidence:
    """Attach one file; raises FileRefused, also for a storage that does not answer, and NotEditable."""
    try:
        return attach_evidence(nomination=nomination, user=user, kind=kind, upload=upload)
    except OSError as broken:
        raise FileRefused(
            _("“%(name)s” was not stored: the storage does not answer. Try again later.")
            % {"name": shown_name(upload.name)}
        ) from broken


def refused_files(errors: dict[str, list[str]]) -> list[Problem]:
    return [Problem(error, f"#id_{kind}") for kind, reasons in errors.items() for error in reasons]


def refreshed(form: WordsForm, refused: WordsForm | None) -> WordsForm:
    """The form with what was typed in vain, over the caption as it stands now: sent again, it is meant."""
    if refused is None:
        return form
    data = refused.data.copy()
    data[refused.add_prefix("seen")] = form.evidence.caption
    errors, again = refused.errors, WordsForm(form.evidence, data)
    again.full_clean()
    for name, reasons in errors.items():
        if name not in again.errors:
            again.add_error(name, list(reasons))
    return again
