"""The board: what it counts, whom it lets chase, and what a reminder becomes."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from nominations.followup.actions import HOLD, abstain, chase_units, take_back
from nominations.followup.actions.abstaining import HasNominated
from nominations.followup.actions.chasing import BadPlaceholders
from nominations.followup.board import read_board
from nominations.followup.rules import Standing
from nominations.models import Abstention, BouncingAddress, Chase, Message
from nominations.refusals import OutsideWindow
from nominations.stages import Stage
from tests import factories
from tests.nominations.followup.conftest import phone, published

FOLLOWERS = ("screener", "auditor", "superuser")
STRANGERS = ("secretary", "leader", "council_member", "editor", "administrator", "officer", "head")


def board_url(campaign, **query) -> str:
    return reverse("chasing:board", args=[campaign.pk], query=query or None)


def chase_url(campaign) -> str:
    return reverse("chasing:chase", args=[campaign.pk])


def words(**more) -> dict:
    return {"subject": "Nhắc", "body": "Kính gửi {{ten_don_vi}}", "batch": str(uuid.uuid4())} | more


def remind(full, *names, **more):
    units = [full.units[name] for name in names]
    values = {
        "subject": "Nhắc {{dot_xet_chon}}",
        "body": "Kính gửi {{ten_don_vi}}, {{so_ban_nhap}}",
        "batch": uuid.uuid4(),
    }
    return chase_units(campaign=full.campaign, units=units, user=full.screener, **values | more)


# --- What it counts -------------------------------------------------------------------------------------


def test_every_unit_stands_where_its_nominations_and_its_word_put_it(full):
    rows = {row.unit: row for row in read_board(full.campaign).rows}

    assert {name: rows[unit].standing for name, unit in full.units.items()} == {
        "submitted": Standing.SUBMITTED,
        "drafting": Standing.DRAFTING,
        "silent": Standing.SILENT,
        "nobody": Standing.ABSTAINED,
        "returned": Standing.SUBMITTED,
    }
    assert rows[full.units["submitted"]].allowed == 1
    assert rows[full.units["returned"]].returned_late == 1
    assert [number for number, _look in rows[full.units["drafting"]].cells] == [1, 0, 0, 0, 0, 0]


def test_a_unit_that_left_counts_only_where_it_filed(full):
    for name in ("submitted", "silent"):
        full.units[name].is_active = False
        full.units[name].save()

    units = {row.unit for row in read_board(full.campaign).rows}

    assert full.units["submitted"] in units
    assert full.units["silent"] not in units


@pytest.mark.parametrize("units", [1, 3])
def test_the_board_costs_the_same_however_many_units(units, client, portal, django_assert_num_queries):
    campaign = published()
    for _ in range(units):
        factories.draft(campaign=campaign, by=factories.officer())
    client.force_login(factories.screener())
    client.get(board_url(campaign, state="all"))

    with django_assert_num_queries(21):
        client.get(board_url(campaign, state="all"))


def test_filters_stand_in_the_address(client, full):
    bloc = factories.bloc()
    unit = full.units["silent"]
    unit.bloc = bloc
    unit.save()
    client.force_login(full.screener)

    def shown(**query):
        return {row.unit for row in client.get(board_url(full.campaign, **query)).context["rows"]}

    assert shown() == {unit}
    assert shown(state="drafting") == {full.units["drafting"]}
    assert shown(state="returned") == {full.units["returned"]}
    assert shown(state="abstained") == {full.units["nobody"]}
    assert shown(state="all") == set(full.units.values())
    assert shown(state="all", bloc=bloc.code) == {unit}
    assert shown(state="all", q="CUC SILENT") == {unit}
    assert shown(state="nonsense") == {unit}


def test_a_returned_address_is_unticked_and_shows_whom_to_call(client, full):
    officer = full.officers["silent"]
    phone(officer, "0229 000 0000")
    BouncingAddress.objects.create(address=officer.email.lower())
    client.force_login(full.screener)

    response = client.get(board_url(full.campaign))

    [row] = response.context["rows"]
    page = response.content.decode()
    assert row.is_bouncing
    assert 'href="tel:0229 000 0000"' in page
    assert " checked" not in page


# --- Reminding ------------------------------------------------------------------------------------------


def test_a_reminder_is_a_letter_in_the_outbox_and_a_row_for_each_unit(full):
    with time_machine.travel(timezone.now(), tick=False):
        outcome = remind(full, "silent", "drafting")
        leaves = timezone.now() + HOLD

    letters = {message.unit: message for message in Message.objects.filter(kind="chase")}
    assert set(letters) == {full.units["silent"], full.units["drafting"]}
    silent = letters[full.units["silent"]]
    assert (silent.not_before, silent.person, silent.state) == (leaves, full.officers["silent"], "waiting")
    assert silent.body.strip() == f"Kính gửi {full.units['silent'].name_vi}, 0"
    assert letters[full.units["drafting"]].body.strip().endswith(", 1")
    assert {(chase.unit, chase.standing, chase.letters) for chase in outcome.chased} == {
        (full.units["silent"], "silent", 1),
        (full.units["drafting"], "drafting", 1),
    }
    assert PageLogEntry.objects.get(action="nominations.units_chased").data["letters"] == 2


def test_the_same_reminder_sent_twice_is_one(full):
    batch = uuid.uuid4()

    first, again = (remind(full, "silent", batch=batch) for _ in range(2))

    assert Message.objects.filter(kind="chase").count() == Chase.objects.count() == 1
    assert first.chased == again.chased


def test_whom_no_letter_reaches_is_named_and_not_counted_as_reminded(full):
    officer = full.officers["silent"]
    officer.email = ""
    officer.save()

    outcome = remind(full, "silent", "drafting")

    assert outcome.unreachable == [full.units["silent"]]
    assert [chase.unit for chase in outcome.chased] == [full.units["drafting"]]


@pytest.mark.parametrize(
    "body", ["{{ten_don_vị}}", "{{ }}", "{{ten_don_vi", "ten_don_vi}}", "{{ten_don_vi.x}}"]
)
def test_a_placeholder_that_nobody_can_fill_stops_everything(full, body):
    with pytest.raises(BadPlaceholders):
        remind(full, "silent", body=body)

    assert not Message.objects.filter(kind="chase").exists()


@pytest.mark.parametrize("role", [*FOLLOWERS[1:], *STRANGERS])
def test_nobody_else_reminds(role, full):
    with pytest.raises(PermissionDenied):
        chase_units(
            campaign=full.campaign,
            units=[],
            subject="",
            body="",
            user=getattr(factories, role)(),
            batch=uuid.uuid4(),
        )


def test_a_preview_writes_nothing_and_sending_does(client, full):
    client.force_login(full.screener)
    data = words(units=[full.units["silent"].pk])

    preview = client.post(chase_url(full.campaign), data | {"go": "preview"})
    before = Message.objects.filter(kind="chase").count()
    sent = client.post(chase_url(full.campaign), data | {"go": "send"})

    assert preview.context["sample"].body == f"Kính gửi {full.units['silent'].name_vi}"
    assert before == 0
    assert sent.url == board_url(full.campaign)
    assert Message.objects.filter(kind="chase").count() == 1


@pytest.mark.parametrize("wrong", [{"units": []}, {"body": "{{khong_co}}"}, {"subject": ""}])
def test_a_wrong_reminder_comes_back_as_it_was_typed(client, full, wrong):
    client.force_login(full.screener)

    response = client.post(
        chase_url(full.campaign), words(units=[full.units["silent"].pk]) | wrong | {"go": "send"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Chase.objects.exists()


def test_the_log_tells_what_was_written_to_whom(client, full):
    remind(full, "silent")
    client.force_login(factories.auditor())
    log = reverse("chasing:log", args=[full.campaign.pk])

    assert [chase.unit for chase in client.get(log).context["page_obj"]] == [full.units["silent"]]
    assert not client.get(f"{log}?unit={full.units['nobody'].pk}").context["page_obj"].object_list


# --- Nominating nobody ----------------------------------------------------------------------------------


def test_a_unit_says_that_it_nominates_nobody_and_takes_it_back(client, full):
    client.force_login(full.officers["silent"])
    address = reverse("followup:nobody", args=[full.campaign.pk, full.units["silent"].pk])

    client.post(address, {"go": "nobody"})
    client.post(address, {"go": "nobody"})
    said = Abstention.objects.filter(unit=full.units["silent"]).count()
    client.post(address, {"go": "back"})

    assert said == 1
    assert not Abstention.objects.filter(unit=full.units["silent"]).exists()
    assert client.get("/workspace/").status_code == 200


def test_who_has_submitted_nominates_somebody(full):
    with pytest.raises(HasNominated):
        abstain(campaign=full.campaign, unit=full.units["submitted"], user=full.officers["submitted"])


def test_handing_something_in_takes_the_word_back(full):
    factories.nomination(
        Stage.SUBMITTED, campaign=full.campaign, by=full.officers["nobody"], field=full.field
    )

    assert not Abstention.objects.filter(unit=full.units["nobody"]).exists()


def test_after_the_deadline_nobody_says_anything(full):
    factories.close(full.campaign)

    with pytest.raises(OutsideWindow):
        abstain(campaign=full.campaign, unit=full.units["silent"], user=full.officers["silent"])


def test_nobody_speaks_for_another_unit(client, full):
    officer, other = full.officers["silent"], full.units["nobody"]
    client.force_login(officer)

    assert client.post(reverse("followup:nobody", args=[full.campaign.pk, other.pk])).status_code == 404
    for act in (abstain, take_back):
        with pytest.raises(PermissionDenied):
            act(campaign=full.campaign, unit=other, user=officer)


# --- Who may --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", FOLLOWERS)
def test_the_board_is_open_to(role, client, full):
    client.force_login(getattr(factories, role)())

    assert client.get(reverse("chasing:index")).url == board_url(full.campaign)
    response = client.get(board_url(full.campaign))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert ("<textarea" in response.content.decode()) is (role == "screener")


@pytest.mark.parametrize("role", STRANGERS)
def test_the_board_is_closed_to(role, client, full):
    client.force_login(getattr(factories, role)())

    for address in (
        reverse("chasing:index"),
        board_url(full.campaign),
        reverse("chasing:log", args=[full.campaign.pk]),
    ):
        answer = client.get(address)
        assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home")
    answer = client.post(chase_url(full.campaign), words(units=[full.units["silent"].pk], go="send"))
    assert answer.status_code in (302, 403)
    assert not Chase.objects.exists()


def test_without_a_campaign_the_board_says_so(client, portal):
    client.force_login(factories.screener())

    assert client.get(reverse("chasing:index")).status_code == 200


def test_a_late_return_counts_from_the_service_target(full):
    full.campaign.service_days = 250
    full.campaign.save()

    assert read_board(full.campaign).returned_late == 0
    assert timedelta(0) < HOLD
