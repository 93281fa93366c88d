"""The confidential side's models, gathered from its rooms."""

from .audit.models import AuditEntry, AuditHead
from .campaigns.models import (
    Allocation,
    CampaignIndexPage,
    CampaignPage,
    Criterion,
    LegalBasis,
    Milestone,
    Quota,
    ReferenceCounter,
    RulePreset,
)
from .consents.models import ConsentLink, DetailReport
from .consultation.models import Comment, Consultation, ConsultationEntry, ConsultationSummary
from .consultation.tasks import ConsultationTask
from .council.models import (
    AgendaItem,
    Ballot,
    BallotLine,
    CastingDecision,
    Choice,
    CouncilMember,
    CouncilSession,
    OpenVote,
    Recusal,
    Relative,
    RollEntry,
    Score,
    Vote,
)
from .council.tasks import CouncilTask
from .decisions.models import Decision, Revocation, Seat
from .decisions.tasks import LeaderTask
from .delegates.models import Delegate, Roster
from .dossiers.asked import AskedField
from .dossiers.endorsement import Endorsement
from .dossiers.models import (
    Achievement,
    Candidate,
    Consent,
    ConsentWording,
    EarlierAward,
    Evidence,
    NominationPage,
)
from .followup.models import (
    Abstention,
    Announcement,
    AnnouncementRead,
    Chase,
    Duty,
    DutyReport,
    GuideSection,
    Plan,
    ReportFile,
)
from .mail.models import BouncingAddress, DeclinedKind, Message
from .membership.models import Membership
from .papers.models import Paper, PaperSettings, PaperTemplate
from .referees.models import LetterRequest
from .screening.models import (
    Assignment,
    Check,
    CheckAnswer,
    Clearance,
    ClearanceBody,
    Flag,
    Honour,
    Remark,
    ReportPrint,
)
from .screening.tasks import ScreeningTask
from .workspace.bulk.models import BulkUpload
from .workspace.models import OpenStep

__all__ = [
    "Abstention",
    "Achievement",
    "AgendaItem",
    "Allocation",
    "Announcement",
    "AnnouncementRead",
    "AskedField",
    "Assignment",
    "AuditEntry",
    "AuditHead",
    "Ballot",
    "BallotLine",
    "BouncingAddress",
    "BulkUpload",
    "CampaignIndexPage",
    "CampaignPage",
    "Candidate",
    "CastingDecision",
    "Chase",
    "Check",
    "CheckAnswer",
    "Choice",
    "Clearance",
    "ClearanceBody",
    "Comment",
    "Consent",
    "ConsentLink",
    "ConsentWording",
    "Consultation",
    "ConsultationEntry",
    "ConsultationSummary",
    "ConsultationTask",
    "CouncilMember",
    "CouncilSession",
    "CouncilTask",
    "Criterion",
    "Decision",
    "DeclinedKind",
    "Delegate",
    "DetailReport",
    "Duty",
    "DutyReport",
    "EarlierAward",
    "Endorsement",
    "Evidence",
    "Flag",
    "GuideSection",
    "Honour",
    "LeaderTask",
    "LegalBasis",
    "LetterRequest",
    "Membership",
    "Message",
    "Milestone",
    "NominationPage",
    "OpenStep",
    "OpenVote",
    "Paper",
    "PaperSettings",
    "PaperTemplate",
    "Plan",
    "Quota",
    "Recusal",
    "ReferenceCounter",
    "Relative",
    "Remark",
    "ReportFile",
    "ReportPrint",
    "Revocation",
    "RollEntry",
    "Roster",
    "RulePreset",
    "Score",
    "ScreeningTask",
    "Seat",
    "Vote",
]
