"""The sitemap lists what readers may see, in every language, at the same cost however much there is."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Locale, Page

from exemplars.models import ExemplarPage
from home.models import OrdinaryPage
from tests import books, factories

#: What https://www.sitemaps.org/schemas/sitemap/0.9/ asks, and of other namespaces nothing.
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xs:simpleType name="loc"><xs:restriction base="xs:anyURI">
    <xs:minLength value="12"/><xs:maxLength value="2048"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
  <xs:complexType name="entry"><xs:sequence>
    <xs:element name="loc" type="loc"/><xs:element name="lastmod" type="moment" minOccurs="0"/>
    <xs:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
  </xs:sequence></xs:complexType>
  <xs:element name="%s"><xs:complexType><xs:sequence>
    <xs:element name="%s" type="entry" maxOccurs="%d"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
PAGES, INDEX = (
    etree.XMLSchema(etree.fromstring(SCHEMA % (outer, inner, 50_000)))
    for outer, inner in (("urlset", "url"), ("sitemapindex", "sitemap"))
)


def sound(response, schema) -> None:
    schema.assertValid(etree.fromstring(response.content))


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

    with django_assert_num_queries(18):
        listed = locations(client.get("/sitemap.xml"))

    assert sum("/trang-" in path for path in listed) == count


def test_a_large_sitemap_comes_in_parts(client, portal, monkeypatch):
    whole = locations(client.get("/sitemap.xml"))
    monkeypatch.setattr("portal.sitemap.SECTION", 2)

    parts = client.get("/sitemap.xml")

    sound(parts, INDEX)
    assert len(locations(parts)) == (len(whole) + 1) // 2
    assert [path for part in locations(parts) for path in locations(client.get(part))] == whole


@pytest.mark.parametrize(
    ("first", "status"), [("0001", 200), ("9999", 404), ("ZZZZ-", 404), ("a" * 300, 404)]
)
def test_a_section_that_begins_nowhere(client, portal, first, status):
    assert client.get(f"/sitemap-{first}.xml").status_code == status


def test_the_sitemap_keeps_to_its_schema_with_pictures_and_translations(client, portal):
    in_english(factories.profile(portrait=books.portrait(1)))

    response = client.get("/sitemap.xml")

    sound(response, PAGES)
    for path in ("/dien-hinh/", "/en/dien-hinh/"):
        said = next(
            part
            for part in response.content.decode().split("<url>")
            if f"{path}tran" in part.lower() or f"{path}ngu" in part
        )
        assert ("<image:loc>http" in said, said.count("<xhtml:link")) == (True, 2)


def test_the_last_section_costs_what_the_first_one_costs(client, portal, monkeypatch):
    books.fill(12)
    monkeypatch.setattr("portal.sitemap.SECTION", 3)

    costs = []
    for part in locations(client.get("/sitemap.xml")):
        with CaptureQueriesContext(connection) as queries:
            listed = locations(client.get(part))
        if all("/mau-" in path for path in listed):
            costs.append(len(queries))

    assert (len(costs) > 1, len(set(costs))) == (True, 1)


def test_a_profile_that_has_not_passed_the_gate_is_not_listed(client, portal):
    profile = factories.profile()
    ExemplarPage.objects.filter(pk=profile.pk).update(approval=None)

    assert profile.slug not in client.get("/sitemap.xml").content.decode()


@pytest.mark.django_db
def test_robots_closes_what_is_not_for_readers(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/\nDisallow: /workspace/\nDisallow: /accounts/\n" in text
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")
