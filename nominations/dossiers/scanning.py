"""The virus scanner, where one is set up: ``CLAMAV_ADDRESS`` names clamd as tcp://host:port or unix:///path.

See docs/decisions/0045-virus-scanner.md for what happens while it does not answer.
"""

import logging
from typing import BinaryIO
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

PORT = 3310
#: Seconds that the scanner may take: while a person waits, and in the task queue.
PATIENCE, LONG_PATIENCE = 5, 60
#: For so many seconds after a failure nobody who uploads waits for the scanner again.
PAUSE = 30
DOWN = "evidence-scanner-down"


class Scan(models.TextChoices):
    """What the virus scanner says of a stored file."""

    UNCHECKED = "unchecked", _("No virus scanner is set up")
    WAITING = "waiting", _("Waits for the virus check")
    CLEAN = "clean", _("No virus found")
    INFECTED = "infected", _("A virus was found, and the file was destroyed")


#: What may be opened.
OPEN = frozenset({Scan.UNCHECKED, Scan.CLEAN})


class ScannerDown(Exception):
    """The scanner does not answer, or answers with an error: nobody knows what is in the file."""


def is_set_up() -> bool:
    return bool(getattr(settings, "CLAMAV_ADDRESS", ""))


def scanner(patience: float) -> ClamdNetworkSocket:
    address = urlsplit(settings.CLAMAV_ADDRESS)
    if address.scheme == "unix":
        return ClamdUnixSocket(address.path, timeout=patience)
    return ClamdNetworkSocket(address.hostname or "127.0.0.1", address.port or PORT, timeout=patience)


def virus_in(content: BinaryIO, *, patience: float = LONG_PATIENCE) -> str:
    """Return the name of the virus that the scanner finds; '' for none. Raises ScannerDown."""
    content.seek(0)
    try:
        answers = scanner(patience).instream(content)
    except (OSError, ClamdError, UnicodeDecodeError) as down:
        raise ScannerDown from down
    finally:
        content.seek(0)
    status, virus = next(iter(answers.values()), ("ERROR", ""))
    if status == "FOUND":
        return virus or "?"
    if status != "OK":
        raise ScannerDown(virus)
    return ""


def scan_upload(content: BinaryIO) -> tuple[Scan, str]:
    """Say what the scanner makes of a file while its sender waits, and the virus's name.

    WAITING when the scanner does not answer: nobody is late because of it, and nobody opens the file before.
    """
    if not is_set_up():
        return Scan.UNCHECKED, ""
    if cache.get(DOWN):
        return Scan.WAITING, ""
    try:
        virus = virus_in(content, patience=PATIENCE)
    except ScannerDown:
        logger.exception("the virus scanner does not answer; files wait for it")
        cache.set(DOWN, True, PAUSE)
        return Scan.WAITING, ""
    return (Scan.INFECTED if virus else Scan.CLEAN), virus


def check_scanner() -> None:
    """Raise ScannerDown unless the scanner answers a greeting."""
    try:
        answer = scanner(PATIENCE).ping()
    except (OSError, ClamdError) as down:
        raise ScannerDown from down
    if answer != "PONG":
        raise ScannerDown(answer)
