"""What a person chooses to receive, in which language, and what cannot be declined."""

import pytest
from django.urls import reverse

from nominations.mail.kinds import KINDS, register_kind
from nominations.mail.people import preferred_language, wants
from nominations.models import BouncingAddress, DeclinedKind
from tests import factories

ADDRESS = "workspace:mail"


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def choose(client, *kinds, language="vi"):
    return client.post(reverse(ADDRESS), {"kinds": kinds, "language": language})


def test_an_officer_declines_and_takes_it_back(as_officer, officer):
    choose(as_officer)
    assert not wants(officer, "decision")

    choose(as_officer, "decision")
    assert wants(officer, "decision")


def test_receipts_cannot_be_declined(as_officer, officer):
    kinds = dict(as_officer.get(reverse(ADDRESS)).context["form"].fields["kinds"].choices)
    assert "receipt" not in kinds

    choose(as_officer)
    assert wants(officer, "receipt")
    assert not DeclinedKind.objects.filter(kind="receipt").exists()


def test_the_language_is_the_persons_own(as_officer, officer):
    choose(as_officer, language="en")

    officer.refresh_from_db()
    assert preferred_language(officer) == "en"


@pytest.mark.parametrize("answers", [{"kinds": ["burn"], "language": "vi"}, {"language": "xx"}, {}])
def test_nonsense_is_refused_and_changes_nothing(as_officer, officer, answers):
    response = as_officer.post(reverse(ADDRESS), answers)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not DeclinedKind.objects.exists()


def test_the_page_shows_ones_own_mail_only(as_officer, written):
    own = written()
    written(person=factories.officer())
    written(kind="ballot")
    for state in ("held", "cancelled"):
        written(state)
    written("waiting", batch="còn ở hộp thư đi")

    assert [mail for mail, _kind in as_officer.get(reverse(ADDRESS)).context["mails"]] == [own]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(as_officer, written, count, django_assert_num_queries):
    for _ in range(count):
        written()
    as_officer.get(reverse(ADDRESS))

    with django_assert_num_queries(8):
        as_officer.get(reverse(ADDRESS))


def test_whoever_is_in_no_unit_stays_outside(client):
    client.force_login(factories.screener())
    assert client.get(reverse(ADDRESS)).status_code == 403


def test_people_whose_mail_comes_back_are_told(as_officer, officer):
    home = reverse("workspace:home")
    assert "returned-mail" not in as_officer.get(home).content.decode()

    BouncingAddress.objects.create(address=officer.email)
    assert "returned-mail" in as_officer.get(home).content.decode()


def test_a_reviewer_chooses_in_the_accounts_settings(client, screener, monkeypatch):
    monkeypatch.setattr("nominations.mail.kinds.KINDS", KINDS)
    register_kind("digest", "Tóm tắt", may_decline=True, for_reviewers=True)
    try:
        client.force_login(screener)
        page = client.get(reverse("wagtailadmin_account"))
        assert 'name="portal_mail-kinds"' in page.content.decode()
        names = {panel.name for panels in page.context["panels_by_tab"].values() for panel in panels}
        assert "portal_mail" in names

        posted = {
            "name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "a@example.vn",
            "locale-preferred_language": "vi", "locale-current_time_zone": "Asia/Ho_Chi_Minh",
            "theme-theme": "system", "theme-contrast": "system", "theme-density": "default", "theme-keyboard_shortcuts": "on",
        }  # fmt: skip
        response = client.post(reverse("wagtailadmin_account"), posted)
        assert response.status_code == 302, response.context["form"].errors
        assert not wants(screener, "digest")
    finally:
        del KINDS["digest"]
