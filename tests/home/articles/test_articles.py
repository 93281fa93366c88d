"""Articles and legal documents: listed, read, translated, and only what is public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from home.models import (
    ArticleIndexPage,
    ArticlePage,
    ArticlePerson,
    LegalDocumentIndexPage,
    LegalDocumentPage,
)
from tests import factories


def article(parent=None, people=(), **more) -> ArticlePage:
    number = ArticlePage.objects.count()
    values = {
        "title": f"Bài số {number}",
        "slug": f"bai-{number}",
        "author": "Mạc Thu Giang",
        "standfirst": "Một việc nhỏ.",
        "date": date(2023, 5, 1),
        "body": [("paragraph", "<p>Nội dung.</p>")],
    }
    page = ArticlePage(**values | more)
    page.people = [ArticlePerson(profile=profile, sort_order=place) for place, profile in enumerate(people)]
    parent = parent or ArticleIndexPage.objects.get(locale__language_code="vi")
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def document(**more) -> LegalDocumentPage:
    number = LegalDocumentPage.objects.count()
    values = {
        "title": f"Nghị định {number}",
        "slug": f"nghi-dinh-{number}",
        "number": f"{number}/2023/NĐ-CP",
        "issued_on": date(2023, 12, 31),
        "issuer": "Chính phủ",
        "official_title": "Nghị định quy định chi tiết",
    }
    parent = LegalDocumentIndexPage.objects.get(locale__language_code="vi")
    page = parent.add_child(instance=LegalDocumentPage(**values | more))
    page.save_revision().publish()
    return LegalDocumentPage.objects.get(pk=page.pk)


def rows(client, url="/tin-tuc/", **parameters):
    return [page.title for page in client.get(url, parameters).context["results"]]


def test_articles_are_listed_the_latest_first(portal, client):
    article(title="Cũ", date=date(2023, 5, 1))
    article(title="Mới", date=date(2023, 5, 9))
    ArticlePage.objects.filter(pk=article(title="Nháp").pk).update(live=False)

    assert rows(client) == ["Mới", "Cũ"]


def test_an_article_names_public_people_only(portal, client):
    public = factories.profile(name="Trần Văn An")
    draft = factories.profile(name="Chưa Công Bố", live=False)
    page = article(people=[draft, public])

    answer = client.get(page.url)

    assert (answer.context["profiles"], "Chưa Công Bố" in answer.content.decode()) == ([public], False)


def test_an_article_of_a_column_stands_on_its_page(portal, client):
    column = factories.column()
    page = article(column, title="Tủ sách trước cửa bưu cục")

    answer = client.get(column.url)

    assert (
        [entry.pk for entry in answer.context["entries"]],
        page.standfirst in answer.content.decode(),
    ) == (
        [page.pk],
        True,
    )


def test_a_picture_needs_words(portal):
    with pytest.raises(ValidationError, match="picture_alt"):
        article(picture=factories.image())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_articles_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    for _number in range(count):
        article(picture=factories.image(), picture_alt="Một tủ sách")
    client.get("/tin-tuc/")

    with django_assert_num_queries(9):
        client.get("/tin-tuc/")


@pytest.mark.parametrize("typed", ["0", "-1", "x", "٣", "9" * 400])
def test_a_page_that_is_none_is_answered(typed, portal, client):
    article()

    assert client.get("/tin-tuc/", {"page": typed}).status_code in (200, 404)


# --- Legal documents --------------------------------------------------------------------------------


def test_documents_are_narrowed_by_year_and_issuer(portal, client):
    document(title="A", issued_on=date(2022, 6, 15), issuer="Quốc hội")
    document(title="B", issued_on=date(2023, 12, 31))
    document(title="C", issued_on=date(2023, 3, 1), issuer="Bộ Nội vụ")

    assert rows(client, "/van-ban/") == ["B", "C", "A"]
    assert rows(client, "/van-ban/", year="2023") == ["B", "C"]
    assert rows(client, "/van-ban/", year="2023", issuer="Bộ Nội vụ") == ["C"]
    assert rows(client, "/van-ban/", year="1900", issuer="' OR 1=1") == ["B", "C", "A"]


def test_a_replaced_document_names_the_one_in_force(portal, client):
    new = document(title="Nghị định 152")
    old = document(title="Nghị định 98", replaced_by=new)
    over = document(ended_on=timezone.localdate())

    assert [new.is_in_force, old.is_in_force, over.is_in_force] == [True, False, False]
    assert client.get(old.url).context["replacing"] == new
    assert client.get(new.url).context["replaced"] == [old]
    assert list(LegalDocumentPage.objects.in_force()) == [new]


def test_a_replacement_that_is_not_public_is_not_named(portal, client):
    new = document(title="Chưa công bố")
    old = document(replaced_by=new)
    LegalDocumentPage.objects.filter(pk=new.pk).update(live=False)

    assert (
        client.get(old.url).context["replacing"],
        "Chưa công bố" in client.get(old.url).content.decode(),
    ) == (
        None,
        False,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_documents_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    for _number in range(count):
        document()
    client.get("/van-ban/")

    with django_assert_num_queries(9):
        client.get("/van-ban/")


# --- Languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("make", "section"), [(article, "tin-tuc"), (document, "van-ban")])
def test_what_is_not_translated_is_said_to_be_so(make, section, portal, client):
    page = make(slug="chua-dich")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    assert client.get(f"/en/{section}/chua-dich/").status_code == 404
    assert f'href="/en/{section}/?untranslated=chua-dich"' in client.get(page.url).content.decode()
    answer = client.get(f"/en/{section}/?untranslated=chua-dich").content.decode()
    assert "has not been translated into English yet" in answer
