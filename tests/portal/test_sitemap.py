"""The sitemap lists what readers may see, in every language, at the same cost however much there is."""

import re

import pytest
from wagtail.models import Locale, Page

from home.models import OrdinaryPage


def published(parent, slug: str, **more) -> OrdinaryPage:
    return parent.add_child(instance=OrdinaryPage(title=slug, slug=slug, **more))


def in_english(page: Page) -> Page:
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    copy.save_revision().publish()
    return copy


def locations(response) -> list[str]:
    return re.findall(r"<loc>http://[^/]+(.*?)</loc>", response.content.decode())


def entry(response, path: str) -> str:
    """What the sitemap says of one address."""
    return next(part for part in response.content.decode().split("<url>") if f"{path}</loc>" in part)


def test_sitemap_lists_live_pages_only(client, portal):
    before = locations(client.get("/sitemap.xml"))
    published(portal, "gioi-thieu-moi")
    published(portal, "nhap", live=False)

    assert set(locations(client.get("/sitemap.xml"))) - set(before) == {"/gioi-thieu-moi/"}


def test_sitemap_names_the_translations_of_a_page(client, portal):
    in_english(published(portal, "gioi-thieu-moi"))

    response = client.get("/sitemap.xml")

    for path in ("/gioi-thieu-moi/", "/en/gioi-thieu-moi/"):
        alternates = re.findall(r'hreflang="(\w+)" href="http://[^/]+(.*?)"', entry(response, path))
        assert alternates == [("vi", "/gioi-thieu-moi/"), ("en", "/en/gioi-thieu-moi/")]


def test_a_page_in_one_language_has_no_alternates(client, portal):
    published(portal, "chi-tieng-viet")

    assert "hreflang" not in entry(client.get("/sitemap.xml"), "/chi-tieng-viet/")


@pytest.mark.parametrize("count", [1, 3, 20])
def test_sitemap_costs_the_same_at_any_size(client, portal, django_assert_num_queries, count):
    for number in range(count):
        published(portal, f"trang-{number}")
    client.get("/sitemap.xml")

    with django_assert_num_queries(17):
        listed = locations(client.get("/sitemap.xml"))

    assert sum("/trang-" in path for path in listed) == count


def test_a_large_sitemap_comes_in_parts(client, portal, monkeypatch):
    whole = locations(client.get("/sitemap.xml"))
    monkeypatch.setattr("portal.sitemap.PageSitemap.limit", 2)

    parts = locations(client.get("/sitemap.xml"))

    assert len(parts) == (len(whole) + 1) // 2
    assert [path for part in parts for path in locations(client.get(part))] == whole


@pytest.mark.django_db
def test_robots_closes_what_is_not_for_readers(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/\nDisallow: /workspace/\nDisallow: /accounts/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")
