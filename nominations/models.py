"""The confidential side's models, gathered from its rooms."""

from .campaigns.models import (
    Allocation,
    CampaignIndexPage,
    CampaignPage,
    Criterion,
    LegalBasis,
    Milestone,
    Quota,
    ReferenceCounter,
)
from .decisions.models import Decision, Seat
from .decisions.tasks import LeaderTask
from .dossiers.models import Achievement, Candidate, Consent, EarlierAward, Evidence, NominationPage
from .membership.models import Membership
from .screening.tasks import ScreeningTask

__all__ = [
    "Achievement",
    "Allocation",
    "CampaignIndexPage",
    "CampaignPage",
    "Candidate",
    "Consent",
    "Criterion",
    "Decision",
    "EarlierAward",
    "Evidence",
    "LeaderTask",
    "LegalBasis",
    "Membership",
    "Milestone",
    "NominationPage",
    "Quota",
    "ReferenceCounter",
    "ScreeningTask",
    "Seat",
]
