"""The conferences and their rosters; one roster with its people, its counts, and what is done with many at once."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.models import Locale

from exemplars.models import ConferencePage, Field

from ...refusals import Refused
from ..actions import add_from_page, add_recognised, change_roster, invite, open_roster, remind
from ..forms import OpeningForm, ParticularsForm
from ..models import Delegate, Roster
from ..reading import counted, named_on_the_page, narrowed, recognised
from .door import KeepersMixin, RosterMixin

#: As many people as one form may be about.
MOST = 2000


class Index(RosterMixin, TemplateView):
    """Every conference, the latest first, with its roster or without one yet."""

    template_name = "nominations/delegates/index.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Delegates")

    def crumbs(self):
        return []

    def get_context_data(self, **kwargs):
        rosters = {row.conference_id: row for row in Roster.objects.with_counts()}
        pages = ConferencePage.objects.filter(locale=Locale.get_default()).order_by("-starts_at", "-pk")
        return super().get_context_data(**kwargs) | {
            "rows": [(conference, rosters.get(conference.pk)) for conference in pages]
        }


class Open(KeepersMixin, FormView):
    """Opens the roster of a conference."""

    template_name = "nominations/delegates/particulars.html"
    form_class = OpeningForm
    page_title = gettext_lazy("Open a roster")

    @cached_property
    def conference(self) -> ConferencePage:
        return get_object_or_404(ConferencePage, pk=self.kwargs["conference_id"], locale=Locale.get_default())

    def crumbs(self):
        return [{"url": "", "label": self.conference.title}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Roster(conference=self.conference)}

    def form_valid(self, form):
        try:
            roster = open_roster(conference=self.conference, user=self.request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return redirect("delegates:index")
        return redirect("delegates:candidates", roster.pk)


class Particulars(KeepersMixin, FormView):
    """Changes what the invitations say."""

    template_name = "nominations/delegates/particulars.html"
    form_class = ParticularsForm
    page_title = gettext_lazy("What the invitation says")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.roster}

    def form_valid(self, form):
        stored = Roster.objects.get(pk=self.roster.pk)
        try:
            change_roster(roster=stored, user=self.request.user, **form.cleaned_data)
        except Refused as refused:
            messages.error(self.request, refused.message)
        return redirect(self.roster_url)


class Candidates(KeepersMixin, TemplateView):
    """Who may be put on the roster: those recognised in its campaign, and those whom the conference's page names."""

    template_name = "nominations/delegates/candidates.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Add delegates")

    def post(self, request, *args, **kwargs):
        keys = chosen_keys(request, "nominations")
        profiles = set(chosen_keys(request, "profiles"))
        try:
            added = add_recognised(
                roster=self.roster, nominations=recognised(self.roster).filter(pk__in=keys), user=request.user
            )
            named = [one for one in named_on_the_page(self.roster) if one.pk in profiles]
            added += add_from_page(roster=self.roster, profiles=named, user=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(self.roster_url)
        number = len(added)
        words = ngettext("%(count)d person was added.", "%(count)d people were added.", number)
        messages.success(request, words % {"count": number})
        return redirect(self.roster_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "roster": self.roster,
            "nominations": recognised(self.roster),
            "profiles": named_on_the_page(self.roster),
        }


def chosen_keys(request, name: str) -> list[int]:
    """The keys ticked in a form; what is no key is passed over."""
    return [int(key) for key in request.POST.getlist(name)[:MOST] if key.isdecimal() and len(key) < 12]


class RosterView(RosterMixin, TemplateView):
    """The people of one roster, narrowed by what the address says, with the counts of the whole."""

    template_name = "nominations/delegates/roster.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Delegates")

    def crumbs(self):
        return [{"url": "", "label": self.roster.title}]

    def get_page_subtitle(self):
        return self.roster.title

    def asked(self) -> dict[str, str]:
        return {
            name: self.request.GET.get(name, "").strip()[:100] for name in ("kind", "state", "field", "q")
        }

    def get_context_data(self, **kwargs):
        asked = self.asked()
        people = narrowed(
            self.roster, kind=asked["kind"], state=asked["state"], field=asked["field"], words=asked["q"]
        )
        return super().get_context_data(**kwargs) | {
            "roster": self.roster,
            "conference": self.roster.conference,
            "counted": counted(self.roster),
            "people": people,
            "asked": asked,
            "kinds": Delegate.Kind.choices,
            "states": Delegate.STATES,
            "fields": Field.objects.all(),
            "digital": next((one for one in people if one.is_for_digital), None),
        }


class Send(KeepersMixin, TemplateView):
    """Invites or reminds the people who are ticked."""

    http_method_names = ["post"]
    ACTS = {"invite": invite, "remind": remind}

    def post(self, request, *args, **kwargs):
        act = self.ACTS.get(request.POST.get("go", ""))
        chosen = list(self.roster.delegates.filter(pk__in=chosen_keys(request, "people")))
        if act is None or not chosen:
            messages.warning(request, _("Tick at least one person."))
            return redirect(self.roster_url)
        try:
            outcome = act(roster=self.roster, delegates=chosen, user=request.user)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(self.roster_url)
        self.say(outcome)
        return redirect(self.roster_url)

    def say(self, outcome) -> None:
        number = len(outcome.written)
        if number:
            words = ngettext(
                "%(count)d letter lies in the outbox and leaves at %(time)s.",
                "%(count)d letters lie in the outbox and leave at %(time)s.",
                number,
            )
            leaves = timezone.localtime(outcome.leaves_at).strftime("%H:%M:%S")
            messages.success(self.request, words % {"count": number, "time": leaves})
        if outcome.unreachable:
            names = ", ".join(person.name for person in outcome.unreachable)
            messages.warning(self.request, _("Without a mail address: %(names)s.") % {"names": names})
        if not number and not outcome.unreachable:
            messages.info(self.request, _("Nobody of those ticked is to be written to now."))
