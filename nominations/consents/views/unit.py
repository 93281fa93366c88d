"""What a unit does for a candidate's own word: sends the link, prints it, prints the paper form."""

from io import BytesIO

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from ...dossiers.models import wordings_in_force
from ...dossiers.problems import Problem, problems_of
from ...dossiers.unit_door import own_nomination
from ...links import Purpose, full_address
from ...refusals import Refused
from ..actions import send_link, settle_report
from ..forms import SendingForm
from ..reading import link_of, reports_of

QR_KINDS = {"svg": "image/svg+xml", "png": "image/png"}


class SendLink(View):
    """Where the unit sends the candidate's link, or makes one to print; any link sent before holds no more."""

    http_method_names = ["get", "head", "post"]

    def setup(self, request, *args, reference, **kwargs):
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)
        self.link = link_of(self.nomination)

    def get(self, request, reference):
        return self.show(SendingForm(initial=self.known()))

    def known(self) -> dict:
        """The address and the language of the link sent before, else the candidate's own address."""
        if self.link:
            return {
                "address": self.link.sent_to or self.nomination.candidate.email,
                "language": self.link.language,
            }
        return {"address": self.nomination.candidate.email, "language": "vi"}

    def post(self, request, reference):
        form = SendingForm(request.POST)
        prints = request.POST.get("go") == "print"
        form.fields["address"].required = not prints
        if not form.is_valid():
            return self.show(form, problems_of(form))
        address = "" if prints else form.cleaned_data["address"]
        try:
            send_link(
                nomination=self.nomination,
                user=request.user,
                address=address,
                language=form.cleaned_data["language"],
            )
        except Refused as refused:
            return self.show(form, [Problem(str(refused.message))], status=409)
        if prints:
            return redirect("consents:printed", self.nomination.reference)
        messages.success(request, _("The link is on its way to %(address)s.") % {"address": address})
        return redirect("consents:link", self.nomination.reference)

    def show(self, form, problems=(), status=200):
        context = {
            "nomination": self.nomination,
            "unit": self.nomination.unit,
            "form": form,
            "problems": problems,
            "link": self.link,
            "reports": reports_of(self.nomination),
        }
        return render(self.request, "nominations/consents/link.html", context, status=status)


def present_link(user, reference: str):
    """Return the nomination and its link where that can still be opened; otherwise there is nothing to print."""
    nomination = own_nomination(user, reference)
    link = link_of(nomination)
    if link is None or not link.is_open:
        raise Http404
    return nomination, link


@require_safe
def printed_link(request, reference: str):
    """One sheet to hand to the candidate, with the link as a QR code."""
    nomination, link = present_link(request.user, reference)
    with translation.override(link.language):
        context = {
            "nomination": nomination,
            "unit": nomination.unit,
            "campaign": nomination.campaign,
            "link": link,
            "address": full_address("consent:page", Purpose.CONSENT, link.link, link.language),
        }
        return render(request, "nominations/consents/printed.html", context)


@require_safe
def qr_code(request, reference: str, kind: str):
    """The link as a picture; its address names the nomination and carries no secret."""
    if kind not in QR_KINDS:
        raise Http404
    _nomination, link = present_link(request.user, reference)
    address = full_address("consent:page", Purpose.CONSENT, link.link, link.language)
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind=kind, scale=6, border=4, light="#ffffff")
    return HttpResponse(picture.getvalue(), content_type=QR_KINDS[kind])


@require_safe
def paper_form(request, reference: str):
    """The consent form to be signed on paper, in Vietnamese, with the wordings in force."""
    nomination = own_nomination(request.user, reference)
    with translation.override("vi"):
        wordings = list(wordings_in_force().values())
        context = {"nomination": nomination, "unit": nomination.unit, "wordings": wordings}
        return render(request, "nominations/consents/paper.html", context)


@require_POST
def settle(request, reference: str, report_id: int):
    """Note that what the candidate found wrong has been dealt with."""
    nomination = own_nomination(request.user, reference)
    report = get_object_or_404(nomination.detail_reports, pk=report_id)
    settle_report(report=report, user=request.user)
    messages.success(request, _("Noted as dealt with."))
    return redirect("consents:link", nomination.reference)
