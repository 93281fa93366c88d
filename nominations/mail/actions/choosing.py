"""What a person wants to receive, and in which language."""

from django.conf import settings
from django.db import transaction
from wagtail.users.models import UserProfile

from ..kinds import KINDS
from ..models import DeclinedKind


@transaction.atomic
def choose_kinds(*, person, wanted: set[str], among: set[str]) -> None:
    """Store which of ``among`` a person wants; what cannot be declined is never among them."""
    among = {code for code in among if code in KINDS and KINDS[code].may_decline}
    declined = among - wanted
    DeclinedKind.objects.filter(person=person, kind__in=among - declined).delete()
    DeclinedKind.objects.bulk_create(
        (DeclinedKind(person=person, kind=kind) for kind in sorted(declined)), ignore_conflicts=True
    )


def choose_language(*, person, language: str) -> None:
    """Write to a person in another of the portal's languages; ValueError for one that it does not have."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})
