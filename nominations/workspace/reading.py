"""A nomination set out for reading: sections of labelled answers, each leading to where it is corrected."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from exemplars.models import Field

from ..dossiers.fields import DAY
from ..dossiers.models import Consent, Evidence, NominationPage, consents_in_force
from ..dossiers.rules import (
    REQUIRED_ANSWERS,
    REQUIRED_EVIDENCE,
    REQUIRED_OF_CANDIDATE,
    REQUIRED_OF_CASE,
    empty,
)
from .forms import CandidateForm, CaseForm
from .steps import STEPS, step_number, step_url
from .typed import shown


@dataclass(frozen=True)
class Answer:
    """One labelled answer; ``url`` leads to its field, ``lacks`` says that submission wants it."""

    label: str
    text: str
    url: str
    lacks: bool = False
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The answers of one step."""

    step: str
    number: int
    title: object
    answers: list[Answer]


def dossier_sections(nomination: NominationPage) -> list[Section]:
    """Set out the nomination as it stands now, step by step."""
    page = nomination.get_latest_revision_as_object()
    answers = {
        "candidate": candidate_answers(nomination),
        "case": case_answers(page, nomination),
        "awards": award_answers(page, nomination),
        "evidence": evidence_answers(nomination),
        "consent": consent_answers(nomination),
    }
    return [Section(step, step_number(step), STEPS[step], found) for step, found in answers.items()]


def candidate_answers(nomination) -> list[Answer]:
    form, url = CandidateForm(instance=nomination.candidate), step_url("candidate", nomination.reference)
    return [form_answer(bound, url, bound.name in REQUIRED_OF_CANDIDATE) for bound in form]


def form_answer(bound, url: str, wanted: bool) -> Answer:
    text = shown(bound)
    place = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
    return Answer(str(bound.label), text, f"{url}#{place}", lacks=wanted and empty(text))


def case_answers(page, nomination) -> list[Answer]:
    url = step_url("case", nomination.reference)
    form = CaseForm(instance=page, fields=Field.objects.all())
    found = [form_answer(bound, url, bound.name in REQUIRED_OF_CASE) for bound in form]
    rows = list(page.achievements.all())
    for number, row in enumerate(rows, start=1):
        text = "\n".join(filter(None, (row.title, row.period, row.detail, row.result)))
        label = _("Achievement %(number)d") % {"number": number}
        found.append(Answer(label, text, f"{url}#achievements", lacks=not row.title.strip()))
    return found if rows else [*found, Answer(_("Achievements"), "", f"{url}#achievements", lacks=True)]


def award_answers(page, nomination) -> list[Answer]:
    url = f"{step_url('awards', nomination.reference)}#awards"
    rows = [Answer(f"{row.name}, {row.year}", award_words(row), url) for row in page.awards.all()]
    if rows:
        return rows
    text = _("The candidate has no earlier award.") if page.without_awards else ""
    return [Answer(_("Earlier awards"), text, url, lacks=not page.without_awards)]


def award_words(row) -> str:
    decision = " ".join(
        filter(
            None,
            (
                row.decision_number and _("Decision no. %(number)s") % {"number": row.decision_number},
                row.decision_date and _("of %(day)s") % {"day": row.decision_date.strftime(DAY)},
            ),
        )
    )
    return "\n".join(filter(None, (decision, row.issuer)))


def evidence_answers(nomination) -> list[Answer]:
    url, stored = step_url("evidence", nomination.reference), list(nomination.evidence.all())
    answers = []
    for kind, label in Evidence.Kind.choices:
        files = [evidence for evidence in stored if evidence.kind == kind]
        wanted = kind in REQUIRED_EVIDENCE
        if files or wanted:
            answers.append(Answer(label, "", f"{url}#slot-{kind}", lacks=not files, evidence=files))
    return answers


def consent_answers(nomination) -> list[Answer]:
    url, given = step_url("consent", nomination.reference), consents_in_force(nomination)
    words = {True: _("Agrees"), False: _("Does not agree"), None: ""}
    return [
        Answer(
            label,
            words[given.get(purpose)],
            f"{url}#id_{purpose}_0",
            lacks=(purpose in REQUIRED_ANSWERS and purpose not in given)
            or (purpose == "review" and given.get(purpose) is False),
        )
        for purpose, label in Consent.Purpose.choices
    ]
