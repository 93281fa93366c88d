"""The front page: the newest honoree, those before, the national exemplar, the figures and the campaign."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import books, factories
from tests.home.articles.test_articles import article as write_article


def test_an_empty_portal_says_so(portal, client):
    response = client.get("/")

    assert (response.status_code, response.context["newest"], response.context["exemplars"]) == (
        200,
        None,
        [],
    )


def test_the_front_page_shows_people_and_figures(portal, client):
    field = factories.field()
    national = factories.profile(name="Trần Văn An", honour="national", field=field)
    before = factories.profile(name="Lê Thị Bình", field=field)
    newest = factories.profile(name="Phạm Văn Cường")
    factories.profile(name="Chưa Công Bố", live=False)

    context = client.get("/").context

    assert (context["newest"], context["exemplars"], context["national"]) == (
        newest,
        [before, national],
        national,
    )
    assert context["figures"] == {"people": 3, "units": 3, "fields": 2}


def test_the_front_page_of_a_language_shows_its_own_people(portal, client):
    factories.profile()

    assert client.get("/en/").context["newest"] is None


def test_the_campaign_that_closes_first_is_announced(portal, client):
    soon, later = (timezone.now() + timedelta(days=days) for days in (3, 9))
    factories.campaign(closes_at=later, quotas={factories.field(): 3})
    first = factories.campaign(closes_at=soon)
    factories.close(factories.campaign())
    factories.campaign(live=False, closes_at=timezone.now() + timedelta(days=1))

    assert client.get("/").context["campaign"] == first


def test_without_an_open_campaign_the_last_one_is_named(portal, client):
    closed = factories.close(factories.campaign())

    context = client.get("/").context

    assert (context["campaign"], context["last_campaign"]) == (None, closed)


@pytest.mark.parametrize("count", [2, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_the_front_page_costs_the_same_at_any_size(count, portal, client, django_assert_num_queries):
    field = factories.field()
    factories.campaign(quotas={factories.field(): 1 for _number in range(3)})
    factories.profile(honour="national", field=field)
    books.fill(count, field=field)
    now = timezone.now()
    factories.conference(starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2), title="Hội nghị")
    factories.shortlist(count)
    for _number in range(count):
        write_article(factories.column())
    client.get("/")

    with django_assert_num_queries(16):
        client.get("/")


def test_the_front_page_names_columns_conference_and_consultation(portal, client):
    now = timezone.now()
    conference = factories.conference(starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2))
    factories.conference(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    person = factories.profile(name="Trần Văn An")
    written, bare = factories.column(), factories.column()
    articles = [write_article(written, date=date(2023, 5, day)) for day in (1, 2, 3)]
    factories.column(live=False)
    consultation = factories.shortlist()

    context = client.get("/").context

    assert (context["conference"], context["consultation"]) == (conference, consultation)
    assert {column.pk: column.latest for column in context["columns"]} == {
        written.pk: articles[:0:-1],
        bare.pk: [person],
    }


def test_the_front_page_of_the_other_language_names_its_own(portal, client):
    factories.conference(starts_at=timezone.now(), ends_at=timezone.now() + timedelta(days=1))
    factories.column()

    context = client.get("/en/").context

    assert (context["conference"], context["columns"]) == (None, [])
