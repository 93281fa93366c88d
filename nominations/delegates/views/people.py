"""One person on a roster: written, honoured, answered for, taken off."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ...refusals import Refused
from .. import actions
from ..forms import PersonForm
from ..models import Delegate
from ..rules import State
from .door import KeepersMixin, PersonMixin

#: What may be done about one person, by the name that stands in the address.
ACTS = {
    "accept": partial(actions.record_answer, answer=State.ACCEPTED),
    "decline": partial(actions.record_answer, answer=State.DECLINED),
    "honour": actions.honour_for_digital,
    "remove": actions.remove_person,
    "arrive": actions.check_in,
    "leave": actions.take_back_arrival,
    "renew": actions.renew_link,
}


class Add(KeepersMixin, FormView):
    """Puts a guest, an organiser or a delegate on the roster by hand."""

    template_name = "nominations/delegates/person.html"
    form_class = PersonForm
    page_title = gettext_lazy("Add a person")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "instance": Delegate(roster=self.roster, kind=Delegate.Kind.GUEST)
        }

    def form_valid(self, form):
        try:
            person = actions.add_person(roster=self.roster, user=self.request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return redirect(self.roster_url)
        messages.success(self.request, _("%(name)s is on the roster.") % {"name": person.name})
        return redirect(self.roster_url)


class Person(PersonMixin, FormView):
    """What is known of one person, and everything that can be done about them."""

    template_name = "nominations/delegates/person.html"
    form_class = PersonForm

    def get_page_title(self):
        return self.delegate.name

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Delegate.objects.get(pk=self.delegate.pk)}

    def form_valid(self, form):
        try:
            actions.change_person(delegate=self.delegate, user=self.request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.roster_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"delegate": self.delegate, "roster": self.roster}


class Act(PersonMixin, TemplateView):
    """One act about one person, by the name in the address."""

    http_method_names = ["post"]

    def post(self, request, *args, delegate_id, act):
        if act not in ACTS:
            raise Http404
        try:
            ACTS[act](delegate=self.delegate, user=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("delegates:person", delegate_id)
        if act == "remove":
            messages.success(request, _("%(name)s is off the roster.") % {"name": self.delegate.name})
            return redirect(self.roster_url)
        return redirect("delegates:person", delegate_id)
