"""The leader's list in the browser: who reads it, who chooses from it, and what is asked once more before anything happens."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.council.actions.results import conclude_session
from nominations.decisions.parts import LINKS, REMARKS, Link, Remark
from nominations.models import Clearance, Consultation, ConsultationEntry, ConsultationSummary
from nominations.stages import Stage
from tests import factories

from .conftest import DECIDED, TYPED, reserve, stages, voted, waiting

READERS = ("screener", "secretary", "leader", "auditor", "superuser")
STRANGERS = ("council_member", "editor", "administrator", "officer", "head")


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


def rows_of(response) -> dict:
    return {row.nomination.pk: row for row in response.context["rows"]}


def steps(*nominations) -> list[int]:
    return [factories.step(nomination).pk for nomination in nominations]


# --- Who --------------------------------------------------------------------------------------------------

#: What each role is answered, by address: read, or act on it (``post``); 200 and 302 to the page itself let in.
MAY_READ = dict.fromkeys(READERS, True) | dict.fromkeys(STRANGERS, False)


def addresses(nomination) -> dict[str, str]:
    campaign = nomination.campaign_id
    return {
        "index": reverse("decisions:index", query={"all": 1}),
        "sheet": reverse("decisions:sheet", args=[campaign]),
        "sign": reverse("decisions:sign", args=[campaign]),
        "promote": reverse("decisions:promote", args=[campaign, nomination.pk]),
        "close": reverse("decisions:close_reserves", args=[campaign]),
        "revoke": reverse("decisions:revoke", args=[nomination.pk]),
        "send back": reverse(
            "wagtailadmin_pages:workflow_action", args=[nomination.pk, "send_back", step_of(nomination)]
        ),
    }


def step_of(nomination) -> int:
    return (factories.step(nomination) and factories.step(nomination).pk) or 1


def let_in(response) -> bool:
    """Whether an answer is more than a refusal: Wagtail leads strangers to its dashboard."""
    to_dashboard = response.status_code == 302 and response.url in (reverse("wagtailadmin_home"), "/admin/")
    return response.status_code in (200, 302, 409) and not to_dashboard


def may(role: str, name: str, stage: Stage, method: str) -> bool:
    """What the roles' table and the stages say of one cell."""
    if name in ("index", "sheet"):
        if method == "get":
            return MAY_READ[role]
        return name == "sheet" and role == "leader"
    if name == "sign":
        return MAY_READ[role] if method == "get" else role == "leader"
    if name == "send back":
        return role == "leader" and stage == Stage.ACCEPTED
    if name in ("promote", "close"):
        return role == "secretary"
    return role == "leader"


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_the_matrix_of_roles_addresses_and_stages(stage, client):
    nomination = factories.nomination(stage)
    people = {role: getattr(factories, role)() for role in (*READERS, *STRANGERS)}
    wrong, cells = [], 0
    for (role, person), (name, address), method in product(
        people.items(), addresses(nomination).items(), ("get", "post")
    ):
        if happens(role, name, stage, method):
            continue
        client.force_login(person)
        # An empty form: whoever may act is answered with what is missing, and nothing happens.
        answer = let_in(getattr(client, method)(address))
        cells += 1
        if answer is not may(role, name, stage, method):
            wrong.append((role, name, method, answer))

    assert wrong == []
    assert stages(nomination) == [stage]
    assert cells >= len(people) * 7 * 2 - 2


def happens(role: str, name: str, stage: Stage, method: str) -> bool:
    """Whether the cell would do what it says, without a form to fill in; these have tests of their own."""
    return (role, stage, method) == ("secretary", Stage.RESERVE, "post") and name in ("promote", "close")


def test_visitors_sign_in_first(client, sheet):
    assert client.get(sheet).status_code == 302
    assert "/accounts/login/" in client.get(sheet, follow=True).redirect_chain[-1][0]


@pytest.mark.parametrize("role", ["screener", "secretary", "auditor", "superuser"])
def test_others_read_the_list_without_its_buttons(role, client, campaign, sheet):
    nomination = waiting(campaign)
    client.force_login(getattr(factories, role)())

    response = client.get(sheet)

    content = response.content.decode()
    assert nomination.candidate.name in content
    assert 'name="steps"' not in content
    assert 'name="number"' not in content
    assert "/send_back/" not in content


def test_nothing_of_it_is_kept_by_a_cache(as_leader, campaign, sheet):
    nomination = waiting(campaign)
    review = as_leader.post(sheet, TYPED | {"steps": steps(nomination), "go": "review"})

    for response in (as_leader.get(sheet), review, as_leader.get(addresses(nomination)["index"])):
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_menu_leads_readers_there(client):
    shown = {}
    for role in (*READERS, "council_member", "editor", "administrator"):
        client.force_login(getattr(factories, role)())
        shown[role] = reverse("decisions:index") in client.get(reverse("wagtailadmin_home")).content.decode()

    assert shown == dict.fromkeys(READERS, True) | dict.fromkeys(
        ("council_member", "editor", "administrator"), False
    )


def test_the_list_of_campaigns_leads_on_where_one_alone_waits(as_leader, campaign, sheet):
    waiting(campaign)
    factories.nomination(Stage.APPROVED)

    assert as_leader.get(reverse("decisions:index")).url == sheet
    everything = as_leader.get(reverse("decisions:index", query={"all": 1}))
    assert [(row["waiting"], row["recognised"]) for row in everything.context["rows"]] in (
        [(1, 0), (0, 1)],
        [(0, 1), (1, 0)],
    )


# --- What it says -----------------------------------------------------------------------------------------


def test_a_row_says_how_the_council_voted_and_nothing_of_whom(as_leader, campaign, sheet):
    one, two, three = waiting(campaign), waiting(campaign), waiting(campaign)
    voted(one, ayes=11, members=11)
    voted(two, ayes=5, members=11, is_void=True)
    voted(three, ayes=9, members=11)
    voted(three, ayes=10, members=11, round=2)

    rows = rows_of(as_leader.get(sheet))

    assert (rows[one.pk].votes.ayes, rows[one.pk].votes.members) == (11, 11)
    assert rows[two.pk].votes is None
    assert (rows[three.pk].votes.ayes, rows[three.pk].votes.round) == (10, 2)


def test_remarks_of_screening_bodies_and_the_public_stand_beside_the_name(
    as_leader, campaign, sheet, screener
):
    nomination = factories.nomination(Stage.SUBMITTED, campaign=campaign)
    factories.accepted(nomination, screener=screener, stays=False, comment="Đã đối chiếu số liệu.")
    factories.selected(nomination)
    asked = {"nomination": nomination, "asked_on": timezone.localdate(), "recorded_by": screener}
    Clearance.objects.create(**asked, body="Cục Thuế")
    Clearance.objects.create(**asked, body="Công an", outcome="clear", answered_on=timezone.localdate())
    say(nomination, screener, {"relevant": 1, "answered": 2})

    [row] = rows_of(as_leader.get(sheet)).values()

    words = [str(remark.words) for remark in row.remarks]
    assert [word.rpartition(": ")[2] for word in words[:1]] == ["Đã đối chiếu số liệu."]
    assert words[1].startswith("Cục Thuế: ")
    assert words[2].startswith("3 ")
    assert not row.is_clean


def say(nomination, screener, counts):
    today = timezone.localdate()
    list_of = Consultation.objects.create(
        campaign=nomination.campaign, opens_on=today.replace(day=1), closes_on=today.replace(day=28),
        receiving_unit="Vụ TCCB", receiving_address="Hà Nội", published_by=screener, ended_at=timezone.now(),
    )  # fmt: skip
    entry = ConsultationEntry.objects.create(
        consultation=list_of, nomination=nomination, name="Mẫu", sort_name="mau", unit=nomination.unit,
        field=nomination.field, status="passed", left_at=timezone.now(),
    )  # fmt: skip
    ConsultationSummary.objects.create(consultation=list_of, entry=entry, counts=counts)


def test_other_rooms_add_papers_and_remarks(as_leader, campaign, sheet, monkeypatch):
    nomination = waiting(campaign)
    monkeypatch.setattr(
        "nominations.decisions.parts.LINKS", [*LINKS, lambda campaign, user: [Link("Tờ trình", "/to-trinh/")]]
    )
    monkeypatch.setattr(
        "nominations.decisions.parts.REMARKS",
        [*REMARKS, lambda found, user: {nomination.pk: [Remark("Chờ", is_warning=True)]}],
    )

    response = as_leader.get(sheet)

    assert response.context["links"][-1] == Link("Tờ trình", "/to-trinh/")
    assert response.context["chosen"] == set()


def test_whoever_may_be_signed_is_chosen_beforehand(as_leader, leader, campaign, sheet):
    one, own = waiting(campaign), waiting(campaign)
    factories.member_of(leader, own.unit)

    response = as_leader.get(sheet)

    assert response.context["chosen"] == set(steps(one))
    assert rows_of(response)[own.pk].obstacle
    assert f'value="{steps(own)[0]}"' not in response.content.decode()


def test_seats_and_reserves_are_told_by_number(as_leader, campaign, sheet):
    waiting(campaign)
    two, one = reserve(campaign, 2), reserve(campaign, 1)

    response = as_leader.get(sheet)

    [line] = response.context["fields"]
    assert (line.standing.seats.seats, line.standing.seats.free) == (2, 1)
    assert [(found.number, found.nomination, found.may_move_up) for found in line.reserves] == [
        (1, one, True),
        (2, two, False),
    ]
    assert [offer.nomination for _line, offer in response.context["offers"]] == [one]


def grow(campaign, count):
    for number in range(1, count + 1):
        nomination = waiting(campaign)
        voted(nomination, ayes=9, members=9)
        reserve(campaign, number)
        factories.nomination(Stage.DECLINED, campaign=campaign)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("role", "queries"), [("leader", 33), ("auditor", 25), ("secretary", 25)])
def test_the_list_costs_the_same_at_any_length(
    count, role, queries, client, field, django_assert_num_queries
):
    campaign = factories.campaign(quotas={field: 9})
    grow(campaign, count)
    client.force_login(getattr(factories, role)())
    address = reverse("decisions:sheet", args=[campaign.pk])
    client.get(address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert len(response.context["rows"]) == len(response.context["decided"]) == count


# --- Signing ----------------------------------------------------------------------------------------------


def test_a_date_before_the_council_met_is_pointed_out(as_leader):
    session = factories.running_session()
    factories.held_ballot(session)
    conclude_session(session=session, user=session.created_by)
    nomination = session.agenda.get().nomination
    address = reverse("decisions:sheet", args=[session.campaign.pk])
    met = timezone.localdate(session.held_at)

    def warned(day) -> bool:
        typed = TYPED | {"decided_on": day.strftime("%d/%m/%Y"), "steps": steps(nomination), "go": "review"}
        return as_leader.post(address, typed).context["council_met"] == met

    assert [warned(met - timedelta(days=1)), warned(met)] == [True, False]


def test_choosing_leads_to_a_page_on_which_everything_is_reread(as_leader, campaign, sheet):
    one, two = waiting(campaign, name="Lê Thị Hoài Thu"), waiting(campaign, name="Tạ Kim Ngân")

    response = as_leader.post(sheet, TYPED | {"steps": steps(one), "go": "review"})

    content = response.content.decode()
    assert "nominations/decisions/review.html" in [template.name for template in response.templates]
    assert "Lê Thị Hoài Thu" in content
    assert "Tạ Kim Ngân" not in content
    for typed in TYPED.values():
        assert typed in content
    assert stages(one, two) == [Stage.ACCEPTED, Stage.ACCEPTED]


def test_signing_leads_back_to_the_list(as_leader, campaign, sheet, sign):
    one, two = waiting(campaign), waiting(campaign)

    response = as_leader.post(sign, TYPED | {"steps": steps(one, two)}, follow=True)

    assert response.redirect_chain == [(sheet, 302)]
    assert stages(one, two) == [Stage.APPROVED, Stage.APPROVED]
    assert {nomination.decision.signed_as for nomination in response.context["decided"]} == {"Bộ trưởng"}


def test_a_second_press_is_answered_that_it_is_done(as_leader, campaign, sign):
    form = TYPED | {"steps": steps(waiting(campaign))}
    as_leader.post(sign, form)

    response = as_leader.post(sign, form, follow=True)

    *_first, message = response.context["messages"]
    assert message.level_tag == "warning"
    assert TYPED["number"] in message.message


def test_going_back_keeps_what_was_chosen_and_typed(as_leader, campaign, sheet):
    one, two = waiting(campaign), waiting(campaign)

    response = as_leader.post(sheet, TYPED | {"steps": steps(two), "go": "back"})

    assert response.context["chosen"] == set(steps(two))
    assert {name: response.context["form"][name].value() for name in TYPED} == TYPED
    assert stages(one, two) == [Stage.ACCEPTED, Stage.ACCEPTED]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"number": ""}, "number"),
        ({"signatory": ""}, "signatory"),
        ({"decided_on": "31/02/2026"}, "decided_on"),
        ({"decided_on": "01/01/2999"}, "decided_on"),
        ({"signed_as": "Vua"}, "signed_as"),
        ({"number": "9" * 61}, "number"),
        ({"steps": []}, "steps"),
        ({"steps": ["999999"]}, "steps"),
        ({"steps": ["x'; --"]}, "steps"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_says_so_in_the_title(wrong, name, as_leader, campaign, sheet):
    nomination = waiting(campaign)
    form = TYPED | {"steps": steps(nomination), "go": "review"} | wrong

    response = as_leader.post(sheet, form)

    assert list(response.context["form"].errors) == [name]
    assert response.context["header_title"].startswith("Lỗi:")
    assert response.context["form"]["number"].value() == form["number"]
    assert stages(nomination) == [Stage.ACCEPTED]


def test_whoever_cannot_be_signed_is_named_on_the_list(as_leader, campaign, sign):
    three = [waiting(campaign, name=name) for name in ("An", "Bình", "Chi")]

    response = as_leader.post(sign, TYPED | {"steps": steps(*three)})

    assert (response.status_code, [n.candidate.name for n, _words in response.context["problems"]]) == (
        409,
        ["Chi"],
    )
    assert response.context["header_title"].startswith("Lỗi:")
    assert response.context["chosen"] == set(steps(*three))
    assert stages(*three) == [Stage.ACCEPTED] * 3


@pytest.mark.parametrize("posted", [{}, {"steps": ["x"]}, {"steps": ["999999999"]}])
def test_a_forged_signature_changes_nothing(posted, as_leader, campaign, sign):
    nomination = waiting(campaign)

    as_leader.post(sign, TYPED | posted)

    assert stages(nomination) == [Stage.ACCEPTED]


# --- Sending back, reserves, revoking ---------------------------------------------------------------------


def test_one_person_is_sent_back_from_the_list(as_leader, campaign, sheet):
    nomination = waiting(campaign)
    address = addresses(nomination)["send back"]
    assert address in as_leader.get(sheet).content.decode()

    as_leader.post(address, {"reason": "Xem lại thành tích."})

    assert stages(nomination) == [Stage.COUNCIL]


def test_the_secretary_lets_the_offered_reserve_move_up(client, campaign, sheet, secretary):
    first = reserve(campaign, 1)
    client.force_login(secretary)
    address = addresses(first)["promote"]
    assert address in client.get(sheet).content.decode()
    assert client.get(address).status_code == 200
    assert stages(first) == [Stage.RESERVE]

    for _press in range(2):
        assert client.post(address).url == sheet

    assert stages(first) == [Stage.ACCEPTED]


def test_another_campaigns_reserve_is_not_found_here(client, campaign, secretary):
    other = reserve(factories.campaign(), 1)
    client.force_login(secretary)

    assert client.post(reverse("decisions:promote", args=[campaign.pk, other.pk])).status_code == 404
    assert stages(other) == [Stage.RESERVE]


def test_the_secretary_ends_the_reserves(client, campaign, sheet, secretary):
    first = reserve(campaign, 1)
    client.force_login(secretary)
    address = addresses(first)["close"]
    assert client.get(address).context["count"] == 1
    assert stages(first) == [Stage.RESERVE]

    for _press in range(2):
        assert client.post(address).url == sheet

    assert stages(first) == [Stage.DECLINED]


REASON = {"reason": "Khai sai thành tích năm 2022."}


@pytest.fixture
def recognised():
    return factories.nomination(Stage.APPROVED, name="Lê Thị Hoài Thu")


def revoke(client, nomination, **form):
    return client.post(addresses(nomination)["revoke"], TYPED | REASON | form)


def test_revoking_shows_the_public_notice_before_anything_happens(as_leader, recognised):
    from exemplars.models import ExemplarPage

    ExemplarPage.objects.get(approval__reference=recognised.reference).save_revision().publish()

    response = revoke(as_leader, recognised, go="preview")

    [notice] = response.context["notices"]
    assert (notice["language"], notice["number"]) == ("vi", TYPED["number"])
    assert 'class="note stop"' in response.content.decode()
    assert stages(recognised) == [Stage.APPROVED]


def test_a_profile_that_was_never_public_gets_no_notice(as_leader, recognised):
    assert revoke(as_leader, recognised, go="preview").context["notices"] == []


@pytest.mark.parametrize("code", ["", "DHTT-2026-9999", "x"])
def test_without_the_right_code_nothing_is_revoked(code, as_leader, recognised):
    response = revoke(as_leader, recognised, go="confirm", reference=code)

    assert list(response.context["confirmation"].errors) == ["reference"]
    assert response.context["header_title"].startswith("Lỗi:")
    assert stages(recognised) == [Stage.APPROVED]


def test_with_the_code_it_is_revoked_once(as_leader, recognised):
    for _press in range(2):
        response = revoke(as_leader, recognised, go="confirm", reference=f" {recognised.reference.lower()} ")
        assert response.url == reverse("wagtailadmin_pages:edit", args=[recognised.pk])

    assert stages(recognised) == [Stage.REVOKED]
    assert recognised.revocation.reason == REASON["reason"]


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"number": ""}, {"decided_on": "19/05/1950"}])
def test_an_incomplete_revocation_keeps_what_was_typed(wrong, as_leader, recognised):
    for go in ("preview", "confirm"):
        response = revoke(as_leader, recognised, go=go, reference=recognised.reference, **wrong)

        assert set(response.context["form"].errors) == set(wrong)
        assert response.context["form"]["signatory"].value() == TYPED["signatory"]
    assert stages(recognised) == [Stage.APPROVED]


def test_the_dossier_leads_leaders_to_it_and_tells_everybody_afterwards(client, leader, recognised):
    dossier, address = (
        reverse("wagtailadmin_pages:edit", args=[recognised.pk]),
        addresses(recognised)["revoke"],
    )
    shown = {}
    for role in READERS:
        client.force_login(getattr(factories, role)())
        shown[role] = address in client.get(dossier).content.decode()
    assert shown == dict.fromkeys(READERS, False) | {"leader": True}

    client.force_login(leader)
    revoke(client, recognised, go="confirm", reference=recognised.reference)

    client.force_login(factories.auditor())
    assert REASON["reason"] in client.get(dossier).content.decode()


def test_a_leader_of_the_unit_is_refused(client, recognised):
    own = factories.member_of(factories.leader(), recognised.unit)
    client.force_login(own)

    assert not let_in(revoke(client, recognised, go="confirm", reference=recognised.reference))
    assert stages(recognised) == [Stage.APPROVED]


def test_the_decision_of_one_dossier_alone_still_goes_its_way(as_leader, campaign):
    nomination = waiting(campaign)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[nomination.pk, "approve", factories.step(nomination).pk]
    )

    as_leader.post(address, TYPED)

    assert stages(nomination) == [Stage.APPROVED]
    assert nomination.decision.decided_on == DECIDED["decided_on"]
