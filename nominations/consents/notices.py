"""Mail about what a candidate was asked and answered; it names nobody, only the reference code."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from ..links import Purpose, full_address
from ..mail.actions import write_to, write_to_address
from ..roles import Role
from .models import ConsentLink

#: To the candidate: there is no other way to the link, so nobody can do without it.
LINK = "consent_link"
#: To the unit, and to those who check: that a candidate answered, refused, or found something wrong.
ANSWER = "consent_answer"


def tell_candidate(link: ConsentLink, template: str, key: str) -> None:
    """Mail the candidate the personal link, in the language of the link; nothing where it was printed."""
    if not link.sent_to:
        return
    nomination = link.nomination
    write_to_address(
        link.sent_to,
        language=link.language,
        kind=LINK,
        template=template,
        context={
            "unit": nomination.unit,
            "campaign": nomination.campaign,
            "url": full_address("consent:page", Purpose.CONSENT, link.link, link.language),
            "expires_at": link.expires_at,
        },
        key=key,
        nomination=nomination,
        unit=nomination.unit,
        campaign=nomination.campaign,
    )


def tell_unit(nomination, template: str, key: str) -> None:
    """Mail everybody who files for the nomination's unit."""
    people = [membership.user for membership in nomination.unit.memberships.select_related("user")]
    url = reverse("workspace:nomination", args=[nomination.reference])
    tell(people, nomination, template, key, url)


def tell_screeners(nomination, template: str, key: str) -> None:
    """Mail everybody who checks dossiers."""
    people = get_user_model().objects.filter(groups__name=Role.SCREENER, is_active=True)
    tell(people, nomination, template, key, reverse("wagtailadmin_pages:edit", args=[nomination.pk]))


def tell(people, nomination, template: str, key: str, url: str) -> None:
    for person in people:
        write_to(
            person,
            kind=ANSWER,
            template=template,
            context={"nomination": nomination, "url": url},
            key=f"{key}-{template}-{person.pk}",
            nomination=nomination,
            unit=nomination.unit,
            campaign=nomination.campaign,
        )
