"""Background work that loading causes: each piece once, at the end, in this very process."""

import json
from contextlib import contextmanager

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def tasks_at_the_end():
    """Keep back what is enqueued in the block, and do each different piece of it once when the block ends.

    A page that was saved ten times is indexed once, and nothing is left for a worker to do but what is
    meant for a later day.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    aside = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {"BACKEND": "", "QUEUES": []})
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = aside
    try:
        yield
        now, later = sorted_out(aside.results)
        for result in now:
            result.task.call(*result.args, **result.kwargs)
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
    if usual.supports_defer:
        for result in later:
            result.task.enqueue(*result.args, **result.kwargs)


def sorted_out(results) -> tuple[list, list]:
    """Part what is to be done now from what waits for its day, without what would do the same twice."""
    wanted = different(results)
    later = [result for result in wanted if is_for_later(result)]
    return [result for result in wanted if result not in later], later


def is_for_later(result) -> bool:
    return result.task.run_after is not None and result.task.run_after > timezone.now()


def different(results) -> list:
    """Return the last of all results that would do the same."""
    return list(
        {json.dumps([r.task.module_path, r.args, r.kwargs], default=str): r for r in results}.values()
    )
