"""The step of the supporting documents, and the way to each file."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...dossiers.actions import attach_evidence, remove_evidence
from ...dossiers.files import FileRefused, shown_name
from ...dossiers.models import Evidence
from ...dossiers.rules import REQUIRED_EVIDENCE
from ...dossiers.views import serve_evidence
from ...refusals import Refused
from ..problems import Problem
from ..remarks import remark_lines
from ..steps import step_url
from .steps import StepView


@dataclass
class Slot:
    """One kind of document: what is stored, and what was refused just now."""

    kind: str
    label: str
    wanted: bool
    files: list[Evidence] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    remarks: list = field(default_factory=list)


class EvidenceStep(StepView):
    """Stores each file by itself: one that is refused takes no other with it."""

    step, template_name = "evidence", "nominations/workspace/evidence.html"

    def stored_form(self, *, one_more=False):
        return None

    def post(self, request, reference):
        try:
            errors = self.store(request)
            removed = self.remove(request.POST.get("remove", ""))
        except Refused as refusal:
            return self.show(
                None, problems=[Problem(str(refusal.message))], heading=_("Not saved"), status=409
            )
        if errors:
            return self.show(None, problems=self.problems(errors), errors=errors)
        if removed:
            return redirect(f"{step_url(self.step, reference)}#slot-{removed}")
        return self.saved()

    def store(self, request) -> dict[str, list[str]]:
        """Attach what was sent; return the reasons for what was refused, by kind."""
        errors: dict[str, list[str]] = {}
        for kind in Evidence.Kind.values:
            for upload in request.FILES.getlist(kind):
                if error := self.store_one(kind, upload):
                    errors.setdefault(kind, []).append(error)
        return errors

    def store_one(self, kind: str, upload) -> str:
        """Attach one file; return why it was not stored, or nothing."""
        try:
            attach_evidence(nomination=self.nomination, user=self.request.user, kind=kind, upload=upload)
        except FileRefused as refusal:
            return str(refusal.message)
        except OSError:
            return _("“%(name)s” was not stored: the storage does not answer. Try again later.") % {
                "name": shown_name(upload.name)
            }
        return ""

    def remove(self, number: str) -> str:
        """Take the file with this number out; return its kind. One that is gone already stays gone."""
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return ""
        evidence = self.nomination.evidence.filter(pk=number).first()
        if evidence is None:
            return ""
        remove_evidence(evidence=evidence, user=self.request.user)
        messages.success(self.request, _("“%(name)s” was removed.") % {"name": evidence.original_name})
        return evidence.kind

    def problems(self, errors: dict[str, list[str]]) -> list[Problem]:
        return [Problem(error, f"#id_{kind}") for kind, reasons in errors.items() for error in reasons]

    def show(self, form, *, errors=None, **context):
        return super().show(form, slots=self.slots(errors or {}), **limits(), **context)

    def slots(self, errors: dict[str, list[str]]) -> list[Slot]:
        stored = list(self.nomination.evidence.all())
        lines = remark_lines(self.nomination).on(self.step)
        return [
            Slot(
                kind=kind,
                label=label,
                wanted=kind in REQUIRED_EVIDENCE,
                files=[evidence for evidence in stored if evidence.kind == kind],
                errors=errors.get(kind, []),
                remarks=[line for line in lines if line.field == kind],
            )
            for kind, label in Evidence.Kind.choices
        ]


def limits() -> dict[str, int]:
    return {"most_bytes": settings.EVIDENCE_MAX_BYTES, "most_files": settings.EVIDENCE_MAX_FILES}


@require_safe
def evidence_file(request, reference: str, evidence_id: int):
    """Send a file of this nomination to whoever may read it; for everybody else it does not exist."""
    get_object_or_404(Evidence, pk=evidence_id, nomination__slug=reference.lower())
    return serve_evidence(request, evidence_id)
