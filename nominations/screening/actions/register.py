"""Bring what was decided and what is public into the register of honours."""

from django.utils import timezone

from exemplars.models import ExemplarPage

from ...dossiers.models import NominationPage
from ..models import Honour


def enter_nomination(nomination: NominationPage) -> Honour:
    """Enter a recognised candidate, with the achievements that the recognition is for; once per nomination."""
    candidate, decision = nomination.candidate, getattr(nomination, "decision", None)
    values = {
        "name": candidate.name,
        "birth_year": candidate.birth_year,
        "birth_date": candidate.birth_date,
        "identity_hash": candidate.identity_hash,
        "unit_name": nomination.unit.name_vi,
        "award": nomination.campaign.title,
        "year": nomination.campaign.year,
        "decision_number": decision.number if decision else "",
        "decision_date": decision.decided_on if decision else None,
        "achievement": achievement_lines(nomination),
        "revoked_on": None,
    }
    return Honour.objects.update_or_create(reference=nomination.reference, defaults=values)[0]


def achievement_lines(nomination: NominationPage) -> str:
    """What the recognition is for: one line per achievement, the summary first."""
    rows = [row.title for row in nomination.achievements.all()]
    return "\n".join(" ".join(text.split()) for text in (nomination.summary, *rows) if text.strip())[:5000]


def strike_nomination(nomination: NominationPage) -> None:
    """Mark the honour of a revoked recognition; it no longer stands against anybody."""
    Honour.objects.filter(reference=nomination.reference).update(revoked_on=timezone.localdate())


def enter_profile(profile: ExemplarPage) -> Honour | None:
    """Enter a public honouree of whom the register knows nothing yet: somebody from an earlier year."""
    approval = profile.approval
    if (
        approval is None
        or approval.revoked_on
        or Honour.objects.filter(reference=approval.reference).exists()
    ):
        return None
    return Honour.objects.create(
        name=profile.title,
        unit_name=profile.unit.name_vi,
        award=profile.get_honour_display(),
        year=profile.year,
        decision_number=approval.decision_number,
        decision_date=approval.decision_date,
        achievement=profile.summary,
        reference=approval.reference,
    )
