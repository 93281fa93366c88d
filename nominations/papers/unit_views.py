"""A unit's own papers: the report and the summary of one nomination, the letter about one or several."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View
from django.views.decorators.http import require_safe

from ..campaigns.models import CampaignPage
from ..dossiers.documents import WORD
from ..dossiers.unit_door import own_nomination
from ..dossiers.views import PRIVATE_FILE_HEADERS
from ..membership.models import units_of
from ..refusals import Refused
from .gathering import bodies, head_of
from .issuing import OF_NOMINATION, Issued, issue_letter, issue_paper, submittable
from .kinds import KINDS
from .rules import initials
from .unit_forms import LetterForm


@require_safe
def paper(request, reference: str, kind: str):
    """The report or the summary of a nomination as a Word file, to print and to sign."""
    found = own_nomination(request.user, reference)
    if kind not in OF_NOMINATION:
        raise Http404
    try:
        return word(issue_paper(kind=KINDS[kind], nomination=found, user=request.user))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("workspace:nomination", found.reference)


class LetterView(View):
    """Ask what only the unit knows of its letter, then hand it over; nothing of it is stored."""

    def setup(self, request, *args, campaign_id, unit, **kwargs):
        super().setup(request, *args, campaign_id=campaign_id, unit=unit, **kwargs)
        self.campaign = get_object_or_404(CampaignPage.objects.live(), id=campaign_id)
        self.unit = next((own for own in units_of(request.user) if own.code == unit), None)
        if self.unit is None:
            raise Http404
        self.nominations = submittable(self.campaign, self.unit)

    def get(self, request, **kwargs):
        return self.show(LetterForm(nominations=self.nominations, initial=self.known()))

    def post(self, request, **kwargs):
        form = LetterForm(request.POST, nominations=self.nominations)
        if not form.is_valid():
            return self.show(form)
        try:
            issued = issue_letter(
                campaign=self.campaign,
                unit=self.unit,
                nominations=form.cleaned_data["nominations"],
                letter=form.letter,
                user=request.user,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.show(form, status=409)
        return word(issued)

    def known(self) -> dict:
        """What the portal knows already: those asked for, else all; the unit's usual particulars."""
        asked = self.request.GET.get("nomination", "").lower()
        chosen = self.nominations.filter(slug=asked) if asked else self.nominations
        return {
            "nominations": [nomination.pk for nomination in chosen],
            "abbreviation": initials(self.unit.name_vi),
            "place": self.unit.province or bodies().ministry.place,
            "authority": "",
            "signer_title": "Thủ trưởng đơn vị",
            "signer_name": head_of(self.unit.pk),
        }

    def show(self, form, status=200):
        context = {
            "form": form,
            "campaign": self.campaign,
            "unit": self.unit,
            "nothing": not self.nominations.exists(),
        }
        return render(self.request, "nominations/papers/letter.html", context, status=status)


def word(issued: Issued) -> FileResponse:
    return FileResponse(
        BytesIO(issued.data),
        as_attachment=True,
        filename=issued.name,
        content_type=WORD,
        headers=PRIVATE_FILE_HEADERS,
    )
