"""Mail about a nomination. It leaves through the task queue; names no candidate, only the reference code."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from .models import NominationPage


def tell_unit(nomination: NominationPage, template: str) -> int:
    """Mail the unit's people; answer how many were told."""
    people = [
        m.user
        for m in nomination.unit.memberships.select_related("user")
        if m.user.is_active and m.user.email
    ]
    for person in people:
        with translation.override(preferred_language(person)):
            context = {
                "nomination": nomination,
                "campaign": nomination.campaign,
                "base_url": settings.WAGTAILADMIN_BASE_URL,
            }
            subject = render_to_string(f"nominations/mail/{template}_subject.txt", context).strip()
            body = render_to_string(f"nominations/mail/{template}.txt", context)
            send_mail(subject, body, None, [person.email])
    return len(people)


def preferred_language(person) -> str:
    """The language a person chose in the admin's account settings; Vietnamese for everybody else."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


@task()
def submitted(nomination_id: int) -> int:
    return tell_unit(NominationPage.objects.get(pk=nomination_id), "submitted")


@task()
def returned(nomination_id: int) -> int:
    return tell_unit(NominationPage.objects.get(pk=nomination_id), "returned")


@task()
def decided(nomination_id: int) -> int:
    return tell_unit(NominationPage.objects.get(pk=nomination_id), "decided")
