"""The list of what is checked about a nomination, with what the dossier itself says to each check."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dossiers.models import NominationPage
from ..stages import Stage
from .models import Check, CheckAnswer, Clearance, Flag

Kind = Check.Kind

#: Without a list of its own, a campaign is checked by this one. Source: Decree 98/2023, Art. 4 and 30.
STANDARD = {
    Kind.DECLARATION: gettext_lazy(
        "The candidate is not under discipline, investigation, inspection or complaint."
    ),
    Kind.REPORT: gettext_lazy("The report of achievements is signed and sealed."),
    Kind.MINUTES: gettext_lazy("The minutes of the unit's meeting are attached."),
    Kind.AWARDS: gettext_lazy("Every earlier award has its number, date and issuer."),
    Kind.CLEARANCE: gettext_lazy("The bodies asked have no objection."),
    Kind.DUPLICATE: gettext_lazy("The person is nominated once, for something not rewarded yet."),
}


@dataclass(frozen=True)
class Asked:
    """One check as it is asked: ``key`` names it for good."""

    key: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Checked:
    """A check with its answer, None where there is none, and what the dossier says to it."""

    check: Asked
    answer: CheckAnswer | None
    finding: str = ""
    is_older: bool = False


@dataclass(frozen=True)
class Checklist:
    rows: list[Checked]
    clearances: list[Clearance]
    has_objection: bool

    @property
    def done(self) -> int:
        return sum(row.answer is not None for row in self.rows)

    @property
    def open(self) -> int:
        return len(self.rows) - self.done

    @property
    def unmet(self) -> list[Checked]:
        return [row for row in self.rows if row.answer and row.answer.verdict == CheckAnswer.Verdict.UNMET]

    @property
    def needs_reason(self) -> bool:
        """Whether accepting all the same wants the screener's reason.

        A person under discipline, investigation, inspection or complaint is not proposed (Decree 98/2023,
        Art. 4), nor one to whom another body objects.
        """
        return self.has_objection or any(row.check.key == Kind.DECLARATION for row in self.unmet)


def checks_of(campaign) -> list[Asked]:
    """What is checked in a campaign: its own list, or the standard one."""
    own = [
        Asked(f"other-{check.pk}" if check.kind == Kind.OTHER else check.kind, check.title, check.hint)
        for check in campaign.checks.all()
    ]
    return own or [Asked(kind.value, str(kind.label), str(hint)) for kind, hint in STANDARD.items()]


def checklist_of(nomination: NominationPage) -> Checklist:
    """Gather the whole list of a nomination, with a constant number of queries."""
    answers = {answer.key: answer for answer in nomination.check_answers.select_related("answered_by")}
    # Only while it is screened does the day on which it came here say when the unit last handed it in.
    handed_in = nomination.stage_since if nomination.stage == Stage.SUBMITTED else None
    clearances = list(nomination.clearances.all())
    says = findings(nomination, clearances)
    return Checklist(
        rows=[
            Checked(
                check,
                answers.get(check.key),
                says.get(check.key, ""),
                is_older=bool(
                    handed_in and check.key in answers and answers[check.key].answered_at < handed_in
                ),
            )
            for check in checks_of(nomination.campaign)
        ],
        clearances=clearances,
        has_objection=any(one.outcome == Clearance.Outcome.OBJECTION for one in clearances),
    )


# --- What the dossier says ------------------------------------------------------------------------------


def findings(nomination: NominationPage, clearances: list[Clearance]) -> dict[str, str]:
    """What the dossier says to each standard check, in a few words."""
    kinds = {file.kind for file in nomination.evidence.all()}
    attached = {True: _("A file is attached."), False: _("No file is attached.")}
    return {
        Kind.DECLARATION: _("The unit declared it when it handed the dossier in."),
        Kind.REPORT: attached["report" in kinds],
        Kind.MINUTES: attached["minutes" in kinds],
        Kind.AWARDS: awards_finding(list(nomination.awards.all())),
        Kind.CLEARANCE: clearance_finding(
            clearances, [b.name for b in nomination.campaign.clearance_bodies.all()]
        ),
        Kind.DUPLICATE: duplicate_finding(
            Flag.objects.about(nomination).standing().filter(verdict="").count()
        ),
    }


def awards_finding(awards: list) -> str:
    if not awards:
        return _("No award was entered.")
    lacking = sum(is_incomplete(award) for award in awards)
    if not lacking:
        return _("Every award has its particulars.")
    return ngettext(
        "%(count)d award lacks its number, date or issuer.",
        "%(count)d awards lack their number, date or issuer.",
        lacking,
    ) % {"count": lacking}


def is_incomplete(award) -> bool:
    """Say whether an award lacks what the list of the council has to name."""
    return not (award.decision_number and award.decision_date and award.issuer)


def clearance_finding(clearances: list[Clearance], bodies: list[str]) -> str:
    """Count whose word holds; name who objects, who has not answered, and whose answer is over."""
    if objecting := [one.body for one in clearances if one.outcome == Clearance.Outcome.OBJECTION]:
        return _("Objection: %(bodies)s.") % {"bodies": ", ".join(objecting)}
    latest = {one.body: one for one in clearances}
    wanted = list(dict.fromkeys([*bodies, *latest]))
    if not wanted:
        return _("No body was asked.")
    lacking = [body for body in wanted if body not in latest or not latest[body].holds]
    if lacking:
        return _("Not there or no longer valid: %(bodies)s.") % {"bodies": ", ".join(lacking)}
    return _("All answers are there and valid today, %(day)s.") % {
        "day": timezone.localdate().strftime("%d/%m/%Y")
    }


def duplicate_finding(flags: int) -> str:
    if not flags:
        return _("Nothing is open.")
    return ngettext(
        "%(count)d warning beside the dossier is not judged yet.",
        "%(count)d warnings beside the dossier are not judged yet.",
        flags,
    ) % {"count": flags}
