"""What a member meets before the ballot: the dashboard, the list, the dossier, scores, conflicts of interest."""

import re

import pytest
from django.urls import reverse

from nominations.council.actions.ballots import close_ballot, decide_tie
from nominations.council.actions.results import conclude_session
from nominations.council.actions.scoring import score_item
from nominations.council.actions.sessions import change_member, declare_conflict
from nominations.council.parts import LINKS, Link
from nominations.dossiers.history import history_of
from nominations.models import Criterion, Membership, Recusal, Relative, Score
from nominations.stages import Stage
from tests import factories
from tests.nominations.council.seated import member_of, place, sit, text_of


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def session():
    found = factories.running_session(members=4, names=3, seats=3)
    for number, weight in enumerate((60, 40), start=1):
        Criterion.objects.create(
            campaign=found.campaign, title=f"Tiêu chí {number}", weight=weight, sort_order=number
        )
    return found


def criteria_of(session) -> list[Criterion]:
    return list(session.campaign.criteria.order_by("sort_order"))


def points(session, *answers) -> dict[str, str]:
    """Scores as a browser sends them."""
    return {
        f"criterion-{one.pk}": str(answer) for one, answer in zip(criteria_of(session), answers, strict=False)
    }


def score(session, number: int, item, *answers) -> None:
    given = {one.pk: answer for one, answer in zip(criteria_of(session), answers, strict=True)}
    score_item(item=item, user=member_of(session, number).user, points=given)


def dashboard(client) -> str:
    return text_of(client.get(reverse("wagtailadmin_home")))


def dossier(nomination) -> str:
    return reverse("wagtailadmin_pages:edit", args=[nomination.pk])


def denied(response) -> bool:
    return response.status_code in (403, 404) or getattr(response, "url", "") == reverse("wagtailadmin_home")


# --- The dashboard --------------------------------------------------------------------------------------


def test_the_dashboard_says_what_to_do(client, session):
    member = sit(client, session)
    items = list(session.agenda.all())
    declare_conflict(item=items[0], user=member.user)
    score(session, 0, items[1], 5, 4)

    shown = dashboard(client)

    assert "3 dossiers. You have scored <b>1/2</b>." in shown
    assert "You take no part in 1 of them." in shown
    assert place("score", session.pk, items[2].pk) in shown
    assert "Open ballot paper" not in shown


def test_the_dashboard_leads_to_an_open_ballot(client, session):
    sit(client, session)
    ballot = factories.ballot_in(session)

    shown = dashboard(client)

    assert "Secret ballot, 3 names, round 1. <b>You have not voted yet.</b>" in shown
    assert "0/4 papers are in the urn." in shown
    assert place("paper", ballot.pk) in shown


def test_the_dashboard_says_that_one_has_voted(client, session):
    member = sit(client, session)
    ballot = factories.ballot_in(session)
    factories.votes(ballot, member)

    shown = dashboard(client)

    assert "<b>You have voted.</b>" in shown
    assert "1/4 papers are in the urn." in shown
    assert place("paper", ballot.pk) not in shown


def test_the_dashboard_leads_the_chair_and_nobody_else_to_a_tie(client):
    session = factories.running_session(names=2, tie_rule="chair")
    factories.held_ballot(session)

    def leads(number: int) -> tuple[bool, bool]:
        sit(client, session, number)
        return tuple(
            place("tie", session.pk) in page
            for page in (dashboard(client), text_of(client.get(place("agenda", session.pk))))
        )

    assert [leads(0), leads(1)] == [(True, True), (False, False)]
    decide_tie(item=session.agenda.last(), user=member_of(session).user)
    assert leads(0) == (False, False)


def test_a_tie_that_a_round_resolves_is_not_the_chair_s(client):
    session = factories.running_session(names=2, tie_rule="round")
    factories.held_ballot(session)
    sit(client, session)

    assert place("tie", session.pk) not in dashboard(client)


def test_a_member_without_a_session_is_told(client):
    client.force_login(factories.council_member())

    assert "No council session is open to you now." in dashboard(client)


def test_others_have_no_panel_of_the_council(client, session):
    def shows(role) -> tuple[bool, bool]:
        client.force_login(getattr(factories, role)())
        page = dashboard(client)
        return ("council-duties" in page, place("seats") in page)

    others = ("screener", "secretary", "leader", "editor", "auditor", "administrator", "superuser")
    assert {role: shows(role) for role in others} == dict.fromkeys(others, (False, False))


def test_a_member_s_menu_holds_the_council_and_nothing_else(client, session):
    sit(client, session)

    page = client.get(reverse("wagtailadmin_home")).content.decode()
    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL).group(1)

    own = {place("seats")}
    assert set(re.findall(r'"(/admin/[^"?]*)"', props)) - own - reachable_by_everybody() == set()


def reachable_by_everybody() -> set[str]:
    names = ("wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_explore_root")
    return {reverse(name) for name in names} | {"/admin/pages/", "/admin/api/main/pages/", "/admin/"}


def test_the_dashboard_links_what_other_rooms_add(client, session, monkeypatch):
    pack = Link("Tập hồ sơ", "/admin/tap-ho-so/")
    monkeypatch.setattr("nominations.council.parts.LINKS", [*LINKS, lambda *asked: [pack]])
    sit(client, session)

    assert '<a class="seat-go" href="/admin/tap-ho-so/">Tập hồ sơ</a>' in dashboard(client)


@pytest.mark.parametrize("names", [1, 3])
def test_dashboard_and_list_cost_the_same_for_any_number_of_names(names, client, django_assert_num_queries):
    session = factories.running_session(names=names)
    sit(client, session)
    factories.ballot_in(session)
    dashboard(client)

    with django_assert_num_queries(30):
        client.get(reverse("wagtailadmin_home"))
    with django_assert_num_queries(19):
        client.get(place("agenda", session.pk))


# --- The list -------------------------------------------------------------------------------------------


def test_the_list_names_every_dossier_and_why_one_is_not_the_member_s(client, session):
    member = sit(client, session)
    items = list(session.agenda.all())
    declare_conflict(item=items[0], user=member.user)
    score(session, 0, items[1], 3, None)

    page = client.get(place("agenda", session.pk))

    shown = text_of(page)
    assert [(card.item.number, bool(card.recusal), card.scored) for card in page.context["seat"].cards] == [
        (1, True, False),
        (2, False, True),
        (3, False, False),
    ]
    assert "You take no part: a conflict of interest that was declared." in shown
    assert [dossier(item.nomination) in shown for item in items] == [False, True, True]


def test_a_concluded_session_shows_its_result_and_no_dossier(client, session):
    sit(client, session)
    factories.held_ballot(session)
    conclude_session(session=session, user=session.created_by)

    shown = text_of(client.get(place("agenda", session.pk)))

    assert shown.count("Selected") == 3
    assert dossier(session.agenda.first().nomination) not in shown
    assert place("agenda", session.pk) in text_of(client.get(place("seats")))


def test_a_planned_session_is_not_there_yet(client):
    session = factories.planned_session(names=1)
    sit(client, session)

    assert client.get(place("agenda", session.pk)).status_code == 404
    assert denied(client.get(dossier(session.agenda.get().nomination)))


# --- The dossier ----------------------------------------------------------------------------------------

PRIVATE = {
    "identity_number": "001184012345", "phone": "0912 345 678", "email": "rieng@example.vn",
    "home_place": "Xã Quỳ Châu", "residence": "Phường Minh Khai",
}  # fmt: skip


@pytest.fixture
def told(session):
    """The first nomination of the agenda, whose candidate has given everything."""
    nomination = session.agenda.first().nomination
    type(nomination.candidate).objects.filter(pk=nomination.candidate_id).update(
        **{name: value for name, value in PRIVATE.items() if name != "identity_number"}
    )
    candidate = nomination.candidate
    candidate.refresh_from_db()
    candidate.identity_number = PRIVATE["identity_number"]
    candidate.save()
    return nomination


def test_a_member_reads_the_case_and_nothing_private(client, session, told):
    sit(client, session)

    page = client.get(dossier(told))

    shown = text_of(page)
    assert page.status_code == 200
    assert [
        words in shown
        for words in (told.candidate.name, "Nền tảng dữ liệu dùng chung", "Result of screening")
    ] == [True] * 3
    assert [value for value in (*PRIVATE.values(), "••• 345") if value in shown] == []
    assert "no-store" in page.headers["Cache-Control"]


def test_a_member_uncovers_nothing(client, session, told):
    sit(client, session)
    address = reverse("nominations_reveal", args=[told.pk])

    answers = [client.post(address, {"field": field}) for field in (*PRIVATE, "all")]

    assert [denied(answer) for answer in answers] == [True] * 6


def test_a_member_opens_the_evidence(client, session, told):
    sit(client, session)

    answers = [
        client.get(reverse("nominations_evidence", args=[file.pk])).status_code
        for file in told.evidence.all()
    ]

    assert answers == [200, 200]


def test_the_reviewers_words_to_the_unit_stay_with_them(client):
    screener = factories.screener()
    nomination = factories.nomination(Stage.RETURNED, screener=screener)
    assert [event.remark for event in history_of(nomination)][:1] == ["Bổ sung số liệu năm 2023."]
    assert {event.remark for event in history_of(nomination, with_remarks=False)} == {""}


def test_a_member_sees_no_step_of_the_review(client, session, told):
    sit(client, session)

    page = client.get(dossier(told))

    assert page.context["task"] is None
    assert "wagtailadmin_pages:workflow_action" not in text_of(page)
    assert [button.url for button in page.context["header_buttons"]] == []


def test_a_recused_member_reads_neither_dossier_nor_evidence(client, session, told):
    member = sit(client, session)
    declare_conflict(item=session.agenda.first(), user=member.user)

    answers = [client.get(dossier(told))]
    answers += [client.get(reverse("nominations_evidence", args=[file.pk])) for file in told.evidence.all()]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_a_member_of_the_nominating_unit_does_not_read_as_a_reviewer(client, session, told):
    member = member_of(session)
    Membership.objects.create(user=member.user, unit=told.unit, role="officer")
    change_member(member=member, user=session.created_by)
    sit(client, session)

    assert Recusal.objects.get(member=member, item__nomination=told).ground == Recusal.Ground.OWN_UNIT
    assert client.get(dossier(told)).status_code == 404


def test_dossiers_close_to_members_when_the_session_is_concluded(client, session, told):
    sit(client, session)
    factories.held_ballot(session)
    conclude_session(session=session, user=session.created_by)

    assert client.get(dossier(told)).status_code == 404


def test_the_dossier_of_another_session_is_not_there(client, session):
    other = factories.running_session(names=1)
    sit(client, session)

    assert client.get(dossier(other.agenda.get().nomination)).status_code == 404


def test_a_proxy_reads_and_neither_scores_nor_declares(client, session, told):
    member, person = member_of(session), factories.council_member()
    change_member(
        member=member, user=session.created_by, attendance="proxy", proxy_name="Lê Văn Thay",
        proxy_document="12/GUQ", proxy_user=person,
    )  # fmt: skip
    item = session.agenda.first()
    score(session, 0, item, 4, 4)
    client.force_login(person)

    assert client.get(dossier(told)).status_code == 200
    assert f"You vote for {member}" in dashboard(client)
    for name in ("score", "conflict"):
        assert client.get(place(name, session.pk, item.pk)).status_code == 404
        assert client.post(place(name, session.pk, item.pk), points(session, 1, 1)).status_code == 404


# --- Scores ---------------------------------------------------------------------------------------------


def test_scoring_leads_to_the_next_dossier_and_in_the_end_to_the_list(client, session):
    member = sit(client, session)
    items = list(session.agenda.all())

    ways = [
        client.post(place("score", session.pk, item.pk), points(session, 5, 3)).url
        for item in (items[1], items[2], items[0])
    ]

    assert ways == [
        place("score", session.pk, items[2].pk),
        place("score", session.pk, items[0].pk),
        place("agenda", session.pk),
    ]
    assert sorted(Score.objects.filter(member=member).values_list("points", flat=True)) == [3, 3, 3, 5, 5, 5]


def test_one_criterion_may_be_left_out_by_name(client, session):
    sit(client, session)

    client.post(place("score", session.pk, session.agenda.first().pk), points(session, 5, "abstain"))

    assert list(Score.objects.order_by("criterion__sort_order").values_list("points", flat=True)) == [5, None]


def test_not_scoring_a_dossier_abstains_on_every_criterion(client, session):
    sit(client, session)

    client.post(place("score", session.pk, session.agenda.first().pk), {"go": "abstain"})

    assert list(Score.objects.values_list("points", flat=True)) == [None, None]


def test_points_outside_the_scale_are_refused_and_the_others_stay(client, session):
    sit(client, session)
    address = place("score", session.pk, session.agenda.first().pk)

    pages = [
        text_of(client.post(address, points(session, 4, wrong)))
        for wrong in ("", "0", "6", "-1", "4.5", "five", "٣")
    ]

    assert Score.objects.count() == 0
    assert [bool(re.search(r"<title>\s*Error: ", page)) for page in pages] == [True] * 7
    assert [(page.count("Choose a number, or abstain."), page.count(" checked")) for page in pages] == [
        (2, 1)
    ] * 7


def test_a_long_scale_is_a_list(client):
    session = factories.running_session(names=1, top_score=20)
    one = Criterion.objects.create(campaign=session.campaign, title="Kết quả", weight=100)
    sit(client, session)
    address = place("score", session.pk, session.agenda.get().pk)

    assert text_of(client.get(address)).count("<option") == 22
    client.post(address, {f"criterion-{one.pk}": "20"})
    assert Score.objects.get().points == 20


def test_what_others_gave_shows_only_when_one_s_own_scores_are_in(client, session):
    item = session.agenda.first()
    for number, answers in ((1, (5, 5)), (2, (3, 3)), (3, (4, 4))):
        score(session, number, item, *answers)
    sit(client, session)
    address = place("score", session.pk, item.pk)

    before = text_of(client.get(address))
    half = text_of(client.post(address, points(session, 5)))
    listed, board = text_of(client.get(place("agenda", session.pk))), dashboard(client)
    client.post(address, points(session, 4, 4))
    after = text_of(client.get(address))

    assert ["Mean " in shown for shown in (before, half, listed, board)] == [False] * 4
    assert ["4 of 4 members have scored" in shown for shown in (before, half)] == [False] * 2
    assert "What others gave shows only when you have scored everything." in before
    assert "4 of 4 members have scored. Mean 4.00, spread 0.71." in after


def test_the_scores_of_others_are_shown_by_nobody_s_name(client, session):
    item = session.agenda.first()
    for number in range(4):
        score(session, number, item, 5, number + 1)
    sit(client, session)

    shown = text_of(client.get(place("score", session.pk, item.pk)))

    assert [str(member_of(session, number)) in shown for number in (1, 2, 3)] == [False] * 3


def test_one_other_score_is_not_shown_as_a_mean(client, session):
    item = session.agenda.first()
    score(session, 1, item, 5, 5)
    score(session, 0, item, 1, 1)
    sit(client, session)

    shown = text_of(client.get(place("score", session.pk, item.pk)))

    assert "Mean and spread show when more have scored." in shown


def test_scores_stay_as_they_are_once_the_council_votes(client, session):
    item = session.agenda.first()
    score(session, 0, item, 5, 4)
    sit(client, session)
    ballot = factories.ballot_in(session)
    address = place("score", session.pk, item.pk)

    shown = text_of(client.get(address))
    client.post(address, points(session, 1, 1))
    close_ballot(ballot=ballot, user=session.created_by)
    client.post(address, points(session, 1, 1))

    assert "Scores stay as they are." in shown
    assert 'type="radio"' not in shown
    assert sorted(Score.objects.values_list("points", flat=True)) == [4, 5]


def test_a_recused_member_does_not_score(client, session):
    member = sit(client, session)
    item = session.agenda.first()
    declare_conflict(item=item, user=member.user)
    address = place("score", session.pk, item.pk)

    assert client.get(address).url == place("conflict", session.pk, item.pk)
    client.post(address, points(session, 5, 5))
    assert Score.objects.count() == 0


def test_without_criteria_there_is_nothing_to_score(client):
    session = factories.running_session(names=1)
    sit(client, session)

    assert "scored" not in dashboard(client)
    assert client.get(place("score", session.pk, session.agenda.get().pk)).url == place("agenda", session.pk)


# --- Conflicts of interest ------------------------------------------------------------------------------


def test_declaring_a_conflict_and_taking_it_back(client, session):
    member = sit(client, session)
    item = session.agenda.first()
    score(session, 0, item, 5, 5)
    address = place("conflict", session.pk, item.pk)

    asked = text_of(client.get(address))
    client.post(address, {"note": "Đồng nghiệp cũ"})
    noted = Recusal.objects.get()
    scores = Score.objects.count()
    shown = text_of(client.get(address))
    client.post(address, {"go": "take_back"})

    assert "The points that you have given it are deleted." in asked
    assert (noted.member, noted.item, noted.ground, noted.note) == (
        member,
        item,
        "declared",
        "Đồng nghiệp cũ",
    )
    assert (scores, Recusal.objects.count()) == (0, 0)
    assert "Take the declaration back" in shown


def test_declaring_twice_leaves_the_first_word(client, session):
    sit(client, session)
    address = place("conflict", session.pk, session.agenda.first().pk)
    client.post(address, {"note": "Lần đầu"})

    again = client.post(address, {"note": "Lần sau"})

    assert Recusal.objects.get().note == "Lần đầu"
    assert "You take no part in this nomination." in text_of(again)


def test_a_note_that_is_too_long_is_kept_and_told(client, session):
    sit(client, session)
    note = "dài " * 60

    page = client.post(place("conflict", session.pk, session.agenda.first().pk), {"note": note})

    assert Recusal.objects.count() == 0
    assert "At most 200 characters" in text_of(page)
    assert note.strip() in page.content.decode()


@pytest.mark.parametrize("go", ["", "take_back"])
def test_nothing_is_declared_or_taken_back_while_a_ballot_is_open(go, client, session):
    member = sit(client, session)
    items = list(session.agenda.all())
    declare_conflict(item=items[0], user=member.user)
    factories.ballot_in(session)
    item = items[0] if go else items[1]
    address = place("conflict", session.pk, item.pk)

    page = client.post(address, {"go": go}, follow=True)

    assert "A ballot is open." in text_of(page)
    assert list(Recusal.objects.values_list("item", flat=True)) == [items[0].pk]
    assert "<form" not in text_of(client.get(address)).split("seat__title")[1]


def test_what_the_system_found_cannot_be_taken_back(client, session):
    member = member_of(session)
    item = session.agenda.first()
    Membership.objects.create(user=member.user, unit=item.nomination.unit, role="officer")
    change_member(member=member, user=session.created_by)
    sit(client, session)

    client.post(place("conflict", session.pk, item.pk), {"go": "take_back"})

    assert Recusal.objects.get().ground == Recusal.Ground.OWN_UNIT


# --- Relatives ------------------------------------------------------------------------------------------


def declare(client, **typed):
    return client.post(place("relatives"), {"name": "", "relation": "em gái", "birth_year": ""} | typed)


def test_a_declared_relative_recuses_at_once_and_no_more_when_removed(client, session):
    member = sit(client, session)
    item = session.agenda.get(nomination__candidate__name="Người Số 2")

    declare(client, name="nguoi so 2")
    found = Recusal.objects.get()
    client.post(place("relatives"), {"remove": Relative.objects.get().pk})

    assert (found.member, found.item, found.ground) == (member, item, "relative")
    assert (Relative.objects.count(), Recusal.objects.count()) == (0, 0)


def test_a_relative_of_another_year_recuses_nobody(client, session):
    sit(client, session)

    declare(client, name="Người Số 2", birth_year="1950")

    assert (Relative.objects.count(), Recusal.objects.count()) == (1, 0)


def test_under_an_open_ballot_the_list_counts_from_the_next_one_on(client, session):
    sit(client, session)
    ballot = factories.ballot_in(session)

    assert "what you change here counts from the next one on" in text_of(client.get(place("relatives")))
    declare(client, name="Người Số 2")
    assert Recusal.objects.count() == 0
    close_ballot(ballot=ballot, user=session.created_by)
    factories.ballot_in(session)
    assert Recusal.objects.get().item.nomination.candidate.name == "Người Số 2"


WRONG = [
    ({"name": ""}, "This field is required."),
    ({"name": "Hoa", "relation": ""}, "This field is required."),
    ({"name": "Hoa", "birth_year": "1800"}, "greater than or equal to 1900"),
    ({"name": "Hoa", "birth_year": "năm Tý"}, "Enter a whole number."),
    ({"name": "h" * 151}, "At most 150 characters"),
    ({"name": "Hoa\u202e"}, "turns the direction of writing"),
    ({"name": "Trần Thị Có"}, "This person is on your list already."),
]


def test_what_is_wrong_with_a_relative_is_told(client):
    person = factories.council_member()
    client.force_login(person)
    Relative.objects.create(user=person, name="Trần Thị Có", relation="chị")

    pages = [text_of(declare(client, **typed)) for typed, _told in WRONG]

    assert [told in page for page, (_typed, told) in zip(pages, WRONG, strict=True)] == [True] * len(WRONG)
    assert [bool(re.search(r"<title>\s*Error: ", page)) for page in pages] == [True] * len(WRONG)
    assert Relative.objects.count() == 1


def test_nobody_removes_or_sees_another_s_relative(client, session):
    other = Relative.objects.create(user=member_of(session, 1).user, name="Trần Thị Kín", relation="chị")
    sit(client, session)

    assert "Trần Thị Kín" not in text_of(client.get(place("relatives")))
    for key in (other.pk, "x", "²", "", "9" * 400):
        assert client.post(place("relatives"), {"remove": key}).status_code == 404
    assert Relative.objects.count() == 1


# --- Who comes in ---------------------------------------------------------------------------------------

ROLES = (
    "officer", "head", "screener", "secretary", "leader", "editor", "auditor", "administrator", "superuser",
)  # fmt: skip


def test_other_roles_reach_no_page_of_the_members(client, session):
    item = session.agenda.first()
    addresses = [
        place("seats"), place("relatives"), place("agenda", session.pk), place("score", session.pk, item.pk),
        place("conflict", session.pk, item.pk),
    ]  # fmt: skip

    def ask(role) -> list[bool]:
        client.force_login(getattr(factories, role)())
        answers = [client.get(address) for address in addresses]
        answers += [client.post(address, points(session, 5, 5)) for address in addresses[1:]]
        return [denied(answer) for answer in answers]

    assert {role: ask(role) for role in ROLES} == dict.fromkeys(ROLES, [True] * 9)
    assert (Score.objects.count(), Recusal.objects.count(), Relative.objects.count()) == (0, 0, 0)


def test_a_member_of_another_session_finds_nothing_of_this_one(client, session):
    other = factories.running_session(names=1)
    item, own = session.agenda.first(), other.agenda.get()
    sit(client, other)

    answers = [
        client.get(place("agenda", session.pk)),
        client.get(place("score", session.pk, item.pk)),
        client.get(place("score", other.pk, item.pk)),
        client.post(place("score", session.pk, item.pk), points(session, 5, 5)),
        client.post(place("conflict", other.pk, item.pk)),
        client.get(place("conflict", session.pk, own.pk)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert (Score.objects.count(), Recusal.objects.count()) == (0, 0)


def test_every_page_of_the_members_is_kept_by_nobody(client, session):
    sit(client, session)
    item = session.agenda.first()
    addresses = [
        place("seats"), place("relatives"), place("agenda", session.pk), place("score", session.pk, item.pk),
        place("conflict", session.pk, item.pk),
    ]  # fmt: skip

    assert ["no-store" in client.get(address).headers["Cache-Control"] for address in addresses] == [True] * 5
