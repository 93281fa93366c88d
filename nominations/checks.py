"""System checks of a configuration that must not let a nomination through unreviewed."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

#: An exchange has about ten answers; all of them together stay well below ``mail.rules.LEASE``.
LONGEST_EMAIL_TIMEOUT = 30
FINISH = "nominations.decisions.finish.finish_workflow"


@register(Tags.security)
def finish_action_is_ours(app_configs, **kwargs):
    """The workflow's end must be ours; Wagtail's own would try to publish the nomination."""
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", None) == FINISH:
        return []
    return [
        Error(
            "WAGTAIL_FINISH_WORKFLOW_ACTION must be set.",
            hint=f'Set it to "{FINISH}".',
            id="nominations.E001",
        )
    ]


@register(Tags.security)
def edits_need_reapproval(app_configs, **kwargs):
    """An approval holds for the text that was read, not for a later one."""
    if getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        return []
    return [Error("WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT must be True.", id="nominations.E002")]


@register(Tags.security)
def private_storage_exists(app_configs, **kwargs):
    """Evidence needs a storage of its own, without an address."""
    if "private" in settings.STORAGES:
        return []
    return [Error('STORAGES must have an alias "private".', id="nominations.E003")]


@register(Tags.security)
def mail_server_is_not_waited_for_long(app_configs, **kwargs):
    """A worker that waits longer than this for a mail server is taken for dead, and its mail for lost."""
    timeout = getattr(settings, "EMAIL_TIMEOUT", None)
    if timeout and timeout <= LONGEST_EMAIL_TIMEOUT:
        return []
    hint = f"Set it to at most {LONGEST_EMAIL_TIMEOUT}."
    return [
        Warning(
            "EMAIL_TIMEOUT must say how many seconds a mail server has.", hint=hint, id="nominations.W001"
        )
    ]
