"""Every change to approvals, and the hand-over of an honoured person into a draft profile."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale

from ..vocabulary.models import Field, Unit
from ..vocabulary.names import fold
from .models import Approval, ExemplarIndexPage, ExemplarPage


@dataclass(frozen=True)
class HonouredPerson:
    """The public fields, and nothing else, that an approved nomination hands over.

    ``reference`` is opaque: it names no candidate and opens no nomination.
    ``portrait`` and ``video`` say only whether the person agreed to each.
    """

    reference: str
    decision_number: str
    decision_date: date
    signatory: str
    name: str
    honorific: str
    summary: str
    unit: Unit
    field: Field
    year: int
    story: bool = False
    portrait: bool = False
    video: bool = False
    achievements: list[str] = field(default_factory=list)


def record_approval(person: HonouredPerson) -> Approval:
    """Store, once per reference, the decision that a profile may rest on."""
    approval, _ = Approval.objects.get_or_create(
        reference=person.reference,
        defaults={
            "decision_number": person.decision_number,
            "decision_date": person.decision_date,
            "signatory": person.signatory,
            "allows_story": person.story,
            "allows_portrait": person.portrait,
            "allows_video": person.video,
        },
    )
    return approval


@transaction.atomic
def draft_profile(person: HonouredPerson, *, user=None) -> ExemplarPage | None:
    """Make the draft that an editor will complete, or return the one already made for this reference.

    Where the person did not agree to a public story there is an approval and no profile: None.
    Raises ExemplarIndexPage.DoesNotExist when the portal has no book of honour in its main language.
    """
    approval = record_approval(person)
    if not person.story:
        return None
    index = ExemplarIndexPage.objects.select_for_update().get(locale=Locale.get_default())
    if made := ExemplarPage.objects.child_of(index).filter(approval=approval).first():
        return made
    page = ExemplarPage(
        title=person.name,
        slug=free_slug(index, person.name),
        honorific=person.honorific[:200],
        unit=person.unit,
        field=person.field,
        year=person.year,
        summary=person.summary[:350],
        story=[
            (
                "achievements",
                [{"title": title[:200], "detail": "", "source": ""} for title in person.achievements],
            )
        ]
        if person.achievements
        else [],
        approval=approval,
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def free_slug(index: ExemplarIndexPage, name: str) -> str:
    """Return the name as an address, with a number behind it when the name is taken."""
    stem = slugify(fold(name)) or "ho-so"
    taken = set(index.get_children().filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def revoke_approval(*, reference: str, on: date, decision: str, reason: str, user=None) -> Approval:
    """Withdraw an approval and take every profile that rests on it off the portal."""
    approval = Approval.objects.select_for_update().get(reference=reference)
    approval.revoked_on, approval.revocation_decision, approval.revocation_reason = on, decision, reason
    approval.revocation_recorded_at = timezone.now()
    approval.save()
    for profile in approval.profiles.live():
        take_off(profile, user=user)
    return approval


@transaction.atomic
def withdraw_refused_profiles(approval: Approval, *, user=None) -> list[ExemplarPage]:
    """Take off the portal, and return, the profiles that an approval no longer lets be public."""
    refused = [profile for profile in approval.profiles.live() if profile.publication_refusals()]
    for profile in refused:
        take_off(profile, user=user)
    return refused


def take_off(profile: ExemplarPage, *, user) -> None:
    """Unpublish a profile in the name of whoever withdrew its approval, who need not be an editor."""
    UnpublishPageAction(profile, user=user).execute(skip_permission_checks=True)
