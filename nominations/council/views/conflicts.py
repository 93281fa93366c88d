"""Conflicts of interest, as a member declares them: in one nomination, or by naming relatives once for all."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from ...refusals import Refused
from ..actions.sessions import declare_conflict, declare_relative, remove_relative, take_back_conflict
from ..forms import ConflictForm, RelativeForm
from ..models import Recusal, Relative
from ..seats import places_of
from .base import SeatMixin
from .member import ItemMixin


class ConflictView(ItemMixin, View):
    """Declaring, on a page of its own, that one is too close to a candidate; and taking it back."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/member/conflict.html"

    def title(self):
        return _("Conflict of interest: %(name)s") % {"name": self.item.nomination.candidate.name}

    def get(self, request, session_id, item_id):
        return self.show(ConflictForm())

    def post(self, request, session_id, item_id):
        try:
            return self.take_back() if request.POST.get("go") == "take_back" else self.declare()
        except Refused as refusal:
            return self.refuse(refusal)

    def take_back(self):
        take_back_conflict(item=self.item, user=self.request.user)
        messages.success(self.request, _("Taken back. You take part in this nomination again."))
        return redirect(self.agenda_url)

    def declare(self):
        """Note the conflict; of one that is noted already nothing is written over."""
        if self.recusal:
            return self.show(ConflictForm())
        form = ConflictForm(self.request.POST)
        if not form.is_valid():
            self.has_errors = True
            return self.show(form)
        declare_conflict(item=self.item, user=self.request.user, note=form.cleaned_data["note"])
        messages.success(self.request, _("Noted. You take no part in this nomination."))
        return redirect(self.agenda_url)

    def show(self, form):
        ballots = self.place.session.ballots
        context = self.get_context_data(
            session=self.place.session,
            item=self.item,
            nomination=self.item.nomination,
            form=form,
            recusal=self.recusal,
            is_voting=ballots.filter(closed_at__isnull=True).exists(),
            is_voted_on=self.item.lines.exists(),
            is_declared=self.recusal is not None and self.recusal.ground == Recusal.Ground.DECLARED,
            has_scored=self.item.scores.filter(member=self.place).exists(),
            agenda_url=self.agenda_url,
        )
        return self.render_to_response(context)


class RelativesView(SeatMixin, View):
    """The relatives whom a member has declared, once for all sessions."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/member/relatives.html"

    def title(self):
        return _("My relatives")

    def get(self, request):
        return self.show(RelativeForm())

    def post(self, request):
        if "remove" in request.POST:
            return self.remove()
        form = RelativeForm(request.POST)
        if form.is_valid() and self.declare(form):
            messages.success(request, _("Noted. You take no part in a nomination of this person."))
            return redirect("council:relatives")
        self.has_errors = True
        return self.show(form)

    def declare(self, form) -> bool:
        try:
            declare_relative(user=self.request.user, **form.cleaned_data)
        except ValidationError:
            form.add_error("name", _("This person is on your list already."))
            return False
        return True

    def remove(self):
        key = as_key(self.request.POST["remove"])
        relative = get_object_or_404(Relative, pk=key, user=self.request.user)
        remove_relative(relative=relative, user=self.request.user)
        messages.success(self.request, _("Removed from your list."))
        return redirect("council:relatives")

    def show(self, form):
        user = self.request.user
        voting = places_of(user).filter(
            session__ballots__isnull=False, session__ballots__closed_at__isnull=True
        )
        context = self.get_context_data(
            form=form, relatives=Relative.objects.filter(user=user), is_voting=voting.exists()
        )
        return self.render_to_response(context)


def as_key(text: str) -> int:
    """Read a key from a form; nonsense is a key that nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
