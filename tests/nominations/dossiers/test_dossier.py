"""The dossier: who reads it, what it says, and the files behind it."""

import pytest
from django.urls import reverse

from nominations.models import NominationPage
from nominations.stages import Stage
from tests import factories


def address_of(nomination) -> str:
    return reverse("wagtailadmin_pages:edit", args=[nomination.pk])


def test_readers_open_a_dossier_and_nobody_else_does(answers, readers, strangers, submitted):
    def reads(client):
        response = client.get(address_of(submitted))
        return (response.status_code == 200, "Phan Thị Lụa" in response.content.decode())

    found = answers((*readers, *strangers), reads)

    assert found == dict.fromkeys(readers, (True, True)) | dict.fromkeys(strangers, (False, False))


def test_a_draft_does_not_exist_for_readers(answers, readers):
    draft = factories.nomination(Stage.DRAFT)

    found = answers(readers, lambda client: client.get(address_of(draft)).status_code)

    assert found == dict.fromkeys(readers, 404)


def test_a_dossier_is_kept_by_no_cache(desk, screener, submitted):
    desk.sign_in(screener)

    assert "no-store" in desk.dossier(submitted).headers["Cache-Control"]


def test_a_draft_of_the_reviewers_own_unit_does_not_exist_here_either(desk, screener):
    unit = factories.unit()
    factories.member_of(screener, unit)
    draft = factories.nomination(Stage.DRAFT, by=factories.officer(unit))
    desk.sign_in(screener)

    assert desk.dossier(draft).status_code == 404


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_a_dossier_reads_at_every_stage(stage, desk, screener):
    nomination = factories.nomination(stage)
    desk.sign_in(screener)

    assert desk.dossier(nomination).status_code == 200


def test_a_dossier_is_read_only(client, screener, submitted):
    client.force_login(screener)
    address = reverse("wagtailadmin_pages:edit", args=[submitted.pk])

    assert client.post(address, {"action-workflow-action": "approve"}).status_code == 405


def test_the_history_shows_steps_and_remarks(desk, screener):
    nomination = factories.nomination(Stage.RETURNED, screener=screener)
    desk.sign_in(screener)

    events = desk.dossier(nomination).context["history"]

    assert (events[0].person, events[0].remark) == (screener.get_username(), "Bổ sung số liệu năm 2023.")


def test_the_identity_number_is_not_shown_whole(desk, screener, submitted):
    candidate = submitted.candidate
    candidate.identity_number = "001184012345"
    candidate.save()
    desk.sign_in(screener)

    content = desk.dossier(submitted).content.decode()

    assert "345" in content
    assert "001184012345" not in content


def test_the_next_and_the_previous_of_the_same_stage_are_a_click_away(desk, screener):
    first, second, third = (factories.nomination(Stage.SUBMITTED) for _ in range(3))
    factories.nomination(Stage.ACCEPTED)
    desk.sign_in(screener)

    assert desk.dossier(second).context["view"].neighbours == {"previous": first.pk, "next": third.pk}
    assert desk.dossier(third).context["view"].neighbours == {"previous": second.pk, "next": None}


def test_an_approved_dossier_leads_to_the_profile_for_editors_alone(desk, screener):
    nomination = factories.nomination(Stage.APPROVED)
    desk.sign_in(screener)
    assert desk.dossier(nomination).context["profile"] is None

    desk.sign_in(factories.person(factories.Role.SCREENER, factories.Role.EDITOR))
    response = desk.dossier(nomination)

    assert response.context["profile"].approval.reference == nomination.reference
    assert response.context["seat"].number == 1
    assert response.context["decision"].number == factories.DECISION["number"]


@pytest.mark.parametrize("files", [2, 4])
def test_a_dossier_costs_the_same_however_much_is_in_it(files, desk, screener, django_assert_num_queries):
    officer = factories.officer()
    nomination = factories.fill(factories.draft(by=officer), by=officer)
    for _ in range(files - 2):
        factories.attach_evidence(
            nomination=nomination, user=officer, kind="other", upload=factories.upload()
        )
    factories.submit_nomination(nomination=nomination, user=officer)
    desk.sign_in(screener)
    desk.dossier(nomination)

    with django_assert_num_queries(61):
        desk.dossier(nomination)


# --- Evidence ---------------------------------------------------------------------------------------


def test_readers_download_evidence_and_for_others_it_does_not_exist(answers, readers, strangers, submitted):
    file = reverse("nominations_evidence", args=[submitted.evidence.first().pk])

    found = answers((*readers, *strangers), lambda client: client.get(file).status_code)

    outside = {"officer": 403, "head": 403}
    assert found == dict.fromkeys(readers, 200) | dict.fromkeys(strangers, 404) | outside


def test_evidence_is_a_download_that_runs_nothing_and_is_kept_nowhere(desk, screener, submitted):
    desk.sign_in(screener)

    headers = desk.evidence(submitted.evidence.first()).headers

    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"].startswith("private, no-store")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


def test_evidence_of_a_draft_does_not_exist_for_readers(desk, screener):
    draft = factories.nomination(Stage.DRAFT)
    desk.sign_in(screener)

    assert desk.evidence(draft.evidence.first()).status_code == 404


def test_a_vietnamese_file_name_arrives_whole(desk, screener):
    officer = factories.officer()
    nomination = factories.fill(factories.draft(by=officer), by=officer)
    evidence = factories.attach_evidence(
        nomination=nomination, user=officer, kind="other", upload=factories.upload("Biên bản họp xét.pdf")
    )
    factories.submit_nomination(nomination=nomination, user=officer)
    desk.sign_in(screener)

    disposition = desk.evidence(evidence).headers["Content-Disposition"]

    assert disposition == "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n%20h%E1%BB%8Dp%20x%C3%A9t.pdf"


def test_a_lost_file_is_not_found(desk, screener, submitted):
    evidence = submitted.evidence.first()
    evidence.file.storage.delete(evidence.file.name)
    desk.sign_in(screener)

    assert desk.evidence(evidence).status_code == 404


def test_evidence_needs_a_sign_in(client, submitted):
    response = client.get(reverse("nominations_evidence", args=[submitted.evidence.first().pk]))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_nothing_a_reader_opens_changes_the_nomination(desk, screener, submitted):
    before = NominationPage.objects.values().get(pk=submitted.pk)
    desk.sign_in(screener)

    (
        desk.dossier(submitted),
        desk.open(submitted, "approve"),
        desk.list(),
        desk.evidence(submitted.evidence.first()),
    )

    assert NominationPage.objects.values().get(pk=submitted.pk) == before
