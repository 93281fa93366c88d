"""A step that stores itself while it is being typed, and says who else has it open."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View
from django_htmx.http import trigger_client_event

from ...dossiers.actions import keep_typed
from ...dossiers.completeness import gaps_of
from ...refusals import Conflict, NotEditable, Refused
from ..access import own_nomination
from ..presence import SPELL, Present, arrive, note_written, others
from ..problems import wrong_fields
from ..steps import step_list
from ..typed import differences

ANSWER = "nominations/workspace/typing.html"
STORED_COOKIE = "stored_page"


def number_or_zero(text: str | None) -> int:
    """Read a revision's number; nonsense gives a number that no revision has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def writer_of(posted) -> str:
    """The name of the page in the browser that sent the form; a new one for a page that is shown now."""
    sent = posted.get("writer", "")
    return sent if re.fullmatch("[0-9a-f]{32}", sent) else uuid.uuid4().hex


@dataclass(frozen=True)
class Stored:
    """The newest version of what a step holds: its number, since when it is stored, and by whom."""

    number: int
    created_at: datetime
    user: object


class SavesWhileTyping(View):
    """What a step answers to its own script. Nothing of it is needed where scripts are off."""

    saves_itself = False
    #: Who else is here, once that was asked.
    present: list[Present] | None = None

    def take_typed(self, page, data):
        """Write on the locked page what can be stored of the data: (form, whether that changes, places of rows)."""
        raise NotImplementedError

    def save_typed(self) -> HttpResponse:
        """Store what can be stored; say what is wrong with the rest, and which version there is now."""
        try:
            form, places = self.store_typed()
        except Conflict:
            return self.typed_elsewhere()
        except Refused as refusal:
            return self.tell(status=409, refusal=refusal)
        return self.tell(problems=wrong_fields(form), rows=places)

    def store_typed(self):
        data, user, now = self.request.POST, self.request.user, timezone.now()
        with self.editing(data) as page:
            own = self.own_version()
            form, changed, places = self.take_typed(page, data)
            self.nomination.latest_revision_id = page.latest_revision_id
            if changed:
                goes_on = own and own.revision == page.latest_revision_id and now - own.spell_since < SPELL
                version = keep_typed(
                    page, user=user, lists=places, instead_of=own.revision if goes_on else None
                )
                note_written(
                    self.nomination,
                    user,
                    self.step,
                    now,
                    writer=self.writer,
                    revision=version,
                    spell_since=own.spell_since if goes_on else now,
                )
                self.present = others(self.nomination, user, self.step, now)
                self.nomination.latest_revision_id = version
                self.nomination.latest_revision_created_at = now
        return form, places

    def typed_elsewhere(self) -> HttpResponse:
        """Say that there is another version, unless it is the same one."""
        self.nomination = own_nomination(self.request.user, self.nomination.reference)
        if not differences(self.typed_form(self.request.POST), self.stored_form()):
            return self.tell()
        latest = self.latest()
        return self.tell(status=409, refusal=Conflict(), latest=latest, other=self.other(latest))

    def latest(self) -> Stored:
        """The newest version of what the step holds; its number is 0 where there is none."""
        nomination = self.nomination
        revision = nomination.latest_revision
        return Stored(revision.pk, revision.created_at, revision.user)

    def other(self, latest: Stored):
        """Whoever stored the newest version, unless it was the reader."""
        return latest.user if latest.user != self.request.user else None

    def arrive(self) -> list[Present]:
        return arrive(self.nomination, self.request.user, self.step, timezone.now())

    def call(self) -> HttpResponse:
        """Answer a page that is open: who else is here, and a fresh token for the form of whoever signed in again."""
        status = 200 if self.nomination.is_editable else 409
        return self.tell(status=status, is_call=True, refusal=None if status == 200 else NotEditable())

    def version(self) -> int:
        """The number of what the page shows; what is sent back with another one may not be stored unseen."""
        return self.nomination.latest_revision_id

    def saved_at(self) -> datetime:
        return self.nomination.latest_revision_created_at

    def steps_now(self) -> list[dict]:
        """The list of the steps, with what each still lacks as it is stored now."""
        nomination = own_nomination(self.request.user, self.nomination.reference)
        return step_list(nomination, gaps_of(nomination), self.step)

    def tell(self, *, status: int = 200, problems=None, rows=None, **context) -> HttpResponse:
        nomination = self.nomination
        context |= {
            "nomination": nomination,
            "base_revision": self.version(),
            "saved_at": self.saved_at(),
            "present": self.present if self.present is not None else self.arrive(),
        }
        if problems is not None:
            context |= {"steps": self.steps_now()}
        answer = render(self.request, ANSWER, context, status=status)
        if problems is None:
            return answer
        return trigger_client_event(answer, "step:stored", {"problems": problems, "rows": rows or {}})
