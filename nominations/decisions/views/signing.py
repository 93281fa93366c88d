"""The leader's list: choose one, some or all, reread them on one page, and sign."""

from collections import Counter

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import TaskState

from ...campaigns.models import CampaignPage
from ...dossiers.models import NominationPage
from ...refusals import Refused
from ...stages import Stage
from ..access import is_leader, is_secretary, require_leader
from ..actions.signing import NotSigned, sign_nominations
from ..forms import SignOffForm
from ..models import SIGNED_AS
from ..parts import links_of
from ..sheet import Row, council_day, decided_people, field_lines, session_lines, waiting_rows
from .base import CampaignMixin, DecisionsMixin

#: A campaign is listed once anybody in it has come this far.
COUNTED = (Stage.ACCEPTED, Stage.RESERVE, Stage.APPROVED, Stage.DECLINED, Stage.REVOKED)
WAITS = (Stage.ACCEPTED, Stage.RESERVE)


class CampaignsView(DecisionsMixin, View):
    """Every campaign with somebody to decide on; leads on by itself where only one has somebody waiting."""

    http_method_names = ["get", "head"]
    template_name = "nominations/decisions/campaigns.html"

    def title(self):
        return _("Decisions")

    def crumbs(self):
        return [{"url": "", "label": _("Decisions")}]

    def get(self, request):
        rows = campaign_rows()
        waiting = [row for row in rows if any(row["counts"][stage] for stage in WAITS)]
        if len(waiting) == 1 and "all" not in request.GET:
            return redirect("decisions:sheet", waiting[0]["campaign"].pk)
        return self.render_to_response(self.get_context_data(rows=rows))


def campaign_rows() -> list[dict]:
    """Campaigns with their counts by stage, the latest first."""
    found = NominationPage.objects.filter(stage__in=COUNTED).order_by().values_list("campaign", "stage")
    counts: dict[int, Counter] = {}
    for campaign, stage, number in found.annotate(Count("pk")):
        counts.setdefault(campaign, Counter())[stage] = number
    campaigns = CampaignPage.objects.filter(pk__in=counts).order_by("-opens_at", "-pk")
    return [
        {
            "campaign": campaign,
            "url": reverse("decisions:sheet", args=[campaign.pk]),
            "counts": counts[campaign.pk],
            "waiting": counts[campaign.pk][Stage.ACCEPTED],
            "reserves": counts[campaign.pk][Stage.RESERVE],
            "recognised": counts[campaign.pk][Stage.APPROVED],
        }
        for campaign in campaigns
    ]


class SheetView(CampaignMixin, View):
    """The list of one campaign. Whoever reads dossiers reads it; leaders choose from it.

    Choosing leads to a page on which everything is read once more; nothing is stored before that page is
    confirmed. What was chosen and typed travels in the form alone.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/decisions/sheet.html"
    below_the_sheet = False

    @cached_property
    def rows(self) -> list[Row]:
        return waiting_rows(self.campaign, self.request.user)

    @property
    def signable(self) -> list[Row]:
        return [row for row in self.rows if not row.obstacle]

    def title(self):
        return _("For signature: %(title)s") % {"title": self.campaign.title}

    def get(self, request, campaign_id):
        form = SignOffForm(waiting=(), initial={"signed_as": SIGNED_AS[0]})
        return self.show(form, chosen={row.step for row in self.signable if row.is_clean})

    def post(self, request, campaign_id):
        require_leader(request.user)
        form = SignOffForm(request.POST, waiting=[row.step for row in self.signable])
        if request.POST.get("go") == "back":
            return self.show(form_as_typed(request.POST), chosen=chosen_in(request.POST))
        if not form.is_valid():
            return self.refuse(form)
        return self.review(form)

    def refuse(self, form, problems=(), status=200) -> HttpResponse:
        self.has_errors = True
        return self.show(form, chosen=chosen_in(self.request.POST), problems=problems, status=status)

    def show(self, form, *, chosen: set[int], problems=(), status=200) -> HttpResponse:
        fields = field_lines(self.campaign)
        user = self.request.user
        context = self.get_context_data(
            campaign=self.campaign,
            form=form,
            rows=self.rows,
            chosen=chosen,
            problems=problems,
            signs=is_leader(user) and bool(self.signable),
            is_leader=is_leader(user),
            is_secretary=is_secretary(user),
            fields=fields,
            offers=[(line, offer) for line in fields for offer in line.offers],
            reserves=sum(len(line.reserves) for line in fields),
            sessions=session_lines(self.campaign),
            links=links_of(self.campaign, user),
            decided=decided_people(self.campaign),
            sheet_url=self.sheet_url,
        )
        return self.render_to_response(context, status=status)

    def review(self, form: SignOffForm) -> HttpResponse:
        chosen = form.cleaned_data["steps"]
        rows = [row for row in self.rows if row.step in chosen]
        view = ReviewView()
        view.setup(self.request, campaign_id=self.campaign.pk)
        return view.show(form, rows, len(self.rows) - len(rows))


def form_as_typed(posted) -> SignOffForm:
    """The form with what was typed in it, not yet judged."""
    names = [name for name in SignOffForm.base_fields if name != "steps"]
    return SignOffForm(waiting=(), initial={name: posted.get(name, "") for name in names})


def chosen_in(posted) -> set[int]:
    """The steps that a form names; nonsense among them is left out."""
    return {
        int(step) for step in posted.getlist("steps") if step.isascii() and step.isdigit() and len(step) < 19
    }


class ReviewView(CampaignMixin, View):
    """Names, number, date and signatory once more, on one page, and the button that signs."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/decisions/review.html"

    def title(self):
        return _("Review and sign: %(title)s") % {"title": self.campaign.title}

    def show(self, form: SignOffForm, rows: list[Row], left: int) -> HttpResponse:
        met = council_day([row.nomination for row in rows])
        context = self.get_context_data(
            campaign=self.campaign,
            form=form,
            decision=form.cleaned_data,
            rows=rows,
            left=left,
            council_met=met if met and form.cleaned_data["decided_on"] < met else None,
            sheet_url=self.sheet_url,
            sign_url=reverse("decisions:sign", args=[self.campaign.pk]),
        )
        return self.render_to_response(context)

    def get(self, request, campaign_id):
        return redirect(self.sheet_url)

    def post(self, request, campaign_id):
        """Sign; a second press finds it done, and whoever cannot be signed is named on the list."""
        require_leader(request.user)
        steps = chosen_in(request.POST)
        form = SignOffForm(request.POST, waiting=steps)
        if not form.is_valid():
            return self.back_to_sheet(form)
        signed = {name: value for name, value in form.cleaned_data.items() if name != "steps"}
        found = TaskState.objects.filter(pk__in=steps).select_related("workflow_state", "task")
        try:
            people = sign_nominations(campaign=self.campaign, steps=list(found), user=request.user, **signed)
        except NotSigned as refusal:
            return self.back_to_sheet(form, refusal.problems, status=409)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.sheet_url)
        self.say(len(people), len(steps), signed["number"])
        return redirect(self.sheet_url)

    def say(self, signed: int, asked: int, number: str) -> None:
        words = {"count": signed or asked, "number": number}
        if not signed:
            text = ngettext(
                "Already done: %(count)d person is recognised by decision no. %(number)s. Nothing was signed twice.",
                "Already done: %(count)d people are recognised by decision no. %(number)s. Nothing was signed twice.",
                words["count"],
            )
            return messages.warning(self.request, text % words)
        text = ngettext(
            "%(count)d person is recognised by decision no. %(number)s.",
            "%(count)d people are recognised by decision no. %(number)s.",
            words["count"],
        )
        return messages.success(self.request, text % words)

    def back_to_sheet(self, form, problems=(), status=200) -> HttpResponse:
        view = SheetView()
        view.setup(self.request, campaign_id=self.campaign.pk)
        return view.refuse(form, problems, status)
