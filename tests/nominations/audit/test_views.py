"""The auditor's pages: who reads them, what they find, what leaves them as a file."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from nominations.audit import triggers
from nominations.audit.actions import enter, seal_entries
from nominations.audit.words import action_choices
from nominations.models import AuditEntry
from nominations.roles import Role
from tests import factories

ROLES = ("screener", "secretary", "council_member", "leader", "editor", "administrator", "officer", "head")
ALLOWED = ("auditor", "superuser")


def make(**values) -> AuditEntry:
    blank = {
        "moment": timezone.now(), "actor_id": "7", "actor_name": "Lê Thị Hà", "action": "nominations.accept",
        "subject_type": "nominations.nominationpage", "subject_id": "1", "subject_label": "DHTT-2023-0001",
        "reference": "DHTT-2023-0001", "campaign": "DHTT-2023",
    }  # fmt: skip
    entry = enter(**blank | values)
    seal_entries()
    entry.refresh_from_db()
    return entry


@pytest.fixture
def log_list(client):
    seal_entries()
    client.force_login(factories.auditor())
    return lambda **query: client.get(reverse("audit:index"), query)


def numbers(response) -> list[int]:
    return [entry.sequence for entry in response.context["object_list"]]


def addresses(entry) -> list[str]:
    listing = reverse("audit:index")
    return [
        listing,
        f"{listing}?export=csv",
        f"{listing}?export=xlsx",
        f"{listing}?q=x",
        reverse("audit:index_results"),
        reverse("audit:entry", args=[entry.sequence]),
        reverse("audit:entry", args=[999999]),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_address_of_the_log_is_closed_to(role, client):
    entry = make()
    client.force_login(getattr(factories, role)())

    answers = [client.get(address) for address in addresses(entry)]

    home = reverse("wagtailadmin_home")
    assert all(
        answer.status_code == 403 or (answer.status_code, answer.url) == (302, home) for answer in answers
    )
    assert not any(entry.reference in answer.content.decode() for answer in answers)


def test_nobody_signed_in_is_sent_to_the_door(client):
    entry = make()

    assert {client.get(address).status_code for address in addresses(entry)} == {302}


@pytest.mark.parametrize("role", ALLOWED)
def test_the_log_is_open_to(role, client):
    entry = make()
    client.force_login(getattr(factories, role)())

    assert [client.get(address).status_code for address in addresses(entry)] == [200] * 6 + [404]


@pytest.mark.parametrize("address", ["index", "entry"])
def test_the_log_is_read_and_never_written(address, client):
    entry = make()
    client.force_login(factories.auditor())
    url = reverse(f"audit:{address}", args=[entry.sequence] if address == "entry" else [])

    assert client.post(url, {"actor_name": "x"}).status_code == 405
    assert client.delete(url).status_code == 405


def test_the_menu_leads_there_for_auditors_alone(client):
    found = {}
    for role in ("auditor", "screener", "administrator", "editor"):
        client.force_login(getattr(factories, role)())
        found[role] = (
            f'"{reverse("audit:index")}"' in client.get(reverse("wagtailadmin_home")).content.decode()
        )

    assert found == {"auditor": True, "screener": False, "administrator": False, "editor": False}


def test_the_newest_entry_comes_first_and_no_cache_keeps_the_list(log_list):
    first, second = make(), make()

    response = log_list()

    assert numbers(response)[:2] == [second.sequence, first.sequence]
    assert response.headers["Cache-Control"].startswith("private, no-store")


def test_filters_stand_in_the_address(log_list):
    ten_days_ago = timezone.now() - timedelta(days=10)
    other = make(
        actor_id="8", actor_name="Vũ Nam", action="nominations.return", reference="TDKT-2024-0009",
        subject_label="TDKT-2024-0009", campaign="TDKT-2024", moment=ten_days_ago,
    )  # fmt: skip
    make()
    day = timezone.localdate(ten_days_ago)

    for query in (
        {"actor_id": "8"},
        {"action": "nominations.return"},
        {"reference": "tdkt-2024-0009"},
        {"campaign": "TDKT-2024"},
        {"moment_from": day.isoformat(), "moment_to": day.isoformat()},
        {"q": "0009"},
        {"q": "vũ nam"},
    ):
        assert numbers(log_list(**query)) == [other.sequence], query


def test_two_people_of_one_name_are_told_apart(log_list):
    make(actor_id="8")
    make(actor_id="9")

    choices = dict(log_list().context["filters"].form.fields["actor_id"].choices)

    assert (choices["8"], choices["9"]) == ("Lê Thị Hà (8)", "Lê Thị Hà (9)")


def test_an_entry_says_everything_and_that_it_holds(client, log_list):
    entry = make(data='{"decision":"0142/QĐ-BTTTT"}')

    response = client.get(reverse("audit:entry", args=[entry.sequence]))

    content = response.content.decode()
    assert all(
        text in content for text in ("0142/QĐ-BTTTT", entry.hash, entry.previous_hash, "DHTT-2023-0001")
    )
    assert (response.context["holds"], response.context["follows"]) == (True, True)


def test_an_entry_that_was_altered_says_so(client, log_list):
    entry = make()
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE nominations_auditentry SET actor_name = 'X' WHERE id = %s", [entry.pk])

    response = client.get(reverse("audit:entry", args=[entry.sequence]))

    assert response.context["holds"] is False


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_taking_the_log_away_is_logged(kind, log_list):
    entry = make(actor_id="8")

    response = log_list(export=kind, actor_id="8")

    content = b"".join(response.streaming_content)
    seal_entries()
    logged = AuditEntry.objects.get(action="nominations.export")
    assert logged.particulars == {
        "list": "audit-log",
        "format": kind,
        "rows": 1,
        "filters": {"actor_id": ["8"]},
    }
    if kind == "csv":
        assert entry.hash in content.decode()
    else:
        assert load_workbook(BytesIO(content)).active.cell(2, 10).value == entry.hash


def test_no_cell_of_the_export_is_a_formula(log_list):
    make(actor_name="=HYPERLINK(1)", subject_label="=1+1", subject_type="auth.user", reference="")

    text = b"".join(log_list(export="csv").streaming_content).decode()

    assert "'=HYPERLINK(1)" in text
    assert not re.search(r'(^|,)"?[=+@-]', text, re.MULTILINE)


def test_an_action_that_nobody_knows_any_more_is_still_shown(log_list):
    make(action="nominations.forgotten", subject_type="gone.thing")

    assert "nominations.forgotten" in log_list().content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_at_any_length(count, log_list, django_assert_num_queries):
    log_list()
    for _ in range(count):
        make(campaign="TDKT-2024")

    with django_assert_num_queries(14):
        response = log_list(campaign="TDKT-2024")

    assert len(numbers(response)) == count


def test_an_entry_costs_the_same_wherever_it_stands(client, log_list, django_assert_num_queries):
    entry = make()
    client.get(reverse("audit:entry", args=[entry.sequence]))

    with django_assert_num_queries(11):
        client.get(reverse("audit:entry", args=[entry.sequence]))


def test_auditors_change_nothing_anywhere():
    permissions = set(factories.group_of(Role.AUDITOR).permissions.values_list("codename", flat=True))

    assert "view_auditentry" in permissions
    assert not {name for name in permissions if name.startswith(("add_", "change_", "delete_"))}


def test_every_action_that_can_be_chosen_has_words():
    assert [name for name, words in action_choices() if words == name] == []
