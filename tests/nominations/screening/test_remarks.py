"""Remarks: unseen until the return, beside their place after it, answered by a correction or in words."""

import pytest
from django.urls import reverse

from nominations.dossiers.actions import editing, keep
from nominations.models import NominationPage, Remark
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import said

PLACES = ["case.summary", "case.case", "achievements.1", "awards.1", "evidence.report", "candidate.position"]


@pytest.fixture
def officer(submitted):
    return factories.officer_of(submitted)


@pytest.fixture
def returned(submitted, desk):
    factories.taken(submitted, desk.user)
    for place in PLACES:
        factories.remark(submitted, place=place, text=f"Nhận xét tại {place}.")
    factories.act(submitted, desk.user, "reject", reason="")
    return submitted


@pytest.fixture
def unit(client, officer):
    """The officer's browser, at one nomination."""

    def address(step, nomination):
        return reverse(f"workspace:{step}", args=[nomination.reference])

    class Unit:
        @staticmethod
        def read(step, nomination) -> str:
            client.force_login(officer)
            return client.get(address(step, nomination)).content.decode()

        @staticmethod
        def send(step, nomination, **values):
            client.force_login(officer)
            nomination.refresh_from_db()
            base = {"base_revision": nomination.latest_revision_id}
            return client.post(address(step, nomination), base | values)

    return Unit


def correct_summary(nomination, officer):
    with editing(nomination=nomination, user=officer, base_revision=None) as page:
        page.summary = "Tóm tắt đã sửa, có nguồn số liệu."
        keep(page, user=officer)


# --- Writing --------------------------------------------------------------------------------------------


def test_a_remark_is_written_beside_its_place_and_changed_there(desk, submitted):
    response = desk.press("remark", submitted, "case.summary", text="Số liệu chưa rõ.")

    assert response.redirect_chain[-1][0].endswith("#entry-case-summary")
    desk.press("remark", submitted, "case.summary", text="Xin ghi nguồn.")
    remark = Remark.objects.get()
    assert (remark.text, remark.is_draft, remark.written_by) == ("Xin ghi nguồn.", True, desk.user)
    assert "Xin ghi nguồn." in desk.dossier(submitted).content.decode()


def test_an_empty_remark_is_taken_away(desk, submitted):
    factories.remark(submitted, by=desk.user)

    desk.press("remark", submitted, "case.summary", text="  ")

    assert not Remark.objects.exists()


def test_what_is_too_long_is_kept_on_the_page(desk, submitted):
    response = desk.press("remark", submitted, "case.summary", text="x" * 1001)

    assert response.context["form"]["text"].value() == "x" * 1001
    assert response.context["page_title"].startswith("Lỗi:")
    assert not Remark.objects.exists()


@pytest.mark.parametrize("place", ["case.nothing", "achievements.99", "candidate.identity_hash"])
def test_a_place_that_the_dossier_has_not_does_not_exist(desk, submitted, place):
    assert desk.open("remark", submitted, place).status_code == 404
    assert desk.press("remark", submitted, place, text="x").status_code == 404


def test_the_unit_sees_no_remark_before_the_return(unit, desk, submitted):
    factories.remark(submitted, by=desk.user, text="Điều chưa gửi.")

    assert "Điều chưa gửi." not in unit.read("nomination", submitted)


def test_a_remark_on_a_covered_field_does_not_uncover_it(desk, submitted):
    submitted.candidate.residence = "Phường Minh Khai, Hà Nội"
    submitted.candidate.save()

    content = desk.open("remark", submitted, "candidate.residence").content.decode()

    assert "Phường Minh Khai" not in content


def test_no_copy_of_private_text_is_kept(submitted, desk):
    submitted.candidate.residence = "Phường Minh Khai, Hà Nội"
    submitted.candidate.save()
    factories.remark(submitted, by=desk.user, place="candidate.residence")
    factories.act(submitted, desk.user, "reject", reason="")

    assert "Minh Khai" not in str(list(Remark.objects.values()))


# --- The return -----------------------------------------------------------------------------------------


def test_a_return_needs_words_or_remarks(desk, submitted):
    response = desk.take(submitted, "reject", reason="")
    assert response.context["form"].errors

    factories.remark(submitted, by=desk.user)
    desk.take(submitted, "reject", reason="")

    submitted.refresh_from_db()
    assert submitted.stage == Stage.RETURNED
    assert not Remark.objects.drafts().exists()


def test_with_remarks_the_return_is_offered_first(desk, submitted):
    factories.remark(submitted, by=desk.user)

    actions = desk.dossier(submitted).context["actions"]

    assert str(actions[0]["words"]) == "Trả lại để bổ sung · 1 nhận xét"


def test_the_unit_reads_each_remark_beside_its_place(returned, unit):
    for step, places in {
        "case": ["case.summary", "case.case", "achievements.1"],
        "awards": ["awards.1"],
        "evidence": ["evidence.report"],
        "candidate": ["candidate.position"],
    }.items():
        content = unit.read(step, returned)
        for place in PLACES:
            assert (f"Nhận xét tại {place}." in content) is (place in places), (step, place)


def test_the_list_on_top_counts_and_leads_to_each_place(returned, unit):
    content = unit.read("remarks", returned)

    assert "<b>0/6</b>" in content
    for place in PLACES:
        assert f"Nhận xét tại {place}." in content
    assert f"{reverse('workspace:case', args=[returned.reference])}#id_summary" in content
    assert "6 nhận xét" in unit.read("nomination", returned)


def test_home_leads_to_the_remarks(returned, unit, client, officer):
    client.force_login(officer)

    assert (
        reverse("workspace:remarks", args=[returned.reference])
        in client.get(reverse("workspace:home")).content.decode()
    )


# --- Answers --------------------------------------------------------------------------------------------


def test_a_corrected_place_is_seen_to_be_corrected(returned, unit, officer):
    correct_summary(returned, officer)

    assert "<b>1/6</b>" in unit.read("remarks", returned)


def test_what_cannot_be_corrected_is_explained(returned, unit):
    remark = Remark.objects.get(place="awards.1")

    unit.send("remarks", returned, remark=remark.pk, text="Quyết định đã thất lạc.")

    remark.refresh_from_db()
    assert remark.explanation == "Quyết định đã thất lạc."
    assert "<b>1/6</b>" in unit.read("remarks", returned)


def test_an_explanation_that_is_too_long_stays_on_the_page(returned, unit):
    response = unit.send("remarks", returned, remark=Remark.objects.first().pk, text="y" * 1001)

    assert "y" * 1001 in response.content.decode()
    assert "<title>Lỗi:" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "999999999999999999999"])
def test_a_remark_that_is_not_there_is_not_explained(returned, unit, number):
    assert unit.send("remarks", returned, remark=number, text="x").status_code == 404


def test_a_remark_of_another_unit_is_not_explained(returned, client):
    client.force_login(factories.officer())

    response = client.post(
        reverse("workspace:remarks", args=[returned.reference]),
        {"remark": Remark.objects.first().pk, "text": "x"},
    )

    assert response.status_code == 404
    assert not Remark.objects.exclude(explanation="").exists()


def test_remarks_without_an_answer_hold_the_dossier_back(returned, unit, officer):
    response = unit.send("check", returned, declared="on")

    assert len(response.context["problems"]) == 6
    returned.refresh_from_db()
    assert returned.stage == Stage.RETURNED


def test_answered_remarks_let_it_go_and_are_kept_for_the_screener(returned, unit, desk, officer):
    correct_summary(returned, officer)
    for remark in Remark.objects.exclude(place="case.summary"):
        unit.send("remarks", returned, remark=remark.pk, text="Đã kiểm tra, nội dung đúng.")

    unit.send("check", returned, declared="on")

    nomination = NominationPage.objects.get(pk=returned.pk)
    assert nomination.stage == Stage.SUBMITTED
    kept = {remark.place: remark.was_corrected for remark in Remark.objects.filter(answered_at__isnull=False)}
    assert kept == {place: place == "case.summary" for place in PLACES}
    desk.client.force_login(desk.user)
    content = desk.dossier(nomination).content.decode()
    assert "Đã kiểm tra, nội dung đúng." in content
    assert "Nhận xét tại case.summary." in content


def test_what_was_answered_is_over(returned, unit, officer):
    remark = Remark.objects.first()
    factories.submit_nomination(nomination=returned, user=officer)

    assert unit.send("remarks", returned, remark=remark.pk, text="x").status_code == 404


def test_a_remark_of_one_who_has_it_not_in_hand_is_refused(desk, submitted):
    factories.taken(submitted)

    response = desk.press("remark", submitted, "case.summary", text="x")

    assert len(said(response)) == 1
    assert not Remark.objects.exists()
