"""The candidate's page: the year of birth, the details, the answers, and the answers again."""

from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ...dossiers.models import answers_in_force
from ...dossiers.problems import Problem, problems_of
from ...dossiers.typed_text import typed_text
from ...links import Link, LinkView, Purpose
from ...refusals import Refused
from ..actions import Opening, answer_consents, open_link, report_details, reviews_stop
from ..forms import AnswersForm, BirthYearForm, versions_of
from ..models import ConsentLink
from ..reading import answered, asked_now, details_of, stopped_by_candidate

#: Seconds for which a browser that named the right year need not name it again.
OPEN_FOR = 3600
SALT = "nominations.consents.opened"


class CandidatePage(LinkView):
    """Everything that a candidate does, at one address; nothing personal stands on it before the year is named."""

    purpose = Purpose.CONSENT

    def find(self, link: Link) -> ConsentLink | None:
        around = ("candidate", "unit", "campaign", "field")
        found = ConsentLink.objects.select_related(*(f"nomination__{name}" for name in around))
        row = found.filter(pk=link.key, nonce=link.nonce).first()
        return row if row and row.is_open else None

    @cached_property
    def nomination(self):
        return self.row.nomination

    @property
    def cookie(self) -> str:
        return f"consent-{self.row.pk}"

    @property
    def is_opened(self) -> bool:
        """Whether this browser has named the year for this very link, a short while ago."""
        said = self.request.get_signed_cookie(self.cookie, default="", salt=SALT, max_age=OPEN_FOR)
        return said == self.row.nonce

    def get(self, request, token):
        if not self.is_opened:
            return self.show_door(BirthYearForm())
        if self.row.answered_at and "change" not in request.GET:
            return self.show_answers()
        return self.show_questions(self.empty_form())

    def post(self, request, token):
        try:
            if "birth_year" in request.POST:
                return self.open()
            if not self.is_opened:
                return self.show_door(BirthYearForm(), carried=typed_text(request.POST))
            return self.answer_questions()
        except Refused as refused:
            # Replaced, ended or locked since the page was asked for; what was typed is shown again.
            return self.show_questions(self.typed_form(), [Problem(str(refused.message))], status=409)

    # --- The door -----------------------------------------------------------------------------------

    def open(self) -> HttpResponse:
        form = BirthYearForm(self.request.POST)
        carried = [typed for typed in typed_text(self.request.POST) if typed.name != "birth_year"]
        if not form.is_valid():
            return self.show_door(form, problems_of(form), carried=carried)
        came = self.opening(form.cleaned_data["birth_year"])
        if came is Opening.LOCKED:
            return self.closed()
        if came is Opening.WRONG:
            self.row.refresh_from_db()
            return self.show_door(form, [self.wrong_year()], carried=carried)
        if carried:
            response = self.show_questions(
                self.typed_form(), [Problem(_("Please check your answers and send them once more."))]
            )
        else:
            response = redirect(self.request.path)
        return self.remember(response)

    def opening(self, year: int) -> Opening:
        try:
            return open_link(link=self.row, birth_year=year)
        except Refused:
            return Opening.LOCKED

    def wrong_year(self) -> Problem:
        left = self.row.tries_left
        words = ngettext(
            "This is not the year of birth in the dossier. You may try once more.",
            "This is not the year of birth in the dossier. You may try %(left)d more times.",
            left,
        )
        return Problem(words % {"left": left}, "#id_birth_year")

    def remember(self, response: HttpResponse) -> HttpResponse:
        response.set_signed_cookie(
            self.cookie,
            self.row.nonce,
            salt=SALT,
            max_age=OPEN_FOR,
            secure=self.request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response

    def show_door(self, form, problems=(), carried=()) -> HttpResponse:
        context = {"form": form, "problems": problems, "carried": carried}
        return render(self.request, "nominations/consents/door.html", context)

    # --- The questions ------------------------------------------------------------------------------

    @cached_property
    def wordings(self) -> dict:
        return asked_now(self.nomination)

    def empty_form(self) -> AnswersForm:
        """Nothing is chosen beforehand but what the candidate chose personally before."""
        own = {
            purpose: row.given
            for purpose, row in answers_in_force(self.nomination).items()
            if row.is_own_word
        }
        return AnswersForm(wordings=self.wordings, initial=own)

    def typed_form(self) -> AnswersForm:
        return AnswersForm(self.request.POST, wordings=self.wordings)

    def answer_questions(self) -> HttpResponse:
        form = self.typed_form()
        if not form.is_valid():
            return self.show_questions(form, problems_of(form))
        if self.request.POST.get("wordings") != versions_of(self.wordings):
            words = _(
                "The wording was changed while you were reading. Please read it again and answer once more."
            )
            return self.show_questions(form, [Problem(words)])
        if self.would_stop(form) and "stop" not in self.request.POST:
            return self.show_stop(form)
        if form.cleaned_data["wrong"]:
            report_details(link=self.row, text=form.cleaned_data["wrong"])
        answer_consents(
            link=self.row,
            answers=form.answers,
            signed_as=form.cleaned_data["signed_as"],
            language=get_language(),
        )
        return redirect(self.request.path)

    def would_stop(self, form: AnswersForm) -> bool:
        """Say whether these answers end a review that is going on, which nobody can take back."""
        return form.answers.get("review") is False and reviews_stop(self.nomination)

    def show_questions(self, form, problems=(), status=200) -> HttpResponse:
        context = self.reading() | {
            "form": form,
            "problems": problems,
            "details": details_of(self.nomination),
            "from_paper": [
                row for row in answered(self.nomination) if row.consent and not row.consent.is_own_word
            ],
        }
        return render(self.request, "nominations/consents/questions.html", context, status=status)

    def show_stop(self, form) -> HttpResponse:
        context = self.reading() | {"typed": typed_text(self.request.POST)}
        return render(self.request, "nominations/consents/stop.html", context)

    # --- The answers --------------------------------------------------------------------------------

    def show_answers(self) -> HttpResponse:
        context = self.reading() | {
            "answers": answered(self.nomination),
            "stopped": stopped_by_candidate(self.nomination),
        }
        return render(self.request, "nominations/consents/answers.html", context)

    def reading(self) -> dict:
        return {
            "link": self.row,
            "nomination": self.nomination,
            "candidate": self.nomination.candidate,
            "unit": self.nomination.unit,
            "campaign": self.nomination.campaign,
        }
