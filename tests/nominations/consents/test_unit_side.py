"""What a unit does: sends the link, prints it, prints the form, reads what the candidate found wrong."""

import pytest
from django.core import mail
from django.urls import reverse

from nominations.dossiers.actions import record_consents
from nominations.dossiers.wordings import WORDINGS
from nominations.models import Candidate as Person
from nominations.models import ConsentLink, DetailReport
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def url(name, nomination, *more):
    return reverse(f"consents:{name}", args=[nomination.reference, *more])


def test_the_link_leaves_by_mail_and_names_nobody(desk, nomination):
    mail.outbox.clear()

    response = desk.post(url("link", nomination), {"address": "suong@example.vn", "language": "en"})

    assert response.status_code == 302
    [sent] = mail.outbox
    assert sent.to == ["suong@example.vn"]
    assert "/en/dong-y/" in sent.body
    assert nomination.candidate.name not in sent.body + sent.subject


def test_without_an_address_nothing_is_sent_and_what_was_typed_stays(desk, nomination):
    response = desk.post(url("link", nomination), {"address": "không phải thư", "language": "vi"})

    assert response.status_code == 200
    assert "không phải thư" in response.content.decode()
    assert not ConsentLink.objects.exists()


def test_a_printed_link_needs_no_address(desk, nomination):
    response = desk.post(url("link", nomination), {"go": "print", "language": "vi"}, follow=True)

    assert "/dong-y/" in response.content.decode()
    svg = desk.get(url("qr", nomination, "svg"))
    png = desk.get(url("qr", nomination, "png"))
    assert (svg["Content-Type"], png["Content-Type"]) == ("image/svg+xml", "image/png")
    assert (svg.content[:5], png.content[1:4]) == (b"<?xml", b"PNG")
    assert "no-store" in svg["Cache-Control"]
    assert b"<script" not in svg.content
    assert desk.get(url("qr", nomination, "gif")).status_code == 404


def test_there_is_nothing_to_print_without_a_link(desk, nomination):
    assert desk.get(url("printed", nomination)).status_code == 404
    assert desk.get(url("qr", nomination, "svg")).status_code == 404


def test_without_a_year_of_birth_no_link_is_made(desk, nomination):
    Person.objects.filter(pk=nomination.candidate_id).update(birth_year=None, birth_date=None)

    response = desk.post(url("link", nomination), {"address": "suong@example.vn", "language": "vi"})

    assert response.status_code == 409
    assert not ConsentLink.objects.exists()


@pytest.mark.parametrize("name", ["link", "printed", "paper"])
def test_another_unit_finds_nothing(name, client, linked, nomination):
    linked(nomination)
    client.force_login(factories.officer())

    assert client.get(url(name, nomination)).status_code == 404
    assert (
        client.post(url("link", nomination), {"address": "a@example.vn", "language": "vi"}).status_code == 404
    )


@pytest.mark.parametrize("who", ["screener", "leader", "editor", "auditor", "administrator", "superuser"])
def test_nobody_else_sends_a_link(who, client, nomination):
    client.force_login(getattr(factories, who)())

    assert (
        client.post(url("link", nomination), {"address": "a@example.vn", "language": "vi"}).status_code == 403
    )
    assert not ConsentLink.objects.exists()


def test_the_paper_form_has_the_wording_in_force_in_vietnamese(desk, nomination):
    desk.cookies["django_language"] = "en"

    page = desk.get(url("paper", nomination)).content.decode()

    assert all(text in page for text, *_rest in WORDINGS.values())
    assert nomination.candidate.name in page
    assert '<html lang="vi">' in page


def test_both_ways_stand_in_the_step(desk, nomination):
    page = desk.get(reverse("workspace:consent", args=[nomination.reference])).content.decode()

    assert url("link", nomination) in page
    assert url("paper", nomination) in page


def test_what_the_candidate_answered_the_unit_does_not_change(desk, candidate, nomination, officer):
    candidate.answer(story="no")
    response = desk.get(reverse("workspace:consent", args=[nomination.reference]))

    assert response.context["form"].fields == {}
    with pytest.raises(Refused):
        record_consents(nomination=nomination, user=officer, answers={"story": True})
    desk.post(reverse("workspace:consent", args=[nomination.reference]), {"story": "yes"})
    assert nomination.consents.filter(purpose="story").count() == 1


def test_the_unit_settles_what_was_reported(desk, candidate, nomination, officer):
    candidate.answer(wrong="Sai quê quán.")
    report = DetailReport.objects.get()
    assert "Sai quê quán." in desk.get(url("link", nomination)).content.decode()

    desk.post(url("settle", nomination, report.pk))

    report.refresh_from_db()
    assert report.settled_by == officer
    assert "Sai quê quán." not in desk.get(url("link", nomination)).content.decode()


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.APPROVED, Stage.DECLINED])
def test_a_link_may_be_sent_at_any_stage(stage, desk, officer):
    nomination = factories.nomination(stage, by=officer)

    assert (
        desk.post(url("link", nomination), {"address": "a@example.vn", "language": "vi"}).status_code == 302
    )


def test_the_pages_cost_the_same_at_any_number_of_reports(
    desk, linked, nomination, django_assert_num_queries
):
    linked(nomination)
    desk.get(url("link", nomination))
    for number in (1, 3):
        for _ in range(number):
            DetailReport.objects.create(nomination=nomination, text=f"Sai {number}")
        with django_assert_num_queries(8):
            assert desk.get(url("link", nomination)).status_code == 200
