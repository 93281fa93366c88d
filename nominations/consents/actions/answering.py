"""The candidate's own answers, and what follows from them at once."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ...dossiers.actions import lock, move_to, require_wordings
from ...dossiers.events import consents_answered
from ...dossiers.models import Consent, NominationPage, answers_in_force
from ...stages import EDITABLE, UNDER_REVIEW, Move
from .. import notices
from ..models import ConsentLink
from ..rules import holds_until
from .sending import lock_link

REVIEW = Consent.Purpose.REVIEW


@transaction.atomic
def answer_consents(
    *, link: ConsentLink, answers: dict[str, bool], signed_as: str, language: str
) -> list[Consent]:
    """Add the candidate's answers to the ledger and let everything that rests on them follow.

    Each row names the wording that was answered. An answer that the candidate has given already, to the
    same wording, adds nothing: two presses at once make one row. Refusing the review stops a nomination
    that is under review; what was done before stays done. Returns the rows that are new.
    """
    nomination = lock(link.nomination)
    link = lock_link(link)
    now, known, wordings = timezone.now(), answers_in_force(nomination), require_wordings()
    new = [
        Consent(
            nomination=nomination,
            purpose=purpose,
            given=given,
            wording=wordings[purpose],
            language=language,
            way=Consent.Way.CANDIDATE,
            signed_as=signed_as,
            link=link,
            recorded_at=now,
        )
        for purpose, given in answers.items()
        if not same_answer(known.get(purpose), given, wordings[purpose])
    ]
    if not new:
        return []
    Consent.objects.bulk_create(new)
    link.answered_at, link.expires_at = now, holds_until(now, answered=True)
    link.save(update_fields=["answered_at", "expires_at"])
    log(nomination, "nominations.answer_consents", user=None, data={"answers": answers})
    follow(nomination, link, new, key=f"consent-{new[-1].pk}")
    return new


def same_answer(stored: Consent | None, given: bool, wording) -> bool:
    """Say whether the candidate has said just this, personally and to these words."""
    return (
        stored is not None
        and stored.is_own_word
        and stored.given is given
        and stored.wording_id == wording.pk
    )


def follow(nomination: NominationPage, link: ConsentLink, new: list[Consent], key: str) -> None:
    """Stop the review where it was refused, tell whom it concerns, and let the rooms above hear of it."""
    refused = any(consent.purpose == REVIEW and not consent.given for consent in new)
    if refused and reviews_stop(nomination):
        stop_review(nomination)
        notices.tell_screeners(nomination, "review_stopped", key=key)
        notices.tell_unit(nomination, "review_stopped", key=key)
    elif refused and nomination.stage in EDITABLE:
        notices.tell_unit(nomination, "review_refused", key=key)
    else:
        notices.tell_unit(nomination, "consents_answered", key=key)
    notices.tell_candidate(link, "consent_receipt", key=f"{key}-receipt")
    consents_answered.send(NominationPage, nomination=nomination, answers=new)


def reviews_stop(nomination: NominationPage) -> bool:
    """Say whether refusing the review now would end a review that is going on."""
    return nomination.stage in UNDER_REVIEW


def stop_review(nomination: NominationPage) -> None:
    """Take the nomination out of the review at the candidate's word, as if its unit had withdrawn it."""
    move_to(nomination, Move.WITHDRAW, user=None, data={"by": "candidate"})
    if state := nomination.current_workflow_state:
        state.cancel(user=None)
