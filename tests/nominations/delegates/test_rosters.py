"""Rosters: who is put on them, who is honoured, who is invited, who answers, who comes; each in the log."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from nominations.delegates import actions
from nominations.delegates.actions.forgetting import EMPTIED
from nominations.delegates.reading import counted, named_on_the_page, narrowed, recognised
from nominations.delegates.rules import State
from nominations.links import Purpose, token_of
from nominations.models import AuditEntry, Delegate, Message, Roster
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories

KIND = Delegate.Kind


@pytest.fixture
def keeper(portal):
    return factories.screener()


@pytest.fixture
def roster(keeper):
    return factories.roster(by=keeper)


def logged(action: str) -> int:
    return AuditEntry.objects.filter(action=f"nominations.{action}").count()


def invited(roster, keeper, **more) -> Delegate:
    person = factories.delegate(roster, by=keeper, **more)
    actions.invite(roster=roster, delegates=[person], user=keeper)
    person.refresh_from_db()
    return person


# --- Who is on it ---------------------------------------------------------------------------------------


def test_recognised_people_come_with_what_their_dossiers_say(keeper):
    campaign = factories.campaign()
    nomination = factories.nomination(Stage.APPROVED, campaign=campaign, name="Lò Thị Mai")
    factories.nomination(Stage.ACCEPTED, campaign=campaign)
    factories.nomination(Stage.REVOKED, campaign=campaign)
    factories.nomination(Stage.APPROVED)
    roster = factories.roster(by=keeper, its_campaign=campaign)

    waiting = list(recognised(roster))
    [person] = actions.add_recognised(roster=roster, nominations=waiting, user=keeper)

    assert waiting == [nomination]
    assert (person.name, person.position, person.unit_name, person.field, person.kind, person.state) == (
        "Lò Thị Mai",
        nomination.candidate.position,
        nomination.unit.name_vi,
        nomination.field,
        KIND.DELEGATE,
        State.LISTED,
    )
    assert list(recognised(roster)) == []
    assert actions.add_recognised(roster=roster, nominations=waiting, user=keeper) == []
    assert logged("delegates_added") == 1


def test_those_named_on_the_page_may_be_added_once(keeper):
    profile = factories.profile(name="Trịnh Quang Khải")
    roster = factories.roster(by=keeper)
    page = roster.conference
    page.honoured = profile
    page.save_revision().publish()

    [person] = actions.add_from_page(roster=roster, profiles=named_on_the_page(roster), user=keeper)

    assert (person.name, person.profile_id) == ("Trịnh Quang Khải", profile.pk)
    assert named_on_the_page(roster) == []


def test_a_conference_has_one_roster(roster, keeper):
    with pytest.raises(Refused):
        actions.open_roster(
            conference=roster.conference, campaign=roster.campaign, user=keeper, chaired_by="Bộ trưởng"
        )


def test_one_delegate_is_honoured_for_digital_transformation(roster, keeper):
    first, second = (factories.delegate(roster, by=keeper) for _ in range(2))
    actions.honour_for_digital(delegate=first, user=keeper)
    actions.honour_for_digital(delegate=second, user=keeper)

    assert list(roster.delegates.filter(is_for_digital=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=first.pk).update(is_for_digital=True)


def test_a_guest_is_not_honoured(roster, keeper):
    guest = factories.delegate(roster, by=keeper, kind=KIND.GUEST)

    with pytest.raises(Refused):
        actions.honour_for_digital(delegate=guest, user=keeper)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=guest.pk).update(is_for_digital=True)


def test_who_is_honoured_stays_a_delegate(roster, keeper):
    person = actions.honour_for_digital(delegate=factories.delegate(roster, by=keeper), user=keeper)

    with pytest.raises(Refused):
        actions.change_person(delegate=person, user=keeper, kind=KIND.GUEST)


def test_the_log_names_columns_and_nobody(roster, keeper):
    person = factories.delegate(roster, by=keeper, name="Trần Văn Kín")
    actions.change_person(delegate=person, user=keeper, diet="không ăn hải sản", table="7")

    entry = AuditEntry.objects.get(action="nominations.delegate_changed")

    assert entry.particulars["columns"] == ["diet", "table"]
    assert "hải sản" not in str(entry.particulars) + entry.subject_label
    assert "Trần Văn Kín" not in str(list(AuditEntry.objects.values_list("subject_label", "data")))


def test_only_who_was_never_invited_is_taken_off(roster, keeper):
    listed, asked = factories.delegate(roster, by=keeper), invited(roster, keeper)

    actions.remove_person(delegate=listed, user=keeper)

    with pytest.raises(Refused):
        actions.remove_person(delegate=asked, user=keeper)
    assert list(roster.delegates.all()) == [asked]


def test_the_list_stands_by_kind_field_and_name(roster, keeper):
    post, telecom = factories.field(sort_order=1), factories.field(sort_order=2)
    rows = [
        ("Phạm Văn Tổ", KIND.ORGANISER, None),
        ("Lê Thị Bình", KIND.DELEGATE, telecom),
        ("Trần Văn An", KIND.DELEGATE, telecom),
        ("Đỗ Thị Yến", KIND.DELEGATE, post),
        ("Vũ Khách", KIND.GUEST, None),
    ]
    for name, kind, field in rows:
        factories.delegate(roster, by=keeper, name=name, kind=kind, field=field)

    assert [person.name for person in narrowed(roster)] == [
        "Đỗ Thị Yến", "Trần Văn An", "Lê Thị Bình", "Vũ Khách", "Phạm Văn Tổ",
    ]  # fmt: skip
    assert [person.name for person in narrowed(roster, words="do yen")] == ["Đỗ Thị Yến"]
    assert [person.name for person in narrowed(roster, kind="guest", state="listed")] == ["Vũ Khách"]
    assert len(narrowed(roster, kind="nobody", state="'; --")) == 5


# --- Invitations ----------------------------------------------------------------------------------------


def test_invitations_lie_in_the_outbox_first(roster, keeper):
    people = [factories.delegate(roster, by=keeper) for _ in range(3)]
    silent = factories.delegate(roster, by=keeper, email="")

    outcome = actions.invite(roster=roster, delegates=[*people, silent], user=keeper)

    letters = Message.objects.filter(kind="invitation")
    assert sorted(letters.values_list("address", flat=True)) == sorted(person.email for person in people)
    assert {letter.not_before for letter in letters} == {outcome.leaves_at}
    assert len({letter.batch for letter in letters}) == 1
    assert outcome.unreachable == [silent]
    assert counted(roster).invited == 3
    assert "Ông Nguyễn Văn Mẫu, Bộ trưởng" in letters.first().body
    assert logged("delegates_invited") == 1


def test_nobody_is_invited_twice(roster, keeper):
    person = invited(roster, keeper)

    again = actions.invite(roster=roster, delegates=[person], user=keeper)

    assert (again.written, Message.objects.filter(kind="invitation").count()) == ([], 1)


def test_a_reminder_goes_to_who_has_not_answered_once_a_day(roster, keeper, time_machine):
    silent, answered = invited(roster, keeper), invited(roster, keeper)
    actions.record_answer(delegate=answered, answer=State.ACCEPTED, user=keeper)
    soon = actions.remind(roster=roster, delegates=[silent, answered], user=keeper)
    time_machine.move_to(timezone.now() + timedelta(days=2))

    written = [
        actions.remind(roster=roster, delegates=[silent, answered], user=keeper).written for _ in range(2)
    ]

    assert soon.written == []
    assert written == [[silent], []]


def test_once_it_has_begun_nobody_is_invited(keeper):
    roster = factories.roster(by=keeper, begins_in=timedelta(hours=-1))
    person = factories.delegate(roster, by=keeper)

    with pytest.raises(Refused):
        actions.invite(roster=roster, delegates=[person], user=keeper)


# --- Answers --------------------------------------------------------------------------------------------


def address_of(person) -> str:
    return f"/giay-moi/{token_of(Purpose.INVITATION, person.link)}/"


def test_an_invitation_is_answered_by_its_link(roster, keeper, client):
    person = invited(roster, keeper)
    answer = {"answer": "accepted", "diet": "ăn chay", "access": "", "transport": "đón ở ga"}

    page = client.get(address_of(person))
    sent = client.post(address_of(person), answer)
    after = client.get(address_of(person)).content.decode()

    person.refresh_from_db()
    assert (page.status_code, sent.status_code) == (200, 302)
    assert page["Cache-Control"] == "private, no-store"
    assert (person.state, person.diet, person.transport) == (State.ACCEPTED, "ăn chay", "đón ở ga")
    assert "ăn chay" in after
    assert logged("invitation_answered") == 1


def test_who_declines_needs_nothing(roster, keeper, client):
    person = invited(roster, keeper)
    client.post(address_of(person), {"answer": "accepted", "diet": "ăn chay"})
    client.post(address_of(person), {"answer": "declined", "diet": "ăn chay"})

    person.refresh_from_db()
    assert (person.state, person.diet or "") == (State.DECLINED, "")


def test_needs_are_not_legible_in_the_database(roster, keeper, django_assert_num_queries):
    from django.db import connection

    factories.delegate(roster, by=keeper, diet="ăn chay")
    with connection.cursor() as cursor:
        cursor.execute("SELECT diet FROM nominations_delegate")
        [[stored]] = cursor.fetchall()

    assert "chay" not in stored


@pytest.mark.parametrize("why", ["altered", "renewed", "listed", "forgotten", "of another purpose"])
def test_a_link_that_does_not_hold_opens_nothing(why, roster, keeper, client):
    person = invited(roster, keeper)
    address = address_of(person)
    if why == "altered":
        address = address[:-3] + "xx/"
    elif why == "renewed":
        actions.renew_link(delegate=person, user=keeper)
    elif why == "listed":
        address = address_of(factories.delegate(roster, by=keeper))
    elif why == "forgotten":
        Roster.objects.update(forgotten_at=timezone.now())
    else:
        address = f"/giay-moi/{token_of(Purpose.LETTER, person.link)}/"

    assert [client.get(address).status_code, client.post(address, {"answer": "accepted"}).status_code] == [
        404,
        404,
    ]


def test_answers_end_with_their_last_day(roster, keeper, client):
    person = invited(roster, keeper)
    Roster.objects.update(reply_by=timezone.localdate() - timedelta(days=1))

    sent = client.post(address_of(person), {"answer": "accepted"})

    person.refresh_from_db()
    assert (sent.status_code, person.state) == (409, State.INVITED)
    assert "Không nhận trả lời" in client.get(address_of(person)).content.decode()


def test_an_answer_is_asked_for(roster, keeper, client):
    person = invited(roster, keeper)

    html = client.post(address_of(person), {"answer": "maybe"}).content.decode()

    person.refresh_from_db()
    assert (person.state, "Lỗi" in html) == (State.INVITED, True)


# --- Arrival --------------------------------------------------------------------------------------------


def test_arrival_is_noted_on_the_day_only(roster, keeper, time_machine):
    person = factories.delegate(roster, by=keeper)
    with pytest.raises(Refused):
        actions.check_in(delegate=person, user=keeper)
    time_machine.move_to(roster.conference.starts_at)

    come = [actions.check_in(delegate=person, user=keeper) for _ in range(2)]

    assert {one.state for one in come} == {State.ATTENDED}
    assert come[0].arrived_at == come[1].arrived_at
    assert logged("delegate_arrived") == 1
    assert actions.take_back_arrival(delegate=person, user=keeper).state == State.LISTED


def test_the_database_knows_who_has_come(roster, keeper):
    person = factories.delegate(roster, by=keeper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=person.pk).update(state=State.ATTENDED)


# --- Forgetting -----------------------------------------------------------------------------------------


def test_what_is_private_goes_after_its_days_and_the_list_stays(roster, keeper, time_machine, settings):
    person = invited(roster, keeper, phone="0900 100 100", diet="ăn chay", table="7", travel="tàu SE3")
    old_nonce = person.nonce
    time_machine.move_to(roster.conference.ends_at + timedelta(days=89))
    early = actions.forget_rosters()
    time_machine.move_to(roster.conference.ends_at + timedelta(days=91))

    assert (early, actions.forget_rosters(), actions.forget_rosters()) == (0, 1, 0)

    person.refresh_from_db()
    assert {name: getattr(person, name) or "" for name in EMPTIED} == EMPTIED
    assert person.nonce != old_nonce
    assert (person.name, person.position, person.state) == (person.name, "Chuyên viên", State.INVITED)
    assert Message.objects.filter(kind="invitation").count() == 0
    with pytest.raises(Refused):
        actions.change_person(delegate=person, user=keeper, phone="0900 100 100")
    assert logged("roster_forgotten") == 1


# --- Who may --------------------------------------------------------------------------------------------

ACTS = {
    "open": lambda r, p, u: actions.open_roster(
        conference=factories.conference(), campaign=r.campaign, user=u, chaired_by="Bộ trưởng"
    ),
    "change": lambda r, p, u: actions.change_roster(roster=r, user=u, note="x"),
    "recognised": lambda r, p, u: actions.add_recognised(roster=r, nominations=[], user=u),
    "page": lambda r, p, u: actions.add_from_page(roster=r, profiles=[], user=u),
    "add": lambda r, p, u: actions.add_person(roster=r, user=u, name="Ai đó", kind="guest"),
    "person": lambda r, p, u: actions.change_person(delegate=p, user=u, note="x"),
    "honour": lambda r, p, u: actions.honour_for_digital(delegate=p, user=u),
    "remove": lambda r, p, u: actions.remove_person(delegate=p, user=u),
    "invite": lambda r, p, u: actions.invite(roster=r, delegates=[p], user=u),
    "remind": lambda r, p, u: actions.remind(roster=r, delegates=[p], user=u),
    "record": lambda r, p, u: actions.record_answer(delegate=p, answer=State.ACCEPTED, user=u),
    "renew": lambda r, p, u: actions.renew_link(delegate=p, user=u),
    "arrive": lambda r, p, u: actions.check_in(delegate=p, user=u),
    "leave": lambda r, p, u: actions.take_back_arrival(delegate=p, user=u),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_does_not_keep_rosters_changes_none(act, roster, keeper):
    person = factories.delegate(roster, by=keeper)
    people = [
        factories.officer(), factories.head(), factories.council_member(), factories.leader(), factories.editor(),
        factories.auditor(), factories.administrator(), factories.superuser(), factories.person(),
    ]  # fmt: skip
    before = AuditEntry.objects.filter(action__startswith="nominations.").count()

    for user in people:
        with pytest.raises(PermissionDenied):
            ACTS[act](roster, person, user)

    assert AuditEntry.objects.filter(action__startswith="nominations.").count() == before


def test_the_secretary_keeps_rosters_too(roster):
    assert factories.delegate(roster, by=factories.secretary()).pk
