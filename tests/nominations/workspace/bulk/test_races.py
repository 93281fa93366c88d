"""Two people of a unit press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from nominations.models import BulkUpload, NominationPage
from nominations.workspace.bulk.actions import confirm_upload, keep_upload
from tests import factories
from tests.nominations.workspace.bulk.books import Book

pytestmark = pytest.mark.django_db(transaction=True)


def test_drafts_are_made_once_however_often_it_is_confirmed():
    officer = factories.officer()
    campaign = factories.campaign(quotas={factories.field(): 3})
    book = Book(campaign)
    for number in (1, 2, 3):
        book.person(number)
    kept = keep_upload(
        campaign=campaign,
        unit=factories.unit_of(officer),
        user=officer,
        upload=factories.upload("danh-sach.xlsx", book.data()),
    )
    barrier = Barrier(4)

    def confirm(_number):
        try:
            barrier.wait(timeout=30)
            return confirm_upload(upload=BulkUpload.objects.get(pk=kept.pk), user=officer).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(confirm, range(4)))

    codes = list(NominationPage.objects.order_by("title").values_list("title", flat=True))
    assert answers == [kept.pk] * 4
    assert len(set(codes)) == len(codes) == BulkUpload.objects.get().made.count() == 3
    campaign.refresh_from_db()
    assert campaign.numchild == 3
