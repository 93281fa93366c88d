"""The kinds of paper: what each is called, what it is about, and what its template must have."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .contexts import council, dossier, granting, inviting, lists, progress, proposal
from .contexts.common import cleaned
from .facts import Facts


class Scope(StrEnum):
    """What a paper is made from."""

    CAMPAIGN = "campaign"
    SESSION = "session"
    NOMINATION = "nomination"
    #: Who goes to a conference.
    ROSTER = "roster"
    #: A unit draws these for itself, of its own nominations in one campaign.
    UNIT = "unit"


class Needs(StrEnum):
    """How far its session must have come."""

    NOTHING = ""
    AGENDA = "agenda"
    COUNT = "count"
    CONCLUSION = "conclusion"
    CONSULTATION = "consultation"
    GRANTED = "granted"
    PLAN = "plan"
    PEOPLE = "people"


@dataclass(frozen=True)
class Kind:
    """One kind of paper. No template may lack what ``required`` names; ``rows.name`` is ``name`` in a loop."""

    code: str
    label: Promise
    scope: Scope
    compose: Callable[[Facts], dict]
    required: tuple[str, ...]
    needs: Needs = Needs.NOTHING
    recipients: tuple[str, ...] = ()
    is_numbered: bool = True
    #: Members of the council may have it while their session is open.
    for_members: bool = False
    #: Holds the letters of support, which nobody of a nominating unit reads.
    holds_letters: bool = False

    def context(self, facts: Facts) -> dict:
        return cleaned(self.compose(facts))


LIST_FIELDS = tuple(
    f"groups.rows.{name}"
    for name in ("number", "name", "born_man", "born_woman", "post", "training", "summary", "awards")
)
RESULT_FIELDS = tuple(f"rows.{name}" for name in ("number", "name", "yes", "no", "ratio", "passed"))
PERSON_FIELDS = ("full_name",)

KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "to-trinh", _("Letter of submission"), Scope.SESSION, proposal.proposal,
            ("doc_no", "place_date", "addressee", "legal_bases", "count_individual", "signer_name", "total",
             *LIST_FIELDS),
            Needs.CONCLUSION, ("Thứ trưởng phụ trách (để b/c)",),
        ),
        Kind(
            "trich-ngang", _("Short biographical list"), Scope.SESSION, lists.short_list,
            ("total", "women", "signer_name", *LIST_FIELDS), Needs.AGENDA, is_numbered=False,
        ),
        Kind(
            "bien-ban-hop", _("Minutes of the session"), Scope.SESSION, council.minutes,
            ("doc_no", "starts_at", "ends_at", "chair", "secretary", "count_members", *RESULT_FIELDS), Needs.CONCLUSION,
        ),
        Kind(
            "kiem-phieu", _("Minutes of the count"), Scope.SESSION, council.counting,
            ("doc_no", "issued", "returned", "valid", "invalid", "threshold", "sha256", *RESULT_FIELDS), Needs.COUNT,
        ),
        Kind(
            "phieu-bau", _("Ballot paper"), Scope.SESSION, council.ballot_paper,
            ("rows.number", "rows.name"), Needs.AGENDA, is_numbered=False, for_members=True,
        ),
        Kind(
            "quyet-dinh", _("Draft decision"), Scope.SESSION, granting.decision,
            ("doc_no", "authority_title", "legal_bases", "proposer", "count_individual", "signer_name",
             "rows.number", "rows.name", "rows.post"), Needs.CONCLUSION,
            ("Bộ trưởng và các Thứ trưởng", "Các cơ quan, đơn vị có liên quan", "Cổng Thông tin điện tử"),
        ),
        Kind(
            "tap-ho-so", _("Council pack"), Scope.SESSION, dossier.pack,
            ("dossiers.number", "dossiers.full_name", "dossiers.summary", "dossiers.case", "dossiers.files.name"),
            Needs.AGENDA, is_numbered=False, for_members=True, holds_letters=True,
        ),
        Kind(
            "thong-bao", _("Notice of consultation"), Scope.CAMPAIGN, granting.notice,
            ("doc_no", "opens_on", "closes_on", "receiving_unit", "count_individual", "signer_name",
             "rows.number", "rows.name", "rows.post"), Needs.CONSULTATION,
            ("Các cơ quan, đơn vị thuộc Bộ", "Cổng Thông tin điện tử (để đăng tải)"),
        ),
        Kind(
            "giay-chung-nhan", _("Certificates"), Scope.CAMPAIGN, granting.certificates,
            ("granter_title", "certificates.name", "certificates.decision_no", "certificates.signer_name"),
            Needs.GRANTED, is_numbered=False,
        ),
        Kind(
            "tien-do", _("Progress report"), Scope.CAMPAIGN, progress.progress,
            ("doc_no", "place_date", "addressee", "as_of", "total", "cost", "signer_name",
             *(f"rows.{name}" for name in ("number", "title", "lead", "due_on", "result", "status"))), Needs.PLAN,
            ("Thứ trưởng phụ trách (để b/c)", "Các cơ quan, đơn vị có liên quan"),
        ),
        Kind(
            "giay-moi", _("Invitation with the list of delegates"), Scope.ROSTER, inviting.invitation,
            ("doc_no", "place_date", "invitee", "event", "chair", "starts_at", "venue", "signer_name", "total",
             *(f"rows.{name}" for name in ("number", "name", "post", "field", "comes_as", "note"))), Needs.PEOPLE,
            ("Các đại biểu có tên trong danh sách", "Thứ trưởng phụ trách (để b/c)"),
        ),
        Kind(
            "bao-cao", _("Report of achievements"), Scope.NOMINATION, dossier.report,
            (*PERSON_FIELDS, "unit_name", "position", "home_place", "residence", "case", "titles.name", "awards.name"),
            is_numbered=False,
        ),
        Kind(
            "tom-tat", _("Summary of achievements"), Scope.NOMINATION, dossier.summary,
            (*PERSON_FIELDS, "post", "summary"), is_numbered=False,
        ),
        Kind(
            "to-trinh-don-vi", _("Letter of submission of a unit"), Scope.UNIT, proposal.unit_proposal,
            ("doc_no", "place_date", "addressee", "legal_bases", "count_individual", "signer_title", "signer_name",
             "attachments", "total", *LIST_FIELDS),
            recipients=("Vụ Tổ chức cán bộ",),
        ),
    )
}  # fmt: skip


def kinds_of(scope: Scope) -> list[Kind]:
    """The kinds made from one sort of thing, in the order in which the review comes to them."""
    return [kind for kind in KINDS.values() if kind.scope == scope]
