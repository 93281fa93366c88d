"""The referee's page: what is asked, the letter, and the letter again."""

from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ...dossiers.problems import Problem, problems_of
from ...links import Link, LinkView, Purpose
from ...refusals import FileRefused, Refused
from ..actions import decline_letter, note_opening, takes_letter, write_letter
from ..forms import LetterForm
from ..models import LetterRequest


class LetterPage(LinkView):
    """Everything that a referee does, at one address; it says whose link it is, so that others see it is not theirs."""

    purpose = Purpose.LETTER

    def find(self, link: Link) -> LetterRequest | None:
        around = ("candidate", "unit", "campaign")
        found = LetterRequest.objects.select_related(*(f"nomination__{name}" for name in around), "asked_by")
        row = found.filter(pk=link.key, nonce=link.nonce).first()
        return row if row and row.is_open else None

    @property
    def nomination(self):
        return self.row.nomination

    @cached_property
    def takes(self) -> bool:
        return takes_letter(self.row, self.nomination)

    def get(self, request, token):
        if self.row.opened_at is None and request.method == "GET":
            note_opening(letter=self.row)
        settled = self.row.answered_at or self.row.declined_at
        if not self.takes or (settled and "change" not in request.GET):
            return self.show_state()
        return self.show_form(self.stored_form())

    def stored_form(self) -> LetterForm:
        return LetterForm(
            initial={"known_from": self.row.known_from, "text": self.row.text or ""},
            has_file=bool(self.row.file),
        )

    def post(self, request, token):
        if request.POST.get("go") == "decline":
            return self.decline()
        form = LetterForm(request.POST, request.FILES, has_file=bool(self.row.file))
        if not form.is_valid():
            return self.show_form(form, problems_of(form))
        answers = form.cleaned_data
        try:
            write_letter(
                letter=self.row,
                known_from=answers["known_from"],
                text=answers["text"],
                upload=answers["upload"],
            )
        except FileRefused as refused:
            form.add_error("upload", str(refused.message))
            return self.show_form(form, problems_of(form))
        except Refused as refused:
            return self.show_form(form, [Problem(str(refused.message))], status=409)
        except OSError:
            words = _("The file was not stored: the storage does not answer. Try again later.")
            return self.show_form(form, [Problem(words, "#id_upload")], status=503)
        return redirect(request.path)

    def decline(self) -> HttpResponse:
        try:
            decline_letter(letter=self.row)
        except Refused as refused:
            return self.show_form(self.stored_form(), [Problem(str(refused.message))], status=409)
        return redirect(self.request.path)

    def show_form(self, form, problems=(), status=200) -> HttpResponse:
        context = self.reading() | {"form": form, "problems": problems}
        return render(self.request, "nominations/referees/letter.html", context, status=status)

    def show_state(self) -> HttpResponse:
        return render(self.request, "nominations/referees/state.html", self.reading())

    def reading(self) -> dict:
        return {
            "letter": self.row,
            "nomination": self.nomination,
            "candidate": self.nomination.candidate,
            "unit": self.nomination.unit,
            "campaign": self.nomination.campaign,
            "takes": self.takes,
        }
