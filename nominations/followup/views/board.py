"""The screener's board: who has done what, whom to remind, and in which words."""

import uuid
from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from exemplars.models import Bloc, Unit
from exemplars.vocabulary.names import fold

from ...campaigns.models import CampaignPage
from ...doors import ClosedDoor
from ...refusals import Refused
from ..actions.chasing import HOLD, chase_units
from ..board import COLUMNS, Board, UnitRow, duties_of, read_board
from ..forms import ChaseForm
from ..letters import letters_to, time_left
from ..models import Chase
from ..permissions import may_chase, may_follow, may_keep_plans
from ..rules import PLACEHOLDERS, Progress, Standing, dong, total_cost

#: What stands for each placeholder, for whoever writes a message.
MEANINGS = dict(
    zip(
        PLACEHOLDERS,
        (
            gettext_lazy("the unit's name"),
            gettext_lazy("who is written to"),
            gettext_lazy("the campaign"),
            gettext_lazy("when it closes"),
            gettext_lazy("how long is left"),
            gettext_lazy("how many the unit may nominate"),
            gettext_lazy("how many drafts the unit has"),
        ),
        strict=True,
    )
)
#: The tabs of the board, in their order; the first is where one begins.
STATES = (
    (Standing.SILENT, gettext_lazy("Silent")),
    (Standing.DRAFTING, gettext_lazy("Drafting, not submitted")),
    ("returned", gettext_lazy("Returned, overdue")),
    (Standing.SUBMITTED, gettext_lazy("Submitted")),
    (Standing.ABSTAINED, gettext_lazy("Nominate nobody")),
    ("all", gettext_lazy("All units")),
)
#: Whom a reminder is for: ticked when the page opens.
TO_CHASE = {Standing.SILENT, Standing.DRAFTING, "returned"}


class FollowMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A page of this room, for those who follow units up; kept by no cache."""

    header_icon = "group"
    _show_breadcrumbs = True

    def may_enter(self, user) -> bool:
        return may_follow(user)

    @cached_property
    def campaign(self) -> CampaignPage:
        found = CampaignPage.objects.prefetch_related("allocations").select_related("plan")
        return get_object_or_404(found, pk=self.kwargs["campaign_id"])

    def board_url(self) -> str:
        return reverse("chasing:board", args=[self.campaign.pk])

    def get_breadcrumbs_items(self):
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("chasing:index"), "label": _("Follow up units")},
        ]
        return [*items, *self.crumbs()]

    def crumbs(self) -> list[dict]:
        return [
            {"url": self.board_url(), "label": self.campaign.title},
            {"url": "", "label": self.get_page_title()},
        ]


class BoardIndex(FollowMixin, TemplateView):
    """Leads to the campaign that is open, else to the latest; says so where there is none."""

    template_name = "nominations/followup/board/none.html"
    page_title = gettext_lazy("Follow up units")

    def get(self, request, *args, **kwargs):
        campaign = CampaignPage.objects.open_at(timezone.now()).first() or campaigns().first()
        if campaign:
            return redirect("chasing:board", campaign.pk)
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return []


def campaigns():
    """Every campaign that was ever published, the latest first."""
    return CampaignPage.objects.filter(first_published_at__isnull=False).order_by("-opens_at", "-pk")


class BoardView(FollowMixin, TemplateView):
    """One campaign: four numbers, the units of one state to remind, every unit by stage, late assignments."""

    template_name = "nominations/followup/board/board.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Follow up units")

    def crumbs(self):
        return [{"url": "", "label": self.campaign.title}]

    def get_page_subtitle(self):
        return self.campaign.title

    @cached_property
    def board(self) -> Board:
        return read_board(self.campaign)

    @cached_property
    def state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in dict(STATES) else STATES[0][0]

    @cached_property
    def bloc(self) -> str:
        return self.request.GET.get("bloc", "")

    @cached_property
    def query(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    def narrowed(self) -> list[UnitRow]:
        """The units of the bloc and the words in the address."""
        rows = self.board.rows
        if self.bloc:
            rows = [row for row in rows if row.unit.bloc and row.unit.bloc.code == self.bloc]
        words = fold(self.query).split()
        return [row for row in rows if all(word in fold(row.unit.name) for word in words)]

    def in_state(self, rows: list[UnitRow]) -> list[UnitRow]:
        """The units of the tab; first those that can be spoken to, and of these the most often reminded."""
        if self.state == "all":
            return rows
        if self.state == "returned":
            return [row for row in rows if row.returned_late]
        chosen = [row for row in rows if row.standing == self.state]
        return sorted(chosen, key=lambda row: (not row.contacts, -row.chased))

    def address(self, **changes) -> str:
        """This page's address with some filters changed; what is empty is left out."""
        kept = {"state": self.state, "bloc": self.bloc, "q": self.query} | changes
        return f"{self.board_url()}?{'&'.join(f'{name}={value}' for name, value in kept.items() if value)}"

    def get_context_data(self, **kwargs):
        now, rows = timezone.now(), self.narrowed()
        chosen, duties = self.in_state(rows), duties_of(self.campaign)
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "others": [one for one in campaigns()[:12] if one.pk != self.campaign.pk],
            "board": self.board,
            "expected": len(self.board.rows),
            "submitted": self.board.count(Standing.SUBMITTED),
            "drafting": self.board.count(Standing.DRAFTING),
            "silent": self.board.count(Standing.SILENT),
            "abstained": self.board.count(Standing.ABSTAINED),
            "tabs": [
                {"label": label, "url": self.address(state=state), "is_here": state == self.state}
                for state, label in STATES
            ],
            "state": self.state,
            "state_label": dict(STATES)[self.state],
            "rows": chosen,
            "ticked": self.state in TO_CHASE,
            "to_chase": sum(row.can_be_mailed and not row.is_bouncing for row in chosen),
            "columns": [label for _key, label, _stages in COLUMNS],
            "table": rows if self.state == "all" else chosen,
            "blocs": Bloc.objects.all(),
            "bloc": self.bloc,
            "query": self.query,
            "left": time_left(self.campaign.closes_at, now) if self.campaign.is_open else "",
            "may_chase": may_chase(self.request.user),
            "may_keep": may_keep_plans(self.request.user),
            "form": ChaseForm(initial=first_words(self.state) | {"batch": uuid.uuid4()}),
            "meanings": MEANINGS,
            "minutes": HOLD // timedelta(minutes=1),
            "duties": duties,
            "late": [row for row in duties if row.progress == Progress.OVERDUE],
            "cost": dong(total_cost(row.duty.cost for row in duties)),
        }


def first_words(state: str) -> dict[str, str]:
    """The words with which a reminder begins; whoever sends it changes them."""
    if state == Standing.DRAFTING:
        body = _(
            "To {{ten_don_vi}},\n\n“{{dot_xet_chon}}” closes on {{han_nop}} ({{con_lai}} left). Your unit has "
            "{{so_ban_nhap}} draft(s) that are not submitted yet. Please complete and submit them in time."
        )
    elif state == "returned":
        body = _(
            "To {{ten_don_vi}},\n\na nomination of your unit in “{{dot_xet_chon}}” was handed back for completion "
            "and has waited for some time. Please answer the remarks and submit it again."
        )
    else:
        body = _(
            "To {{ten_don_vi}},\n\n“{{dot_xet_chon}}” closes on {{han_nop}} ({{con_lai}} left). Your unit has not "
            "opened a nomination yet. If you nominate nobody this time, please press “We nominate nobody” in the "
            "workspace, and you will not be reminded again."
        )
    return {"subject": _("Reminder: {{dot_xet_chon}}"), "body": body}


class ChaseView(FollowMixin, TemplateView):
    """Read a reminder as its first reader will, then put it into the outbox."""

    template_name = "nominations/followup/board/chase.html"
    http_method_names = ["post"]

    def may_enter(self, user) -> bool:
        return may_chase(user)

    is_wrong = False

    def get_page_title(self):
        title = _("Remind units")
        return _("Error: %(title)s") % {"title": title} if self.is_wrong else title

    @cached_property
    def units(self) -> list[Unit]:
        keys = [key for key in self.request.POST.getlist("units") if key.isdecimal()][:1000]
        return list(Unit.objects.filter(pk__in=keys))

    def post(self, request, *args, **kwargs):
        form = ChaseForm(request.POST)
        if not self.units and form.is_valid():
            form.add_error(None, _("Choose at least one unit."))
        if not form.is_valid():
            return self.again(form, 422)
        if request.POST.get("go") != "send":
            return self.render_to_response(self.get_context_data(form=form))
        answers = form.cleaned_data
        try:
            outcome = chase_units(
                campaign=self.campaign,
                units=self.units,
                subject=answers["subject"],
                body=answers["body"],
                user=request.user,
                batch=answers["batch"],
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
            return self.again(form, 409)
        self.say(outcome)
        return redirect(self.board_url())

    def again(self, form, status: int):
        self.is_wrong = True
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def say(self, outcome) -> None:
        if outcome.chased:
            letters = ngettext(
                "%(count)d letter lies in the outbox and leaves at %(time)s.",
                "%(count)d letters lie in the outbox and leave at %(time)s.",
                outcome.letters,
            ) % {"count": outcome.letters, "time": timezone.localtime(outcome.leaves_at).strftime("%H:%M:%S")}
            messages.success(self.request, letters, buttons=outbox_buttons())
        if outcome.unreachable:
            names = ", ".join(unit.name for unit in outcome.unreachable)
            messages.warning(
                self.request, _("Nobody to write to; please call: %(units)s.") % {"units": names}
            )

    def get_context_data(self, *, form, **kwargs):
        letters = []
        if form.is_valid():
            letters = list(
                letters_to(
                    self.campaign,
                    self.units,
                    subject=form.cleaned_data["subject"],
                    body=form.cleaned_data["body"],
                    now=timezone.now(),
                )
            )
        written = [(unit, its) for unit, its, _standing in letters if its]
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "form": form,
            "units": self.units,
            "letters": written,
            "number": sum(len(its) for _unit, its in written),
            "sample": written[0][1][0] if written else None,
            "unreachable": [unit for unit, its, _standing in letters if not its],
            "meanings": MEANINGS,
            "minutes": HOLD // timedelta(minutes=1),
            "board_url": self.board_url(),
        }


def outbox_buttons() -> list:
    """The way to where the letters can be held."""
    return [messages.button(reverse("mail:outbox"), _("Outbox"))]


class ChaseLog(FollowMixin, TemplateView):
    """Every reminder of a campaign, the latest first; of one unit where the address names one."""

    template_name = "nominations/followup/board/log.html"
    http_method_names = ["get", "head"]
    page_title = gettext_lazy("Reminders sent")

    def get_context_data(self, **kwargs):
        rows = Chase.objects.filter(campaign=self.campaign).select_related("unit", "chased_by")
        unit = self.request.GET.get("unit", "")
        if unit.isdecimal():
            rows = rows.filter(unit=unit)
        page = Paginator(rows, 50).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "page_obj": page,
            "unit": unit,
        }
