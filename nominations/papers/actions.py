"""Making papers and keeping templates; every paper that leaves is stored first, with its sum and in the log."""

import hashlib
import logging
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..dossiers.documents import EXCEL, WORD
from ..refusals import Refused
from .access import holds_letters_on_own, require_generating, require_keeping_templates
from .defaults import default_template
from .facts import Facts, Issue
from .gathering import facts_of
from .kinds import KINDS, Kind, Scope
from .models import Paper, PaperTemplate
from .readiness import obstacle
from .rules import paragraphs
from .sheets import SHEETS, Sheet, workbook
from .templating import TEMPLATE_BYTES, check_template, fill

logger = logging.getLogger(__name__)


class NotReady(Refused):
    """A paper that cannot be written yet; ``message`` says what is missing."""


# --- Papers ---------------------------------------------------------------------------------------------


def generate_paper(
    *,
    kind: Kind | Sheet,
    subject,
    user,
    number: int | None = None,
    issued_on: date | None = None,
    register_from: int | None = None,
    ballot_round: int | None = None,
) -> Paper:
    """Write a paper or list about a campaign, session or nomination, and keep it.

    Raises NotReady when the review has not come so far, PermissionDenied for those who make no papers.
    """
    require_generating(user)
    if reason := obstacle(kind, subject):
        raise NotReady(reason)
    if kind.scope == Scope.SESSION and holds_letters_on_own(user, kind.code, subject):
        raise NotReady(
            _("It holds confidential letters on a nomination of your own unit: ask a colleague to make it.")
        )
    template = template_of(kind)
    issue = Issue(number, issued_on, recipients_of(kind, template), register_from)
    facts = facts_of(kind, subject, issue, ballot_round=ballot_round)
    data, made_with = written(kind, facts, template)
    return keep_paper(kind, subject, data, user=user, number=number, issued_on=issued_on, **made_with)


def written(kind: Kind | Sheet, facts: Facts, template: PaperTemplate | None) -> tuple[bytes, dict]:
    """Return the paper's bytes, and with which template it was made."""
    if isinstance(kind, Sheet):
        return workbook(kind, facts), {"rows": len(kind.rows(facts))}
    file = template_file(kind, template)
    context = kind.context(facts)
    try:
        data = fill(file, context, title=facts.campaign.title)
    except Exception as broken:  # an uploaded template can fail on values that no sample has
        logger.exception("a template could not be filled", extra={"kind": kind.code})
        raise NotReady(
            _("The template of this paper cannot be filled in. Please tell the administrator.")
        ) from broken
    version = template.version if template and template.file else 0
    made_with = {"template_sha256": hashlib.sha256(file).hexdigest(), "template_version": version}
    return data, made_with | {"rows": rows_in(context)}


def rows_in(context: dict) -> int:
    """How many people a paper is about."""
    if "groups" in context:
        return sum(len(group["rows"]) for group in context["groups"])
    return len(next((context[name] for name in ("rows", "dossiers", "certificates") if name in context), [1]))


@transaction.atomic
def keep_paper(kind: Kind | Sheet, subject, data: bytes, *, user, **values) -> Paper:
    """Store a paper with its sum; the log says who made what of which."""
    ending, media_type = (".xlsx", EXCEL) if isinstance(kind, Sheet) else (".docx", WORD)
    paper = Paper(
        kind=kind.code,
        campaign=subject if kind.scope == Scope.CAMPAIGN else subject.campaign,
        session=subject if kind.scope == Scope.SESSION else None,
        nomination=subject if kind.scope == Scope.NOMINATION else None,
        roster=subject if kind.scope == Scope.ROSTER else None,
        file_name=f"{kind.code}-{name_part(kind, subject)}-{timezone.localtime():%Y%m%d-%H%M}{ending}",
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        generated_by=user,
        **values,
    )
    paper.file.save(paper.file_name, ContentFile(data), save=False)
    paper.save()
    log(subject_of(paper), "nominations.paper_generated", user=user, data=particulars(paper))
    return paper


def name_part(kind: Kind | Sheet, subject) -> str:
    """What a file's name tells of its subject: the code of a nomination or campaign, the key of anything else."""
    if kind.scope == Scope.NOMINATION:
        return subject.reference
    campaign = subject if kind.scope == Scope.CAMPAIGN else subject.campaign
    code = f"{campaign.code}-{campaign.year}"
    return f"{code}-{subject.pk}" if kind.scope in (Scope.SESSION, Scope.ROSTER) else code


def subject_of(paper: Paper):
    """Where the log writes of a paper: on its nomination, else on its campaign."""
    return paper.nomination or paper.campaign


def particulars(paper: Paper) -> dict:
    return {
        "paper": paper.pk,
        "kind": paper.kind,
        "session": paper.session_id,
        "roster": paper.roster_id,
        "rows": paper.rows,
        "sha256": paper.sha256,
        "number": paper.number,
        "template": paper.template_sha256,
    }


def record_download(*, paper: Paper, user) -> None:
    """Write into the log that a paper left the portal; a list is an export."""
    what = "nominations.export" if paper.kind in SHEETS else "nominations.paper_downloaded"
    data = {"paper": paper.pk, "kind": paper.kind, "sha256": paper.sha256}
    if paper.kind in SHEETS:
        data |= {"list": paper.kind, "format": "xlsx", "rows": paper.rows, "filters": {}}
    log(subject_of(paper), what, user=user, data=data)


# --- Templates ------------------------------------------------------------------------------------------


def template_of(kind: Kind | Sheet) -> PaperTemplate | None:
    return PaperTemplate.objects.filter(kind=kind.code).first()


def template_file(kind: Kind, template: PaperTemplate | None) -> bytes:
    """The Word file that a kind of paper is made with now: the administrator's, else the default."""
    if template and template.file:
        with template.file.open("rb") as file:
            return file.read()
    return default_template(kind.code)


def recipients_of(kind: Kind | Sheet, template: PaperTemplate | None) -> tuple[str, ...]:
    """To whom a paper goes: as the administrator wrote, else as the kind has it."""
    return tuple(paragraphs(template.recipients)) if template else kind.recipients


def replace_template(*, kind: Kind, upload, user) -> PaperTemplate:
    """Take an uploaded Word file as the template of a kind of paper.

    Raises TemplateRefused, saying why; the template in use stays then.
    """
    require_keeping_templates(user)
    data = upload.read(TEMPLATE_BYTES + 1)
    check_template(data, kind, upload.name)
    return store(kind, user=user, data=data, name=upload.name[:255])


def restore_template(*, kind: Kind, user) -> PaperTemplate:
    """Go back to the template that the portal is delivered with."""
    require_keeping_templates(user)
    return store(kind, user=user, data=None, name="")


@transaction.atomic
def store(kind: Kind, *, user, data: bytes | None, name: str) -> PaperTemplate:
    """Put a file, or none, in the place of the one in use; earlier files stay where they lie, for their papers."""
    template = lock_template(kind)
    sha256 = hashlib.sha256(data).hexdigest() if data else ""
    template.file, template.file_name, template.sha256 = "", name, sha256
    if data:
        template.file.save(name, ContentFile(data), save=False)
    template.version = F("version") + 1
    template.changed_by, template.changed_at = user, timezone.now()
    template.save()
    template.refresh_from_db()
    what = "nominations.template_replaced" if data else "nominations.template_restored"
    log(template, what, user=user, data={"kind": kind.code, "sha256": sha256, "version": template.version})
    return template


@transaction.atomic
def change_recipients(*, kind: Kind, recipients: str, user) -> PaperTemplate:
    """Keep to whom a kind of paper goes, one per line."""
    require_keeping_templates(user)
    template = lock_template(kind)
    template.recipients = "\n".join(paragraphs(recipients))
    template.save(update_fields=["recipients"])
    log(template, "nominations.recipients_changed", user=user, data={"kind": kind.code})
    return template


def lock_template(kind: Kind) -> PaperTemplate:
    """The row of a kind, locked; made with the kind's own recipients where it is missing."""
    PaperTemplate.objects.get_or_create(kind=kind.code, defaults={"recipients": "\n".join(kind.recipients)})
    return PaperTemplate.objects.select_for_update().get(kind=kind.code)


def kind_of(code: str) -> Kind | Sheet | None:
    return KINDS.get(code) or SHEETS.get(code)
