"""Finished pages are kept for unknown readers, and for nobody a moment longer than they are true."""

import datetime
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from exemplars.models import Approval, Field, Unit
from exemplars.profiles.actions import change_consents, revoke_approval
from portal.page_cache import GENERATION, LARGEST, key_of, seconds_to_keep
from tests import factories

PAGES = ["/", "/en/", "/dien-hinh/", "/dien-hinh/?q=mau", "/feeds/rss/", "/sitemap.xml", "/api/v1/fields"]


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def profile(portal):
    return factories.profile(name="Lò Thị Mẫu")


def queries(path: str, client: Client | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        (client or Client()).get(path)
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_the_second_reader_costs_no_query(path, profile, client):
    first = client.get(path)

    second = Client().get(path)

    assert queries(path) == 0
    assert second.content == first.content
    for header in ("ETag", "Cache-Control", "Content-Type", "Content-Security-Policy", "Content-Language"):
        assert second[header] == first[header], header
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_head_request_is_answered_from_the_page_and_keeps_nothing(profile, client):
    client.head("/dien-hinh/")
    assert queries("/dien-hinh/") > 0

    with CaptureQueriesContext(connection) as asked:
        assert client.head("/dien-hinh/").status_code == 200
    assert len(asked) == 0


CHANGES = {
    "published": lambda profile: profile.save_revision().publish(),
    "unpublished": lambda profile: profile.unpublish(),
    "deleted": lambda profile: profile.delete(),
    "revoked": lambda profile: revoke_approval(
        reference=profile.approval.reference, on=datetime.date(2026, 6, 1), decision="01/QĐ", reason="Mẫu"
    ),
    "consent taken back": lambda profile: change_consents(
        reference=profile.approval.reference, story=False, portrait=False, video=False
    ),
    "approval corrected": lambda profile: Approval.objects.get(pk=profile.approval_id).save(),
    "unit renamed": lambda profile: Unit.objects.get(pk=profile.unit_id).save(),
    "field renamed": lambda profile: Field.objects.get(pk=profile.field_id).save(),
    "closed to the public": lambda profile: PageViewRestriction.objects.create(
        page=profile.page_ptr, restriction_type=PageViewRestriction.LOGIN
    ),
    "site renamed": lambda profile: Site.objects.get(is_default_site=True).save(),
    "moved away": lambda profile: profile.move(factories.portal(), pos="first-child"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_made_anew(change, profile, client, django_capture_on_commit_callbacks):
    for path in (profile.url, *PAGES):
        client.get(path)

    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](profile)

    for path in (profile.url, *PAGES):
        assert queries(path) > 0, path


def test_a_revoked_profile_leaves_every_kept_page(profile, client, django_capture_on_commit_callbacks):
    assert profile.title in client.get("/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        CHANGES["revoked"](profile)

    assert profile.title not in Client().get("/").content.decode()
    assert profile.title not in Client().get(profile.url).content.decode()


def test_a_page_made_before_a_change_and_finished_after_it_is_not_kept(profile, client):
    """The reader's page began with the old text; while it is drawn, the change is stored."""
    client.get("/en/")  # a generation has begun

    def change_meanwhile(self, request, *args, **kwargs):
        cache.set(GENERATION, "the next one", None)
        return original(self, request, *args, **kwargs)

    original = type(profile).serve
    with patch.object(type(profile), "serve", change_meanwhile):
        client.get(profile.url)

    assert queries(profile.url) > 0


def test_somebody_known_neither_reads_nor_leaves_a_copy(profile, client):
    known = Client()
    known.force_login(factories.officer())

    known.get("/")
    assert queries("/") > 0
    assert queries("/", known) > 0
    assert known.get("/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/accounts/login/", "/workspace/", "/healthz", "/khong-co/", "/admin/"])
def test_what_is_no_page_for_readers_is_not_kept(path, profile, client, rf):
    answer = client.get(path)

    assert answer.status_code in (200, 302, 404)
    assert cache.get(key_of(rf.get(path))) is None


def test_what_is_a_page_is_kept_under_that_key(profile, client, rf):
    client.get("/dien-hinh/")

    assert cache.get(key_of(rf.get("/dien-hinh/"))) is not None


def test_hosts_do_not_read_each_others_copies(profile, client):
    client.get("/", headers={"host": "mot.example"})

    assert queries("/", Client(headers={"host": "mot.example"})) == 0
    assert queries("/", Client(headers={"host": "hai.example"})) > 0


def test_the_marks_of_other_sites_make_no_copy_of_their_own(profile, client):
    client.get("/dien-hinh/?sort=name")

    assert queries("/dien-hinh/?sort=name&fbclid=IwAR0&utm_source=zalo") == 0
    assert b"fbclid" not in client.get("/dien-hinh/?fbclid=IwAR1&q=khong-co").content


def test_without_a_limit_nothing_is_kept(profile, client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get("/")

    assert queries("/") > 0


def test_a_page_too_large_or_in_pieces_is_not_kept(rf):
    def public(response):
        response["Cache-Control"] = "public, max-age=60"
        return response

    request = rf.get("/")
    assert seconds_to_keep(request, public(HttpResponse("x"))) == 60
    assert seconds_to_keep(request, public(HttpResponse("x" * (LARGEST + 1)))) == 0
    assert seconds_to_keep(request, public(StreamingHttpResponse(["x"]))) == 0
    assert seconds_to_keep(request, HttpResponse("x")) == 0
