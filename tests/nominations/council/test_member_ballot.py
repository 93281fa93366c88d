"""The ballot paper in the browser: what is sent, what is refused, and what leaves no trace."""

import logging
import re
from threading import Barrier, Thread

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from wagtail.models import ModelLogEntry, PageLogEntry

from nominations.council.actions.ballots import close_ballot
from nominations.council.actions.results import conclude_session
from nominations.council.actions.sessions import change_member, declare_conflict
from nominations.models import CouncilMember, OpenVote, Vote
from tests import factories
from tests.nominations.council.seated import member_of, paper, place, sit, text_of, urn


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def session():
    return factories.running_session(members=3, names=3, seats=3)


@pytest.fixture
def ballot(session):
    return factories.ballot_in(session)


def denied(response) -> bool:
    """Wagtail answers a denial with the way back to the dashboard; what is not there is 404."""
    return response.status_code in (403, 404) or getattr(response, "url", "") == reverse("wagtailadmin_home")


# --- The way of a paper ---------------------------------------------------------------------------------


def test_a_paper_goes_from_the_form_to_the_urn(client, session, ballot):
    member = sit(client, session)
    marked = paper(ballot, member, "aye", "nay", "defer")

    review = client.post(place("review", ballot.pk), marked)
    assert urn(ballot) == (0, 0)
    cast = client.post(place("cast", ballot.pk), marked)

    assert [line.choice for group in review.context["groups"] for line in group.lines] == [
        "aye",
        "nay",
        "defer",
    ]
    assert cast.url == place("voted", ballot.pk)
    assert urn(ballot) == (1, 3)
    assert sorted(Vote.objects.exclude(choice="").values_list("choice", flat=True)) == ["aye", "defer", "nay"]


@pytest.mark.parametrize("name", ["paper", "voted"])
def test_after_the_vote_every_address_says_so(name, client, session, ballot):
    factories.votes(ballot, sit(client, session))

    response = client.get(place(name, ballot.pk), follow=True)

    assert "Your paper is in the urn of round 1. 1/3 papers are in the urn." in text_of(response)


def test_the_result_is_not_shown_before_the_ballot_is_closed(client, session, ballot):
    factories.votes(ballot, sit(client, session))

    pages = [client.get(place("voted", ballot.pk)), client.get(place("agenda", session.pk))]

    assert [("agree 1" in text_of(page), "agree 0" in text_of(page)) for page in pages] == [
        (False, False)
    ] * 2


def test_the_counts_are_shown_when_it_is(client, session, ballot):
    for number in range(3):
        factories.votes(ballot, member_of(session, number), "aye", "nay", "nay")
    close_ballot(ballot=ballot, user=session.created_by)
    sit(client, session)

    shown = text_of(client.get(place("agenda", session.pk)))

    assert shown.count("agree 3, disagree 0, defer 0. <b>Enough votes.</b>") == 1
    assert shown.count("agree 0, disagree 3, defer 0. <b>Not enough votes.</b>") == 2


def test_the_way_back_keeps_the_marks(client, session, ballot):
    member = sit(client, session)

    page = client.post(place("paper", ballot.pk), paper(ballot, member, "nay"))

    assert text_of(page).count('value="nay" checked') == 3
    assert not page.context["missing"]


@pytest.mark.parametrize("name", ["review", "cast"])
def test_an_address_that_was_kept_leads_back_to_the_paper(name, client, session, ballot):
    sit(client, session)

    assert client.get(place(name, ballot.pk)).url == place("paper", ballot.pk)


# --- What is missing or wrong ---------------------------------------------------------------------------


def test_a_name_without_an_answer_is_named_and_the_others_stay(client, session, ballot):
    member = sit(client, session)
    marked = paper(ballot, member, "aye")
    left = next(iter(marked))
    del marked[left]

    page = client.post(place("review", ballot.pk), marked)

    assert [line.key for line in page.context["missing"]] == [left]
    shown = text_of(page)
    assert re.search("<title>\\s*Error: Ballot paper, round 1", shown)
    assert (shown.count('value="aye" checked'), f'href="#{left}"' in shown) == (2, True)
    assert urn(ballot) == (0, 0)


FOREIGN = ("line-999999", "line-x", "line-²", "line-", f"line-{'9' * 400}")


@pytest.mark.parametrize("name", ["review", "cast"])
def test_a_line_that_is_not_on_the_paper_is_refused(name, client, session, ballot):
    marked = paper(ballot, sit(client, session))

    pages = [client.post(place(name, ballot.pk), marked | {key: "aye"}) for key in FOREIGN]

    assert [page.status_code for page in pages] == [400] * 5
    told = "does not fit your ballot paper. Nothing was cast"
    assert [told in text_of(page) for page in pages] == [True] * 5
    assert urn(ballot) == (0, 0)


def test_a_review_page_that_was_tampered_with_casts_nothing(client, session, ballot):
    marked = paper(ballot, sit(client, session))
    first = next(iter(marked))

    pages = [
        client.post(place("cast", ballot.pk), marked | {first: answer})
        for answer in ("", "yes", "AYE", ["aye", "nay"])
    ]

    assert ([page.status_code for page in pages], urn(ballot)) == ([400] * 4, (0, 0))


def test_casting_nothing_casts_nothing(client, session, ballot):
    sit(client, session)

    page = client.post(place("cast", ballot.pk))

    assert (page.status_code, urn(ballot)) == (400, (0, 0))


def test_the_line_of_another_ballot_is_refused(client, session, ballot):
    other = factories.ballot_in(factories.running_session(names=1))
    member = sit(client, session)
    foreign = {f"line-{other.lines.get().pk}": "aye"}

    page = client.post(place("cast", ballot.pk), paper(ballot, member) | foreign)

    assert (page.status_code, urn(ballot), urn(other)) == (400, (0, 0), (0, 0))


def test_a_recused_member_sees_why_and_cannot_vote_on_that_line(client, session):
    member = sit(client, session)
    declare_conflict(item=session.agenda.first(), user=member.user, note="Em gái")
    ballot = factories.ballot_in(session)
    closed_line = ballot.lines.get(item=session.agenda.first())

    shown = text_of(client.get(place("paper", ballot.pk)))
    tampered = client.post(
        place("cast", ballot.pk), paper(ballot, member) | {f"line-{closed_line.pk}": "aye"}
    )

    assert "You do not vote on this name: a conflict of interest that was declared." in shown
    assert f'name="line-{closed_line.pk}"' not in shown
    assert (tampered.status_code, urn(ballot)) == (400, (0, 0))
    client.post(place("cast", ballot.pk), paper(ballot, member))
    assert urn(ballot) == (1, 2)


# --- Who may not, and when ------------------------------------------------------------------------------


ROLES = (
    "officer", "head", "screener", "secretary", "council_member", "leader", "editor", "auditor", "administrator",
    "superuser",
)  # fmt: skip


def test_nobody_but_its_members_reaches_a_ballot(client, session, ballot):
    marked = paper(ballot, member_of(session))

    def ask(role) -> list[bool]:
        client.force_login(getattr(factories, role)())
        answers = [client.get(place(name, ballot.pk)) for name in ("paper", "review", "cast", "voted")]
        answers += [client.post(place(name, ballot.pk), marked) for name in ("paper", "review", "cast")]
        return [denied(answer) for answer in answers]

    assert {role: ask(role) for role in ROLES} == dict.fromkeys(ROLES, [True] * 7)
    assert urn(ballot) == (0, 0)


def test_a_superuser_with_a_seat_does_not_vote(client, session, ballot):
    member = sit(client, session)
    type(member.user).objects.filter(pk=member.user_id).update(is_superuser=True)

    assert denied(client.post(place("cast", ballot.pk), paper(ballot, member)))
    assert urn(ballot) == (0, 0)


def test_a_member_who_lost_the_role_does_not_vote(client, session, ballot):
    member = sit(client, session)
    member.user.groups.clear()

    assert denied(client.post(place("cast", ballot.pk), paper(ballot, member)))
    assert urn(ballot) == (0, 0)


@pytest.mark.parametrize(
    ("attendance", "told"),
    [
        ("written", "You vote in writing. The secretary enters your paper."),
        ("absent", "You are noted as absent"),
    ],
)
def test_a_member_without_a_paper_is_told_why(attendance, told, client, session):
    member = sit(client, session)
    change_member(member=member, user=session.created_by, attendance=attendance)
    ballot = factories.ballot_in(session)

    shown = text_of(client.get(place("paper", ballot.pk), follow=True))
    cast = client.post(place("cast", ballot.pk), paper(ballot, member))

    assert told in shown
    assert told in text_of(client.get(reverse("wagtailadmin_home")))
    assert (denied(cast), urn(ballot)) == (True, (0, 0))


@pytest.mark.parametrize("name", ["paper", "review", "cast"])
def test_voting_twice_is_told_and_changes_nothing(name, client, session, ballot):
    member = sit(client, session)
    client.post(place("cast", ballot.pk), paper(ballot, member, "aye"))

    again = client.post(place(name, ballot.pk), paper(ballot, member, "nay"))

    assert again.status_code == 409
    assert "what you have just sent does not count, and the vote cast first stands" in text_of(again)
    assert set(Vote.objects.exclude(choice="").values_list("choice", flat=True)) == {"aye"}


@pytest.mark.parametrize("name", ["paper", "review", "cast"])
def test_a_ballot_closed_meanwhile_is_told_and_stores_nothing(name, client, session, ballot):
    member = sit(client, session)
    marked = paper(ballot, member)
    close_ballot(ballot=ballot, user=session.created_by)

    late = client.post(place(name, ballot.pk), marked)

    assert late.status_code == 409
    assert "The ballot takes no votes any more. Nothing was cast from here." in text_of(late)
    assert urn(ballot) == (0, 0)


def test_a_concluded_session_takes_no_votes(client, session, ballot):
    member = sit(client, session)
    marked = paper(ballot, member)
    for number in (1, 2):
        factories.votes(ballot, member_of(session, number))
    close_ballot(ballot=ballot, user=session.created_by)
    conclude_session(session=session, user=session.created_by)

    late = client.post(place("cast", ballot.pk), marked)

    assert (late.status_code, urn(ballot)) == (409, (2, 6))


def test_a_paper_of_the_first_round_does_not_go_into_the_second(client, session, ballot):
    member = sit(client, session)
    marked = paper(ballot, member)
    close_ballot(ballot=ballot, user=session.created_by)
    second = factories.ballot_in(session)

    assert client.post(place("cast", second.pk), marked).status_code == 400
    assert urn(second) == (0, 0)


def test_two_browsers_one_after_the_other(session, ballot):
    first, second = Client(), Client()
    member = sit(first, session)
    sit(second, session)
    for browser in (first, second):
        browser.post(place("review", ballot.pk), paper(ballot, member))

    answers = [browser.post(place("cast", ballot.pk), paper(ballot, member)) for browser in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert urn(ballot) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once(portal):
    session = factories.running_session(members=3, names=2, seats=2)
    ballot = factories.ballot_in(session)
    browsers = [Client() for _ in range(4)]
    member, *_same = (sit(browser, session) for browser in browsers)
    marked, start, answers = paper(ballot, member), Barrier(len(browsers)), []

    def press(browser):
        start.wait()
        answers.append(browser.post(place("cast", ballot.pk), marked).status_code)
        connection.close()

    threads = [Thread(target=press, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [302, 409, 409, 409]
    assert urn(ballot) == (1, 2)


# --- Proxies --------------------------------------------------------------------------------------------


def send_proxy(session, number: int = 0):
    """Let a member send a proxy with an account; return the member and the proxy."""
    member, person = member_of(session, number), factories.council_member()
    change_member(
        member=member, user=session.created_by, attendance=CouncilMember.Attendance.PROXY,
        proxy_name="Lê Văn Thay", proxy_document="12/GUQ", proxy_user=person,
    )  # fmt: skip
    return member, person


def test_a_proxy_votes_for_the_member_and_is_told_for_whom(client, session):
    member, person = send_proxy(session)
    ballot = factories.ballot_in(session)
    client.force_login(person)

    shown = text_of(client.get(place("paper", ballot.pk)))
    client.post(place("cast", ballot.pk), paper(ballot, member))

    assert f"You vote for {member}, by written authority no. 12/GUQ." in shown
    assert list(ballot.roll.filter(has_voted=True).values_list("member", "way")) == [(member.pk, "proxy")]


def test_the_member_does_not_vote_beside_the_proxy(client, session):
    member, _person = send_proxy(session)
    ballot = factories.ballot_in(session)
    client.force_login(member.user)

    shown = text_of(client.get(place("paper", ballot.pk), follow=True))

    assert "Lê Văn Thay votes for you in this ballot." in shown
    assert denied(client.post(place("cast", ballot.pk), paper(ballot, member)))
    assert urn(ballot) == (0, 0)


def test_a_proxy_without_the_role_does_not_vote(client, session):
    member, person = send_proxy(session)
    ballot = factories.ballot_in(session)
    person.groups.clear()
    client.force_login(person)

    assert denied(client.post(place("cast", ballot.pk), paper(ballot, member)))
    assert urn(ballot) == (0, 0)


# --- Secrecy --------------------------------------------------------------------------------------------


def answers_to_a_vote(client, session, ballot) -> list:
    """Everything that the pages of a vote answer, from the dashboard to the last one."""
    member = sit(client, session)
    marked = paper(ballot, member, "aye", "nay", "defer")
    broken = dict(list(marked.items())[:1])
    return [
        client.get(place("paper", ballot.pk)),
        client.post(place("review", ballot.pk), broken),
        client.post(place("review", ballot.pk), marked),
        client.post(place("paper", ballot.pk), marked),
        client.post(place("cast", ballot.pk), broken),
        client.post(place("cast", ballot.pk), marked),
        client.post(place("cast", ballot.pk), marked),
        client.get(place("voted", ballot.pk)),
    ]


def test_nothing_on_the_way_may_keep_an_answer(client, session, ballot):
    answers = answers_to_a_vote(client, session, ballot)

    assert ["no-store" in answer.headers["Cache-Control"] for answer in answers] == [True] * 8
    assert ["ETag" in answer.headers for answer in answers] == [False] * 8


def keys_written(monkeypatch):
    """A list that grows by each key written to the cache from now on, whichever backend stands behind it."""
    keys = []
    backend = caches["default"]
    for name in ("set", "add", "touch", "incr", "delete"):
        write = getattr(backend, name)

        def noted(key, *args, write=write, **kwargs):
            keys.append(key)
            return write(key, *args, **kwargs)

        monkeypatch.setattr(backend, name, noted)
    for name in ("set_many", "delete_many"):
        write = getattr(backend, name)

        def noted_many(data, *args, write=write, **kwargs):
            keys.extend(data)
            return write(data, *args, **kwargs)

        monkeypatch.setattr(backend, name, noted_many)
    return keys


def test_voting_touches_neither_session_nor_messages_nor_cache_nor_log(client, session, ballot, monkeypatch):
    sit(client, session)
    before = list(Session.objects.values())
    written = keys_written(monkeypatch)
    logged = (ModelLogEntry.objects.count(), PageLogEntry.objects.count())
    member = member_of(session)
    marked = paper(ballot, member, "aye", "nay", "defer")

    answers = [
        client.post(place("review", ballot.pk), {}),
        client.post(place("review", ballot.pk), marked),
        client.post(place("cast", ballot.pk), {"line-1": "nay"}),
        client.post(place("cast", ballot.pk), marked),
        client.post(place("cast", ballot.pk), marked),
    ]

    assert list(Session.objects.values()) == before
    assert [list(get_messages(answer.wsgi_request)) for answer in answers] == [[]] * 5
    assert [set(answer.cookies) - {"csrftoken"} for answer in answers] == [set()] * 5
    assert written == []
    assert (ModelLogEntry.objects.count(), PageLogEntry.objects.count()) == logged


def test_no_address_on_the_way_holds_a_choice(client, session, ballot):
    answers = answers_to_a_vote(client, session, ballot)

    addresses = {answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"] for answer in answers}
    addresses |= {answer.url for answer in answers if answer.status_code == 302}
    assert addresses == {
        *(f"{place(name, ballot.pk)}?" for name in ("paper", "review", "cast", "voted")),
        place("voted", ballot.pk),
    }


def test_the_request_log_holds_no_choice(client, session, ballot, caplog):
    member = sit(client, session)
    line = next(iter(paper(ballot, member)))

    with caplog.at_level(logging.DEBUG):
        answers_to_a_vote(client, session, ballot)

    written = "\n".join(
        f"{record.getMessage()} {record.__dict__}"
        for record in caplog.records
        if record.name != "django.db.backends"
    )
    assert f"POST {place('cast', ballot.pk)}" in written
    assert (line in written, "'nay'" in written, "'defer'" in written) == (False, False, False)


def test_an_error_report_holds_no_choice(client, session, ballot, monkeypatch, mailoutbox, settings):
    member = sit(client, session)
    settings.ADMINS = [("Quản trị", "admin@example.vn")]
    client.raise_request_exception = False
    report = logging.getLogger("django.request")
    handler = AdminEmailHandler(include_html=True)
    report.addHandler(handler)

    def fail(**values):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr("nominations.council.views.paper.cast_vote", fail)
    client.post(place("cast", ballot.pk), paper(ballot, member, "defer"))
    report.removeHandler(handler)

    reports = [mail for mail in mailoutbox if mail.to == ["admin@example.vn"]]
    bodies = [body for mail in reports for body in (mail.body, *(text for text, _kind in mail.alternatives))]
    assert {("the database is gone" in body, "defer" in body) for body in bodies} == {(True, False)}


def test_a_show_of_hands_says_that_names_are_recorded(client):
    session = factories.running_session(names=1, is_secret=False)
    ballot = factories.ballot_in(session)
    member = sit(client, session)

    shown = text_of(client.get(place("paper", ballot.pk)))
    review = text_of(client.post(place("review", ballot.pk), paper(ballot, member, "nay")))
    client.post(place("cast", ballot.pk), paper(ballot, member, "nay"))

    assert "your name is recorded together with what you chose" in shown
    assert "Your name is recorded together with what you chose." in review
    assert "Nobody, not even you" not in review
    assert OpenVote.objects.get().choice == "nay"


def test_a_secret_ballot_says_that_choices_are_not_recorded(client, session, ballot):
    member = sit(client, session)

    shown = text_of(client.get(place("paper", ballot.pk)))
    review = text_of(client.post(place("review", ballot.pk), paper(ballot, member)))

    assert "the system records that you have voted, and not what you chose" in shown
    assert "Nobody, not even you, can see this paper again." in review


def test_there_is_no_button_that_answers_for_every_name(client, session, ballot):
    sit(client, session)

    page = client.get(place("paper", ballot.pk))

    form = page.content.decode().split('class="seat-paper"')[1].split("</form>")[0]
    assert (form.count("<button"), form.count('type="radio"'), form.count(" checked")) == (1, 9, 0)


# --- Cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [1, 3])
def test_a_paper_costs_the_same_for_any_number_of_names(names, client, django_assert_num_queries):
    session = factories.running_session(names=names)
    ballot = factories.ballot_in(session)
    member = sit(client, session)
    marked = paper(ballot, member)
    client.get(place("paper", ballot.pk))

    with django_assert_num_queries(15):
        client.get(place("paper", ballot.pk))
    with django_assert_num_queries(15):
        client.post(place("review", ballot.pk), marked)
