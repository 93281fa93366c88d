"""What comes into the log, from where, and that nobody takes it out or changes it."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Workflow

from nominations.audit import triggers
from nominations.audit.actions import seal_entries
from nominations.audit.models import AppendOnly
from nominations.audit.rules import verdict
from nominations.groups import set_up_groups
from nominations.models import AuditEntry, AuditHead, CampaignPage, RulePreset
from nominations.roles import Role
from tests import factories

# --- The chain --------------------------------------------------------------------------------------


def test_a_nomination_that_goes_the_whole_way_leaves_its_trace(sealed, recognised):
    chain = sealed()

    actions = [entry.action for entry in chain if entry.reference == recognised.reference]
    assert [name for name in actions if name in TRANSITIONS] == list(TRANSITIONS)
    assert verdict(entry.link for entry in chain).broken is None


TRANSITIONS = {
    f"nominations.{name}": None for name in ("create", "submit", "accept", "consulted", "select", "approve")
}


def test_sequences_have_no_gap_and_the_head_stands_at_the_end(sealed, recognised):
    chain = sealed()

    head = AuditHead.objects.get()
    assert [entry.sequence for entry in chain] == list(range(1, len(chain) + 1))
    assert (head.sequence, head.hash) == (chain[-1].sequence, chain[-1].hash)


def test_sealing_twice_changes_nothing(sealed, recognised):
    chain = sealed()

    assert seal_entries() == 0
    assert [entry.hash for entry in sealed()] == [entry.hash for entry in chain]


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_sealed_when_its_transaction_is_over():
    factories.portal()
    before = AuditEntry.objects.sealed().count()
    with transaction.atomic():
        factories.unit()
        assert AuditEntry.objects.waiting().count() == 1

    assert AuditEntry.objects.waiting().count() == 0
    assert AuditEntry.objects.sealed().count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_entry():
    factories.portal()
    before = AuditEntry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        factories.unit()
        _ = 1 / 0

    assert AuditEntry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_process_left_waiting_is_sealed_with_the_next(monkeypatch):
    factories.portal()
    monkeypatch.setattr("nominations.audit.actions.seal_entries", lambda: None)
    factories.unit()
    assert AuditEntry.objects.waiting().count() == 1
    monkeypatch.undo()

    factories.unit()

    assert AuditEntry.objects.waiting().count() == 0
    assert verdict(AuditEntry.objects.links()).broken is None


@pytest.mark.django_db(transaction=True)
def test_an_action_does_not_fail_because_sealing_does(monkeypatch, caplog):
    factories.portal()
    monkeypatch.setattr("nominations.audit.actions.lock_head", lambda: 1 / 0)

    unit = factories.unit()

    assert unit.pk
    assert AuditEntry.objects.waiting().count() == 1


# --- Append-only ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(actor_name="x"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["actor_name"]),
        lambda entry: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"actor_name": "x"}),
        lambda entry: AuditEntry.objects.seal(entry),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
    ],
    ids=[
        "save",
        "delete",
        "update",
        "delete all",
        "bulk update",
        "update or create",
        "seal again",
        "raw delete",
    ],
)
def test_the_model_refuses(attempt, sealed):
    factories.unit()
    entry = sealed()[-1]

    with pytest.raises(AppendOnly):
        attempt(entry)


STATEMENTS = {
    "update": "UPDATE nominations_auditentry SET actor_name = 'x' WHERE sequence = 1",
    "unseal": "UPDATE nominations_auditentry SET sequence = NULL, hash = '' WHERE sequence = 1",
    "reseal": "UPDATE nominations_auditentry SET hash = 'x' WHERE sequence = 1",
    "delete": "DELETE FROM nominations_auditentry WHERE sequence = 1",
    "delete all": "DELETE FROM nominations_auditentry",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_the_database_refuses(statement, sealed, guarded):
    factories.unit()
    count = len(sealed())

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.count() == count


@pytest.mark.postgres
def test_the_database_refuses_to_truncate(sealed, guarded):
    factories.unit()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE nominations_auditentry")


@pytest.mark.parametrize("column", ["actor_name", "data", "moment", "id"])
def test_the_database_lets_nothing_but_the_seal_be_written(column, guarded):
    factories.unit()
    value = {"moment": "'2020-01-01'", "id": "id + 1000000"}.get(column, "'x'")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE nominations_auditentry SET {column} = {value}, sequence = 99999, hash = 'x' WHERE sequence IS NULL"
        )


def test_the_guards_of_a_migrated_database_are_all_there(guarded):
    assert triggers.missing(connection) == []
    triggers.remove(connection)
    assert triggers.missing(connection) == list(triggers.TRIGGERS[connection.vendor])
    triggers.install(connection)
    assert triggers.missing(connection) == []


# --- Names ------------------------------------------------------------------------------------------


def test_no_entry_names_a_candidate(sealed, recognised):
    text = json.dumps([entry.link.subject_label + entry.data for entry in sealed()], ensure_ascii=False)

    assert recognised.reference in text
    assert "Phan" not in text
    assert "Lụa" not in text


def test_what_may_name_a_person_is_named_by_its_number(last, recognised):
    log(recognised.candidate, "nominations.reveal")

    entry = last("nominations.reveal")[0]

    assert entry.subject_label.endswith(f" {recognised.candidate_id}")
    assert "Lụa" not in entry.subject_label


def test_the_log_stays_when_a_person_leaves(last):
    person = factories.screener(first_name="Hà", last_name="Lê")
    log(factories.field(), "nominations.export", user=person)
    number = person.pk
    entry = last("nominations.export")[0]
    person.delete()

    entry.refresh_from_db()

    assert (entry.actor_id, entry.actor_name) == (str(number), "Hà Lê")
    assert last("nominations.remove_setting")[0].subject_id == str(number)


def test_an_entry_about_something_of_a_nomination_says_which(last, recognised):
    evidence = recognised.evidence.first()
    log(evidence, "nominations.open_evidence")

    entry = last("nominations.open_evidence")[0]

    assert entry.reference == recognised.reference
    assert entry.campaign == f"{recognised.campaign.code}-{recognised.campaign.year}"
    assert evidence.original_name not in entry.subject_label


# --- Settings ---------------------------------------------------------------------------------------


def test_a_changed_ballot_rule_is_logged_with_both_values(last):
    preset = RulePreset.objects.create(name="Thử", threshold=80)
    preset.threshold = 90
    preset.save()

    entry = last("nominations.change_setting")[0]

    assert (entry.subject_type, entry.subject_label) == ("nominations.rulepreset", "Thử")
    assert entry.particulars == {"threshold": [80, 90]}


def test_storing_a_setting_as_it_was_logs_nothing(sealed):
    unit = factories.unit()
    count = len(sealed())

    unit.save()

    assert len(sealed()) == count


def test_a_password_is_never_logged(sealed):
    person = factories.screener()
    person.set_password("một mật khẩu khác 2026")
    person.save()

    entry = sealed()[-1]

    assert entry.particulars == {"password": []}
    assert person.password not in json.dumps([entry.data for entry in sealed()])


def test_who_comes_into_a_group_and_who_leaves_is_logged(last):
    person = factories.person()
    group = Group.objects.get(name=Role.AUDITOR)

    person.groups.add(group)
    group.user_set.remove(person)

    removed, added = last("nominations.change_rights")[:2]
    assert (added.subject_label, added.particulars) == (person.username, {"added": [Role.AUDITOR.value]})
    assert (removed.subject_label, removed.particulars) == (Role.AUDITOR, {"removed": [person.username]})


def test_clearing_a_group_is_logged(last):
    person = factories.auditor()

    person.groups.clear()

    assert last("nominations.change_rights")[0].particulars == {"removed": [Role.AUDITOR.value]}


def test_setting_the_portal_up_again_logs_nothing(sealed):
    set_up_groups()
    count = len(sealed())

    factories.portal()
    set_up_groups()

    assert len(sealed()) == count


def test_a_group_that_gains_a_permission_is_logged(last):
    group = Group.objects.get(name=Role.EDITOR)
    group.permissions.add(Group.objects.get(name=Role.AUDITOR).permissions.get(codename="view_auditentry"))

    assert last("nominations.change_rights")[0].particulars == {"added": ["view_auditentry"]}


def test_a_workflow_that_is_switched_off_is_logged(last):
    workflow = Workflow.objects.filter(active=True).first()
    Workflow.objects.filter(pk=workflow.pk).update(active=True)
    task = workflow.tasks[0].specific
    task.active = False
    task.save()

    entry = last("nominations.change_setting")[0]

    assert entry.subject_label == task.name
    assert entry.particulars == {"active": [True, False]}


def test_an_edited_campaign_says_what_changed(last, screener):
    made = factories.campaign(quotas={factories.field(): 3})
    campaign = CampaignPage.objects.get(pk=made.pk)
    campaign.save_revision(user=screener, log_action=True)
    campaign.threshold = 80
    campaign.intro = "<p>Mới</p>"
    quota = campaign.quotas.first()
    quota.seats = 9
    campaign.quotas = [quota]
    campaign.save_revision(user=screener, log_action=True)

    entry = last("wagtail.edit")[0]

    changed = entry.particulars["changed"]
    assert changed["threshold"] == [90, 80]
    assert [side[0]["seats"] for side in changed["quotas"]] == [3, 9]
    assert sorted(changed) == ["intro", "quotas", "threshold"]
    assert entry.campaign == f"{campaign.code}-{campaign.year}"


def test_pages_of_the_portal_are_not_settings(sealed):
    count = len(sealed())

    factories.profile()

    about = {entry.subject_type for entry in sealed()[count:]}
    assert "exemplars.exemplarpage" not in about


# --- In the admin -----------------------------------------------------------------------------------


def test_a_person_edited_in_the_admin_is_logged_with_who_did_it(client, last):
    administrator, person = factories.administrator(), factories.screener()
    client.force_login(administrator)
    auditors = Group.objects.get(name=Role.AUDITOR)

    client.post(
        reverse("wagtailusers_users:edit", args=[person.pk]),
        {
            "username": person.username, "email": person.email, "first_name": "Hà", "last_name": "Lê",
            "password1": "", "password2": "", "is_active": "on", "groups": [auditors.pk],
        },
    )  # fmt: skip

    changed = last("nominations.change_setting")[0]
    rights = [entry.particulars for entry in last("nominations.change_rights")[:2]]
    assert (changed.actor_id, changed.subject_label) == (str(administrator.pk), person.username)
    assert changed.particulars == {"first_name": ["", "Hà"], "last_name": ["", "Lê"]}
    assert {"added": [Role.AUDITOR.value]} in rights
    assert {"removed": [Role.SCREENER.value]} in rights


@pytest.mark.parametrize(
    ("action", "answer", "expected"),
    [
        (
            "assign_role",
            lambda: {"role": Group.objects.get(name=Role.LEADER).pk},
            "nominations.change_rights",
        ),
        ("set_active_state", lambda: {"mark_as_active": "False"}, "nominations.change_setting"),
        ("delete", dict, "nominations.remove_setting"),
    ],
)
def test_what_is_done_to_many_people_at_once_is_logged(action, answer, expected, client, last):
    administrator, person = factories.administrator(), factories.person()
    client.force_login(administrator)
    address = reverse("wagtail_bulk_action", args=["auth", "user", action])

    client.post(f"{address}?id={person.pk}", answer())

    entry = last(expected)[0]
    assert entry.actor_id == str(administrator.pk)
    assert entry.subject_id in (str(person.pk), str(Group.objects.get(name=Role.LEADER).pk))


def test_coming_leaving_and_a_wrong_password_are_logged_for_people_of_the_admin(client, last):
    person, officer = factories.screener(), factories.officer()
    sign_in = reverse("account_login")

    client.post(sign_in, {"login": person.username, "password": "falsch"})
    client.post(sign_in, {"login": person.email, "password": "falsch"})
    client.post(sign_in, {"login": "nobody", "password": "falsch"})
    client.post(sign_in, {"login": officer.username, "password": factories.PASSWORD})
    client.post(reverse("account_logout"))
    client.post(sign_in, {"login": person.username, "password": factories.PASSWORD})
    client.post(reverse("account_logout"))

    names = ("sign_in", "sign_out", "sign_in_failed")
    found = {name: [entry.subject_label for entry in last(f"nominations.{name}")] for name in names}
    assert found == {
        "sign_in": [person.username],
        "sign_out": [person.username],
        "sign_in_failed": [person.username] * 2,
    }


# --- Votes ------------------------------------------------------------------------------------------


def test_no_models_of_votes_are_watched_or_named():
    from nominations.audit.subjects import PLAIN
    from nominations.audit.watching import WATCHED

    secret = {"vote", "openvote", "score", "rollentry"}
    assert secret <= {model._meta.model_name for model in apps.get_app_config("nominations").get_models()}
    assert secret.isdisjoint({model._meta.model_name for model in WATCHED})
    assert secret.isdisjoint({kind.partition(".")[2] for kind in PLAIN})
