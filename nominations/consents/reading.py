"""What is shown of a candidate's details and answers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..dossiers.fields import BirthField
from ..dossiers.models import Candidate, Consent, NominationPage, answers_in_force, wordings_in_force
from ..stages import EDITABLE, UNDER_REVIEW
from .models import ConsentLink, DetailReport

#: The candidate's own record, in the order of the form.
SHOWN = (
    "name", "alias", "sex", "birth_year", "ethnicity", "home_place", "residence", "position", "duties",
    "qualification", "academic_rank", "party_member", "identity_number", "phone", "email",
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """One purpose with the answer in force, or None where there is none."""

    label: str
    consent: Consent | None


def details_of(nomination: NominationPage) -> list[tuple[str, str]]:
    """The personal details as a candidate reads them; of an identity number the end, to be compared."""
    candidate = nomination.candidate
    columns = {name: Candidate._meta.get_field(name) for name in SHOWN}
    rows = [(column.verbose_name, text_of(candidate, name)) for name, column in columns.items()]
    return [(str(label)[:1].upper() + str(label)[1:], text) for label, text in rows if text]


def text_of(candidate: Candidate, name: str) -> str:
    value = getattr(candidate, name)
    if name == "sex":
        return str(candidate.get_sex_display())
    if name == "birth_year":
        return BirthField.written(value, candidate.birth_date)
    if name == "party_member":
        return "" if value is None else (_("Yes") if value else _("No"))
    if name == "identity_number" and value:
        return f"••• {value[-3:]}"
    return value or ""


def answered(nomination: NominationPage) -> list[Answered]:
    """Every purpose in order with its answer in force."""
    rows = {row.purpose: row for row in nomination.consents.select_related("wording").order_by("pk")}
    return [Answered(str(purpose.label), rows.get(purpose.value)) for purpose in Consent.Purpose]


def asked_now(nomination: NominationPage) -> dict:
    """The wordings that a candidate is asked now: of the review only as long as it can still be stopped."""
    wordings = wordings_in_force()
    if nomination.stage not in EDITABLE | UNDER_REVIEW:
        wordings.pop(Consent.Purpose.REVIEW, None)
    return wordings


def stopped_by_candidate(nomination: NominationPage) -> Consent | None:
    """The candidate's own refusal of the review that is in force, if there is one."""
    review = answers_in_force(nomination).get(Consent.Purpose.REVIEW)
    return review if review and review.is_own_word and not review.given else None


def link_of(nomination: NominationPage) -> ConsentLink | None:
    return ConsentLink.objects.filter(nomination=nomination).select_related("sent_by").first()


def reports_of(nomination: NominationPage) -> list[DetailReport]:
    """What the candidate found wrong and nobody has settled yet."""
    return list(nomination.detail_reports.filter(settled_at__isnull=True))
