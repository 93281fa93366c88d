"""Writing the reminders that are due: each once, to each person, whoever runs it and however often."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from ..mail.actions import write_to
from ..mail.models import Message
from ..membership.models import Membership
from .campaigns import notes_on_campaigns
from .duties import notes_on_duties
from .notes import Note
from .returned import notes_on_returned

#: How long a reminder stands in the outbox before it leaves: time enough for somebody to look.
HOLD = timedelta(minutes=30)

#: Where reminders come from; each gives what is due at a moment.
SOURCES = (notes_on_campaigns, notes_on_returned, notes_on_duties)


def send_reminders() -> int:
    """Put into the outbox every reminder that is due and was not written yet; answer how many mails that made.

    Each mail is a transaction of its own under a key of its own: two runs at a time, or one that was killed,
    write none twice and leave none out.
    """
    now = timezone.now()
    letters = {
        key: (note, person) for source in SOURCES for note, person, key in letters_of(list(source(now)))
    }
    wanted = letters.keys() - written_of(list(letters))
    return sum(write(*letters[key], key, now) for key in letters if key in wanted)


def letters_of(notes: list[Note]) -> Iterator[tuple[Note, object, str]]:
    """Each note with each person of its unit, and the key of that mail."""
    people: dict[int, list] = {}
    rows = Membership.objects.filter(unit__in={note.unit.pk for note in notes}, user__is_active=True)
    for row in rows.select_related("user__wagtail_userprofile").order_by("pk"):
        people.setdefault(row.unit_id, []).append(row.user)
    for note in notes:
        for person in people.get(note.unit.pk, ()):
            yield note, person, f"remind-{note.reminder.name}-{note.about}-{note.unit.pk}-{person.pk}"


def written_of(keys: list[str], size: int = 500) -> set[str]:
    """Which of these mails stand already: they are not rendered again. What holds is the key, not this."""
    parts = [keys[start : start + size] for start in range(0, len(keys), size)]
    return {
        key for part in parts for key in Message.objects.filter(key__in=part).values_list("key", flat=True)
    }


def write(note: Note, person, key: str, now: datetime) -> bool:
    message = write_to(
        person,
        kind=note.kind,
        template=note.template,
        context={"unit": note.unit, "person": person, **note.context},
        key=key,
        nomination=note.nomination,
        unit=note.unit,
        campaign=note.campaign,
        batch=note.batch,
        not_before=now + HOLD,
    )
    return message is not None and message.is_new
