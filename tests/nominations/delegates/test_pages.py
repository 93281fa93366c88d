"""The organisers' pages: what they show, at what cost, and what a badge's square opens."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from nominations.delegates import actions
from nominations.delegates.badges import address_of, code_of, read_code
from nominations.delegates.rules import State
from nominations.models import AuditEntry, Delegate, Message, Paper, Roster
from nominations.papers.actions import generate_paper, kind_of
from tests import factories

OUTSIDERS = ("officer", "council_member", "leader", "editor", "administrator", "person")
READERS = ("screener", "secretary", "auditor", "superuser")


@pytest.fixture
def keeper(portal):
    return factories.screener()


@pytest.fixture
def roster(keeper):
    return factories.roster(by=keeper)


@pytest.fixture
def admin(client, keeper):
    client.force_login(keeper)
    return client


@pytest.mark.parametrize("count", [1, 3, pytest.param(300, marks=pytest.mark.proof)])
def test_a_roster_costs_the_same_however_many_are_on_it(
    count, roster, keeper, admin, django_assert_num_queries
):
    for _ in range(count):
        factories.delegate(roster, by=keeper, field=factories.field(), diet="ăn chay")
    address = reverse("delegates:roster", args=[roster.pk])
    admin.get(address)

    with django_assert_num_queries(14):
        response = admin.get(address)

    assert len(response.context["people"]) == count
    assert response.context["counted"].with_needs == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rosters_costs_the_same(count, keeper, admin, django_assert_num_queries):
    for _ in range(count):
        factories.delegate(factories.roster(by=keeper), by=keeper)
    admin.get(reverse("delegates:index"))

    with django_assert_num_queries(12):
        response = admin.get(reverse("delegates:index"))

    assert [roster.people for _page, roster in response.context["rows"]] == [1] * count


@pytest.mark.parametrize("count", [1, 3, pytest.param(300, marks=pytest.mark.proof)])
def test_badges_cost_the_same_however_many_there_are(count, roster, keeper, admin, django_assert_num_queries):
    for _ in range(count):
        factories.delegate(roster, by=keeper)
    address = reverse("delegates:badges", args=[roster.pk])
    admin.get(address)

    with django_assert_num_queries(13):
        html = admin.get(address).content.decode()

    assert html.count("<svg") == html.count('class="square"') == count
    assert html.count('class="badges"') == -(-count // 8)


def test_a_roster_is_opened_and_filled_in_the_admin(keeper, admin):
    conference, campaign = factories.conference(), factories.campaign()
    opened = admin.post(
        reverse("delegates:open", args=[conference.pk]),
        {
            "campaign": campaign.pk,
            "chaired_by": "Ông Nguyễn Văn Mẫu",
            "reply_by": "",
            "note": "",
            "contact": "",
        },
    )
    roster = Roster.objects.get(conference=conference)
    admin.post(
        reverse("delegates:add", args=[roster.pk]),
        {"kind": "guest", "name": "Vũ Khách", "language": "vi", "email": "khach@example.vn"},
    )
    person = roster.delegates.get()
    sent = admin.post(
        reverse("delegates:send", args=[roster.pk]), {"people": [person.pk, "abc", 10**30], "go": "invite"}
    )
    person.refresh_from_db()

    assert (opened.status_code, sent.status_code) == (302, 302)
    # A conference that is over invites nobody; this one was on 11 June.
    assert person.state in (State.LISTED, State.INVITED)


def test_many_are_invited_at_once(roster, keeper, admin):
    people = [factories.delegate(roster, by=keeper) for _ in range(3)]

    response = admin.post(
        reverse("delegates:send", args=[roster.pk]),
        {"people": [person.pk for person in people], "go": "invite"},
        follow=True,
    )

    assert Message.objects.filter(kind="invitation").count() == 3
    [said] = [str(message) for message in response.context["messages"]]
    assert said.startswith("3 thư")


def test_people_of_another_roster_are_passed_over(roster, keeper, admin):
    stranger = factories.delegate(factories.roster(by=keeper), by=keeper)

    admin.post(reverse("delegates:send", args=[roster.pk]), {"people": [stranger.pk], "go": "invite"})

    assert Message.objects.filter(kind="invitation").count() == 0


@pytest.mark.parametrize(
    ("act", "state"), [("accept", State.ACCEPTED), ("decline", State.DECLINED), ("arrive", State.LISTED)]
)
def test_acts_about_one_person(act, state, roster, keeper, admin):
    person = factories.delegate(roster, by=keeper)

    response = admin.post(reverse("delegates:act", args=[person.pk, act]))

    person.refresh_from_db()
    assert (response.status_code, person.state) == (302, state)
    assert admin.post(reverse("delegates:act", args=[person.pk, "fire"])).status_code == 404
    assert admin.get(reverse("delegates:act", args=[person.pk, act])).status_code == 405


# --- Badges ---------------------------------------------------------------------------------------------


def test_a_badge_leads_to_its_person_and_says_nothing_itself(roster, keeper, admin, time_machine):
    person = factories.delegate(roster, by=keeper, name="Lò Thị Mai Sương", table="7", access="xe lăn")
    address = address_of(person)
    time_machine.move_to(roster.conference.starts_at)
    # The keeper's session began before the clock was moved.
    admin.force_login(keeper)
    path = address.partition("127.0.0.1:8000")[2] or re.sub(r"^https?://[^/]+", "", address)

    before = admin.get(path).content.decode()
    admin.post(path)
    after = admin.get(path).content.decode()

    person.refresh_from_db()
    assert "Mai" not in address
    assert ("Lò Thị Mai Sương" in before, "xe lăn" in before) == (True, True)
    assert person.state == State.ATTENDED
    assert "<form" not in after.partition("delegates-arrival")[2].partition("</main>")[0]


def test_a_badge_that_was_made_up_opens_nothing(roster, keeper, admin):
    person = factories.delegate(roster, by=keeper)
    for code in (person.badge_code, f"{person.badge_code}.abc", "x", "a.b.c"):
        assert read_code(code) is None
        assert admin.get(reverse("delegates:badge", args=[code])).status_code == 404


def test_badges_leave_out_who_declined_and_are_logged(roster, keeper, admin):
    factories.delegate(roster, by=keeper, name="Người Đến")
    actions.record_answer(
        delegate=factories.delegate(roster, by=keeper, name="Người Không Đến"),
        answer=State.DECLINED,
        user=keeper,
    )

    html = admin.get(reverse("delegates:badges", args=[roster.pk])).content.decode()

    assert ("Người Đến" in html, "Người Không Đến" in html) == (True, False)
    assert AuditEntry.objects.filter(action="nominations.badges_made").count() == 1


# --- The official list ----------------------------------------------------------------------------------


def test_the_official_list_is_made_in_word_and_excel(roster, keeper):
    someone = factories.delegate(
        roster, by=keeper, name="Lò Thị Mai Sương", phone="0900 100 100", diet="ăn chay"
    )
    actions.honour_for_digital(delegate=someone, user=keeper)
    factories.delegate(roster, by=keeper, name="Vũ Khách", kind=Delegate.Kind.GUEST)

    word, excel = (
        generate_paper(kind=kind_of(code), subject=roster, user=keeper)
        for code in ("giay-moi", "ds-dai-bieu")
    )

    document = Document(BytesIO(word.file.open("rb").read()))
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    sheet = load_workbook(excel.file.open("rb")).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    expected = [
        [
            "1",
            "Lò Thị Mai Sương",
            "Chuyên viên, Cục Mẫu",
            "Không",
            "Đại biểu điển hình",
            "Tôn vinh về chuyển đổi số",
        ],
        ["2", "Vũ Khách", "Chuyên viên, Cục Mẫu", "Không", "Khách mời", "Không"],
    ]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs) + str(cells)
    assert cells[1:] == expected
    assert [[str(value) for value in row] for row in values] == expected
    assert not [secret for secret in ("0900 100 100", "ăn chay") if secret in text + str(values)]
    assert (word.rows, excel.rows, word.roster) == (2, 2, roster)
    assert Paper.objects.filter(roster=roster).count() == 2


def test_an_empty_roster_has_no_list(roster, admin):
    html = admin.get(reverse("papers:roster", args=[roster.pk])).content.decode()

    assert "Danh sách chưa có ai" in html


# --- Doors ----------------------------------------------------------------------------------------------


def pages_of(roster, person) -> dict[str, str]:
    names = ("roster", "particulars", "candidates", "add", "badges")
    return {name: reverse(f"delegates:{name}", args=[roster.pk]) for name in names} | {
        "index": reverse("delegates:index"),
        "open": reverse("delegates:open", args=[roster.conference_id]),
        "person": reverse("delegates:person", args=[person.pk]),
        "badge": reverse("delegates:badge", args=[code_of(person)]),
    }


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_doors_are_closed(who, roster, keeper, client):
    person = factories.delegate(roster, by=keeper)
    client.force_login(getattr(factories, who)())

    answers = {name: client.get(path).status_code for name, path in pages_of(roster, person).items()}
    sent = client.post(reverse("delegates:send", args=[roster.pk]), {"people": [person.pk], "go": "invite"})

    assert set(answers.values()) <= {302, 403}
    assert sent.status_code in (302, 403)
    assert Message.objects.filter(kind="invitation").count() == 0


@pytest.mark.parametrize("who", READERS)
def test_readers_read_and_keepers_change(who, roster, keeper, client):
    person = factories.delegate(roster, by=keeper)
    client.force_login(getattr(factories, who)())
    open_to = {"roster", "index"}
    keeps = who in ("screener", "secretary")

    for name, path in pages_of(roster, person).items():
        response = client.get(path)
        may = keeps or name in open_to

        assert (name, response.status_code == 200) == (name, may)
        if may:
            assert response["Cache-Control"].startswith("private, no-store")


def test_a_conference_with_a_roster_is_not_deleted(roster, client):
    client.force_login(factories.superuser())
    page = roster.conference

    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert Roster.objects.filter(pk=roster.pk).exists()
    assert type(page).objects.filter(pk=page.pk).exists()


def test_the_command_forgets(roster, keeper, capsys, time_machine):
    from django.core.management import call_command

    factories.delegate(roster, by=keeper)
    time_machine.move_to(timezone.now() + timedelta(days=365))

    call_command("forget_rosters")

    assert capsys.readouterr().out.strip() == "1 people forgotten"
