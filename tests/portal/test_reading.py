"""What browsers and caches may keep of what anybody may read."""

import pytest

from tests import factories


@pytest.fixture
def pages(db):
    factories.portal()
    profile = factories.profile()
    factories.campaign()
    return ["/", "/en/", "/dien-hinh/", "/dien-hinh/?q=mau", "/dot-xet-chon/", profile.url,
         "/feeds/rss/", "/sitemap.xml",
            "/robots.txt", "/api/v1/profiles", "/api/v1/fields"]  # fmt: skip


def test_anonymous_reading_is_kept_and_asked_for_again(pages, client):
    for path in pages:
        first = client.get(path)

        assert (first.status_code, first.cookies.output(), first.get("Vary", "")) == (200, "", ""), path
        assert "public" in first["Cache-Control"], path
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304, path


def test_a_changed_page_is_sent_again(pages, client):
    before = client.get("/dien-hinh/")
    factories.profile()

    assert client.get("/dien-hinh/", headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_what_somebody_known_reads_is_theirs(pages, client):
    client.force_login(factories.officer())

    for path in pages[:6]:
        assert client.get(path)["Cache-Control"] == "private, no-cache", path


def test_a_message_is_shown_on_the_next_public_page(pages, client):
    client.force_login(factories.officer())
    client.post("/accounts/logout/")

    assert 'class="wrap messages"' in client.get("/").content.decode()
    assert 'class="wrap messages"' not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/accounts/login/", "/workspace/", "/healthz", "/khong-co/"])
def test_what_is_no_page_for_readers_is_not_kept(pages, client, path):
    assert "public" not in client.get(path).get("Cache-Control", "")
