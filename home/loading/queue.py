"""Background work that loading causes: each piece once, at the end, in this very process."""

import json
from contextlib import contextmanager

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def tasks_at_the_end():
    """Keep back what is enqueued in the block, and do each different piece of it once when the block ends.

    A page that was saved ten times is indexed once, and nothing is left for a worker to do.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    aside = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {"BACKEND": "", "QUEUES": []})
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = aside
    try:
        yield
        for result in different(aside.results):
            result.task.call(*result.args, **result.kwargs)
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual


def different(results) -> list:
    """Return the last of all results that would do the same."""
    return list(
        {json.dumps([r.task.module_path, r.args, r.kwargs], default=str): r for r in results}.values()
    )
