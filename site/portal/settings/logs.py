"""What is written to the log, and how: lines for people while developing, JSON for machines in production."""

import logging

import structlog

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
JSON = (structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False))
PLAIN = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

#: Loggers that speak at every request, page and task.
ROUTINE = ("django_structlog", "django_tasks", "django_tasks_db", "pikepdf", "wagtail")


class Routine(logging.Filter):
    """Keep everyday work below ``level`` out; on the handler, because db_worker sets its loggers itself."""

    def __init__(self, level: str):
        super().__init__()
        self.level = logging.getLevelName(level)

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= self.level or record.name.split(".")[0] not in ROUTINE


def logging_config(*, machine: bool, routine: str = "INFO") -> dict:
    """Everything to standard error; ``routine`` is the level from which everyday work is logged."""
    render = JSON if machine else (PLAIN,)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
                "foreign_pre_chain": SHARED,
            }
        },
        "filters": {
            "routine": {"()": Routine, "level": routine},
            # By name: it knows the links' places, and nothing of the portal can be imported yet.
            "links": {"()": "portal.link_mask.WithoutLinks"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["routine", "links"],
            },
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own line for a 4xx repeats ours, with the query string that ours leaves out.
            "django.request": {"level": "ERROR"},
        },
    }
