"""The page of somebody who is invited: when and where, the answer, and the answer again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from ...dossiers.problems import Problem, problems_of
from ...links import Link, LinkView, Purpose
from ...refusals import Refused
from ..actions import answer_invitation
from ..forms import AnswerForm
from ..models import Delegate
from ..rules import State

ANSWERED = (State.ACCEPTED, State.DECLINED)


class InvitationPage(LinkView):
    """Everything that somebody invited does, at one address; it says whose link it is."""

    purpose = Purpose.INVITATION

    def find(self, link: Link) -> Delegate | None:
        found = Delegate.objects.select_related("roster__conference").exclude(state=State.LISTED)
        return found.filter(pk=link.key, nonce=link.nonce, roster__forgotten_at__isnull=True).first()

    @property
    def takes(self) -> bool:
        return self.row.roster.takes_answers and self.row.state != State.ATTENDED

    def get(self, request, token):
        settled = self.row.state in ANSWERED and "change" not in request.GET
        if settled or not self.takes:
            return self.show_state()
        return self.show_form(self.stored_form())

    def stored_form(self) -> AnswerForm:
        said = self.row.state if self.row.state in ANSWERED else None
        needs = {name: getattr(self.row, name) or "" for name in ("diet", "access", "transport")}
        return AnswerForm(initial=needs | {"answer": said})

    def post(self, request, token):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, problems_of(form))
        answers = form.cleaned_data
        try:
            answer_invitation(delegate=self.row, answer=State(answers.pop("answer")), **answers)
        except Refused as refused:
            return self.show_form(form, [Problem(str(refused.message))], status=409)
        return redirect(request.path)

    def show_form(self, form, problems=(), status=200) -> HttpResponse:
        context = self.reading() | {"form": form, "problems": problems}
        return render(self.request, "nominations/delegates/invitation.html", context, status=status)

    def show_state(self) -> HttpResponse:
        return render(self.request, "nominations/delegates/answered.html", self.reading())

    def reading(self) -> dict:
        return {
            "delegate": self.row,
            "roster": self.row.roster,
            "conference": self.row.roster.conference,
            "takes": self.takes,
        }
