"""The dashboard: who reads it, what it counts, what leaves it as a file."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from openpyxl import load_workbook

from nominations.audit.actions import seal_entries
from nominations.campaigns.working_days import add_working_days
from nominations.models import AuditEntry, Candidate, NominationPage
from nominations.stages import Stage
from tests import factories

READERS = ("screener", "secretary", "leader", "auditor", "superuser")
STRANGERS = ("council_member", "editor", "administrator", "officer", "head")


def addresses(campaign) -> list[str]:
    return [
        reverse("dashboards:index"),
        reverse("dashboards:campaign", args=[campaign.pk]),
        reverse("dashboards:export", args=[campaign.pk, "units"]),
        reverse("dashboards:export", args=[campaign.pk, "sex"]),
    ]


def row(table, name: str):
    return next(row for row in table.rows if row.name == name)


# --- Who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STRANGERS)
def test_every_address_is_closed_to(role, client, full):
    client.force_login(getattr(factories, role)())

    answers = [client.get(address) for address in addresses(full.campaign)]

    home = reverse("wagtailadmin_home")
    assert all(
        answer.status_code == 403 or (answer.status_code, answer.url) == (302, home) for answer in answers
    )
    assert not any(full.busy.name in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("role", READERS)
def test_every_address_is_open_to(role, client, full):
    client.force_login(getattr(factories, role)())

    assert [client.get(address).status_code for address in addresses(full.campaign)] == [302, 200, 200, 200]


def test_nobody_signed_in_is_sent_to_the_door(client, full):
    assert {client.get(address).status_code for address in addresses(full.campaign)} == {302}


def test_a_dashboard_is_kept_by_no_cache(client, full):
    client.force_login(factories.leader())

    for address in addresses(full.campaign)[1:]:
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_menu_leads_there_for_readers_alone(client):
    found = {}
    for role in ("screener", "auditor", "editor", "council_member"):
        client.force_login(getattr(factories, role)())
        found[role] = (
            f'"{reverse("dashboards:index")}"' in client.get(reverse("wagtailadmin_home")).content.decode()
        )

    assert found == {"screener": True, "auditor": True, "editor": False, "council_member": False}


def test_only_those_who_chase_units_are_told_whom_to_call(client, dashboard, full):
    told = {}
    for role in ("screener", "leader", "auditor"):
        client.force_login(getattr(factories, role)())
        told[role] = row(dashboard(full.campaign)["silent"], full.mute.name).values

    assert told == {
        "screener": ("–", f"Thị Hà Lê <{full.chased.email}>"),
        "leader": ("–",),
        "auditor": ("–",),
    }


# --- What it counts ---------------------------------------------------------------------------------


@pytest.fixture
def tables(client, dashboard, full):
    client.force_login(factories.screener())
    return dashboard(full.campaign)


def test_fields_stand_against_their_seats(tables, full):
    first, second = (row(tables["fields"], field.name) for field in full.fields)

    assert (first.values, second.values) == ((1, 1, 0, 2, "–"), (1, 0, 1, 1, "–"))
    assert (first.bar.width, first.bar.mark, second.bar.width, second.bar.mark) == (50, 100, 50, 50)
    assert tables["fields"].total.values == (2, 1, 1, 3, 0)


def test_units_stand_against_their_allocations(tables, full):
    busy, calm = row(tables["units"], full.busy.name), row(tables["units"], full.calm.name)

    assert (busy.values, calm.values) == ((1, 1, 0, 1), (1, 0, 1, 4))
    assert [one.name for one in tables["units"].rows] == [full.busy.name, full.calm.name]


def test_a_unit_over_its_allocation_is_said_to_be(client, dashboard, full):
    NominationPage.objects.filter(pk=full.nominations[1].pk).update(unit=full.busy)
    client.force_login(factories.leader())

    assert row(dashboard(full.campaign)["units"], full.busy.name).warning


def test_drafts_are_their_units_alone(tables, full):
    assert tables["stages"].total.values == (2,)


def test_silent_units_are_those_that_still_nominate(client, dashboard, full):
    gone = factories.unit(is_active=False)
    client.force_login(factories.leader())

    names = {one.name for one in dashboard(full.campaign)["silent"].rows}

    assert full.mute.name in names
    assert {gone.name, full.busy.name, full.calm.name}.isdisjoint(names)


def test_the_four_steps_narrow(tables):
    assert [one.values[0] for one in tables["steps"].rows] == [2, 1, 1, 1, 1]


def test_waiting_counts_working_days_against_the_target(client, dashboard, full):
    campaign = full.campaign
    late = add_working_days(timezone.localdate(), -(campaign.service_days + 1))
    NominationPage.objects.filter(pk=full.nominations[0].pk).update(
        stage_since=timezone.now() - (timezone.localdate() - late)
    )
    factories.nomination(Stage.SUBMITTED, campaign=campaign, field=full.fields[0])
    client.force_login(factories.leader())

    found = dashboard(campaign)["waiting"].rows[0]

    longest, target = campaign.service_days + 1, campaign.service_days
    assert found.values == (2, number_format(f"{longest / 2:g}"), longest, target, 1)
    assert found.warning


def test_nothing_waits_in_an_empty_campaign(client, dashboard, published):
    client.force_login(factories.leader())

    tables = dashboard(published())

    assert next(one.values for one in tables["waiting"].rows)[:3] == (0, "–", "–")
    assert tables["sex"].rows == []


def people(campaign, field, **columns) -> None:
    page = factories.nomination(Stage.SUBMITTED, campaign=campaign, field=field)
    Candidate.objects.filter(pk=page.candidate_id).update(**columns)


def test_statistics_show_no_small_number(client, dashboard, published):
    field = factories.field()
    campaign = published(quotas={field: 2})
    for number in range(7):
        place = "Xã A, tỉnh Nghệ An" if number else "xã B, Nghe An"
        people(campaign, field, ethnicity="Kinh" if number else "Ơ Đu", sex="male", home_place=place)
    client.force_login(factories.leader())

    tables = dashboard(campaign)

    assert [one.values for one in tables["ethnicity"].rows] == [(7,)]
    assert "Kinh" in tables["ethnicity"].rows[0].name
    assert "Ơ Đu" in tables["ethnicity"].rows[0].name
    assert [(one.name, one.values) for one in tables["province"].rows] == [("Nghệ An", (7,))]
    assert [one.values for one in tables["sex"].rows] == [(7,)]


def test_too_few_people_are_not_shown_at_all(tables, client, full):
    assert (tables["sex"].rows, tables["sex"].total) == ([], None)
    content = client.get(addresses(full.campaign)[1]).content.decode()
    assert tables["sex"].empty in content


def test_the_index_leads_to_the_latest_campaign(client, published):
    published(opens_at=timezone.now() - timedelta(days=400), closes_at=timezone.now() - timedelta(days=300))
    latest = published()
    client.force_login(factories.leader())

    assert client.get(reverse("dashboards:index")).url == reverse("dashboards:campaign", args=[latest.pk])


def test_without_campaigns_the_index_says_so(client):
    client.force_login(factories.leader())

    assert client.get(reverse("dashboards:index")).status_code == 200


# --- As tables and as files -------------------------------------------------------------------------


def test_every_bar_repeats_a_number_that_is_written(client, full):
    client.force_login(factories.screener())

    content = client.get(addresses(full.campaign)[1]).content.decode()

    assert content.count('<svg class="figures__bar"') == content.count('aria-hidden="true" focusable="false"')
    assert content.count('<th scope="row"') > 10
    assert "<script" not in content.partition('class="dashboards"')[2].partition("</main>")[0]


@pytest.mark.parametrize(
    "key", ["steps", "stages", "fields", "units", "waiting", "silent", "ethnicity", "rank"]
)
def test_every_table_leaves_as_excel_and_is_logged(key, client, full):
    screener = factories.screener()
    client.force_login(screener)
    client.get(addresses(full.campaign)[1])

    response = client.get(reverse("dashboards:export", args=[full.campaign.pk, key]))

    sheet = load_workbook(BytesIO(response.content)).active
    seal_entries()
    entry = AuditEntry.objects.get(action="nominations.export")
    assert full.campaign.title in sheet.cell(1, 1).value
    assert (entry.actor_id, entry.subject_id) == (str(screener.pk), str(full.campaign.pk))
    assert entry.particulars["list"] == f"dashboard.{key}"


def test_an_unknown_table_does_not_exist(client, full):
    client.force_login(factories.leader())

    assert client.get(reverse("dashboards:export", args=[full.campaign.pk, "votes"])).status_code == 404
    assert client.get(reverse("dashboards:campaign", args=[999999])).status_code == 404


def test_no_cell_of_an_export_is_a_formula(client, full):
    full.mute.name_vi = full.mute.name_en = "=1+1"
    full.mute.save()
    client.force_login(factories.leader())

    response = client.get(reverse("dashboards:export", args=[full.campaign.pk, "silent"]))

    cells = [cell for line in load_workbook(BytesIO(response.content)).active.iter_rows() for cell in line]
    assert any(cell.value == "=1+1" for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_costs_the_same_at_any_size(count, client, published, django_assert_num_queries):
    campaign = published(quotas={factories.field(): 9})
    for _ in range(count):
        factories.nomination(Stage.SUBMITTED, campaign=campaign)
    client.force_login(factories.screener())
    client.get(addresses(campaign)[1])

    with django_assert_num_queries(17):
        client.get(addresses(campaign)[1])
