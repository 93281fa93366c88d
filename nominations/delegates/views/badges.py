"""Badges: the sheets to print, and what a telephone shows that has read one."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from ...refusals import Refused
from ..actions import check_in
from ..badges import read_code, square_of
from ..models import Delegate
from ..rules import State, fits_on_a_badge
from .door import KeepersMixin
from .rosters import chosen_keys

#: Badges on one sheet of A4.
ON_A_SHEET = 8


class Badges(KeepersMixin, TemplateView):
    """Badges as sheets of A4 to print and cut: of the people ticked, else of all who have not declined."""

    template_name = "nominations/delegates/badges.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Badges")

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def people(self) -> list[Delegate]:
        found = self.roster.delegates.in_order_of_the_list()
        if keys := chosen_keys(self.request, "people"):
            return list(found.filter(pk__in=keys))
        return list(found.exclude(state=State.DECLINED))

    def get_context_data(self, **kwargs):
        people = self.people()
        data = {"delegates": len(people)}
        log(self.roster, "nominations.badges_made", user=self.request.user, data=data)
        badges = [
            {
                "person": person,
                # drawn here from a code of ours; nothing that anybody typed is in it
                "square": mark_safe(square_of(person)),  # noqa: S308
                "is_long": not fits_on_a_badge(person.name),
            }
            for person in people
        ]
        sheets = [badges[first : first + ON_A_SHEET] for first in range(0, len(badges), ON_A_SHEET)]
        return super().get_context_data(**kwargs) | {
            "roster": self.roster,
            "conference": self.roster.conference,
            "sheets": sheets,
        }


class Badge(KeepersMixin, TemplateView):
    """One badge as a telephone reads it: who it is, where they sit, and that they have come."""

    template_name = "nominations/delegates/badge.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Arrival")

    @cached_property
    def delegate(self) -> Delegate:
        code = read_code(self.kwargs["code"])
        found = Delegate.objects.select_related("roster__conference", "roster__campaign", "field")
        delegate = found.filter(badge_code=code).first() if code else None
        if delegate is None:
            raise Http404
        return delegate

    @property
    def roster(self):
        return self.delegate.roster

    def post(self, request, *args, **kwargs):
        try:
            person = check_in(delegate=self.delegate, user=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("%(name)s has come.") % {"name": person.name})
        return redirect(reverse("delegates:badge", args=[self.kwargs["code"]]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"delegate": self.delegate, "roster": self.roster}
