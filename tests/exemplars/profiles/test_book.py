"""Lists and counts follow the profiles: whatever makes one readable or not, the entry comes and goes with it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from exemplars.models import Approval, BookEntry, ExemplarPage, NameWord
from exemplars.profiles.actions import change_consents, revoke_approval
from exemplars.profiles.book import mend_book
from tests import factories

INDEX = "/dien-hinh/"


def entered() -> list[int]:
    return list(BookEntry.objects.order_by("pk").values_list("pk", flat=True))


def total(client) -> int:
    return client.get(INDEX).context["total"]


def unpublish(profile):
    profile.unpublish()


def unpublish_as_a_page(profile):
    Page.objects.get(pk=profile.pk).unpublish()


def unpublish_with_the_book(profile):
    UnpublishPageAction(
        factories.book_of_honour(), user=factories.superuser(), include_descendants=True
    ).execute()


def revoke(profile):
    reference = profile.approval.reference
    revoke_approval(reference=reference, on=timezone.localdate(), decision="7/QĐ-BTTTT", reason="Khai sai.")


def take_the_story_back(profile):
    change_consents(reference=profile.approval.reference, story=False, portrait=True, video=False)


def restrict(profile):
    PageViewRestriction.objects.create(page=profile, restriction_type=PageViewRestriction.LOGIN)


def restrict_the_book(profile):
    book = factories.book_of_honour()
    PageViewRestriction.objects.create(page=book, restriction_type=PageViewRestriction.LOGIN)


def delete(profile):
    profile.delete()


def delete_as_a_page(profile):
    Page.objects.get(pk=profile.pk).delete()


TAKEN_AWAY = [
    unpublish, unpublish_as_a_page, unpublish_with_the_book, revoke, take_the_story_back, restrict,
    restrict_the_book, delete, delete_as_a_page,
]  # fmt: skip


def test_a_draft_has_no_entry_and_a_published_profile_one(portal, client):
    draft = factories.profile(name="Trần Văn An", live=False)
    assert (entered(), total(client)) == ([], 0)

    draft.save_revision().publish()

    assert (entered(), total(client)) == ([draft.pk], 1)


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_the_entry_goes_with_the_profile(take_away, portal, client):
    profile = factories.profile(name="Lò Thị Sương")
    assert total(client) == 1

    take_away(profile)

    assert entered() == []
    if take_away is not unpublish_with_the_book:
        assert total(client) == 0 if take_away is not restrict_the_book else True


def test_the_entry_comes_back_when_the_door_is_opened(portal, client):
    profile = factories.profile()
    door = PageViewRestriction.objects.create(page=profile, restriction_type=PageViewRestriction.LOGIN)
    assert total(client) == 0

    door.delete()

    assert (entered(), total(client)) == ([profile.pk], 1)


def test_the_entry_says_what_the_profile_says_now(portal, client):
    profile, unit = factories.profile(year=2022), factories.unit()
    profile.unit, profile.year, profile.title = unit, 2023, "Lò Thị Sương"

    profile.save_revision().publish()

    entry = BookEntry.objects.get()
    assert (entry.unit, entry.year, entry.sort_name) == (unit, 2023, profile.sort_name)
    assert client.get(INDEX, {"unit": unit.code}).context["total"] == 1


def test_a_renamed_unit_is_renamed_in_the_facet(portal, client):
    profile = factories.profile()
    client.get(INDEX)

    profile.unit.name_vi = "Cục Tên Mới"
    profile.unit.save()

    units = next(facet for facet in client.get(INDEX).context["facets"] if facet["name"] == "unit")
    assert [option.label for option in units["options"]] == ["Cục Tên Mới"]


def test_mending_finds_what_was_written_past_django(portal):
    kept, hidden, changed, new = (
        factories.profile(name=name) for name in ("An Một", "Bình Hai", "Chi Ba", "Dung Bốn")
    )
    ExemplarPage.objects.filter(pk=hidden.pk).update(embargo_until=timezone.now() + timedelta(days=1))
    ExemplarPage.objects.filter(pk=changed.pk).update(year=1999)
    BookEntry.objects.filter(pk=new.pk).delete()

    assert mend_book() == 3
    assert entered() == [kept.pk, changed.pk, new.pk]
    assert BookEntry.objects.get(pk=changed.pk).year == 1999
    assert not NameWord.objects.filter(word__in=["binh", "hai"]).exists()
    assert mend_book() == 0


def test_the_command_says_how_many_it_mended(portal, capsys):
    factories.profile()
    BookEntry.objects.all().delete()

    call_command("mend_book")

    assert capsys.readouterr().out == "1 entries mended\n"


def test_a_row_that_the_gate_refuses_is_not_shown_even_with_an_entry(portal, client):
    profile = factories.profile()
    Approval.objects.filter(pk=profile.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="7"
    )

    assert (entered(), list(client.get(INDEX).context["results"])) == ([profile.pk], [])
