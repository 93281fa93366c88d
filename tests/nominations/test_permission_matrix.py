"""Every kind of person, every address of the review, every stage: who gets in, by one table.

``TABLE`` says for each address what each person meets there: a page, another place (with or without words
why), or a closed door, which is the same for what is forbidden and for what does not exist. An address that
nobody gave a row fails. Everything is asked for as it would be, and taken back.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from nominations.audit.actions import seal_entries
from nominations.consents.actions import send_link
from nominations.consultation.actions.publishing import publish_consultation, shortlist_of
from nominations.council.actions import sessions
from nominations.council.actions.ballots import open_ballot
from nominations.delegates.actions import invite
from nominations.delegates.badges import code_of
from nominations.dossiers.revealing import ALL
from nominations.followup.actions import report_progress
from nominations.links import Purpose, token_of
from nominations.models import (
    Announcement,
    AuditEntry,
    BulkUpload,
    Clearance,
    ConsentWording,
    CouncilSession,
    Criterion,
    DetailReport,
    Duty,
    Flag,
    GuideSection,
    Honour,
    Message,
    Plan,
    Recusal,
    RulePreset,
)
from nominations.papers.actions import generate_paper, kind_of
from nominations.stages import DECIDED, EDITABLE, HANDED_IN, UNDER_REVIEW, UNSUCCESSFUL, Stage
from nominations.workspace.bulk.actions import keep_upload
from tests import factories
from tests.nominations.workspace.bulk.books import Book
from tests.test_leaks import addresses

PAGE, ELSEWHERE, CLOSED = "page", "elsewhere", "closed"

#: What belongs to the review, by the first part of an address's name.
ROOMS = {
    "nominations", "screening", "honours", "consultations", "council", "decisions", "papers", "audit", "dashboards",
    "ballot_rules", "workspace", "shortlist", "mail", "chasing", "duties", "plans", "announcements", "guide", "followup",
    "calendar", "unit_papers",
    "consent", "consents", "letter", "referees", "consent_wordings",
    "delegates", "invitation",
}  # fmt: skip
#: What does not, among the addresses that are neither Wagtail's nor an account's.
OTHERS = {
    "conferences", "units", "search", "embed", "media", "api-v2",
    "sitemap", "sitemap-section", "set_language", "landing", "healthz", "robots", "feeds", "api-v1", "approvals", "webhooks",
    "approval_chooser", "memberships", "update_profile_translations", "javascript_catalog",
}  # fmt: skip
#: Addresses of Wagtail's that the review lives at.
OF_WAGTAIL = {"wagtailadmin_pages:edit", "wagtailadmin_pages:workflow_action"}


# --- People ---------------------------------------------------------------------------------------------

OWN = {"officer", "head"}
UNITS = OWN | {"officer of another unit"}
READERS = {"screener", "secretary", "leader", "auditor", "superuser"}
SEATED = {"chair", "member"}
ADMIN = READERS | SEATED | {"member without a seat", "editor", "administrator"}
EVERYBODY = ADMIN | UNITS | {"person without a role", "person who has left", "anonymous"}


def make_people() -> dict:
    """One person of each kind; the officer files everything, and the member sits on the open session."""
    officer = factories.officer()
    gone = factories.person(*factories.Role)
    gone.is_active = False
    gone.save()
    return {
        "anonymous": None,
        "person without a role": factories.person(),
        "person who has left": gone,
        "officer": officer,
        "head": factories.head(factories.unit_of(officer)),
        "officer of another unit": factories.officer(),
        "screener": factories.screener(),
        "secretary": factories.secretary(),
        "chair": factories.council_member(),
        "member": factories.council_member(),
        "member without a seat": factories.council_member(),
        "leader": factories.leader(),
        "editor": factories.editor(),
        "auditor": factories.auditor(),
        "administrator": factories.administrator(),
        "superuser": factories.superuser(),
    }


#: Every address of the portal, with the parameters of each of its forms.
FORMS = {address.name: [names for _form, names in address.forms] for address in addresses()}


# --- The table ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """Who meets a page, and who is led elsewhere, at a stage; the door is closed to everybody else.

    ``of`` names what the address is about: ``nomination`` is asked for at every stage, anything else once.
    """

    page: Callable[[Stage], set[str]] = lambda stage: set()
    elsewhere: Callable[[Stage], set[str]] = lambda stage: set()
    method: str = "get"
    of: str = ""
    values: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)
    query: str = ""

    def expected(self, who: str, stage: Stage) -> str:
        if who in self.page(stage):
            return PAGE
        return ELSEWHERE if who in self.elsewhere(stage) else CLOSED


def to(*people) -> Callable[[Stage], set[str]]:
    """These people, at whatever stage."""
    found = {name for one in people for name in ({one} if isinstance(one, str) else one)}
    return lambda stage: found


def at(stages, *people) -> Callable[[Stage], set[str]]:
    """These people at these stages, nobody at the others."""
    found, stages = to(*people)(None), frozenset(stages)
    return lambda stage: found if stage in stages else set()


def either(*rules) -> Callable[[Stage], set[str]]:
    return lambda stage: set().union(*(rule(stage) for rule in rules))


#: Stages of the nominations that stand on the agenda of the open session.
ON_AGENDA = {Stage.COUNCIL}
SCREENING = {Stage.SUBMITTED}

WORKSPACE_FORMS = (
    "candidate", "case", "awards", "evidence", "consent", "check", "remarks", "withdraw", "carry", "evidence-upload",
    "evidence-remove", "recall", "endorse",
)  # fmt: skip
SECRETARYS_ACTS = (
    "plan", "particulars", "open_session", "add_members", "take_over", "parts", "attendance", "remove_member",
    "lift_recusal", "add_items", "move_item", "remove_item", "open_ballot", "remind", "record_paper", "close_ballot",
    "conclude", "minutes",
)  # fmt: skip
WORDING_VIEWS = ("edit", "history", "history_results", "usage", "copy", "inspect")
PRESET_VIEWS = ("edit", "delete", "history", "history_results", "usage", "copy")
SCREENERS, SECRETARIES, LEADERS, AUDITORS = {"screener"}, {"secretary"}, {"leader"}, {"auditor"}
KEEPERS = {"administrator", "superuser"}
COMMENT_READERS = {"screener", "auditor", "superuser"}
GENERATORS = {"screener", "secretary", "leader"}
POSTMASTERS = {"screener", "administrator"}
MAIL_READERS = POSTMASTERS | {"auditor", "superuser"}
ROSTER_KEEPERS = {"screener", "secretary"}
ROSTER_READERS = ROSTER_KEEPERS | {"auditor", "superuser"}
FOLLOWERS = {"screener", "auditor", "superuser"}
#: What the department keeps for units: by the name of its addresses, who else writes it beside the screener.
FOR_UNITS = {"duties": set(), "plans": set(), "announcements": set(), "guide": {"editor"}}
WRITTEN = ("edit", "delete", "history", "history_results", "usage")


def about(**more) -> Row:
    """A row about one nomination: asked for at every stage."""
    return Row(of="nomination", **more)


#: A step of writing: a page while the unit may write, and the dossier once it was handed in.
WRITING = about(page=at(EDITABLE, OWN), elsewhere=at(set(Stage) - EDITABLE, OWN))

TABLE: dict[str, Row] = {
    # The dossier: readers once it was handed in, a member while it stands on the agenda of an open session.
    "wagtailadmin_pages:edit": about(page=either(at(HANDED_IN, READERS), at(ON_AGENDA, SEATED))),
    "nominations_evidence": about(page=either(at(HANDED_IN, READERS), at(ON_AGENDA, SEATED))),
    "nominations_evidence_preview": about(page=either(at(HANDED_IN, READERS), at(ON_AGENDA, SEATED))),
    "nominations_evidence_thumbnail": about(page=either(at(HANDED_IN, READERS), at(ON_AGENDA, SEATED))),
    "nominations_reveal": about(page=at(HANDED_IN, READERS), method="post", data={"field": ALL}),
    "nominations:index": Row(page=to(READERS)),
    "nominations:index_results": Row(page=to(READERS)),
    # Screening: screeners only. A form opens for them at any stage, and what is sent with it is refused
    # with words once the nomination does not wait for screening (see tests/nominations/screening).
    "screening:claim": about(elsewhere=at(HANDED_IN, SCREENERS), method="post"),
    "screening:check": about(elsewhere=at(HANDED_IN, SCREENERS), method="post", values={"key": "report"}),
    "screening:flag": about(elsewhere=at(HANDED_IN, SCREENERS), method="post"),
    "screening:refer": about(page=at(HANDED_IN, SCREENERS)),
    "screening:remark": about(page=at(HANDED_IN, SCREENERS), values={"place": "case.summary"}),
    "screening:new_clearance": about(page=at(HANDED_IN, SCREENERS)),
    "screening:clearance": about(page=at(HANDED_IN, SCREENERS)),
    "honours:index": Row(page=to("screener", "auditor", "superuser")),
    "honours:index_results": Row(page=to("screener", "auditor", "superuser")),
    "honours:inspect": Row(page=to("screener", "auditor", "superuser"), of="honour"),
    "honours:history": Row(page=to("screener", "superuser"), of="honour"),
    "honours:history_results": Row(page=to("screener", "superuser"), of="honour"),
    "honours:usage": Row(page=to("screener", "superuser"), of="honour"),
    "honours:add": Row(page=to("screener", "superuser")),
    "honours:edit": Row(page=to("screener", "superuser"), of="honour"),
    "honours:delete": Row(page=to("superuser"), of="honour"),
    # Public consultation.
    "shortlist:list": Row(page=to(EVERYBODY), of="consultation"),
    "shortlist:comment": Row(page=to(EVERYBODY), of="consultation"),
    # The receipt of one's own comment; nobody here has sent one.
    "shortlist:receipt": Row(of="consultation"),
    "consultations:index": Row(page=to(COMMENT_READERS)),
    "consultations:detail": Row(page=to(COMMENT_READERS), of="consultation"),
    "consultations:comments": Row(page=to(COMMENT_READERS)),
    "consultations:comments_results": Row(page=to(COMMENT_READERS)),
    "consultations:comment": Row(page=to(COMMENT_READERS), of="comment"),
    "consultations:publish": Row(page=to(SCREENERS), of="campaign"),
    "consultations:end": Row(elsewhere=to(SCREENERS), of="consultation"),
    # The council, from a member's chair.
    "council:seats": Row(page=to(SEATED, "member without a seat")),
    "council:relatives": Row(page=to(SEATED, "member without a seat")),
    "council:agenda": Row(page=to(SEATED), of="session"),
    "council:score": Row(page=to(SEATED), of="item"),
    "council:conflict": Row(page=to(SEATED), of="item"),
    "council:paper": Row(page=to(SEATED), of="ballot"),
    "council:review": Row(page=to(SEATED), of="ballot", method="post"),
    "council:cast": Row(page=to(SEATED), of="ballot", method="post"),
    "council:voted": Row(elsewhere=to(SEATED), of="ballot"),
    # The council, from the secretary's desk; whoever reads dossiers follows turnout and results.
    "council:sessions": Row(page=to(READERS)),
    "council:session": Row(elsewhere=to(READERS), of="session"),
    "council:voting": Row(page=to(READERS), of="session"),
    "council:result": Row(page=to(READERS), of="session"),
    "council:plan": Row(page=to(SECRETARIES)),
    **{
        f"council:{tab}": Row(page=to(SECRETARIES), of="session")
        for tab in (
            "open_session",
            "particulars",
            "members",
            "programme",
            "scores",
            "minutes",
            "close_ballot",
        )
    },
    # While a ballot is open, nothing may be changed of what it has frozen.
    **{
        f"council:{change}": Row(elsewhere=to(SECRETARIES), of="session")
        for change in (
            "add_members",
            "take_over",
            "parts",
            "attendance",
            "add_items",
            "open_ballot",
            "conclude",
        )
    },
    "council:remove_member": Row(elsewhere=to(SECRETARIES), of="member"),
    "council:record_paper": Row(page=to(SECRETARIES), of="writer"),
    "council:lift_recusal": Row(elsewhere=to(SECRETARIES), of="recusal"),
    "council:move_item": Row(elsewhere=to(SECRETARIES), of="item", method="post"),
    "council:remove_item": Row(elsewhere=to(SECRETARIES), of="item"),
    "council:remind": Row(elsewhere=to(SECRETARIES), of="session", method="post"),
    "council:tie": Row(page=to("chair"), of="session"),
    # The leader's decision and what follows.
    "decisions:index": Row(page=to(READERS), query="?all=1"),
    "decisions:sheet": Row(page=to(READERS), of="campaign"),
    "decisions:sign": Row(elsewhere=to(READERS), of="campaign"),
    "decisions:promote": about(
        page=at({Stage.RESERVE}, SECRETARIES), elsewhere=at(HANDED_IN - {Stage.RESERVE}, SECRETARIES)
    ),
    "decisions:close_reserves": Row(page=to(SECRETARIES), of="campaign"),
    "decisions:revoke": about(
        page=at({Stage.APPROVED}, LEADERS), elsewhere=at(HANDED_IN - {Stage.APPROVED}, LEADERS)
    ),
    # Papers.
    "papers:index": Row(page=to(READERS)),
    "papers:campaign": Row(page=to(READERS), of="campaign"),
    "papers:session": Row(page=to(READERS), of="session"),
    "papers:nomination": about(page=at(HANDED_IN, READERS)),
    "papers:generate": Row(page=to(GENERATORS), of="campaign", values={"kind": "thong-bao"}),
    "papers:latest": Row(elsewhere=to(READERS), of="campaign", values={"kind": "thong-bao"}),
    "papers:download": Row(page=to(READERS), of="paper"),
    "papers:templates": Row(page=to(KEEPERS)),
    "papers:template": Row(page=to(KEEPERS), values={"kind": "thong-bao"}),
    "papers:template_file": Row(page=to(KEEPERS), values={"kind": "thong-bao"}),
    "papers:template_sample": Row(page=to(KEEPERS), values={"kind": "thong-bao"}),
    "papers:template_recipients": Row(elsewhere=to(KEEPERS), method="post", values={"kind": "thong-bao"}),
    "papers:template_restore": Row(page=to(KEEPERS), values={"kind": "thong-bao"}),
    "papers:roster": Row(page=to(READERS), of="paper_of_roster"),
    # Who goes to a conference.
    "delegates:index": Row(page=to(ROSTER_READERS)),
    "delegates:roster": Row(page=to(ROSTER_READERS), of="roster"),
    **{
        f"delegates:{name}": Row(page=to(ROSTER_KEEPERS), of="roster")
        for name in ("open", "particulars", "candidates", "add", "badges", "person", "badge")
    },
    "delegates:send": Row(elsewhere=to(ROSTER_KEEPERS), of="roster", method="post"),
    "delegates:act": Row(elsewhere=to(ROSTER_KEEPERS), of="roster", method="post", values={"act": "accept"}),
    "invitation:page": Row(page=to(EVERYBODY), of="invitation"),
    # The log and the dashboards.
    "audit:index": Row(page=to("auditor", "superuser")),
    "audit:index_results": Row(page=to("auditor", "superuser")),
    "audit:entry": Row(page=to("auditor", "superuser"), of="entry"),
    "dashboards:index": Row(elsewhere=to(READERS)),
    "dashboards:campaign": Row(page=to(READERS), of="campaign"),
    "dashboards:export": Row(page=to(READERS), of="campaign", values={"key": "units"}),
    # Mail.
    **{
        f"mail:{name}": Row(page=to(MAIL_READERS))
        for name in ("index", "index_results", "outbox", "addresses")
    },
    "mail:mail": Row(page=to(MAIL_READERS), of="mail"),
    "mail:again": Row(page=to(POSTMASTERS)),
    "mail:handle": Row(elsewhere=to(POSTMASTERS), method="post", of="mail", values={"name": "hold"}),
    # Following units up, and what the department keeps for them.
    "chasing:index": Row(elsewhere=to(FOLLOWERS)),
    "chasing:board": Row(page=to(FOLLOWERS), of="campaign"),
    "chasing:log": Row(page=to(FOLLOWERS), of="campaign"),
    "chasing:chase": Row(page=to(SCREENERS), of="campaign", method="post"),
    "chasing:duty": Row(page=to(FOLLOWERS), of="duty"),
    "chasing:finish": Row(elsewhere=to(SCREENERS), of="duty", method="post"),
    "chasing:answer": Row(page=to(SCREENERS), of="report", method="post"),
    **{
        f"{name}:{view}": Row(page=to(FOLLOWERS, others))
        for name, others in FOR_UNITS.items()
        for view in ("index", "index_results")
    },
    **{
        f"{name}:{view}": Row(page=to("screener", "superuser", others), of=name if view in WRITTEN else "")
        for name, others in FOR_UNITS.items()
        for view in ("add", *WRITTEN)
    },
    # What units find of it: an assignment names the officer's unit alone.
    "followup:tasks": Row(page=to(UNITS)),
    "followup:task": Row(page=to(OWN), of="duty"),
    "followup:report-file": Row(page=to(OWN, FOLLOWERS), of="report_file"),
    "followup:nobody": Row(page=to(OWN), of="own_unit"),
    "followup:read": Row(of="announcements"),
    "followup:guide": Row(page=to(EVERYBODY - {"anonymous", "person who has left"})),
    "calendar:campaign": Row(page=to(EVERYBODY), of="campaign"),
    # Named ballot rules.
    **{
        f"ballot_rules:{name}": Row(page=to(KEEPERS), of="preset" if name in PRESET_VIEWS else "")
        for name in ("index", "index_results", "add", *PRESET_VIEWS)
    },
    # The candidate's own word, and letters of support: with the link, for anybody; else for the unit.
    "consent:page": Row(page=to(EVERYBODY), of="consent_link"),
    "letter:page": Row(page=to(EVERYBODY), of="letter"),
    "consents:link": about(page=to(OWN)),
    "consents:printed": about(page=to(OWN)),
    "consents:qr": about(page=to(OWN), values={"kind": "svg"}),
    "consents:paper": about(page=to(OWN)),
    "consents:settle": Row(elsewhere=to(OWN), of="details", method="post"),
    "referees:letters": about(page=to(OWN)),
    "referees:ask": about(page=at(EDITABLE, OWN), elsewhere=at(set(Stage) - EDITABLE, OWN)),
    "referees:again": Row(page=to(OWN), of="letter", method="post"),
    "referees:cancel": Row(elsewhere=to(OWN), of="letter", method="post"),
    "nominations_letter": Row(page=to(READERS, SEATED), of="letter_file"),
    **{
        f"consent_wordings:{name}": Row(page=to(KEEPERS), of="wording" if name in WORDING_VIEWS else "")
        for name in ("index", "index_results", "add", *WORDING_VIEWS)
    },
    "consent_wordings:delete": Row(page=to("superuser"), of="wording"),
    # The units' workspace.
    "workspace:home": Row(page=to(UNITS)),
    "workspace:mail": Row(page=to(UNITS)),
    "workspace:new": Row(page=to(UNITS), of="campaign"),
    "workspace:nomination": about(page=to(OWN)),
    **{
        f"workspace:{step}": WRITING
        for step in ("candidate", "case", "awards", "evidence", "consent", "check")
    },
    "workspace:remarks": about(
        page=at({Stage.RETURNED}, OWN), elsewhere=at(set(Stage) - {Stage.RETURNED}, OWN)
    ),
    "workspace:receipt": about(page=at(HANDED_IN, OWN), elsewhere=at({Stage.DRAFT}, OWN)),
    "workspace:withdraw": about(
        page=at(UNDER_REVIEW | EDITABLE, OWN), elsewhere=at(DECIDED | {Stage.WITHDRAWN}, OWN)
    ),
    "workspace:carry": about(page=at(UNSUCCESSFUL, OWN)),
    "unit_papers:paper": about(page=to(OWN), values={"kind": "bao-cao"}),
    "unit_papers:letter": Row(page=to(OWN), of="unit"),
    "workspace:list": Row(page=to(UNITS)),
    "workspace:bulk": Row(page=to(UNITS), of="campaign"),
    "workspace:bulk-template": Row(page=to(UNITS), of="campaign"),
    "workspace:bulk-upload": Row(page=to(OWN), of="upload"),
    "workspace:bulk-corrected": Row(page=to(OWN), of="upload"),
    **{
        f"workspace:evidence-{part}": about(
            page=either(to(OWN), at(HANDED_IN, READERS), at(ON_AGENDA, SEATED))
        )
        for part in ("file", "preview", "thumbnail")
    },
    "workspace:evidence-upload": about(page=to(OWN), method="post"),
    "workspace:evidence-remove": WRITING,
    # Nobody has screened it yet, and the campaign is open.
    "workspace:recall": about(
        page=at({Stage.SUBMITTED}, OWN), elsewhere=at(set(Stage) - {Stage.SUBMITTED}, OWN)
    ),
    # The campaign of this world asks for no endorsement: nothing waits for the head.
    "workspace:endorse": about(elsewhere=at(Stage, OWN)),
    "workspace:places": Row(page=to(UNITS), method="post", data={"home_place": "ha tay"}),
}

#: Steps of the workflow, by their action: at which stage, and who may; nobody else, nowhere else.
ACTIONS = {
    "approve": either(at({Stage.SUBMITTED}, SCREENERS), at({Stage.ACCEPTED}, LEADERS)),
    "reject": either(at({Stage.SUBMITTED}, SCREENERS), at({Stage.ACCEPTED}, LEADERS)),
    "rule_out": at({Stage.SUBMITTED}, SCREENERS),
    "decline": at({Stage.ACCEPTED}, LEADERS),
    "send_back": at({Stage.ACCEPTED}, LEADERS),
}


#: Who may send anything there: by address, those whom the act itself may still refuse with words. Whoever is
#: not named meets a closed door, also where the page is open to read.
SENDERS = {
    **{name: {"screener"} for name in FORMS if name.startswith("screening:")},
    **{name: {"screener", "superuser"} for name in ("honours:add", "honours:edit")},
    "honours:delete": {"superuser"},
    "nominations_reveal": READERS,
    "shortlist:comment": EVERYBODY,
    **{f"consultations:{name}": {"screener"} for name in ("publish", "end", "comment")},
    **{f"council:{name}": SEATED for name in ("score", "conflict", "paper", "review", "cast")},
    "council:relatives": SEATED | {"member without a seat"},
    "council:tie": {"chair"},
    **{f"council:{name}": {"secretary"} for name in SECRETARYS_ACTS},
    "decisions:sheet": {"leader"},
    "decisions:sign": {"leader"},
    "decisions:revoke": {"leader"},
    **{f"decisions:{name}": {"secretary"} for name in ("promote", "close_reserves")},
    "papers:generate": GENERATORS,
    **{f"papers:template{part}": KEEPERS for part in ("", "s", "_recipients", "_restore")},
    **{f"ballot_rules:{name}": KEEPERS for name in ("add", "edit", "delete", "copy")},
    **{f"consent_wordings:{name}": KEEPERS for name in ("add", "edit", "copy")},
    "consent_wordings:delete": {"superuser"},
    "consent:page": EVERYBODY,
    "letter:page": EVERYBODY,
    "invitation:page": EVERYBODY,
    **{
        f"delegates:{name}": ROSTER_KEEPERS
        for name in ("open", "particulars", "candidates", "add", "badges", "person", "badge", "send", "act")
    },
    **{f"consents:{name}": OWN for name in ("link", "settle")},
    **{f"referees:{name}": OWN for name in ("ask", "again", "cancel")},
    **{f"mail:{name}": POSTMASTERS for name in ("again", "addresses", "handle")},
    "workspace:mail": UNITS,
    **{f"chasing:{name}": SCREENERS for name in ("chase", "answer", "finish")},
    **{
        f"{name}:{view}": {"screener", "superuser"} | others
        for name, others in FOR_UNITS.items()
        for view in ("add", "edit", "delete")
    },
    "followup:task": OWN,
    "followup:nobody": OWN,
    "wagtailadmin_pages:edit": set(),
    **{f"workspace:{name}": OWN for name in WORKSPACE_FORMS},
    "workspace:new": UNITS,
    "workspace:bulk": UNITS,
    "workspace:bulk-upload": OWN,
    "unit_papers:letter": OWN,
    "workspace:places": UNITS,
}


# --- What is asked about --------------------------------------------------------------------------------


@dataclass
class World:
    """One campaign with a nomination at every stage, and one of everything else."""

    people: dict
    nominations: dict
    #: By what a row is about: what each parameter of an address may be.
    known: dict = field(default_factory=dict)

    def values(self, row: Row, stage: Stage) -> dict:
        about_it = about_nomination(self.nominations[stage]) if row.of == "nomination" else {}
        return self.known[""] | about_it | self.known.get(row.of, {}) | row.values


def about_nomination(nomination) -> dict:
    """What an address's parameters can be about this nomination."""
    flag = Flag.objects.filter(nomination=nomination).first()
    clearance = nomination.clearances.first()
    return {
        "page_id": nomination.pk,
        "nomination_id": nomination.pk,
        "reference": nomination.slug,
        "evidence_id": nomination.evidence.first().pk,
        "key": nomination.pk,
        "flag_id": flag.pk,
        "clearance_id": clearance.pk,
    }


def make_world() -> World:
    people = make_people()
    its_field = factories.field()
    campaign = factories.campaign(quotas={its_field: 9}, consultation_days=10)
    campaign.save_revision().publish()
    nominations = {
        stage: factories.nomination(stage, by=people["officer"], campaign=campaign, field=its_field)
        for stage in Stage
    }
    for nomination in nominations.values():
        point_something_out(nomination, people["screener"])
        factories.looked_at(nomination.evidence.first())
    for title in ("Thành tích", "Sức lan tỏa"):
        Criterion.objects.create(campaign=campaign, title=title, weight=50)
    # What came to nothing may be carried into a campaign that opened later.
    factories.campaign(opens_at=timezone.now() - timedelta(hours=1))
    consultation = publish_list(campaign, people["screener"])
    session = open_session_with(people, campaign, nominations[Stage.COUNCIL])
    item = session.agenda.get()
    world = World(people, nominations)
    world.known = {
        "": {"campaign_id": campaign.pk, "key": campaign.pk, "session_id": session.pk},
        "consultation": {"consultation_id": consultation.pk},
        "comment": {"comment_id": factories.comment(consultation).pk},
        "session": {"key": session.pk},
        "item": {"item_id": item.pk},
        "member": {"member_id": session.members.first().pk},
        "writer": {"member_id": session.members.get(attendance="written").pk},
        "recusal": {"recusal_id": Recusal.objects.get(item=item).pk},
        "ballot": {"ballot_id": open_ballot(session=session, user=people["secretary"]).pk},
        "honour": {"pk": an_honour().pk},
        "wording": {"pk": ConsentWording.objects.first().pk},
        **words_of_others(nominations, people["officer"]),
        **invited_to_a_conference(people["screener"], campaign),
        "preset": {"pk": RulePreset.objects.first().pk},
        "entry": {"sequence": sealed_entry().sequence},
        "mail": {"message_id": Message.objects.first().pk},
        "unit": {"unit": factories.unit_of(people["officer"]).code},
        "upload": {"key": an_upload(campaign, people["officer"]).key},
        "paper": {
            "paper_id": generate_paper(
                kind=kind_of("thong-bao"), subject=campaign, user=people["screener"]
            ).pk
        },
    }
    world.known |= of_the_plan(people, campaign)
    return world


def of_the_plan(people, campaign) -> dict:
    """One of everything that the department keeps for units; an assignment is the officer's unit's."""
    unit = factories.unit_of(people["officer"])
    duty = Duty.objects.create(campaign=campaign, title="Việc", lead=unit, due_on=timezone.localdate())
    report = report_progress(
        duty=duty,
        unit=unit,
        user=people["officer"],
        text="Đã làm",
        percentage=50,
        uploads=[factories.upload()],
    )
    plan = Plan.objects.create(campaign=campaign, title="Kế hoạch")
    announcement = Announcement.objects.create(title="Tin", body="<p>Tin</p>")
    return {
        "duty": {"duty_id": duty.pk},
        "report": {"report_id": report.pk},
        "report_file": {"file_id": report.files.get().pk},
        "own_unit": {"unit_id": unit.pk},
        "duties": {"pk": duty.pk},
        "plans": {"pk": plan.pk},
        "announcements": {"pk": announcement.pk, "announcement_id": announcement.pk},
        "guide": {"pk": GuideSection.objects.first().pk},
    }


def invited_to_a_conference(screener, campaign) -> dict:
    """A roster with one person on it, who was invited; and a conference that has none yet."""
    roster = factories.roster(by=screener, its_campaign=campaign)
    person = factories.delegate(roster, by=screener)
    invite(roster=roster, delegates=[person], user=screener)
    ways = {
        "roster_id": roster.pk,
        "delegate_id": person.pk,
        "conference_id": factories.conference().pk,
        "code": code_of(person),
    }
    return {
        "roster": ways,
        "paper_of_roster": {"key": roster.pk},
        "invitation": {"token": token_of(Purpose.INVITATION, person.link)},
    }


def words_of_others(nominations, officer) -> dict:
    """Send every candidate a link, and ask for letters, one of which has come with a file."""
    links = [send_link(nomination=one, user=officer) for one in nominations.values()]
    asked = factories.letter(nominations[Stage.DRAFT], by=officer)
    written = factories.letter(nominations[Stage.COUNCIL], by=officer, answered=True)
    report = DetailReport.objects.create(nomination=nominations[Stage.DRAFT], text="Sai quê quán.")
    draft = nominations[Stage.DRAFT].slug
    return {
        "consent_link": {"token": token_of(Purpose.CONSENT, links[0].link)},
        "letter": {
            "token": token_of(Purpose.LETTER, asked.link),
            "reference": draft,
            "letter_id": asked.pk,
        },
        "letter_file": {"letter_id": written.pk},
        "details": {"reference": draft, "report_id": report.pk},
    }


def open_session_with(people, campaign, nomination) -> CouncilSession:
    """Open a session with one seat taken and one nomination on its agenda."""
    clerk = people["secretary"]
    session = sessions.plan_session(campaign=campaign, user=clerk, title="Phiên họp", held_at=timezone.now())
    sessions.add_member(session=session, user=clerk, person=people["chair"], part="chair")
    sessions.add_member(session=session, user=clerk, person=people["member"])
    absent = sessions.add_member(
        session=session, user=clerk, person=factories.council_member(), attendance="written"
    )
    sessions.put_on_agenda(session=session, user=clerk, nominations=[nomination])
    sessions.open_session(session=session, user=clerk)
    Recusal.objects.create(
        member=absent, item=session.agenda.get(), ground=Recusal.Ground.RELATIVE, is_lifted=True
    )
    return session


def point_something_out(nomination, screener) -> None:
    """Give a nomination a finding of the machine's and a question to another body."""
    Flag.objects.create(nomination=nomination, kind="honoured", honour=an_honour(), score=95)
    Clearance.objects.create(
        nomination=nomination, body="Thanh tra Bộ", asked_on=timezone.localdate(), recorded_by=screener
    )


def an_honour() -> Honour:
    return Honour.objects.get_or_create(
        name="Người Đã Khen", award="Bằng khen", year=2020, defaults={"birth_year": 1980}
    )[0]


def publish_list(campaign, user):
    return publish_consultation(
        campaign=campaign, user=user, receiving_unit="Vụ Tổ chức cán bộ", receiving_address="Hà Nội",
        fingerprint=shortlist_of(campaign).fingerprint,
    )  # fmt: skip


def an_upload(campaign, officer) -> BulkUpload:
    """A workbook that waits to be confirmed."""
    book = Book(campaign)
    book.person(1)
    file = factories.upload("danh-sach.xlsx", book.data())
    return keep_upload(campaign=campaign, unit=factories.unit_of(officer), user=officer, upload=file)


def sealed_entry() -> AuditEntry:
    seal_entries()
    return AuditEntry.objects.sealed().first()


# --- Asking ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Make the world once for the whole module, and take it back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        factories.portal()
        yield make_world()
        transaction.set_rollback(True)


@dataclass
class Door:
    """One person's way through the portal; whatever is changed on it is taken back."""

    client: Client

    def ask(self, address: str, method: str = "get", data: dict | None = None) -> str:
        with transaction.atomic():
            response = getattr(self.client, method)(address, data or {})
            if response.streaming:
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        return met(response)


#: Where people are led who have come to a closed door.
DOORSTEPS = ("/accounts/login/", "/admin/", "/workspace/", "/")


def met(response) -> str:
    """Say what an answer is; a mistake of the portal's is none of the three."""
    if response.status_code >= 500:
        return str(response.status_code)
    if response.status_code in (401, 403, 404, 405):
        return CLOSED
    if response.status_code in (301, 302):
        return CLOSED if response.url.partition("?")[0] in DOORSTEPS else ELSEWHERE
    return PAGE


def door_of(person) -> Door:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return Door(client)


def address_of(name: str, row: Row, values: dict) -> str:
    """Fill an address with what the row is about."""
    for form in FORMS[name]:
        try:
            return reverse(name, kwargs={key: values[key] for key in form}) + row.query
        except (NoReverseMatch, KeyError):
            continue
    raise AssertionError(f"{name} wants {FORMS[name]}")


def is_of_the_review(name: str) -> bool:
    return name.partition(":")[0] in ROOMS or name.startswith("nominations_") or name in OF_WAGTAIL


# --- The proofs -----------------------------------------------------------------------------------------


def test_every_address_of_the_review_has_a_row():
    known = set(TABLE) | {"wagtailadmin_pages:workflow_action"}

    assert {name for name in FORMS if is_of_the_review(name)} - known == set()
    assert known - set(FORMS) == set()


def test_every_other_address_is_known_to_be_none():
    """A new room is noticed although its name is new."""
    ours = {
        name.partition(":")[0] for name in FORMS if not is_of_the_review(name) and not name.startswith("(")
    }
    elsewhere = {name for name in ours if name.startswith(("wagtail", "account", "mfa"))}

    assert ours - elsewhere - OTHERS == set()


@pytest.mark.proof
def test_everybody_meets_what_the_table_says(world, db, capsys):
    wrong, asked = [], Counter()
    for who, person in world.people.items():
        door = door_of(person)
        for name, row in TABLE.items():
            for stage in Stage if row.of == "nomination" else [Stage.DRAFT]:
                address = address_of(name, row, world.values(row, stage))
                found, expected = door.ask(address, row.method, row.data), row.expected(who, stage)
                asked[who] += 1
                if found != expected:
                    about_it = f" at {stage}" if row.of == "nomination" else ""
                    wrong.append(f"{who}, {name}{about_it}: {found} instead of {expected}")

    with capsys.disabled():
        print(
            f"\n{sum(asked.values())} cells: {len(asked)} kinds of people, {len(TABLE)} addresses, {len(wrong)} wrong"
        )
    assert not wrong, "\n".join(wrong)


@pytest.mark.proof
def test_nobody_sends_what_is_not_theirs_to_send(world, db, capsys):
    """An empty form is sent to every address: only those whose act it is are so much as told that it is empty."""
    wrong, asked = [], 0
    for who, person in world.people.items():
        door = door_of(person)
        for name, row in TABLE.items():
            for stage in STAGES_TO_SEND_AT if row.of == "nomination" else [Stage.DRAFT]:
                found = door.ask(address_of(name, row, world.values(row, stage)), "post")
                asked += 1
                if found not in (PAGE, ELSEWHERE, CLOSED) or (
                    found != CLOSED and who not in SENDERS.get(name, ())
                ):
                    wrong.append(f"{who}, {name} at {stage}: {found}")

    with capsys.disabled():
        print(f"\n{asked} cells of forms: {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong)


#: Each kind of stage once: with the unit, at each step, over.
STAGES_TO_SEND_AT = (
    Stage.RETURNED, Stage.SUBMITTED, Stage.CONSULTATION, Stage.COUNCIL, Stage.ACCEPTED, Stage.APPROVED, Stage.DECLINED,
)  # fmt: skip


def test_everybody_takes_the_steps_of_their_role_only(world, db, capsys):
    """Every action of every step, on the nomination's own last step: a page to the one whose work it is."""
    wrong, asked = [], 0
    for who, person in world.people.items():
        door = door_of(person)
        for stage, nomination in world.nominations.items():
            state = WorkflowState.objects.for_instance(nomination).last()
            step = TaskState.objects.filter(workflow_state=state).last() if state else None
            for action, may in ACTIONS.items():
                values = [nomination.pk, action, step.pk if step else 1]
                found = door.ask(reverse("wagtailadmin_pages:workflow_action", args=values))
                asked += 1
                if (found == PAGE) is not (who in may(stage)):
                    wrong.append(f"{who}, {action} at {stage}: {found}")

    with capsys.disabled():
        print(f"\n{asked} cells of steps: {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong)
