"""What a referee does: opens the link, writes, corrects, or declines."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...dossiers.actions import lock
from ...dossiers.files import SniffedFile, sniff
from ...dossiers.models import NominationPage
from ...dossiers.scanning import OPEN
from ...refusals import FileRefused, Refused
from ...stages import EDITABLE, Stage
from .. import notices
from ..models import LetterRequest
from ..rules import may_write
from .asking import lock_letter


def takes_letter(letter: LetterRequest, nomination: NominationPage) -> bool:
    """Say whether a letter may be written, or corrected, now."""
    return may_write(
        with_unit=nomination.stage in EDITABLE,
        awaits_screening=nomination.stage == Stage.SUBMITTED,
        has_answered=letter.answered_at is not None,
    )


def note_opening(*, letter: LetterRequest) -> None:
    """Note when a link was opened first."""
    LetterRequest.objects.filter(pk=letter.pk, nonce=letter.nonce, opened_at__isnull=True).update(
        opened_at=timezone.now()
    )


def write_letter(*, letter: LetterRequest, known_from: str, text: str, upload=None) -> LetterRequest:
    """Store a letter, as text or as one file, or both; a correction takes the place of what was sent before.

    A file is read before anything is locked. Raises Refused where the letter comes too late, and FileRefused
    with the reason for a file that is not taken.
    """
    file = clean_file(upload) if upload else None
    with transaction.atomic():
        return keep_letter(letter, known_from, text, file)


def clean_file(upload) -> SniffedFile:
    """Sniff a file; a letter waits for no scanner, so one that nobody could check is refused."""
    file = sniff(upload)
    if file.scan not in OPEN:
        raise FileRefused(
            _(
                "“%(name)s” was not stored: it cannot be checked for viruses now. Try again later, or write here."
            )
            % {"name": file.name}
        )
    return file


def keep_letter(letter: LetterRequest, known_from: str, text: str, file: SniffedFile | None) -> LetterRequest:
    nomination, letter = lock_open(letter)
    if not takes_letter(letter, nomination):
        raise Refused(_("The dossier has been handed in, so the letter can no longer be changed."))
    if not text and not file and not letter.file:
        raise Refused(_("Write a few sentences, or choose a file."))
    if file:
        put_file(letter, file)
    letter.known_from, letter.text = known_from, text
    letter.answered_at, letter.declined_at = timezone.now(), None
    letter.save()
    log(nomination, "nominations.write_letter", user=None, data={"letter": letter.pk})
    occasion = f"letter-{letter.pk}-{letter.answered_at.timestamp():.6f}"
    notices.tell_referee(letter, "letter_received", key=f"{occasion}-received")
    notices.tell_officer(letter, key=f"{occasion}-officer")
    return letter


def put_file(letter: LetterRequest, file: SniffedFile) -> None:
    """Put a file in the place of the one before, whose bytes go once the change is certain."""
    if letter.file:
        storage, name = letter.file.storage, letter.file.name
        transaction.on_commit(lambda: storage.delete(name))
    letter.original_name, letter.media_type = file.name, file.media_type
    letter.size, letter.sha256 = file.size, file.sha256
    letter.file.save(file.name, file.content, save=False)


@transaction.atomic
def decline_letter(*, letter: LetterRequest) -> LetterRequest:
    """Note that a referee prefers not to write, which is an answer; once more changes nothing."""
    nomination, letter = lock_open(letter)
    if letter.declined_at:
        return letter
    if letter.answered_at:
        raise Refused(
            _("You have sent a letter already. You may correct it as long as the unit has the dossier.")
        )
    letter.declined_at = timezone.now()
    letter.save(update_fields=["declined_at"])
    log(nomination, "nominations.decline_letter", user=None, data={"letter": letter.pk})
    notices.tell_officer(letter, key=f"letter-{letter.pk}-{letter.nonce}-declined")
    return letter


def lock_open(letter: LetterRequest) -> tuple[NominationPage, LetterRequest]:
    """Lock the nomination and the request; refuses a link that was replaced, taken back or has ended meanwhile."""
    nomination = lock(letter.nomination)
    found = lock_letter(letter)
    if found.nonce != letter.nonce or not found.is_open:
        raise Refused(_("This link can no longer be used. Ask the unit for a new one."))
    return nomination, found
