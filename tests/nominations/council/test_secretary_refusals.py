"""What the secretary's pages refuse, in words, and what they do when a button is pressed twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from nominations.council.actions.ballots import decide_tie, open_ballot, remind_voters
from nominations.council.actions.sessions import add_member, change_members, lift_recusal
from nominations.models import CouncilMember, CouncilSession, Criterion, Quota, RollEntry, Score
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories

Attendance = CouncilMember.Attendance


@pytest.fixture
def clerk():
    return factories.secretary()


@pytest.fixture
def send(client, clerk):
    """Sign the secretary in and send a form; answers with the page that follows."""
    client.force_login(clerk)

    def post(name, *args, **data):
        keys = [getattr(one, "pk", one) for one in args]
        return client.post(reverse(f"council:{name}", args=keys), data, follow=True)

    return post


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors(response) -> dict:
    return response.context["form"].errors


def typed(session, form: str, changes: dict[int, dict]) -> dict:
    """The form of all members as it stands, with the columns that are changed by the member's key."""
    columns = {
        "parts": ("part", "position", "sort_order"),
        "attendance": ("attendance", "absence_reason", "proxy_name", "proxy_document", "proxy_user_id"),
    }[form]
    return {
        f"member-{member.pk}-{name}": changes.get(member.pk, {}).get(name, getattr(member, name) or "")
        for member in session.members.all()
        for name in columns
    } | {f"member-{member.pk}-sort_order": member.sort_order for member in session.members.all()}


def marked(response) -> dict[str, list[str]]:
    """The errors of a form of all members, by member and column."""
    return {
        f"{form.member.pk} {name}": list(errors_)
        for form in response.context["forms"]
        for name, errors_ in form.errors.items()
    }


# --- Particulars ------------------------------------------------------------------------------------------


def test_a_plan_without_a_time_keeps_what_was_typed(send, client):
    response = send("plan", title="Phiên họp", held_at="thứ sáu", venue="Hà Nội")

    assert set(errors(response)) == {"campaign", "held_at"}
    assert response.context["form"]["venue"].value() == "Hà Nội"
    assert response.context["header_title"].startswith(("Error:", "Lỗi:"))
    assert not CouncilSession.objects.exists()


def test_a_session_cannot_end_before_it_begins(send, clerk):
    session = factories.planned_session(clerk=clerk)
    before = timezone.localtime(session.held_at - timedelta(hours=1)).strftime("%d/%m/%Y %H:%M")

    response = send("minutes", session, discussion="Đã gõ.", ended_at=before)

    assert set(errors(response)) == {"ended_at"}
    assert response.context["form"]["discussion"].value() == "Đã gõ."


def test_a_concluded_session_keeps_its_particulars(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.held_ballot(session)
    send("conclude", session)

    send("particulars", session, title="Tên khác", held_at="19/05/2023 08:30")

    session.refresh_from_db()
    assert session.title != "Tên khác"


def test_a_campaign_without_seats_is_said_beforehand(send, clerk, client):
    session = factories.running_session(clerk=clerk)
    Quota.objects.all().delete()

    programme = client.get(reverse("council:programme", args=[session.pk]))
    page = client.get(reverse("council:open_ballot", args=[session.pk]))

    assert programme.context["no_seats"]
    assert programme.context["no_seats"] in page.context["warnings"]


def test_a_field_without_seats_is_said_beforehand(clerk, client):
    session = factories.running_session(clerk=clerk)
    Quota.objects.update(field=factories.field())
    client.force_login(clerk)

    programme = client.get(reverse("council:programme", args=[session.pk]))

    assert programme.context["without_seats"] == [session.agenda.get().nomination.field]
    assert len(client.get(reverse("council:open_ballot", args=[session.pk])).context["warnings"]) == 1


def test_a_quorum_larger_than_the_council_is_refused_by_the_form(client):
    page = factories.campaign()
    page.quorum_numerator, page.quorum_denominator = 4, 3
    form = type(page).get_edit_handler().get_form_class()

    bound = form(
        {"quorum_numerator": 4, "quorum_denominator": 3}, instance=page, for_user=factories.screener()
    )

    assert "quorum_numerator" in bound.errors


# --- Members ----------------------------------------------------------------------------------------------


def test_there_is_one_chair(send, clerk):
    session = factories.planned_session(clerk=clerk)
    chair, second, _third = session.members.all()

    response = send("parts", session, **typed(session, "parts", {second.pk: {"part": "chair"}}))

    assert set(marked(response)) == {f"{chair.pk} part", f"{second.pk} part"}
    assert session.members.filter(part="chair").get() == chair


def test_two_members_can_change_places(send, clerk):
    session = factories.planned_session(clerk=clerk)
    chair, second, _third = session.members.all()
    changes = {chair.pk: {"part": "member"}, second.pk: {"part": "chair"}}

    send("parts", session, **typed(session, "parts", changes))

    assert session.members.filter(part="chair").get() == second


def test_a_proxy_needs_a_name_and_a_document(send, clerk):
    session = factories.planned_session(clerk=clerk)
    member = session.members.last()

    response = send(
        "attendance", session, **typed(session, "attendance", {member.pk: {"attendance": "proxy"}})
    )

    assert set(marked(response)) == {f"{member.pk} proxy_name", f"{member.pk} proxy_document"}
    assert not session.members.filter(attendance="proxy").exists()


def test_an_absence_needs_a_reason(send, clerk):
    session = factories.planned_session(clerk=clerk)
    member = session.members.last()

    response = send(
        "attendance", session, **typed(session, "attendance", {member.pk: {"attendance": "absent"}})
    )

    assert set(marked(response)) == {f"{member.pk} absence_reason"}


def test_a_proxy_votes_for_one_member(send, clerk):
    session = factories.planned_session(clerk=clerk)
    proxy = factories.council_member()
    way = {
        "attendance": "proxy", "proxy_name": "Ông Mẫu", "proxy_document": "12/GUQ", "proxy_user_id": proxy.pk,
    }  # fmt: skip
    _chair, second, third = session.members.all()

    response = send("attendance", session, **typed(session, "attendance", {second.pk: way, third.pk: way}))

    assert set(marked(response)) == {f"{second.pk} proxy_user_id", f"{third.pk} proxy_user_id"}


def test_attendance_is_written_for_all_at_once(send, clerk):
    session = factories.planned_session(clerk=clerk)
    proxy = factories.council_member()
    _chair, second, third = session.members.all()
    changes = {
        second.pk: {"attendance": "absent", "absence_reason": "Đi công tác", "proxy_name": "thừa"},
        third.pk: {
            "attendance": "proxy", "proxy_name": "Ông Mẫu", "proxy_document": "12/GUQ", "proxy_user_id": proxy.pk,
        },
    }  # fmt: skip

    send("attendance", session, **typed(session, "attendance", changes))

    rows = session.members.values_list("attendance", "absence_reason", "proxy_name", "proxy_user")
    assert list(rows) == [
        ("present", "", "", None),
        ("absent", "Đi công tác", "", None),
        ("proxy", "", "Ông Mẫu", proxy.pk),
    ]


@pytest.mark.parametrize(
    "name", ["remove_member", "add_members", "attendance", "parts", "take_over", "add_items"]
)
def test_nothing_of_the_frozen_is_changed_while_a_ballot_is_open(name, send, clerk, client):
    session = factories.running_session(clerk=clerk)
    factories.ballot_in(session)
    before = list(session.members.values())
    person, waiting = (
        factories.council_member(),
        factories.nomination(Stage.COUNCIL, campaign=session.campaign),
    )
    keys = [session, session.members.last()] if name == "remove_member" else [session]
    data = {
        "add_members": {"people": [person.pk]},
        "add_items": {"nominations": [waiting.pk]},
        "parts": typed(session, "parts", {session.members.last().pk: {"position": "Khác"}}),
        "attendance": typed(
            session,
            "attendance",
            {session.members.last().pk: {"attendance": "absent", "absence_reason": "x"}},
        ),
    }.get(name, {})

    opened = client.get(reverse(f"council:{name}", args=[one.pk for one in keys]), follow=True)
    sent = send(name, *keys, **data)

    assert said(opened)
    assert sent.status_code == 200
    assert list(session.members.values()) == before
    assert session.agenda.count() == 1


def test_a_member_who_stood_on_a_roll_stays(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.held_ballot(session)
    member = session.members.last()

    response = send("remove_member", session, member)

    assert len(said(response)) == 1
    assert session.members.filter(pk=member.pk).exists()


def test_a_member_is_removed_and_a_second_press_finds_nobody(send, clerk):
    session = factories.planned_session(clerk=clerk)
    member = session.members.last()

    assert send("remove_member", session, member).status_code == 200
    assert send("remove_member", session, member).status_code == 404
    assert session.members.count() == 2


def test_members_of_the_last_session_are_taken_over_once(send, clerk):
    former = factories.planned_session(clerk=clerk)
    CouncilMember.objects.filter(session=former).update(position="Vụ trưởng", attendance="absent")
    gone = former.members.last().user
    gone.is_active = False
    gone.save()
    session = factories.planned_session(clerk=clerk, members=0)
    CouncilSession.objects.filter(pk=former.pk).update(held_at=timezone.now())

    for _press in range(2):
        send("take_over", session)

    rows = list(session.members.values_list("user", "part", "position", "attendance"))
    kept = former.members.exclude(user=gone)
    assert rows == [(one.user_id, one.part, "Vụ trưởng", "present") for one in kept]


def test_who_may_not_sit_gets_no_place(clerk):
    session = factories.planned_session(clerk=clerk)

    for person in (factories.screener(), factories.superuser()):
        with pytest.raises(Refused):
            add_member(session=session, user=clerk, person=person)


def test_a_member_of_another_session_is_not_changed(clerk):
    session, other = factories.planned_session(clerk=clerk), factories.planned_session(clerk=clerk)

    with pytest.raises(Refused):
        change_members(session=session, user=clerk, changes={other.members.last().pk: {"position": "x"}})


def test_a_likeness_of_names_is_lifted_with_its_reason_and_nothing_else_is(send, clerk, client):
    session = factories.running_session(clerk=clerk)
    item, member = session.agenda.get(), session.members.last()
    likeness = item.recusals.create(member=member, ground="relative")
    declared = item.recusals.create(member=session.members.first(), ground="declared")

    refused = send("lift_recusal", session, likeness, note=" ")
    send("lift_recusal", session, likeness, note="Sinh năm khác nhau")

    assert set(errors(refused)) == {"note"}
    likeness.refresh_from_db()
    assert (likeness.is_lifted, likeness.note) == (True, "Sinh năm khác nhau")
    assert send("lift_recusal", session, declared, note="x").status_code == 404
    with pytest.raises(Refused):
        lift_recusal(recusal=declared, user=clerk, note="x")


# --- The agenda -------------------------------------------------------------------------------------------


def test_a_nomination_stands_on_one_agenda(send, clerk):
    session = factories.planned_session(clerk=clerk)
    its = session.agenda.get().nomination

    again = send("add_items", session, nominations=[its.pk])
    none = send("add_items", session)

    assert set(errors(again)) == set(errors(none)) == {"nominations"}
    assert session.agenda.count() == 1


def test_items_move_and_stay_at_the_ends(send, clerk):
    session = factories.planned_session(clerk=clerk, names=3)
    first, second, third = session.agenda.all()

    send("move_item", session, first, way="up")
    send("move_item", session, first, way="down")
    send("move_item", session, first, way="down")
    send("move_item", session, first, way="down")

    assert [(item.pk, item.number) for item in session.agenda.all()] == [
        (second.pk, 1), (third.pk, 2), (first.pk, 3),
    ]  # fmt: skip


def test_what_was_voted_on_stays_on_the_agenda(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.held_ballot(session)

    response = send("remove_item", session, session.agenda.get())

    assert said(response)
    assert session.agenda.count() == 1


def test_an_item_is_taken_off(send, clerk):
    session = factories.planned_session(clerk=clerk, names=2)

    send("remove_item", session, session.agenda.first())

    assert [item.number for item in session.agenda.all()] == [1]


def test_a_session_without_a_chair_is_not_opened(send, clerk):
    session = factories.planned_session(clerk=clerk)
    session.members.filter(part="chair").update(part="member")

    response = send("open_session", session)

    session.refresh_from_db()
    assert (session.status, len(said(response))) == ("planned", 1)


# --- The ballot -------------------------------------------------------------------------------------------


def test_a_ballot_opens_once_however_often_the_button_is_pressed(send, clerk):
    session = factories.running_session(clerk=clerk)

    for _press in range(2):
        send("open_ballot", session, round=1)
    factories.close_ballot(ballot=session.ballots.get(), user=clerk)
    late = send("open_ballot", session, round=1)

    assert session.ballots.count() == 1
    assert said(late)


def test_the_action_opens_the_round_that_was_meant(clerk):
    session = factories.running_session(clerk=clerk)

    with pytest.raises(Refused):
        open_ballot(session=session, user=clerk, round=2)

    assert open_ballot(session=session, user=clerk, round=1).round == 1


def test_closing_needs_the_chair_to_have_been_asked(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.ballot_in(session)

    response = send("close_ballot", session)

    assert set(errors(response)) == {"asked_chair"}
    assert session.ballots.get().is_open


def test_closing_with_nobody_voting_is_void_and_leads_to_a_further_round(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.ballot_in(session)

    closed = send("close_ballot", session, asked_chair="on")
    again = send("close_ballot", session, asked_chair="on")

    ballot = session.ballots.get()
    assert ballot.is_void
    assert len(said(closed)) == len(said(again)) == 1
    assert [name.tag for name in closed.context["standings"].names] != []
    assert closed.context["standings"].names[0].line is None
    assert open_ballot(session=session, user=clerk, round=2).lines.count() == 1


def test_voters_are_reminded_once_in_two_minutes_and_only_those_who_have_not_voted(send, clerk):
    session = factories.running_session(clerk=clerk)
    ballot = factories.ballot_in(session)
    voted, *waiting = session.members.select_related("user")
    factories.votes(ballot, voted)
    mail.outbox.clear()

    send("remind", session)
    again = send("remind", session)
    send("remind", session, member=waiting[0].pk)

    told = sorted(address for message in mail.outbox for address in message.to)
    assert told == sorted([*(one.user.email for one in waiting), waiting[0].user.email])
    assert all(reverse("council:paper", args=[ballot.pk]) in message.body for message in mail.outbox)
    assert len(said(again)) == 1


def test_nobody_is_reminded_once_all_have_voted(clerk):
    session = factories.running_session(clerk=clerk)
    ballot = factories.ballot_in(session)
    for member in session.members.select_related("user"):
        factories.votes(ballot, member)

    with pytest.raises(Refused):
        remind_voters(ballot=ballot, user=clerk)


def written(clerk, **rule):
    """A running session whose last member votes in writing, with its open ballot."""
    session = factories.running_session(clerk=clerk, names=2, **rule)
    member = session.members.select_related("user").last()
    CouncilMember.objects.filter(pk=member.pk).update(attendance=Attendance.WRITTEN)
    return session, member, factories.ballot_in(session)


def test_a_written_paper_is_filled_in_read_back_and_final(send, clerk):
    session, member, ballot = written(clerk)
    answers = {f"line-{line.pk}": "aye" for line in ballot.lines.all()}
    roll = RollEntry.objects.filter(ballot=ballot, member=member)

    half = send("record_paper", session, member, **dict(list(answers.items())[:1]))
    review = send("record_paper", session, member, **answers)
    assert (len(errors(half)), review.context.get("is_review"), roll.get().has_voted) == (1, True, False)
    changing = send("record_paper", session, member, **answers, change=1)
    assert (changing.context["is_review"], roll.get().has_voted) == (False, False)
    cast = send("record_paper", session, member, **answers, cast=1)
    again = send("record_paper", session, member, **answers, cast=1)

    assert roll.get().has_voted
    assert len(said(cast)) == len(said(again)) == 1
    assert ballot.lines.first().votes.filter(choice="aye").count() == 1


@pytest.mark.parametrize("answer", ["maybe", ""])
def test_a_written_paper_with_another_mark_is_refused(answer, send, clerk):
    session, member, ballot = written(clerk)

    response = send(
        "record_paper", session, member, cast=1, **{f"line-{line.pk}": answer for line in ballot.lines.all()}
    )

    assert len(errors(response)) == 2
    assert not RollEntry.objects.filter(has_voted=True).exists()


def test_no_paper_is_entered_for_who_votes_in_person(send, clerk):
    session, _member, _ballot = written(clerk)

    assert send("record_paper", session, session.members.first()).status_code == 404


# --- The result -------------------------------------------------------------------------------------------


def tied(clerk, rule: str):
    """A session in which two have equal votes for one seat."""
    session = factories.running_session(clerk=clerk, names=2, tie_rule=rule)
    factories.held_ballot(session)
    return session


def test_a_tie_is_not_concluded(send, clerk, client):
    session = tied(clerk, "round")

    page = client.get(reverse("council:conclude", args=[session.pk]), follow=True)
    response = send("conclude", session)

    session.refresh_from_db()
    assert (session.status, len(said(page)), len(said(response))) == ("open", 1, 1)


def test_a_tie_leads_to_a_round_between_the_tied(send, clerk):
    session = tied(clerk, "round")

    page = send("open_ballot", session, round=2)

    assert page.context["board"].ballot.round == 2
    assert session.ballots.last().lines.count() == 2


def test_the_chair_alone_decides_a_tie_and_once(client, clerk):
    session = tied(clerk, "chair")
    chair, other = (member.user for member in session.members.select_related("user")[:2])
    item = session.agenda.last()
    address = reverse("council:tie", args=[session.pk])

    for person in (other, clerk, factories.superuser()):
        client.force_login(person)
        assert client.post(address, {"item": item.pk}).status_code in (302, 403)
    assert session.casting_decisions.count() == 0
    client.force_login(chair)
    assert client.get(address).context["names"]
    client.post(address, {"item": item.pk})
    client.post(address, {"item": item.pk})

    assert session.casting_decisions.get().item == item
    assert client.get(address).context["names"] == []
    with pytest.raises(Refused):
        decide_tie(item=session.agenda.first(), user=chair)


def test_the_chair_must_choose_one_of_the_tied(client, clerk):
    session = tied(clerk, "chair")
    client.force_login(session.members.select_related("user").first().user)

    response = client.post(reverse("council:tie", args=[session.pk]), {"item": 0})

    assert set(errors(response)) == {"item"}


def test_concluding_twice_is_answered_with_the_first_time(send, clerk):
    session = factories.running_session(clerk=clerk)
    factories.held_ballot(session)

    first, second = send("conclude", session), send("conclude", session)

    assert session.agenda.get().result == "selected"
    assert len(said(first)) == len(said(second)) == 1


# --- What rests on what -----------------------------------------------------------------------------------


def test_a_criterion_with_scores_is_kept_by_the_campaigns_form(client, clerk):
    session = factories.running_session(clerk=clerk)
    page = session.campaign
    used, _unused = (Criterion.objects.create(campaign=page, title=title) for title in ("Có điểm", "Chưa có"))
    Score.objects.create(member=session.members.first(), item=session.agenda.get(), criterion=used, points=3)
    form_class = type(page).get_edit_handler().get_form_class()
    empty = {f"criteria-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}

    bound = form_class(empty, instance=type(page).objects.get(pk=page.pk), for_user=factories.screener())

    words = " ".join(bound.non_field_errors())
    assert ("Có điểm" in words, "Chưa có" in words) == (True, False)
