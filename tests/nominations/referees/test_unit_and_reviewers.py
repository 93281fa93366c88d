"""Letters are confidential: the unit sees that one came, reviewers and the council read it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from nominations.models import LetterRequest, Membership
from nominations.referees.actions import ask_referee
from nominations.refusals import NotEditable, Refused
from nominations.stages import HANDED_IN, Stage
from tests import factories

from .conftest import particulars

SECRET = "Thư riêng."


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def url(name, nomination, *more):
    return reverse(f"referees:{name}", args=[nomination.reference, *more])


def typed(**more) -> dict:
    due = (timezone.localdate() + timedelta(days=10)).strftime("%d/%m/%Y")
    return particulars(due_on=due, language="vi") | more


def test_a_unit_asks_by_mail_and_the_mail_names_no_candidate(desk, nomination):
    mail.outbox.clear()

    response = desk.post(url("ask", nomination), typed())

    assert response.status_code == 302
    [sent] = mail.outbox
    assert sent.to == ["son@example.vn"]
    assert "Kính mong ông viết vài dòng." in sent.body
    assert "/thu-gioi-thieu/" in sent.body
    assert nomination.candidate.name not in sent.subject + sent.body


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, nomination):
    response = desk.post(url("ask", nomination), typed(email="sai", due_on="31/02/2027", name=""))

    assert set(response.context["form"].errors) == {"name", "email", "due_on"}
    assert "Nguyên Giám đốc" in response.content.decode()


def test_the_same_referee_is_asked_once(desk, nomination):
    desk.post(url("ask", nomination), typed())

    assert desk.post(url("ask", nomination), typed(email="SON@example.vn")).status_code == 409
    assert LetterRequest.objects.count() == 1


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_a_unit_asks_as_many_as_the_campaign_says(limit, desk, nomination, officer):
    type(nomination.campaign).objects.update(most_letters=limit)
    nomination.campaign.refresh_from_db()
    for number in range(limit):
        ask_referee(nomination=nomination, user=officer, **particulars(email=f"r{number}@example.vn"))

    with pytest.raises(Refused):
        ask_referee(nomination=nomination, user=officer, **particulars(email="r9@example.vn"))
    assert desk.get(url("ask", nomination)).status_code == 302
    assert desk.post(url("ask", nomination), typed(email="r9@example.vn")).status_code == 409
    assert not desk.get(url("letters", nomination)).context["may_ask"]
    assert LetterRequest.objects.count() == limit


def test_a_campaign_asks_for_five_letters_where_nobody_says_otherwise(nomination):
    assert nomination.campaign.most_letters == 5


def test_the_database_holds_one_request_per_referee(nomination, officer):
    factories.letter(nomination, by=officer, email="a@example.vn")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.letter(nomination, by=officer, email="a@example.vn")


def test_after_handing_in_nobody_is_asked(officer, desk):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)

    assert desk.get(url("ask", nomination)).status_code == 302
    with pytest.raises(NotEditable):
        ask_referee(nomination=nomination, user=officer, **particulars())


def test_the_unit_sees_that_a_letter_came_and_nothing_of_it(desk, nomination, officer):
    letter = factories.letter(nomination, by=officer, answered=True)

    for address in (url("letters", nomination), reverse("workspace:nomination", args=[nomination.reference])):
        page = desk.get(address).content.decode()
        assert letter.name in page
        assert SECRET not in page
        assert letter.original_name not in page
    assert desk.get(reverse("nominations_letter", args=[letter.pk])).status_code in (302, 403, 404)


def test_a_request_is_taken_back_until_the_letter_came(desk, nomination, officer):
    asked = factories.letter(nomination, by=officer)
    came = factories.letter(nomination, by=officer, answered=True)

    assert desk.post(url("cancel", nomination, asked.pk)).status_code == 302
    assert desk.post(url("cancel", nomination, came.pk)).status_code == 409
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    again = desk.post(url("ask", nomination), typed(email=asked.email))
    assert again.status_code == 302


def test_another_unit_finds_nothing(client, nomination, officer):
    letter = factories.letter(nomination, by=officer)
    client.force_login(factories.officer())

    assert client.get(url("letters", nomination)).status_code == 404
    assert client.get(url("ask", nomination)).status_code == 404
    assert client.post(url("cancel", nomination, letter.pk)).status_code == 404
    assert client.post(url("again", nomination, letter.pk), {"due_on": "01/01/2030"}).status_code == 404


def test_a_letter_of_another_nomination_is_not_reached(desk, nomination, officer):
    other = factories.letter(factories.nomination(by=factories.officer()), by=officer)

    assert desk.post(url("cancel", nomination, other.pk)).status_code == 404


@pytest.mark.parametrize("who", ["screener", "leader", "auditor"])
def test_reviewers_read_letters_and_their_files(who, client, officer):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)
    letter = factories.letter(nomination, by=officer, answered=True)
    client.force_login(getattr(factories, who)())

    page = client.get(f"/admin/pages/{nomination.pk}/edit/").content.decode()
    file = client.get(reverse("nominations_letter", args=[letter.pk]))

    assert SECRET in page
    assert letter.relation in page
    assert (file.status_code, file["Content-Disposition"].split(";")[0]) == (200, "attachment")
    assert "no-store" in file["Cache-Control"]


def test_a_reviewer_of_the_unit_itself_reads_none(client, officer):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)
    letter = factories.letter(nomination, by=officer, answered=True)
    screener = factories.screener()
    Membership.objects.create(user=screener, unit=nomination.unit)
    client.force_login(screener)

    assert SECRET not in client.get(f"/admin/pages/{nomination.pk}/edit/").content.decode()
    assert client.get(reverse("nominations_letter", args=[letter.pk])).status_code == 404


@pytest.mark.parametrize("who", ["editor", "administrator", "officer"])
def test_nobody_else_reads_a_file(who, client, officer):
    letter = factories.letter(factories.nomination(Stage.SUBMITTED, by=officer), by=officer, answered=True)
    client.force_login(getattr(factories, who)())

    assert client.get(reverse("nominations_letter", args=[letter.pk])).status_code in (302, 403, 404)


def test_a_draft_s_letters_are_nobody_s_yet(client, nomination, officer):
    letter = factories.letter(nomination, by=officer, answered=True)
    client.force_login(factories.screener())

    assert nomination.stage not in HANDED_IN
    assert client.get(reverse("nominations_letter", args=[letter.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(count, desk, nomination, officer, django_assert_num_queries):
    for _ in range(count):
        factories.letter(nomination, by=officer)
    desk.get(url("letters", nomination))

    with django_assert_num_queries(7):
        assert len(desk.get(url("letters", nomination)).context["letters"]) == count
