"""Sensitive fields: covered until asked for, shown once, logged each time; and who never sees them."""

import pytest
from django.urls import reverse

from nominations.audit.actions import seal_entries
from nominations.dossiers.sensitive import SENSITIVE
from nominations.models import AuditEntry, Candidate, CouncilMember, CouncilSession
from nominations.stages import Stage
from tests import factories

VALUES = {
    "identity_number": "001184012345",
    "phone": "0912 345 678",
    "email": "lua@example.vn",
    "home_place": "Xã Quỳ Châu, tỉnh Nghệ An",
    "residence": "Phường Minh Khai, Hà Nội",
}


@pytest.fixture
def told(submitted):
    """A nomination whose candidate has given everything."""
    for name, value in VALUES.items():
        setattr(submitted.candidate, name, value)
    submitted.candidate.save()
    return submitted


@pytest.fixture
def ask(client, told):
    return lambda field: client.post(reverse("nominations_reveal", args=[told.pk]), {"field": field})


def values_in(response) -> set[str]:
    content = response.content.decode()
    return {name for name, value in VALUES.items() if value in content}


def logged() -> list[dict]:
    seal_entries()
    return [
        {"fields": entry.particulars["fields"], "who": entry.actor_id, "about": entry.reference}
        for entry in AuditEntry.objects.filter(action="nominations.reveal").order_by("sequence")
    ]


def test_a_dossier_opens_with_every_sensitive_field_covered(desk, screener, told):
    desk.sign_in(screener)

    assert values_in(desk.dossier(told)) == set()
    assert logged() == []


@pytest.mark.parametrize("field", SENSITIVE)
def test_asking_for_a_field_shows_it_and_logs_who_asked(field, ask, desk, screener, told):
    desk.sign_in(screener)

    response = ask(field)

    assert values_in(response) == {field}
    assert response.headers["Cache-Control"].startswith("private, no-store")
    assert logged() == [{"fields": [field], "who": str(screener.pk), "about": told.reference}]


def test_all_can_be_asked_for_at_once(ask, desk, screener):
    desk.sign_in(screener)

    assert values_in(ask("all")) == set(SENSITIVE)
    assert [entry["fields"] for entry in logged()] == [list(SENSITIVE)]


def test_the_next_visit_covers_the_field_again(ask, desk, screener, told):
    desk.sign_in(screener)
    ask("phone")

    assert values_in(desk.dossier(told)) == set()


def test_an_address_that_was_kept_shows_nothing(client, desk, screener, told):
    desk.sign_in(screener)

    response = client.get(reverse("nominations_reveal", args=[told.pk]))

    assert response.url == reverse("wagtailadmin_pages:edit", args=[told.pk])
    assert logged() == []


@pytest.mark.parametrize("field", ["", "name", "identity_hash", "case"])
def test_nothing_else_can_be_asked_for(field, ask, desk, screener):
    desk.sign_in(screener)

    assert ask(field).status_code == 404
    assert logged() == []


def test_the_log_never_holds_the_value(ask, desk, screener):
    desk.sign_in(screener)
    ask("all")
    seal_entries()

    text = "".join(entry.data + entry.subject_label for entry in AuditEntry.objects.all())

    assert not any(value in text for value in VALUES.values())


def test_readers_may_ask_and_everybody_else_is_refused(answers, readers, strangers, refused, told):
    address = reverse("nominations_reveal", args=[told.pk])

    def question(client):
        response = client.post(address, {"field": "phone"})
        return refused(response) or "phone" not in values_in(response)

    assert answers((*readers, *strangers), question) == dict.fromkeys(readers, False) | dict.fromkeys(
        strangers, True
    )


def test_a_draft_shows_nothing(client, desk, screener):
    draft = factories.nomination(Stage.DRAFT)
    desk.sign_in(screener)

    assert client.post(reverse("nominations_reveal", args=[draft.pk]), {"field": "phone"}).status_code == 404


def test_a_member_of_the_council_sees_no_sensitive_field_and_no_button(client, desk, refused):
    member, nomination = factories.council_member(), factories.nomination(Stage.COUNCIL)
    Candidate.objects.filter(pk=nomination.candidate_id).update(
        **{name: value for name, value in VALUES.items() if name != "identity_number"}
    )
    session = CouncilSession.objects.create(
        campaign=nomination.campaign, title="Phiên 1", held_at=nomination.stage_since,
        status=CouncilSession.Status.OPEN, created_by=member,
    )  # fmt: skip
    CouncilMember.objects.create(session=session, user=member)
    session.agenda.create(nomination=nomination, number=1)
    desk.sign_in(member)

    response = desk.dossier(nomination)

    content = response.content.decode()
    assert response.status_code == 200
    assert values_in(response) == set()
    assert 'name="field"' not in content
    assert {entry.place for entry in response.context["entries"].record}.isdisjoint(
        {f"candidate.{name}" for name in SENSITIVE}
    )
    assert refused(client.post(reverse("nominations_reveal", args=[nomination.pk]), {"field": "phone"}))


def test_looking_is_no_part_of_the_history_that_reviewers_read(ask, desk, screener, told):
    desk.sign_in(screener)
    before = desk.dossier(told).context["history"]

    ask("all")
    desk.evidence(told.evidence.first())

    assert desk.dossier(told).context["history"] == before


def test_opening_evidence_is_logged(desk, screener, told):
    desk.sign_in(screener)
    file = told.evidence.first()

    desk.evidence(file)

    seal_entries()
    entry = AuditEntry.objects.get(action="nominations.open_evidence")
    assert (entry.actor_id, entry.reference) == (str(screener.pk), told.reference)
    assert entry.particulars == {"evidence": file.pk, "kind": file.kind}
    assert file.original_name not in entry.data


def test_a_unit_that_opens_its_own_file_is_not_logged(client, told):
    client.force_login(factories.officer_of(told))
    address = reverse("workspace:evidence-file", args=[told.slug, told.evidence.first().pk])

    response = client.get(address)

    assert response.status_code == 200
    assert not AuditEntry.objects.filter(action="nominations.open_evidence").exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_taking_the_list_away_is_logged_with_its_filters(kind, desk, screener, told):
    factories.nomination(Stage.SUBMITTED, campaign=told.campaign)
    desk.sign_in(screener)

    desk.list(export=kind, stage="submitted", campaign=told.campaign_id, q="Lụa")

    seal_entries()
    entry = AuditEntry.objects.get(action="nominations.export")
    assert entry.actor_id == str(screener.pk)
    assert entry.particulars == {
        "list": "nominations",
        "format": kind,
        "rows": 1,
        "filters": {"stage": ["submitted"], "campaign": [str(told.campaign_id)], "q": True},
    }
