"""Every change of a nomination that its unit makes; locks first, then the rules, then the change."""

from ..completeness import dossier_in, dossier_of
from .consents import record_consents, require_wordings, unseen_answers
from .drafting import create_nomination, editing, keep, keep_typed, open_draft, save_candidate
from .drafting_many import open_drafts
from .endorsed import (
    ask_endorsement,
    endorse_nomination,
    no_head_words,
    send_back_to_officer,
    take_back_request,
)
from .evidence import attach_evidence, describe_evidence, move_evidence, remove_evidence
from .moving import lock, moment_text, move_to, require_member, require_open
from .submission import (
    is_whole,
    require_allocation,
    require_whole,
    start_review,
    submit_nomination,
    withdraw_nomination,
)

__all__ = [
    "ask_endorsement",
    "attach_evidence",
    "create_nomination",
    "describe_evidence",
    "dossier_in",
    "dossier_of",
    "editing",
    "endorse_nomination",
    "is_whole",
    "keep",
    "keep_typed",
    "lock",
    "moment_text",
    "move_evidence",
    "move_to",
    "no_head_words",
    "open_draft",
    "open_drafts",
    "record_consents",
    "remove_evidence",
    "require_allocation",
    "require_member",
    "require_open",
    "require_whole",
    "require_wordings",
    "save_candidate",
    "send_back_to_officer",
    "start_review",
    "submit_nomination",
    "take_back_request",
    "unseen_answers",
    "withdraw_nomination",
]
