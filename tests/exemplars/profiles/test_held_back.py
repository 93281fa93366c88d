"""What is not public is in none of the outputs, in whatever way it came to be held back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.actions import revoke_approval
from tests import factories

NAME = "Khuất Thị Ẩn Danh"
OUTPUTS = [
    "/", "/en/", "/dien-hinh/", "/en/dien-hinh/", "/dien-hinh/?q=khuat", "/dien-hinh/?sort=name",
    "/en/dien-hinh/?untranslated=khuat-thi-an-danh", "/dien-hinh/cong-khai/", "/feeds/rss/", "/feeds/atom/",
    "/en/feeds/rss/", "/sitemap.xml", "/api/v1/profiles", "/api/v1/profiles?search=khuat",
    "/api/v1/profiles?locale=en",
]  # fmt: skip


def draft(field):
    return factories.profile(name=NAME, field=field, live=False)


def revoked(field):
    page = factories.profile(name=NAME, field=field)
    revoke_approval(
        reference=page.approval.reference, on=timezone.localdate(), decision="7/QĐ-BTTTT", reason="Khai sai."
    )
    return page


def revoked_row_still_live(field):
    page = factories.profile(name=NAME, field=field)
    Approval.objects.filter(pk=page.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="7"
    )
    return page


def embargoed_row_still_live(field):
    page = factories.profile(name=NAME, field=field)
    ExemplarPage.objects.filter(pk=page.pk).update(embargo_until=timezone.now() + timedelta(days=1))
    return page


def row_without_approval(field):
    page = factories.profile(name=NAME, field=field)
    ExemplarPage.objects.filter(pk=page.pk).update(approval=None)
    return page


def portrait_without_consent(field):
    page = factories.profile(name=NAME, field=field, portrait=factories.image())
    Approval.objects.filter(pk=page.approval_id).update(allows_portrait=False)
    return page


def private(field):
    page = factories.profile(name=NAME, field=field)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def unpublished(field):
    page = factories.profile(name=NAME, field=field)
    page.unpublish()
    return page


HELD_BACK = [
    draft, revoked, revoked_row_still_live, embargoed_row_still_live, row_without_approval,
    portrait_without_consent,
    private, unpublished,
]  # fmt: skip


@pytest.mark.parametrize("hold", HELD_BACK)
def test_what_is_held_back_is_in_no_output(portal, client, hold):
    field = factories.field()
    public = factories.profile(name="Công Khai", field=field)
    page = hold(field)

    for path in OUTPUTS:
        response = client.get(path)
        assert response.status_code == 200, path
        assert NAME not in response.content.decode(), path
        assert page.slug not in response.content.decode().replace("untranslated=khuat-thi-an-danh", ""), path

    # Of what was public and is revoked, the address says that it is gone; nothing else ever was there.
    absent = {410} if hold is revoked else {302, 404}
    assert client.get(page.get_url() or "/dien-hinh/khuat-thi-an-danh/").status_code in absent
    for path in (f"/api/v1/profiles/{page.pk}", f"/api/v1/profiles/vi/{page.slug}"):
        assert client.get(path).status_code in absent - {302}
    assert client.get(public.url).status_code == 200


def test_public_reading_touches_no_private_table(portal, client, django_assert_max_num_queries):
    factories.nomination()
    factories.campaign()
    profile = factories.profile()

    for path in (
        *(path for path in OUTPUTS if "cong-khai" not in path),
        profile.url,
        f"/api/v1/profiles/{profile.pk}",
    ):
        with django_assert_max_num_queries(60) as asked:
            client.get(path)
        sql = " ".join(query["sql"] for query in asked.captured_queries)
        assert not [table for table in PRIVATE if f'"{table}"' in sql], path


PRIVATE = [
    "nominations_candidate", "nominations_evidence", "nominations_nominationpage", "nominations_consent",
    "nominations_decision", "nominations_seat", "nominations_membership", "auth_user", "django_session",
]  # fmt: skip
