"""The unit's letters: whom it asked and what became of it. Of the letters themselves it reads nothing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from ...dossiers.problems import Problem, problems_of
from ...dossiers.unit_door import own_nomination
from ...refusals import Refused
from ..actions import ask_again, ask_referee, cancel_request
from ..forms import AgainForm, AskingForm
from ..rules import State

#: States in which a referee may be asked again.
UNANSWERED = (State.ASKED, State.OPENED, State.LATE)


def may_ask(nomination, asked: int) -> bool:
    """Say whether the unit may ask one more referee, so many being asked already."""
    return nomination.is_editable and asked < nomination.campaign.most_letters


def show_letters(request, nomination, *, problems=(), again=None, status=200):
    """List the requests; ``again`` is the form that was refused, as (request, form)."""
    rows = list(nomination.letters.standing())
    for row in rows:
        row.again = again[1] if again and again[0].pk == row.pk else AgainForm(auto_id=f"again-{row.pk}-%s")
        row.may_ask_again = nomination.is_editable and row.state in UNANSWERED
        row.may_cancel = nomination.is_editable and row.answered_at is None
    context = {
        "nomination": nomination,
        "unit": nomination.unit,
        "letters": rows,
        "limit": nomination.campaign.most_letters,
        "may_ask": may_ask(nomination, len(rows)),
        "problems": problems,
    }
    return render(request, "nominations/referees/letters.html", context, status=status)


@require_safe
def letters(request, reference: str):
    return show_letters(request, own_nomination(request.user, reference))


class Ask(View):
    """Asks one referee."""

    http_method_names = ["get", "head", "post"]

    def setup(self, request, *args, reference, **kwargs):
        super().setup(request, *args, reference=reference, **kwargs)
        self.nomination = own_nomination(request.user, reference)

    def get(self, request, reference):
        if not may_ask(self.nomination, self.nomination.letters.standing().count()):
            return redirect("referees:letters", self.nomination.reference)
        return self.show(AskingForm(initial={"message": first_message(self.nomination)}))

    def post(self, request, reference):
        form = AskingForm(request.POST)
        if not form.is_valid():
            return self.show(form, problems_of(form))
        try:
            letter = ask_referee(nomination=self.nomination, user=request.user, **form.cleaned_data)
        except Refused as refused:
            return self.show(form, [Problem(str(refused.message))], status=409)
        messages.success(request, _("The request is on its way to %(address)s.") % {"address": letter.email})
        return redirect("referees:letters", self.nomination.reference)

    def show(self, form, problems=(), status=200):
        context = {
            "nomination": self.nomination,
            "unit": self.nomination.unit,
            "form": form,
            "problems": problems,
        }
        return render(self.request, "nominations/referees/ask.html", context, status=status)


def first_message(nomination) -> str:
    """The words that stand ready; they name nobody, for mail is read by others too."""
    return _(
        "%(unit)s nominates somebody whom you know from your work for “%(campaign)s”. We kindly ask you for a "
        "letter of support: a few sentences on what you have seen yourself are enough."
    ) % {"unit": nomination.unit.name, "campaign": nomination.campaign.title}


@require_POST
def again(request, reference: str, letter_id: int):
    nomination = own_nomination(request.user, reference)
    letter = get_object_or_404(nomination.letters, pk=letter_id)
    form = AgainForm(request.POST, auto_id=f"again-{letter.pk}-%s")
    if not form.is_valid():
        return show_letters(request, nomination, problems=problems_of(form), again=(letter, form))
    try:
        ask_again(letter=letter, user=request.user, due_on=form.cleaned_data["due_on"])
    except Refused as refused:
        return show_letters(request, nomination, problems=[Problem(str(refused.message))], status=409)
    messages.success(request, _("A new link is on its way to %(address)s.") % {"address": letter.email})
    return redirect("referees:letters", nomination.reference)


@require_POST
def cancel(request, reference: str, letter_id: int):
    nomination = own_nomination(request.user, reference)
    letter = get_object_or_404(nomination.letters, pk=letter_id)
    try:
        cancel_request(letter=letter, user=request.user)
    except Refused as refused:
        return show_letters(request, nomination, problems=[Problem(str(refused.message))], status=409)
    messages.success(request, _("The request is taken back; its link opens nothing any more."))
    return redirect("referees:letters", nomination.reference)
