"""What is written to the log, and how: lines for people while developing, JSON for machines in production."""

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


def logging_config(*, machine: bool, requests: str = "INFO") -> dict:
    """Everything to standard error; ``requests`` is the level from which single requests are logged."""
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
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django_structlog": {"level": requests},
            # Django's own line for a 4xx repeats ours, with the query string that ours leaves out.
            "django.request": {"level": "ERROR"},
        },
    }
