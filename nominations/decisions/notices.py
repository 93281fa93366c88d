"""Mail about decisions, without the candidate's name."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from exemplars.models import ExemplarPage
from exemplars.profiles.actions import ConsentChange

from ..dossiers.models import Consent, NominationPage
from ..dossiers.notices import preferred_language, tell_unit
from ..mail.actions import write_to
from ..roles import Role

#: To editors and screeners: what a recognised person agrees to from now on. Nobody can do without it.
CONSENTS = "profile_consents"


def revoked(nomination: NominationPage) -> int:
    return tell_unit(nomination, "revoked", kind="decision")


def consents_changed(nomination: NominationPage, change: ConsentChange, answers: list[Consent]) -> None:
    """Tell the editors, and those who check dossiers, what a recognised person agrees to from now on."""
    contact = [one for one in answers if one.purpose == Consent.Purpose.CONTACT]
    given = [*change.given, *(one.purpose for one in contact if one.given)]
    taken = [*change.taken, *(one.purpose for one in contact if not one.given)]
    if not given and not taken:
        return
    profile = ExemplarPage.objects.filter(approval__reference=nomination.reference).order_by("pk").first()
    labels = {purpose.value: purpose.label for purpose in Consent.Purpose}
    people = get_user_model().objects.filter(groups__name__in=(Role.EDITOR, Role.SCREENER), is_active=True)
    for person in people.distinct():
        with translation.override(preferred_language(person)):
            context = {
                "nomination": nomination,
                "given": ", ".join(str(labels[name]) for name in given),
                "taken": ", ".join(str(labels[name]) for name in taken),
                "taken_off": change.taken_off,
                "changed": change.changed,
                "contact_taken": Consent.Purpose.CONTACT in taken,
                "url": reverse("wagtailadmin_pages:edit", args=[profile.pk]) if profile else "",
            }
        write_to(
            person,
            kind=CONSENTS,
            template="profile_consents",
            context=context,
            key=f"profile-consents-{answers[-1].pk}-{person.pk}",
            nomination=nomination,
        )
