"""What Wagtail calls when the last step of a nomination's workflow was approved.

Named by ``WAGTAIL_FINISH_WORKFLOW_ACTION``. Wagtail imports it while ``wagtail.models`` is loading,
so models can only be reached once it is called.
"""

from importlib import import_module


def finish_workflow(workflow_state, user=None):
    """Complete an approved nomination; publish anything else, as Wagtail does by default."""
    models = import_module("nominations.models")
    if not isinstance(workflow_state.content_object.specific, models.NominationPage):
        return import_module("wagtail.workflows").publish_workflow_state(workflow_state, user=user)
    handing_over = import_module("nominations.decisions.actions.handing_over")
    return handing_over.complete_approval(
        workflow_state,
        user=user,
        required=(models.ScreeningTask, models.ConsultationTask, models.CouncilTask, models.LeaderTask),
    )
