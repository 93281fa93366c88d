"""The gate, by each way of publishing: nothing passes it, and an editor reads why."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.gate import REASONS, PublishRefused
from exemplars.profiles.rules import Refusal, Shortcoming
from tests import factories


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


@pytest.fixture
def editor(client):
    person = factories.editor()
    client.force_login(person)
    return person


def refused_draft(**more) -> ExemplarPage:
    """A draft that the gate refuses: its person agreed to no video, and it has one."""
    page = factories.profile(live=False, video=False, **more)
    page.story = [
        (
            "video",
            {
                "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
                "title": "Phim",
                "transcript": "<p>Lời</p>",
            },
        )
    ]
    page.save()
    page.save_revision()
    return page


def texts(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def is_live(page) -> bool:
    return ExemplarPage.objects.get(pk=page.pk).live


def words(refusal: Refusal) -> str:
    return str(REASONS[refusal])


def typed(page, **more) -> dict:
    """The edit form of a profile as a browser sends it."""
    data = {
        "title": page.title,
        "honorific": page.honorific,
        "unit": page.unit_id,
        "field": page.field_id,
        "year": page.year,
        "honour": page.honour,
        "summary": page.summary,
        "portrait": page.portrait_id or "",
        "portrait_alt": page.portrait_alt,
        "story": streamfield([("paragraph", rich_text("<p>Câu chuyện.</p>"))]),
        "approval": page.approval_id or "",
        "embargo_until": "",
        "slug": page.slug,
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "earlier_awards": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return nested_form_data(data | more)


def edit(client, page, **more):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), typed(page, **more))


# --- The check list ------------------------------------------------------------------------------------


def test_an_editor_reads_what_is_missing_before_publishing(client, editor):
    page = factories.profile(live=False, video=False, portrait=factories.image())
    page.portrait_alt = ""
    page.story = [("clip", {"clip": factories.clip(captions_vi=""), "title": "Một ngày"})]
    page.save_revision()

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    html = response.content.decode()
    assert response.status_code == 200
    for reason in (
        Refusal.NO_VIDEO_CONSENT,
        Shortcoming.NO_PORTRAIT_WORDS,
        Shortcoming.NO_CAPTIONS,
    ):
        assert escape(str(REASONS[reason])) in html


def test_a_clip_without_words_is_refused_beside_the_story(client, editor):
    page = factories.profile(live=False)
    story = streamfield([("clip", {"clip": factories.clip(transcript_vi="").pk, "title": "Một ngày"})])

    response = edit(client, page, **{"action-publish": "1", "story": story})

    assert list(response.context["form"].errors) == ["story"]
    assert not is_live(page)


# --- The edit form ----------------------------------------------------------------------------------


def test_a_complete_profile_is_published(client, editor):
    page = factories.profile(live=False)

    edit(client, page, **{"action-publish": "1"})

    assert is_live(page)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"allows_story": False}, Refusal.NO_STORY_CONSENT),
        ({"revoked_on": timezone.localdate(), "revocation_decision": "1/QĐ"}, Refusal.REVOKED),
    ],
)
def test_the_edit_form_says_why_it_does_not_publish(change, refusal, client, editor):
    page = factories.profile(live=False)
    Approval.objects.filter(pk=page.approval_id).update(**change)

    response = edit(client, page, **{"action-publish": "1"})

    assert words(refusal) in response.content.decode()
    assert not is_live(page)


def test_a_profile_without_an_approval_is_not_published(client, editor):
    page = factories.profile(live=False)

    response = edit(client, page, approval="", **{"action-publish": "1"})

    assert words(Refusal.NO_APPROVAL) in response.content.decode()
    assert not is_live(page)


def test_a_portrait_without_consent_is_refused_as_typed(client, editor):
    page = factories.profile(live=False)
    Approval.objects.filter(pk=page.approval_id).update(allows_portrait=False)
    portrait = factories.image()

    response = edit(client, page, portrait=portrait.pk, portrait_alt="Chân dung", **{"action-publish": "1"})

    assert words(Refusal.NO_PORTRAIT_CONSENT) in response.content.decode()
    assert not is_live(page)


def test_a_portrait_without_words_is_refused(client, editor):
    page = factories.profile(live=False)

    response = edit(client, page, portrait=factories.image().pk, **{"action-publish": "1"})

    assert response.status_code == 200
    assert "portrait_alt" in response.context["form"].errors
    assert not is_live(page)


def test_an_embargo_refuses_now_and_lets_a_later_schedule_through(client, editor):
    page = factories.profile(live=False)
    over = timezone.localtime() + timedelta(days=2)
    embargo = over.strftime("%Y-%m-%d %H:%M")

    response = edit(client, page, embargo_until=embargo, **{"action-publish": "1"})
    assert words(Refusal.EMBARGO) in response.content.decode()

    later = (over + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    edit(client, page, embargo_until=embargo, go_live_at=later, **{"action-publish": "1"})
    assert ExemplarPage.objects.get(pk=page.pk).approved_schedule
    assert not is_live(page)


def test_a_refused_profile_can_still_be_saved_as_a_draft(client, editor):
    page = factories.profile(live=False)
    Approval.objects.filter(pk=page.approval_id).update(allows_story=False)

    response = edit(client, page, summary="Bản nháp mới.")

    assert response.status_code == 302
    assert ExemplarPage.objects.get(pk=page.pk).get_latest_revision_as_object().summary == "Bản nháp mới."


def test_a_refused_change_of_a_live_profile_is_kept_as_a_draft(client, editor):
    page = factories.profile(video=False, portrait=None)
    Approval.objects.filter(pk=page.approval_id).update(allows_portrait=False)

    response = edit(client, page, portrait=factories.image().pk, portrait_alt="Chân dung")

    assert response.status_code == 302
    assert is_live(page)
    assert ExemplarPage.objects.get(pk=page.pk).portrait is None
    assert ExemplarPage.objects.get(pk=page.pk).get_latest_revision_as_object().portrait is not None


# --- The schedule -----------------------------------------------------------------------------------


def test_a_refused_schedule_is_dropped_and_the_others_still_run():
    refused, fine = factories.profile(live=False), factories.profile(live=False)
    for page in (refused, fine):
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
    Approval.objects.filter(pk=refused.approval_id).update(allows_story=False)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")

    assert (is_live(refused), is_live(fine)) == (False, True)
    assert not ExemplarPage.objects.get(pk=refused.pk).approved_schedule


# --- Bulk -------------------------------------------------------------------------------------------


def bulk_publish(client, *pages, **form):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}&next=/admin/", form, follow=True)


def test_bulk_publishing_publishes_all_or_says_which_not(client, editor):
    refused, fine = refused_draft(), factories.profile(live=False)

    response = bulk_publish(client, refused, fine)

    assert refused.title in texts(response)
    assert words(Refusal.NO_VIDEO_CONSENT) in texts(response)
    assert (is_live(refused), is_live(fine)) == (False, False)

    bulk_publish(client, fine)
    assert is_live(fine)


def test_bulk_publishing_a_book_with_what_is_below_asks_the_gate(client, editor):
    refused = refused_draft()

    response = bulk_publish(client, factories.book_of_honour(), include_descendants="on")

    assert words(Refusal.NO_VIDEO_CONSENT) in texts(response)
    assert not is_live(refused)


# --- Copies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_a_live_copy_of_a_refused_change_is_not_made(way, client, editor):
    page = factories.profile(video=False)
    page.story = [
        (
            "video",
            {
                "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
                "title": "Phim",
                "transcript": "<p>Lời</p>",
            },
        )
    ]
    page.save_revision()
    form = {
        "new_title": page.title,
        "new_slug": "ban-sao",
        "new_parent_page": page.get_parent().pk,
        way: "on",
    }

    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form, follow=True)

    assert words(Refusal.NO_VIDEO_CONSENT) in texts(response)
    assert ExemplarPage.objects.count() == 1


def test_a_copy_without_publishing_is_a_draft(client, editor):
    page = factories.profile()
    form = {"new_title": page.title, "new_slug": "ban-sao", "new_parent_page": page.get_parent().pk}

    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)

    assert ExemplarPage.objects.live().count() == 1
    assert ExemplarPage.objects.count() == 2


# --- The translation tool ---------------------------------------------------------------------------


def translation_of(page) -> ExemplarPage:
    translate_object(page, [Locale.objects.get(language_code="en")])
    return ExemplarPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


@pytest.mark.django_db(transaction=True)
def test_the_translation_tool_publishes_what_may_be_public(client, editor):
    english = translation_of(factories.profile())

    client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})

    assert is_live(english)


@pytest.mark.django_db(transaction=True)
def test_the_translation_tool_says_why_it_does_not_publish(client, editor):
    page = factories.profile()
    english = translation_of(page)
    page.unpublish()
    Approval.objects.filter(pk=page.approval_id).update(allows_story=False)

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True
    )

    assert words(Refusal.NO_STORY_CONSENT) in texts(response)
    assert not is_live(english)


@pytest.mark.django_db(transaction=True)
def test_bringing_translations_up_to_date_says_why_they_are_not_published(client, editor):
    page = factories.profile()
    english = translation_of(page)
    page.unpublish()
    Approval.objects.filter(pk=page.approval_id).update(allows_story=False)

    address = reverse("wagtail_localize:update_translations", args=[TranslationSource.objects.get().pk])
    response = client.post(address, {"publish_translations": "on"}, follow=True)

    assert words(Refusal.NO_STORY_CONSENT) in texts(response)
    assert not is_live(english)


# --- Code -------------------------------------------------------------------------------------------


def test_code_cannot_pass_the_gate_either():
    page = refused_draft()

    with pytest.raises(PublishRefused):
        page.get_latest_revision().publish()
    page.live = True
    with pytest.raises(PublishRefused):
        page.save()

    assert not is_live(page)
