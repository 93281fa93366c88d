"""Every way in which something public appears, changes or goes is one row of the log; nothing else is in it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction

from exemplars.changes.actions import forget_changes, note_missed_changes, number_changes
from exemplars.models import Approval, Change, ExemplarIndexPage, ExemplarPage, Standing, Touch
from exemplars.profiles.actions import change_consents, revoke_approval
from tests import factories


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up, and with an empty log."""
    number_changes()


def news() -> list[tuple]:
    """What was noted since the last time: event, reason and key of each."""
    last = Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    number_changes()
    rows = Change.objects.filter(sequence__gt=last)
    return [(row.event, row.reason, row.page_id) for row in rows]


@pytest.fixture
def profile():
    made = factories.profile(name="Lò Thị Sương", portrait=factories.image())
    number_changes()
    return made


def translated(profile):
    copy = profile.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


def behind_a_door(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_publishing_changing_and_taking_off(profile):
    assert Change.objects.values_list("event", "page_id").get() == ("published", profile.pk)

    profile.summary = "Khác"
    profile.save_revision()
    assert news() == []
    profile.get_latest_revision().publish()
    assert news() == [("changed", "", profile.pk)]

    ExemplarPage.objects.get(pk=profile.pk).unpublish()
    assert news() == [("withdrawn", "unpublished", profile.pk)]
    ExemplarPage.objects.get(pk=profile.pk).get_latest_revision().publish()
    assert news() == [("published", "", profile.pk)]


def test_a_draft_is_nobodys_business():
    draft = factories.profile(live=False)
    behind_a_door(draft)
    draft.approval.save()
    draft.delete()

    assert (news(), Standing.objects.count(), Touch.objects.count()) == ([], 0, 0)


def test_revoking_and_taking_consent_back_say_so_and_nothing_else(profile):
    other = factories.profile()
    change_consents(reference=other.approval.reference, story=False, portrait=True, video=True)
    revoke_approval(
        reference=profile.approval.reference, on=timezone.localdate(), decision="7", reason="Khai sai."
    )

    assert news() == [("withdrawn", "revoked", profile.pk)]
    assert not Standing.objects.filter(page_id=profile.pk).exclude(url_path="").exists()


def test_consent_to_the_story_taken_back(profile):
    change_consents(reference=profile.approval.reference, story=False, portrait=True, video=True)
    assert news() == [("withdrawn", "consent", profile.pk)]


def test_consent_to_the_portrait_taken_back_changes_it(profile):
    change_consents(reference=profile.approval.reference, story=True, portrait=False, video=True)
    assert news() == [("changed", "", profile.pk)]


def test_what_was_taken_off_and_is_revoked_is_withdrawn_once_more(profile):
    profile.unpublish()
    assert news() == [("withdrawn", "unpublished", profile.pk)]
    revoke_approval(reference=profile.approval.reference, on=timezone.localdate(), decision="7", reason="x")
    assert news() == [("withdrawn", "revoked", profile.pk)]


def test_deleting_it_or_what_it_stands_in(profile):
    other = factories.profile()
    number_changes()
    ExemplarPage.objects.get(pk=profile.pk).delete()
    assert news() == [("withdrawn", "deleted", profile.pk)]
    Page.objects.get(pk=factories.book_of_honour().pk).delete()
    assert news() == [("withdrawn", "deleted", other.pk)]


def test_a_door_before_it_or_above_it(profile):
    for page in (profile, factories.book_of_honour(), factories.portal()):
        door = behind_a_door(page)
        assert news() == [("withdrawn", "unpublished", profile.pk)]
        door.delete()
        assert news() == [("published", "", profile.pk)]


def test_another_address_of_its_own_or_of_what_stands_above(profile):
    profile.slug = "khac"
    profile.save()
    assert news() == [("changed", "", profile.pk)]

    book = factories.book_of_honour()
    book.slug = "so-vang"
    book.save()
    assert news() == [("changed", "", profile.pk)]
    book.save()
    assert news() == []


def test_moving_it(profile):
    book = factories.book_of_honour()
    other = factories.portal().add_child(instance=ExemplarIndexPage(title="Sổ hai", slug="so-hai"))
    profile.move(other, pos="last-child")
    assert news() == [("changed", "", profile.pk)]

    Page.objects.get(pk=other.pk).move(Page.objects.get(pk=book.pk), pos="left")
    assert news() == []


def test_the_name_of_a_unit_or_field_or_bloc(profile):
    profile.unit.bloc = factories.bloc()
    profile.unit.save()
    assert news() == [("changed", "", profile.pk)]
    for word in (profile.unit, profile.field, profile.unit.bloc):
        word.name_en = "Renamed"
        word.save()
        assert news() == [("changed", "", profile.pk)]
        word.sort_order = 9
        word.save()
        assert news() == []


def test_its_picture(profile):
    picture = profile.portrait
    picture.focal_point_x = 3
    picture.save()
    assert news() == [("changed", "", profile.pk)]


def test_the_decision_that_is_shown(profile):
    profile.approval.signatory = "Người khác"
    profile.approval.save()
    assert news() == [("changed", "", profile.pk)]


def test_a_translation_changes_what_it_translates(profile):
    english = translated(profile)
    assert news() == [("published", "", english.pk), ("changed", "", profile.pk)]
    ExemplarPage.objects.get(pk=english.pk).unpublish()
    assert news() == [("withdrawn", "unpublished", english.pk), ("changed", "", profile.pk)]


def test_an_untranslated_copy_is_not_there(profile):
    profile.create_alias(
        update_locale=Locale.objects.get(language_code="en"),
        parent=factories.book_of_honour("en"),
        update_slug="x-alias",
    )
    assert news() == []


def test_a_schedule_and_an_expiry(profile):
    moment = timezone.now() + timedelta(days=1)
    waiting = factories.profile(live=False)
    waiting.go_live_at = moment
    waiting.save_revision().publish()
    profile.expire_at = moment
    profile.save_revision().publish()
    assert news() == [("changed", "", profile.pk)]

    with time_machine.travel(moment + timedelta(seconds=1)):
        call_command("publish_scheduled")
        assert news() == [("withdrawn", "unpublished", profile.pk), ("published", "", waiting.pk)]


def test_what_nobody_saved_is_found(profile):
    missed = factories.profile()
    number_changes()
    Approval.objects.filter(pk=profile.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="7"
    )
    ExemplarPage.objects.filter(pk=missed.pk).update(embargo_until=timezone.now() + timedelta(days=1))
    assert news() == []

    assert note_missed_changes() == 2
    assert note_missed_changes() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert note_missed_changes() == 1
    assert list(Change.objects.values_list("event", "reason", "page_id"))[-3:] == [
        ("withdrawn", "revoked", profile.pk), ("withdrawn", "unpublished", missed.pk), ("published", "", missed.pk),
    ]  # fmt: skip


def test_the_log_begins_with_all_that_is_public(profile):
    for model in (Change, Standing, Touch):
        model.objects.all().delete()
    call_command("note_changes")
    assert Change.objects.values_list("event", "page_id").get() == ("published", profile.pk)


def test_a_change_that_is_taken_back_leaves_nothing(profile):
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        profile.unpublish()
        raise Stop
    assert news() == []


def test_numbers_come_after_the_commit(profile, django_capture_on_commit_callbacks):
    before = Change.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        UnpublishPageAction(profile).execute(skip_permission_checks=True)
        assert Change.objects.count() == before
    assert Change.objects.count() == before + 1


@pytest.mark.parametrize("count", [1, 3])
def test_numbering_costs_the_same_for_any_number(count, django_assert_num_queries):
    for _ in range(count):
        factories.profile()
    with django_assert_num_queries(20):
        assert number_changes() == count


def test_old_changes_are_forgotten_and_what_is_public_is_not(profile):
    gone = factories.profile()
    gone.unpublish()
    number_changes()
    again = factories.profile()
    number_changes()
    again.save()
    number_changes()
    gone.get_latest_revision().publish()
    number_changes()
    gone.refresh_from_db()
    gone.unpublish()
    number_changes()

    assert forget_changes(before=timezone.now() - timedelta(days=1)) == 0
    forget_changes(before=timezone.now() + timedelta(days=1))
    assert [row.page_id for row in Change.objects.all()] == [profile.pk, again.pk]
