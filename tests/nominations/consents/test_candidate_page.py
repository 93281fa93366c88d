"""The candidate's page: the year first, then the details and the answers, and the answers again."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from nominations.consents.actions import answer_consents, send_link
from nominations.consents.models import ConsentLink
from nominations.consents.rules import MOST_TRIES
from nominations.dossiers.wordings import WORDINGS
from nominations.models import ConsentWording, DetailReport
from nominations.refusals import Incomplete
from nominations.stages import UNDER_REVIEW, Stage
from tests import factories

from .conftest import Candidate


def text(response) -> str:
    return response.content.decode()


def given(nomination) -> dict:
    return {row.purpose: row.given for row in nomination.consents.all()}


# --- The door ---------------------------------------------------------------------------------------------


def test_nothing_personal_is_shown_before_the_year(linked, nomination):
    page = text(linked(nomination, opened=False).read())

    person = nomination.candidate
    for secret in (
        person.name,
        nomination.unit.name,
        nomination.reference,
        person.position,
        str(person.birth_year),
    ):
        assert secret not in page


def test_the_right_year_opens_the_questions_with_nothing_chosen(candidate, nomination):
    response = candidate.read()

    page = text(response)
    assert nomination.candidate.name in page
    assert " checked" not in page
    for text_vi, _en, otherwise_vi, _otherwise_en in WORDINGS.values():
        assert text_vi in page
        assert otherwise_vi in page
    assert nomination.candidate.identity_number is None or nomination.candidate.identity_number not in page


def test_a_wrong_year_shows_nothing_and_counts(linked, nomination):
    candidate = linked(nomination, opened=False)

    response = candidate.enter(1901)

    assert nomination.candidate.name not in text(response)
    assert ConsentLink.objects.get().tries == 1
    assert nomination.candidate.name not in text(candidate.read())


def test_five_wrong_years_lock_the_link_and_the_unit_is_told(linked, nomination, officer):
    candidate = linked(nomination, opened=False)
    mail.outbox.clear()

    for year in range(1901, 1901 + MOST_TRIES):
        response = candidate.enter(year)

    assert response.status_code == 404
    assert candidate.enter().status_code == 404
    assert [message.to for message in mail.outbox] == [[officer.email]]


def test_right_years_in_between_do_not_add_up(linked, nomination):
    candidate = linked(nomination, opened=False)
    for _round in range(3):
        for year in (1901, 1902, 1903, 1904):
            candidate.enter(year)
        assert candidate.enter().status_code == 302


def test_another_browser_must_name_the_year_too(candidate, nomination):
    stranger = Candidate(candidate.link)

    assert nomination.candidate.name not in text(stranger.read())
    assert stranger.send(review="no", signed_as="Ai đó").context["carried"]
    assert not nomination.consents.exists()


@pytest.mark.parametrize("year", ["", "abc", "78", "19780", "-1978", "９"])
def test_nonsense_is_no_try(year, linked, nomination):
    candidate = linked(nomination, opened=False)
    response = candidate.send(birth_year=year)

    assert response.status_code in (200, 302)
    assert ConsentLink.objects.get().tries == 0


# --- Answering --------------------------------------------------------------------------------------------


def test_answers_are_stored_with_the_words_that_were_answered(candidate, nomination):
    response = candidate.answer(portrait="no", follow=True)

    rows = list(nomination.consents.all())
    assert given(nomination) == {
        "review": True,
        "story": True,
        "portrait": False,
        "video": True,
        "contact": True,
    }
    assert {(row.way, row.recorded_by, row.link_id, row.signed_as, row.language) for row in rows} == {
        ("candidate", None, candidate.link.pk, "Lò Thị Sương", "vi")
    }
    assert all(row.wording.text_vi == WORDINGS[row.purpose][0] for row in rows)
    assert response.redirect_chain == [(candidate.path, 302)]
    assert response.context["answers"][2].consent.given is False


def test_every_question_wants_an_answer_and_what_was_typed_stays(candidate, nomination):
    versions = candidate.read().context["form"].versions

    response = candidate.send(
        review="yes", story="no", signed_as="Sương", wrong="Sai quê quán", wordings=versions
    )

    assert set(response.context["form"].errors) == {"portrait", "video", "contact"}
    page = text(response)
    assert page.count(" checked") == 2
    assert "Sai quê quán" in page
    assert not nomination.consents.exists()


def test_the_link_used_again_shows_the_answers_and_changes_them(candidate, nomination):
    candidate.answer(video="no")
    assert candidate.read().context["answers"]

    candidate.answer(story="no", video="no")

    latest = given(nomination)
    assert (latest["story"], latest["video"]) == (False, False)
    assert list(nomination.consents.filter(purpose="story").values_list("given", flat=True)) == [True, False]
    assert nomination.consents.filter(purpose="video").count() == 1


def test_another_browser_with_the_link_names_the_year_and_reads_the_answers(candidate):
    candidate.answer()
    later = Candidate(ConsentLink.objects.get())
    later.enter()

    assert later.read().context["answers"]


def test_what_is_not_right_goes_to_the_unit_and_changes_nothing(candidate, nomination, officer):
    mail.outbox.clear()
    before = nomination.candidate.home_place

    candidate.answer(wrong="Quê tôi ở Mộc Châu.")
    candidate.answer(wrong="Quê tôi ở Mộc Châu.")

    assert [report.text for report in DetailReport.objects.all()] == ["Quê tôi ở Mộc Châu."]
    nomination.candidate.refresh_from_db()
    assert nomination.candidate.home_place == before
    assert [officer.email] in [message.to for message in mail.outbox]
    assert all("Mộc Châu" not in message.body for message in mail.outbox)


def test_words_that_changed_meanwhile_are_shown_again(candidate, nomination):
    versions = candidate.read().context["form"].versions
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        new = ConsentWording.objects.get(purpose="story")
        new.pk, new.version, new.text_vi = None, "2026-9", "Câu hỏi mới."
        new.in_force_from = timezone.now() + timedelta(seconds=1)
        new.save()
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        response = candidate.send(
            **dict.fromkeys(WORDINGS, "yes"), signed_as="Lò Thị Sương", wordings=versions
        )
        assert "Câu hỏi mới." in text(response)
        assert not nomination.consents.exists()
        candidate.answer()
    assert nomination.consents.get(purpose="story").wording == new


def test_an_hour_later_the_year_is_asked_again_and_no_answer_is_lost(candidate, nomination):
    versions = candidate.read().context["form"].versions
    typed = dict.fromkeys(WORDINGS, "no") | {
        "signed_as": "Lò Thị Sương",
        "wordings": versions,
        "review": "yes",
    }
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        door = candidate.send(**typed)
        carried = {field.name: field.value for field in door.context["carried"]}
        again = candidate.send(**carried, birth_year=nomination.candidate.birth_year)

        assert carried == typed
        assert text(again).count(" checked") == len(WORDINGS)
        assert not nomination.consents.exists()


def test_the_page_speaks_the_language_of_its_address(linked, nomination):
    english = Candidate(linked(nomination, opened=False).link, "en")
    english.enter()

    page = text(english.read())

    assert english.path.startswith("/en/")
    assert WORDINGS["portrait"][1] in page
    assert 'hreflang="vi"' in page
    english.answer()
    assert set(nomination.consents.values_list("language", flat=True)) == {"en"}


def test_what_the_unit_entered_is_told_and_never_chosen(linked, officer):
    nomination = factories.nomination(by=officer)

    candidate = linked(nomination)

    assert " checked" not in text(candidate.read())
    assert len(candidate.read().context["from_paper"]) == len(factories.CONSENTS)


def test_two_presses_make_one_row(candidate, nomination):
    for _press in range(2):
        candidate.answer()

    assert nomination.consents.count() == len(WORDINGS)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one_row_each(portal):
    officer = factories.officer()
    nomination = factories.nomination(by=officer, consents={})
    link = send_link(nomination=nomination, user=officer)
    answers, problems, barrier = dict.fromkeys(WORDINGS, True), [], threading.Barrier(2)

    def answer():
        try:
            barrier.wait()
            answer_consents(link=link, answers=answers, signed_as="Sương", language="vi")
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert problems == []
    assert nomination.consents.count() == len(WORDINGS)


def test_a_receipt_with_the_link_goes_to_the_candidate(candidate):
    mail.outbox.clear()

    candidate.answer()

    [receipt] = [message for message in mail.outbox if message.to == ["suong@example.vn"]]
    path = receipt.body[receipt.body.index("/dong-y/") :].split()[0]
    assert Client().get(path).status_code == 200
    assert candidate.link.nomination.candidate.name not in receipt.body


# --- Refusing the review ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_refusing_the_review_stops_it_after_a_page_that_says_so(stage, linked, officer):
    nomination = factories.nomination(stage, by=officer)
    screener = factories.screener()
    candidate = linked(nomination)

    asked = candidate.answer(review="no")
    nomination.refresh_from_db()
    assert (asked.status_code, nomination.stage) == (200, stage)

    mail.outbox.clear()
    candidate.answer(review="no", stop="1")

    nomination.refresh_from_db()
    assert nomination.stage == Stage.WITHDRAWN
    assert nomination.current_workflow_task_state is None or nomination.current_workflow_state is None
    told = {address for message in mail.outbox for address in message.to}
    assert {officer.email, screener.email, "suong@example.vn"} <= told
    assert candidate.read().context["stopped"]


def test_a_draft_that_is_refused_cannot_be_handed_in(candidate, nomination, officer):
    candidate.answer(review="no")

    nomination.refresh_from_db()
    assert nomination.stage == Stage.DRAFT
    with pytest.raises(Incomplete):
        factories.submit_nomination(nomination=nomination, user=officer)


def test_the_screener_reads_that_the_candidate_refused(linked, officer, client):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)
    linked(nomination).answer(review="no", stop="1")
    client.force_login(factories.screener())

    page = text(client.get(f"/admin/pages/{nomination.pk}/edit/"))

    assert 'aria-labelledby="own-word"' in page


def test_after_the_decision_the_review_is_not_asked(linked, officer):
    nomination = factories.nomination(Stage.APPROVED, by=officer)

    assert "review" not in linked(nomination).read().context["form"].wordings


def test_the_page_costs_the_same_however_often_it_was_answered(candidate, django_assert_num_queries):
    counts = []
    for _round in range(3):
        candidate.answer(story="no" if _round % 2 else "yes")
        with django_assert_num_queries(5):
            counts.append(candidate.read().status_code)

    assert counts == [200, 200, 200]
