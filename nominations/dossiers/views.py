"""The dossier of a nomination in the admin: reading it, and acting on it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import TaskState

from exemplars.models import ExemplarPage

from ..doors import ClosedDoor
from ..refusals import Refused, StaleStep
from ..stages import DECIDED, Stage
from .columns import dossier_url
from .entries import entries_of
from .history import history_of, name_of
from .listing import listing_url
from .models import Consent, NominationPage
from .parts import parts_of, write_margins
from .permissions import may_open_dossiers, may_read_dossiers
from .sensitive import cover
from .serving import PRIVATE_FILE_HEADERS as PRIVATE_FILE_HEADERS  # the way to it for rooms above


def refuse(request, *args, **kwargs):
    """Answer every view of Wagtail's that a nomination does not have."""
    raise PermissionDenied


class DossierMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A view of one nomination that was handed in, for those who may read dossiers."""

    header_icon = "folder-open-inverse"

    def may_enter(self, user) -> bool:
        return may_open_dossiers(user)

    @cached_property
    def nomination(self) -> NominationPage:
        readable = NominationPage.objects.reviewed_by(self.request.user)
        return get_object_or_404(
            readable.with_dossier().select_related("campaign"), pk=self.kwargs["page_id"]
        )

    @property
    def is_reviewer(self) -> bool:
        """Whether this person reads every dossier; otherwise the council lets them read this one."""
        return may_read_dossiers(self.request.user)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            *(
                [{"url": listing_url(self.request.user), "label": _("Nominations")}]
                if self.is_reviewer
                else []
            ),
            {
                "url": self.dossier_crumb_url,
                "label": self.nomination.reference,
                "sublabel": self.nomination.candidate.name,
            },
        ]

    #: Empty on the dossier itself: the last crumb is where one stands.
    dossier_crumb_url = ""

    def get_page_title(self):
        return f"{self.nomination.reference}: {self.nomination.candidate.name}"


class DossierView(DossierMixin, DetailView):
    """Everything that a reviewer decides on, and what this person may do about it. Reading only."""

    http_method_names = ["get", "head"]
    template_name = "nominations/dossiers/dossier.html"
    context_object_name = "nomination"
    #: The sensitive fields that this answer shows.
    uncovered: tuple[str, ...] = ()

    def get_object(self, queryset=None):
        return self.nomination

    @cached_property
    def neighbours(self) -> dict[str, int | None]:
        """The keys of the nominations just before and after this one in its stage, oldest first."""
        since, key = self.nomination.stage_since, self.nomination.pk
        same = NominationPage.objects.reviewed_by(self.request.user).filter(stage=self.nomination.stage)
        earlier = same.filter(Q(stage_since__lt=since) | Q(stage_since=since, pk__lt=key))
        later = same.filter(Q(stage_since__gt=since) | Q(stage_since=since, pk__gt=key))
        return {
            "previous": earlier.oldest_first().reverse().values_list("pk", flat=True).first(),
            "next": later.oldest_first().values_list("pk", flat=True).first(),
        }

    def get_context_data(self, **kwargs):
        nomination = self.nomination
        page = nomination.get_latest_revision_as_object()
        entries = entries_of(page, nomination)
        write_margins(entries, nomination, self.request.user)
        cover(entries, nomination.candidate, self.request.user, self.uncovered)
        return super().get_context_data(**kwargs) | {
            "page": page,
            "candidate": nomination.candidate,
            "entries": entries,
            "may_uncover": self.is_reviewer,
            "consents": latest_consents(nomination),
            "history": history_of(nomination, with_remarks=self.is_reviewer),
            "decision": getattr(nomination, "decision", None),
            "seat": getattr(nomination, "seat", None),
            "profile": profile_for(self.request.user, nomination),
            "returned": nomination.stage == Stage.RETURNED,
            "is_decided": nomination.stage in DECIDED,
            "parts": parts_of(nomination, self.request.user, aside=False),
            "asides": parts_of(nomination, self.request.user, aside=True),
            **self.step(),
        }

    def step(self) -> dict:
        """The present step of the review: what this person may do, or why they may not."""
        task_state = self.nomination.current_workflow_task_state if self.is_reviewer else None
        if task_state is None:
            return {"task": None}
        task = task_state.task.specific
        concerned = task.concerns(self.request.user)
        return {
            "task": task,
            "obstacle": task.obstacle(self.request.user, self.nomination) if concerned else None,
            "actions": [
                {"words": words, "url": action_url(self.nomination, name, task_state)}
                for name, words, _modal in task.get_actions(self.nomination, self.request.user)
            ],
        }

    def get_header_buttons(self):
        if not self.is_reviewer:
            return []
        ways = [("previous", _("Previous"), "arrow-left"), ("next", _("Next"), "arrow-right")]
        return [
            HeaderButton(
                words,
                url=reverse("wagtailadmin_pages:edit", args=[self.neighbours[way]]),
                icon_name=icon,
                attrs={"rel": "prev" if way == "previous" else "next"},
                classname="dossier-neighbour",
            )
            for way, words, icon in ways
            if self.neighbours[way]
        ]


class DossierActionView(DossierMixin, FormView):
    """One step of the review, on a page of its own: what follows, to whom, and what cannot be undone.

    The task decides again, under its locks; whatever it refuses is told on the dossier, and a form
    with errors keeps what was typed.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/dossiers/action.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.action_name = kwargs["action_name"]

    @cached_property
    def task_state(self):
        """The step in the address, if it is a step of this nomination; another's does not exist here."""
        states = TaskState.objects.for_instance(self.nomination).select_related("finished_by")
        return get_object_or_404(states, pk=self.kwargs["task_state_id"]).specific

    @cached_property
    def task(self):
        return self.task_state.task.specific

    @property
    def dossier_crumb_url(self):
        return dossier_url(self.nomination)

    @property
    def words(self):
        """What the action is called on its button."""
        return dict(self.task.actions)[self.action_name]

    def dispatch(self, request, *args, **kwargs):
        if not may_read_dossiers(request.user):
            raise PermissionDenied
        if self.action_name not in dict(self.task.actions):
            raise Http404
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
            return self.back(messages.warning, self.already_taken())
        if not self.task.may_act(request.user, self.nomination):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def already_taken(self) -> str:
        """Say who took the step, what the nomination is now, and that nothing more was changed."""
        if self.task_state.finished_by_id == self.request.user.pk:
            return _("You have already taken this step. The nomination is now: %(stage)s.") % self.standing()
        return (
            _("%(person)s has taken this step meanwhile. The nomination is now: %(stage)s.") % self.standing()
        )

    def standing(self) -> dict:
        person = name_of(self.task_state.finished_by) or _("Somebody else")
        return {"person": person, "stage": self.nomination.get_stage_display()}

    def get_form_class(self):
        return self.task.get_form_for_action(self.action_name)

    def form_valid(self, form):
        try:
            self.task.on_action(self.task_state, self.request.user, self.action_name, **form.cleaned_data)
        except Refused as refused:
            return self.back(messages.error, refused.message)
        except StaleStep:
            return self.back(
                messages.error, _("Nothing was changed: the nomination has moved on since you opened it.")
            )
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
            return self.form_invalid(form)
        stage = NominationPage.objects.only("stage").get(pk=self.nomination.pk).get_stage_display()
        return self.back(messages.success, _("Done. The nomination is now: %(stage)s.") % {"stage": stage})

    def back(self, say, message):
        say(self.request, message)
        return redirect(dossier_url(self.nomination))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "nomination": self.nomination,
            "candidate": self.nomination.candidate,
            "words": self.words,
            "task": self.task,
            "consequence": self.task.consequences.get(self.action_name, ""),
            "warnings": self.task.warnings(self.action_name, self.nomination),
            "is_final": self.action_name in self.task.final,
            "media": context["form"].media,
            "dossier_url": dossier_url(self.nomination),
        }

    def get_page_title(self):
        title = f"{self.words}: {super().get_page_title()}"
        has_errors = self.request.method == "POST"
        return _("Error: %(title)s") % {"title": title} if has_errors else title


def action_url(nomination: NominationPage, name: str, task_state: TaskState) -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[nomination.pk, name, task_state.pk])


def latest_consents(nomination: NominationPage) -> list[tuple[str, Consent | None]]:
    """Every purpose in order with the answer in force, or None where the candidate has not answered."""
    rows = {consent.purpose: consent for consent in nomination.consents.order_by("pk")}
    return [(purpose.label, rows.get(purpose.value)) for purpose in Consent.Purpose]


def profile_for(user, nomination: NominationPage) -> ExemplarPage | None:
    """The public profile made from a nomination, for those who may edit it; None for everybody else."""
    if nomination.stage != Stage.APPROVED:
        return None
    profile = ExemplarPage.objects.filter(approval__reference=nomination.reference).order_by("pk").first()
    return profile if profile and profile.permissions_for_user(user).can_edit() else None
