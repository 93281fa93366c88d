"""The hardened base of every review step: the part of Wagtail's workflow that integrity hangs on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from .campaigns.actions import lock_campaign
from .doors import takes_part
from .dossiers.actions import lock
from .dossiers.models import NominationPage
from .membership.models import belongs_to
from .refusals import StaleStep
from .stages import Stage


class ReviewTask(Task):
    """One step of the review. Who may act is decided here, again, under the lock, for each nomination.

    A subclass names its ``permission``, lists its ``actions`` and writes what an action means in
    ``perform``. Nobody acts on a nomination of their own unit, on one they handed in, or on a later
    step of one they let through; superusers have no part in review.
    """

    permission: str
    #: The stages at which a nomination may wait at this step.
    waits_at: frozenset[Stage] = frozenset()
    #: The stage at which the nomination stands once this step has let it through.
    leads_to: frozenset[Stage] = frozenset()
    #: (name, words) of each action, in the order in which they are offered.
    actions: tuple[tuple[str, object], ...] = ()
    #: What follows from each action, in a sentence or two that are shown before it is taken.
    consequences: dict[str, object] = {}
    #: Actions that nobody can take back.
    final: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    # --- Who may act --------------------------------------------------------------------------------

    def get_actions(self, obj, user):
        nomination = obj.specific
        if not isinstance(nomination, NominationPage) or not self.may_act(user, nomination):
            return []
        return [(name, words, True) for name, words in self.actions]

    def may_act(self, user, nomination: NominationPage) -> bool:
        """Say whether this person may take this step of this nomination."""
        return self.concerns(user) and self.obstacle(user, nomination) is None

    def concerns(self, user) -> bool:
        """Say whether this kind of step is this person's work at all."""
        return takes_part(user, self.permission)

    def obstacle(self, user, nomination: NominationPage):
        """What keeps this person from this step of this nomination, in words; None where nothing does."""
        if nomination.submitted_by_id == user.pk:
            return _("You handed this nomination in, so somebody else must take this step.")
        if belongs_to(user, nomination.unit_id):
            return _("This nomination comes from your own unit, so somebody else must take this step.")
        if self.let_through_earlier(user, nomination):
            return _(
                "You let this nomination through at an earlier step, so somebody else must take this one."
            )
        return None

    def warnings(self, action_name: str, nomination: NominationPage) -> list[str]:
        """What a person should know of this nomination before taking the action; each in a sentence."""
        return []

    def let_through_earlier(self, user, nomination: NominationPage) -> bool:
        """Say whether the person approved another step of this nomination."""
        return (
            TaskState.objects.filter(
                workflow_state__in=WorkflowState.objects.for_instance(nomination),
                status=TaskState.STATUS_APPROVED,
                finished_by=user,
            )
            .exclude(task_id=self.pk)
            .exists()
        )

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if not self.concerns(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    def user_can_access_editor(self, obj, user):
        return False

    def locked_for_user(self, obj, user):
        return True

    # --- Acting -------------------------------------------------------------------------------------

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Take the step, or raise StaleStep, PermissionDenied or Refused and change nothing.

        Locks are taken in one order everywhere: campaign, nomination, workflow state, task state.
        """
        nomination = self.lock_nomination(task_state)
        current = self.lock_current(task_state, nomination)
        if action_name not in {name for name, *_ in self.get_actions(nomination, user)}:
            raise PermissionDenied
        self.perform(action_name, nomination=nomination, task_state=current, user=user, **kwargs)

    def lock_nomination(self, task_state) -> NominationPage:
        found = task_state.workflow_state.content_object
        if not isinstance(found.specific, NominationPage):
            raise StaleStep
        lock_campaign(found.specific.campaign)
        return lock(found.specific)

    def lock_current(self, task_state, nomination: NominationPage) -> TaskState:
        """Lock both states and prove that this step is the nomination's present one, on its present text."""
        state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        current = TaskState.objects.select_for_update().get(pk=task_state.pk).specific
        found = (
            state.status,
            state.current_task_state_id,
            current.status,
            current.task_id,
            current.revision_id,
        )
        expected = (
            WorkflowState.STATUS_IN_PROGRESS,
            current.pk,
            TaskState.STATUS_IN_PROGRESS,
            self.pk,
            nomination.latest_revision_id,
        )
        if found != expected or str(nomination.pk) != state.object_id or not self.is_active_now():
            raise StaleStep
        current.workflow_state = state
        return current

    def is_active_now(self) -> bool:
        return Task.objects.filter(pk=self.pk, active=True).exists()

    def perform(self, action_name, *, nomination, task_state, user, **kwargs):
        """Write what the action means; subclasses call their room's actions."""
        raise NotImplementedError


def current_step(nomination: NominationPage, *, at: frozenset[Stage]) -> TaskState:
    """Lock and return the present step of a nomination that stands at one of the stages ``at``.

    For steps that no single person takes: a consultation that is over, a ballot that was closed. Call it
    with the campaign and the nomination locked. Raises StaleStep where the nomination stands elsewhere, or
    its step is not one that waits there, or is switched off.
    """
    found = nomination.current_workflow_task_state
    if found is None or nomination.stage not in at:
        raise StaleStep
    task = found.task.specific
    if nomination.stage not in getattr(task, "waits_at", ()):
        raise StaleStep
    return task.lock_current(found, nomination)
