"""A nomination set out for reading: sections of labelled answers, each leading to where it is corrected."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from exemplars.models import Field

from ..dossiers.entries import PLACE_COLUMNS
from ..dossiers.fields import DAY
from ..dossiers.models import Consent, Evidence, NominationPage, consents_in_force
from ..dossiers.place_notes import place_note
from ..dossiers.rules import REQUIRED_ANSWERS, FormRules, Opening, empty
from .asking import rules_of
from .forms import CandidateForm, CaseForm
from .steps import STEPS, step_number, step_url
from .typed import shown


@dataclass(frozen=True)
class Answer:
    """One labelled answer; ``url`` leads to its field, ``lacks`` says that submission wants it.

    One that ``is_closed`` was not remarked on when the nomination was returned: it can only be read.
    """

    label: str
    text: str
    url: str
    lacks: bool = False
    is_closed: bool = False
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """The answers of one step."""

    step: str
    number: int
    title: object
    answers: list[Answer]


def dossier_sections(nomination: NominationPage) -> list[Section]:
    """Set out the nomination as it stands now, step by step, by what its campaign asks."""
    page = nomination.get_latest_revision_as_object()
    rules, opening = rules_of(nomination)
    answers = {
        "candidate": candidate_answers(nomination),
        "case": case_answers(page, rules, opening),
        "awards": award_answers(page, rules, opening),
        "evidence": evidence_answers(nomination, rules, opening),
        "consent": consent_answers(nomination),
    }
    return [Section(step, step_number(step), STEPS[step], found) for step, found in answers.items()]


def candidate_answers(nomination) -> list[Answer]:
    form = CandidateForm(instance=nomination.candidate, nomination=nomination)
    url = step_url("candidate", nomination.reference)
    return [form_answer(bound, url) for bound in form]


def form_answer(bound, url: str) -> Answer:
    text = shown(bound)
    place = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
    note = place_note(text) if bound.name in PLACE_COLUMNS else ""
    is_closed = getattr(bound.field, "is_closed", False)
    return Answer(
        str(bound.label),
        f"{text} {note}".strip(),
        f"{url}#{place}",
        lacks=bound.field.wanted and empty(text) and not is_closed,
        is_closed=is_closed,
    )


def case_answers(page, rules: FormRules, opening: Opening) -> list[Answer]:
    url = step_url("case", page.reference)
    found = [form_answer(bound, url) for bound in CaseForm(instance=page, fields=Field.objects.all())]
    rows = list(page.achievements.all())
    for number, row in enumerate(rows, start=1):
        text = "\n".join(filter(None, (row.title, row.period, row.detail, row.result)))
        label = _("Achievement %(number)d") % {"number": number}
        closed = not (opening.allows("achievements") or opening.allows(f"achievements.{number}"))
        found.append(
            Answer(label, text, f"{url}#achievements", lacks=not row.title.strip(), is_closed=closed)
        )
    wanted, closed = rules.is_required("case.achievements"), not opening.allows("achievements")
    none = Answer(_("Achievements"), "", f"{url}#achievements", lacks=wanted, is_closed=closed)
    return found if rows else [*found, none]


def award_answers(page, rules: FormRules, opening: Opening) -> list[Answer]:
    url = f"{step_url('awards', page.reference)}#awards"
    closed = not opening.allows("awards")
    rows = [
        Answer(
            f"{row.name}, {row.year}",
            award_words(row),
            url,
            is_closed=closed and not opening.allows(f"awards.{number}"),
        )
        for number, row in enumerate(page.awards.all(), start=1)
    ]
    if rows:
        return rows
    text = _("The candidate has no earlier award.") if page.without_awards else ""
    lacks = rules.is_required("awards.awards") and not page.without_awards
    return [Answer(_("Earlier awards"), text, url, lacks=lacks, is_closed=closed)]


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


def evidence_answers(nomination, rules: FormRules, opening: Opening) -> list[Answer]:
    url, stored = step_url("evidence", nomination.reference), list(nomination.evidence.all())
    answers = []
    for kind, label in Evidence.Kind.choices:
        files = [evidence for evidence in stored if evidence.kind == kind]
        place = f"evidence.{kind}"
        if files or rules.is_required(place):
            closed = not opening.allows(place)
            answers.append(
                Answer(label, "", f"{url}#slot-{kind}", lacks=not files, evidence=files, is_closed=closed)
            )
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
