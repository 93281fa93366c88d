"""Wagtail's own API shows public pages of the named types, and nothing else to any question."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from exemplars.models import ExemplarPage
from nominations.stages import Stage
from tests import factories

PAGES = "/api/v2/pages/"


def ids(response) -> set[int]:
    return {row["id"] for row in response.json()["items"]}


@pytest.fixture
def shown(portal) -> dict:
    profile = factories.profile(name="Lò Thị Sương", portrait=factories.image())
    return {"profile": profile, "column": factories.column(), "conference": factories.conference()}


@pytest.fixture
def hidden(portal) -> dict:
    """What must not be found: drafts, doors, embargoes, what is gone, copies, other types, nominations."""
    nomination = factories.nomination(Stage.SUBMITTED, name="Kín Thị Mật")
    draft, closed, gone, early = (factories.profile(name=f"Kín Văn {n}") for n in ("Một", "Hai", "Ba", "Bốn"))
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    gone.approval.revoked_on, gone.approval.revocation_decision = gone.approval.decision_date, "1/QĐ"
    gone.approval.save()
    ExemplarPage.objects.filter(pk=early.pk).update(embargo_until=timezone.now() + timedelta(hours=1))
    untranslated = factories.profile(name="Có Văn Công Khai")
    copy = untranslated.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    return {
        "nomination": nomination, "draft": draft, "closed": closed, "gone": gone, "early": early, "copy": copy,
        "campaign": nomination.campaign, "home": portal,
    }  # fmt: skip


def test_only_what_is_public_is_listed(shown, hidden, client):
    listed = ids(client.get(PAGES))

    assert {page.pk for page in shown.values()} <= listed
    assert listed.isdisjoint(page.pk for page in hidden.values())


def test_nothing_else_is_found_by_its_key_or_path(shown, hidden, client):
    root = Page.objects.get(pk=hidden["home"].pk).url_path
    for name, page in hidden.items():
        assert client.get(f"{PAGES}{page.pk}/").status_code == 404, name
        assert client.get(f"{PAGES}find/?id={page.pk}").status_code == 404, name
        path = page.url_path.removeprefix(root)
        assert client.get(f"{PAGES}find/?html_path={path}").status_code == 404, name
        assert client.get(f"{PAGES}?translation_of={page.pk}").status_code in (200, 400), name


@pytest.mark.parametrize(
    "question",
    [
        "search=kin", "search=Lò&search_operator=or", "type=nominations.NominationPage",
        "type=nominations.CampaignPage", "type=home.HomePage", "type=auth.User", "type=nothing",
        "type=exemplars.ExemplarPage,nominations.NominationPage", "fields=approval", "fields=parent",
        "fields=owner", "fields=sort_name", "approval=1", "embargo_until=2023-01-01", "live=false", "owner=1",
        "order=approval", "order=latest_revision", "fields=*,approval", "child_of=abc", "locale=fr",
        "limit=-1", "limit=10000", "offset=-1", "offset=99999999999999999999", "id=99999999999999999999",
        "child_of=99999999999999999999", "slug=%00", "slug=" + "a" * 501, "title=%FF", "first_published_at=abc",
        "starts_at=x&type=exemplars.ConferencePage", "year=x&type=exemplars.ExemplarPage", "fields=" + "a(" * 200,
        "site=nowhere", "format=api", "unit=abc&type=exemplars.ExemplarPage",
    ],
)  # fmt: skip
def test_other_questions_are_refused(shown, client, question):
    response = client.get(f"{PAGES}?{question}")

    nowhere = question in ("locale=fr", "site=nowhere", "format=api")  # Wagtail's word for these
    expected = (404 if nowhere else 400, "application/json")
    assert (response.status_code, response["Content-Type"]) == expected, response.content
    assert "kin" not in response.json()["message"].casefold()


def test_a_profile_says_what_is_named_and_no_more(shown, client):
    body = client.get(f"{PAGES}{shown['profile'].pk}/?fields=*").json()

    assert set(body) == {
        "id", "meta", "title", "honorific", "summary", "honour", "year", "unit", "field", "portrait",
        "portrait_alt", "story",
    }  # fmt: skip
    assert set(body["meta"]) == {"type", "detail_url", "html_url", "slug", "first_published_at", "locale"}
    assert set(body["portrait"]) == {"url", "full_url", "width", "height", "alt"}
    assert set(body["unit"]) == {"code", "name"}


@pytest.mark.parametrize(
    "query",
    [
        "type=exemplars.ExemplarPage",
        "type=exemplars.ColumnPage,exemplars.ConferencePage",
        "locale=vi",
        "order=-title",
        "fields=title",
        "limit=2&offset=1",
        "slug=lo-thi-suong",
    ],
)
def test_what_clients_ask_today_is_answered(shown, client, query):
    response = client.get(f"{PAGES}?{query}")

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["images/", "documents/", "snippets/", "pages/x/", ""])
def test_there_is_no_other_list(portal, client, path):
    assert client.get(f"/api/v2/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_changes_nothing(portal, client, method):
    assert getattr(client, method)(PAGES).status_code in (403, 405)
