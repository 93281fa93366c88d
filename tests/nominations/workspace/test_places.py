"""Places in the form: suggested while one types, stored as typed, with the present name beside a former one."""

import pytest
from django.urls import reverse

from nominations.models import Candidate
from nominations.workspace.views import places
from tests import factories


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def ask(client, **typed):
    return client.post(reverse("workspace:places"), typed)


def test_a_former_province_is_suggested_with_its_present_name(desk):
    page = ask(desk.client, home_place="ha tay").content.decode()

    assert 'data-place="Tỉnh Hà Tây" data-for="id_home_place"' in page
    assert "Thành phố Hà Nội" in page


def test_nothing_comes_for_nonsense_and_for_a_novel(desk):
    for typed in ("", "zzz", "x" * 5000, "<script>"):
        answer = ask(desk.client, residence=typed)
        assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_asking_too_often_is_refused(desk, monkeypatch):
    monkeypatch.setattr(places, "PER_MINUTE", 2)

    assert [ask(desk.client, home_place="ha").status_code for _ in range(3)] == [200, 200, 429]


def test_what_is_typed_is_stored_as_typed_and_its_province_beside(desk, draft):
    desk.send(
        "candidate", draft, name="Lê Thị Thu", home_place="Chuyên Mỹ, Phú Xuyên, Hà Tây", residence="Mỹ"
    )

    candidate = Candidate.objects.get(pk=draft.candidate_id)
    assert (candidate.home_place, candidate.home_province) == ("Chuyên Mỹ, Phú Xuyên, Hà Tây", "01")
    page = desk.read("candidate", draft).content.decode()
    assert "Hà Tây is now: Thành phố Hà Nội" in page
    assert "Hà Tây is now: Thành phố Hà Nội" in desk.read("nomination", draft).content.decode()


def test_reviewers_read_the_present_name_once_they_uncover_the_place(client, screener):
    officer = factories.officer()
    nomination = factories.draft(by=officer)
    Candidate.objects.filter(pk=nomination.candidate_id).update(home_place="Phù Cát, Bình Định")
    nomination.refresh_from_db()
    factories.fill(nomination, by=officer)
    nomination = factories.NominationPage.objects.get(pk=nomination.pk)
    factories.submit_nomination(nomination=nomination, user=officer)
    client.force_login(screener)

    covered = client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk])).content.decode()
    shown = client.post(reverse("nominations_reveal", args=[nomination.pk]), {"field": "home_place"})

    assert "Tỉnh Gia Lai" not in covered
    assert "Tỉnh Gia Lai" in shown.content.decode()
