"""Personal links never stand in the log: whoever read it could answer in another's name."""

import logging

from nominations.links import masked


class WithoutLinks(logging.Filter):
    """Mask every link in a record, in structlog's events as in plain messages; drops nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, dict):
            record.msg = {name: plain(value) for name, value in record.msg.items()}
        else:
            record.msg, record.args = masked(record.getMessage()), ()
        return True


def plain(value):
    return masked(value) if isinstance(value, str) else value
