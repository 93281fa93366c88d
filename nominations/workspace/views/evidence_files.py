"""One file of a nomination: uploaded by itself, removed after a question, opened, and looked at."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...dossiers.actions import remove_evidence
from ...dossiers.limits import limits
from ...dossiers.models import Evidence
from ...dossiers.serving import serve_evidence, serve_preview, serve_thumbnail
from ...refusals import Refused
from ..access import own_nomination
from ..slots import WordsForm
from ..steps import step_url
from .evidence import store_one


@require_POST
def upload(request, reference: str):
    """Store one file that a script sends by itself: ``file`` under ``kind``; answers what the page shows then.

    200 with ``row`` and ``used`` in HTML, 422 with the ``reason`` for which nothing was stored, 409 when the
    unit may only read it.
    """
    nomination = own_nomination(request.user, reference)
    kind, file = request.POST.get("kind"), request.FILES.get("file")
    if kind not in Evidence.Kind.values or file is None:
        return JsonResponse({"reason": _("No file arrived. Choose it again.")}, status=422)
    try:
        evidence = store_one(nomination, request.user, kind, file)
    except Refused as refusal:
        status = 422 if nomination.is_editable else 409
        return JsonResponse({"reason": str(refusal.message)}, status=status)
    used = nomination.evidence.used()
    about = {"nomination": nomination, "limits": limits(), "used": used}
    return JsonResponse(
        {
            "id": evidence.pk,
            "files": used.files,
            "bytes": used.total_bytes,
            "row": render_to_string(
                "nominations/workspace/evidence_row.html", about | {"words": WordsForm(evidence)}, request
            ),
            "used": render_to_string("nominations/workspace/evidence_used.html", about, request),
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference: str, evidence_id: int):
    """Ask whether a file shall go, then remove it; one that is gone already stays gone."""
    nomination = own_nomination(request.user, reference)
    step = step_url("evidence", nomination.reference)
    evidence = nomination.evidence.filter(pk=evidence_id).first()
    if evidence is None or not nomination.is_editable:
        return redirect(step)
    if request.method != "POST":
        context = {"nomination": nomination, "unit": nomination.unit, "evidence": evidence}
        return render(request, "nominations/workspace/evidence_remove.html", context)
    try:
        remove_evidence(evidence=evidence, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect(step)
    messages.success(request, _("“%(name)s” was removed.") % {"name": evidence.original_name})
    return redirect(f"{step}#slot-{evidence.kind}")


def about_a_file(serve):
    """Ask that the file belongs to the nomination in the address; who may read it is asked by ``serve``."""

    @require_safe
    def view(request, reference: str, evidence_id: int):
        get_object_or_404(Evidence, pk=evidence_id, nomination__slug=reference.lower())
        return serve(request, evidence_id)

    return view


evidence_file = about_a_file(serve_evidence)
evidence_preview = about_a_file(serve_preview)
evidence_thumbnail = about_a_file(serve_thumbnail)
