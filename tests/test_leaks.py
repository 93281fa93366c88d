"""Distinctive strings in every private field, and a crawl of every address that the portal resolves: no hit.

Whoever adds an address says in ``CLASSES`` what it is; one that nobody classified fails here.
"""

import re
from dataclasses import dataclass, field
from itertools import product

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLPattern
from django.utils import translation
from django.utils.regex_helper import normalize
from wagtail.models import Comment as PageComment
from wagtail.models import Page, TaskState, WorkflowState

from nominations.consultation.actions.comments import triage_comment
from nominations.delegates.actions import invite
from nominations.dossiers.actions import editing, keep, record_consents
from nominations.models import Achievement, Comment, EarlierAward, Evidence
from nominations.stages import Stage
from tests import factories

#: Stands beside each secret, so that a search for it finds what holds the secret without naming it.
BAIT = "Mimosa"
#: Private text, by the place where it is planted.
SECRETS = {
    name: f"zq{name.replace('_', '')}zq"
    for name in (
        "name", "alias", "home_place", "residence", "position", "qualification", "academic_rank", "duties", "phone",
        "email", "file_name", "file_caption", "file_bytes", "summary", "case", "achievement", "award", "remark",
        "return_reason", "decline_reason", "page_comment", "draft_name", "sender_name", "sender_phone",
        "sender_address", "comment", "comment_for_council", "comment_note",
        "guest_name", "guest_needs", "guest_seat",
    )
} | {"identity_number": "079184009876"}  # fmt: skip

#: What the public said: for screeners and the council, never for units.
OF_CONSULTATION = {
    "sender_name",
    "sender_phone",
    "sender_address",
    "comment",
    "comment_for_council",
    "comment_note",
}

#: Who comes to a conference: for its organisers.
OF_ROSTERS = {"guest_name", "guest_needs", "guest_seat"}

PUBLIC, WORKSPACE, ADMIN, ACCOUNT, ASSET = "public", "workspace", "admin", "account", "asset"
#: What each address is, by the name of its pattern. All below ``admin/`` is of one class: closed.
CLASSES = {
    PUBLIC: {
        "invitation:page",
        "sitemap", "sitemap-section", "wagtail_serve", "api-v1:openapi-json",
        "api-v1:openapi-view", "api-v1:profiles", "api-v1:profile_by_id", "api-v1:profile_by_slug", "api-v1:tombstones", "api-v2:pages:listing", "api-v2:pages:detail", "api-v2:pages:find",
        "api-v1:preview", "api-v1:campaigns", "api-v1:columns", "api-v1:column_by_id", "api-v1:column_profiles",
        "api-v1:conferences", "api-v1:conference_by_id", "api-v1:campaign_by_id", "api-v1:changes", "api-v1:fields", "api-v1:blocs", "api-v1:provinces", "(api/)",
        "api-v1:units", "api-v1:honours", "api-v1:api-root", "wagtailcore_login",
        "shortlist:list", "shortlist:comment", "shortlist:receipt", "calendar:campaign",
        "conferences:calendar", "units:unit",
        "consent:page", "letter:page", "search:search", "search:suggestions",
        *(f"feeds:{scope}{form}" for scope in ("", "field-", "unit-", "column-") for form in ("rss", "atom", "json")),
        "wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password",
        "embed:oembed", "embed:card",
    },
    WORKSPACE: {
        f"workspace:{name}"
        for name in (
            "home", "new", "nomination", "candidate", "case", "awards", "evidence", "consent", "check", "receipt",
            "list", "bulk", "bulk-template", "bulk-upload", "bulk-corrected",
            "withdraw", "carry", "remarks", "evidence-file", "evidence-upload", "evidence-remove", "evidence-preview",
            "evidence-thumbnail", "mail",
            "recall", "endorse", "places",
        )
    }
    | {f"followup:{name}" for name in ("tasks", "task", "report-file", "nobody", "read", "guide")}
    | {"unit_papers:paper", "unit_papers:letter"}
    | {f"consents:{name}" for name in ("link", "printed", "qr", "paper", "settle")}
    | {f"referees:{name}" for name in ("letters", "ask", "again", "cancel")},
    ACCOUNT: {
        "set_language", "landing", "account_login", "account_logout", "account_inactive", "account_signup",
        "account_reauthenticate", "account_email", "account_email_verification_sent", "account_change_password",
        "account_set_password", "account_reset_password", "account_confirm_login_code", "account_confirm_email",
        "account_reset_password_from_key_done", "account_reset_password_from_key", "account_reset_password_done",
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    },
    ASSET: {"healthz", "media", "robots", "wagtaildocs_serve"},
}  # fmt: skip
#: Below ``admin/`` and open all the same: nothing of anybody's is in them.
OPEN_IN_ADMIN = {
    "wagtailadmin_sprite", "javascript_catalog", "wagtailadmin_javascript_catalog", "wagtailadmin_logout", "(admin/logout/)",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver: its name, and its forms with the parameters that each wants."""

    name: str
    forms: tuple[tuple[str, tuple[str, ...]], ...] = field(hash=False)

    @property
    def kind(self) -> str | None:
        if all(form.startswith("admin/") for form, _ in self.forms):
            return ADMIN
        return next((kind for kind, names in CLASSES.items() if self.name in names), None)


def addresses(resolver=None, before=(("", ()),), names=()) -> list[Address]:
    """Walk the resolver; list every pattern with its forms, as ``"page/%(page_id)s/"``."""
    found = []
    for item in (resolver or get_resolver()).url_patterns:
        forms = tuple((a + b, (*p, *q)) for (a, p), (b, q) in product(before, forms_of(item.pattern)))
        if isinstance(item, URLPattern):
            found.append(Address(":".join([*names, item.name or f"({forms[0][0]})"]), forms))
        else:
            found += addresses(item, forms, (*names, *([item.namespace] if item.namespace else [])))
    return found


def forms_of(pattern) -> list[tuple[str, tuple[str, ...]]]:
    """Return the forms that one part of an address can take."""
    if isinstance(pattern, RoutePattern):
        route = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"%(\1)s", str(pattern))
        return [(route, tuple(pattern.converters))]
    return (
        [(form, tuple(parameters)) for form, parameters in normalize(pattern.regex.pattern)]
        if str(pattern)
        else [("", ())]
    )


# --- Planting -------------------------------------------------------------------------------------------


@dataclass
class Planted:
    """A portal full of secrets, its officers, and the values that stand for an address's parameters."""

    owner: object
    stranger: object
    nominations: list = field(default_factory=list)
    consultation: object = None
    parameters: list[dict[str, str]] = field(default_factory=list)


def plant(stage: Stage, owner, campaign, *, draft_name: bool = False, consents=None):
    """Bring a nomination full of secrets to a stage."""
    said = {name: f"{BAIT} {secret}" for name, secret in SECRETS.items()}
    nomination = factories.draft(
        by=owner, campaign=campaign, name=said["draft_name" if draft_name else "name"]
    )
    candidate = nomination.candidate
    for name in ("alias", "home_place", "residence", "position", "qualification", "academic_rank", "duties"):
        setattr(candidate, name, said[name])
    candidate.phone, candidate.email = SECRETS["phone"], f"{SECRETS['email']}@example.vn"
    candidate.identity_number = SECRETS["identity_number"]
    candidate.save()
    with editing(nomination=nomination, user=owner, base_revision=None) as page:
        page.summary, page.case, page.field = said["summary"], said["case"], campaign.quotas.first().field
        keep(page, user=owner)
    factories.fill(nomination, by=owner)
    with editing(nomination=nomination, user=owner, base_revision=None) as page:
        page.achievements = [Achievement(title=said["achievement"], detail=said["achievement"])]
        page.awards = [EarlierAward(year=2020, name=said["award"])]
        keep(page, user=owner)
    nomination.evidence.all().delete()
    for kind in ("report", "minutes"):
        upload = factories.upload(
            f"{said['file_name']}.pdf", factories.pdf() + f"\n%{SECRETS['file_bytes']} {kind}\n".encode()
        )
        stored = factories.attach_evidence(
            nomination=nomination, user=owner, kind=kind, upload=upload, caption=said["file_caption"]
        )
        factories.looked_at(stored, said["file_bytes"].encode())
    if consents:
        record_consents(nomination=nomination, user=owner, answers=consents)
    PageComment.objects.create(
        page=nomination, user=owner, text=said["page_comment"], contentpath="summary", position=""
    )
    return bring(nomination, stage, owner)


def bring(nomination, stage, owner):
    """Take a nomination as far as its stage, with the words of its reviewers among the secrets."""
    if stage == Stage.DRAFT:
        return nomination
    factories.submit_nomination(nomination=nomination, user=owner)
    screener, leader = factories.screener(), factories.leader()
    if stage == Stage.RETURNED:
        factories.act(nomination, screener, "reject", reason=f"{BAIT} {SECRETS['return_reason']}")
    if stage in factories.PAST_SCREENING:
        comment = f"{BAIT} {SECRETS['remark']}"
        factories.accepted(nomination, screener=screener, stays=stage == Stage.CONSULTATION, comment=comment)
    if stage == Stage.DECLINED:
        factories.selected(nomination)
        reason = f"{BAIT} {SECRETS['decline_reason']}"
        factories.act(nomination, leader, "decline", **factories.DECISION, reason=reason)
    else:
        factories.decide(nomination, stage, leader)
    nomination.refresh_from_db()
    return nomination


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """Plant once for the whole module; what a visitor's requests change is rolled back after each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield plant_everything()
        transaction.set_rollback(True)


def plant_everything() -> Planted:
    factories.portal()
    owner = factories.officer()
    campaign = factories.campaign(quotas={factories.field(): 9})
    factories.profile(
        name=f"Người đã công bố {BAIT}", unit=factories.unit_of(owner), field=campaign.quotas.first().field
    )
    stages = [stage for stage in Stage if stage not in (Stage.INELIGIBLE, Stage.WITHDRAWN, Stage.APPROVED)]
    nominations = [plant(stage, owner, campaign) for stage in stages]
    # Recognised: one agreed to no story, of the other there is an unpublished draft of a profile.
    nominations.append(plant(Stage.APPROVED, owner, campaign, consents={"story": False}))
    nominations.append(plant(Stage.APPROVED, owner, campaign, draft_name=True))
    plant_guest()
    found = Planted(owner, factories.officer(), nominations, plant_comment())
    found.parameters = [parameters(nomination) for nomination in nominations]
    found.parameters += [about_evidence(nominations[1]), about_candidate(nominations[1])]
    for values in found.parameters:
        values["consultation_id"] = found.consultation.pk
    return found


def plant_guest() -> None:
    """Put somebody on the roster of a published conference, and invite them."""
    roster = factories.roster()
    guest = factories.delegate(
        roster,
        name=f"{BAIT} {SECRETS['guest_name']}",
        diet=f"{BAIT} {SECRETS['guest_needs']}",
        seat=SECRETS["guest_seat"],
    )
    invite(roster=roster, delegates=[guest], user=factories.screener())


def plant_comment():
    """Publish a list of people who are no secret, with a comment on it that is one altogether."""
    consultation = factories.shortlist()
    sent = factories.comment(
        consultation,
        name=f"{BAIT} {SECRETS['sender_name']}",
        phone=SECRETS["sender_phone"],
        address=SECRETS["sender_address"],
        text=f"{BAIT} {SECRETS['comment']}",
    )
    triage_comment(
        comment=sent,
        user=factories.screener(),
        status=Comment.Status.TO_COUNCIL,
        text_for_council=SECRETS["comment_for_council"],
        note=SECRETS["comment_note"],
    )
    return consultation


def parameters(nomination) -> dict[str, str]:
    """What an address's parameters can be about this nomination; other names get its key."""
    state = WorkflowState.objects.for_instance(nomination).last()
    step = TaskState.objects.filter(workflow_state=state).last()
    evidence = nomination.evidence.first()
    profile = Page.objects.filter(slug__startswith="mimosa").first()
    return {
        "": nomination.pk,
        "page_id": nomination.pk,
        "reference": nomination.slug,
        "evidence_id": evidence.pk,
        "campaign_id": nomination.campaign_id,
        "task_state_id": step.pk if step else 1,
        "workflow_state_id": state.pk if state else 1,
        "revision_id": nomination.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "content_type_id": ContentType.objects.get_for_model(nomination).pk,
        "app_label": "nominations",
        "model_name": "nominationpage",
        "content_type_app_name": "nominations",
        "content_type_model_name": "nominationpage",
        "locale": "vi",
        "slug": nomination.slug,
        "first": "0001",
        "profile_id": profile.pk,
    }


def about_evidence(nomination) -> dict[str, str]:
    evidence = nomination.evidence.first()
    return parameters(nomination) | {"": evidence.pk, "model_name": "evidence", "_1": evidence.original_name}


def about_candidate(nomination) -> dict[str, str]:
    profile = Page.objects.filter(slug__startswith="mimosa").first()
    names = {"model_name": "candidate", "slug": profile.slug, "locale": "en", "profile_id": nomination.pk}
    return parameters(nomination) | {"": nomination.candidate_id} | names


def paths(address: Address, planted: Planted) -> set[str]:
    """Fill an address's parameters with what was planted; the admin is closed before it looks at them."""
    known = planted.parameters[3:4] if address.kind == ADMIN else planted.parameters
    return {
        "/" + form % {name: values.get(name, values[""]) for name in names}
        for form, names in address.forms
        for values in (known if names else known[:1])
    }


# --- Crawling -------------------------------------------------------------------------------------------


def visitor(user=None) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def text_of(response) -> str:
    """Everything that an answer carries: content, headers, cookies."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {response.cookies} {content.decode('utf-8', 'replace')}".casefold()


def leaks(path: str, response) -> list[str]:
    """The secrets in an answer, and a server error, as lines to read."""
    text = text_of(response)
    found = [f"{path} shows {name}" for name, secret in SECRETS.items() if secret in text]
    return found + ([f"{path} answers {response.status_code}"] if response.status_code >= 500 else [])


def everybody(planted: Planted) -> dict:
    return {"anonymous": None, "officer of another unit": planted.stranger}


def test_every_address_is_classified():
    assert [address.name for address in addresses() if address.kind is None] == []


@pytest.mark.parametrize("who", ["anonymous", "officer of another unit"])
def test_no_address_leaks(who, planted, db):
    found, asked = [], 0
    for language in ("vi", "en"):
        with translation.override(language):
            known = addresses()
        for address in known:
            client = visitor(everybody(planted)[who])
            for path in sorted(paths(address, planted)):
                if language == "en" and not path.startswith("/en/"):
                    continue
                response, asked = client.get(path), asked + 1
                found += leaks(path, response)
                if (
                    address.kind == ADMIN
                    and address.name not in OPEN_IN_ADMIN
                    and response.status_code == 200
                ):
                    found.append(f"{path} is open to {who}")

    assert found == []
    assert asked > 400


def questions(planted: Planted) -> list[str]:
    """Every listed parameter of the API and of the book of honour, with values that lead to the secrets."""
    nomination = planted.nominations[1]
    values = [BAIT, nomination.reference, nomination.unit.code, str(nomination.pk)]
    schema = visitor().get("/api/v1/openapi.json").json()
    listed = {
        (path, parameter["name"])
        for path, operations in schema["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", ())
        if parameter["in"] == "query"
    }
    assert {name for _, name in listed} >= {"unit", "field", "year"}
    book = factories.book_of_honour().url_path.removeprefix(factories.portal().url_path)
    pages = [
        "/",
        f"/{book}",
        "/en/",
        "/tim-kiem/",
        "/tim-kiem/goi-y/",
        "/en/tim-kiem/",
        "/feeds/rss/",
        "/feeds/atom/",
        "/sitemap.xml",
    ]
    shown = {(page, name) for page in pages for name in ("q", "unit", "field", "year", "page")}
    asked = [
        f"{re.sub('{.*?}', str(nomination.pk), path)}?{name}={value}"
        for path, name in listed | shown
        for value in values
    ]
    return sorted(asked)


@pytest.mark.parametrize("who", ["anonymous", "officer of another unit"])
def test_no_question_leaks(who, planted, db):
    client = visitor(everybody(planted)[who])

    found = [line for path in questions(planted) for line in leaks(path, client.get(path))]

    assert found == []


@pytest.mark.parametrize("who", ["anonymous", "officer of another unit"])
def test_a_nomination_has_no_page_of_its_own(who, planted, db):
    client = visitor(everybody(planted)[who])
    root = factories.portal().url_path
    for page in [*planted.nominations, *Page.objects.filter(live=False)]:
        path = "/" + page.url_path.removeprefix(root)
        response = client.get(path)

        assert (leaks(path, response), response.status_code) == ([], 404)


def test_another_units_forms_take_nothing(planted, db):
    client = visitor(planted.stranger)
    workspace = [
        address for address in addresses() if address.kind == WORKSPACE and "reference" in address.forms[0][1]
    ]
    assert len(workspace) > 8
    for address in workspace:
        for path in sorted(paths(address, planted)):
            response = client.post(path, {"name": "x", "declared": "on", "remove": "1"})

            assert (path, leaks(path, response), response.status_code in (404, 405)) == (path, [], True)


def test_the_crawl_finds_what_is_shown_to_the_unit_itself(planted, db):
    """The same crawl, by the one who may read: it would see a leak if there were one."""
    client, text = visitor(planted.owner), ""
    for address in addresses():
        if address.kind == WORKSPACE:
            text += "".join(text_of(client.get(path)) for path in sorted(paths(address, planted)))

    # The screener's remark is for reviewers; comments of pages are not used in the workspace.
    unseen = {name for name, secret in SECRETS.items() if secret not in text}
    assert unseen <= {"remark", "page_comment", "file_caption", *OF_CONSULTATION, *OF_ROSTERS}
    assert Evidence.objects.filter(nomination__in=planted.nominations).count() == 2 * len(planted.nominations)
