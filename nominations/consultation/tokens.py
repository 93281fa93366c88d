"""Proof that a comment was written in a form that we gave out, by somebody who took the time to write."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing
from django.utils import timezone

from .models import Consultation
from .rules import Age, age_of_form

SALT = "nominations.consultation.form"


@dataclass(frozen=True)
class Ticket:
    """What a genuine token says: the number of its form, and whether the time that passed is a person's."""

    number: UUID
    age: Age


def issue(consultation: Consultation) -> str:
    """Return the token of a new form for this list, good for one comment."""
    content = [consultation.pk, uuid4().hex, timezone.now().timestamp()]
    return signing.Signer(salt=SALT).sign_object(content)


def read(token: str, consultation: Consultation) -> Ticket | None:
    """Return what a token says; None for one that we did not give out for this list."""
    try:
        of, number, issued_at = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if of != consultation.pk:
        return None
    return Ticket(UUID(number), age_of_form(timezone.now().timestamp() - issued_at))
