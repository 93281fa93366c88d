"""The sizes in which pictures are shown, made when a profile is published, so that reading makes none."""

from django.db.models import prefetch_related_objects
from django_tasks import task
from wagtail.images.models import Image
from wagtail.models import Page

from ..clips.blocks import STILL, stills_of

PETAL = "fill-640x800|format-webp"
CARD = "fill-480x600|format-webp"
SHARED = "fill-640x800|format-jpeg"
THUMBNAIL = "fill-160x200|format-webp"
STORY = "width-1216|format-webp"
STORY_SMALL = "width-608|format-webp"


def story_pictures(profile) -> list[Image]:
    return [
        block.value["image"]
        for block in profile.story
        if block.block_type == "picture" and block.value["image"]
    ]


def read_at_once(profile, others=()) -> None:
    """Read what a profile refers to, and with one query the renditions of all pictures on its page.

    ``others`` are profiles whose cards stand there; the rest is read already where the profile was found by its
    address.
    """
    prefetch_related_objects([profile], "unit__bloc", "field", "approval", "portrait")
    with_renditions(profile, *(other.portrait for other in others))


def with_renditions(profile, *more) -> None:
    """Read the renditions of everything the profile shows with one query, however many pictures it has."""
    pictures = [profile.portrait, *story_pictures(profile), *stills_of(profile.story), *more]
    prefetch_related_objects([picture for picture in pictures if picture], "renditions")


@task()
def make_renditions(page_id: int) -> None:
    """Make what pages, cards, shared links and the API show of a profile, if it is still there."""
    profile = Page.objects.filter(pk=page_id).specific().first()
    if profile is None:
        return
    if profile.portrait:
        profile.portrait.get_renditions(PETAL, CARD, SHARED, THUMBNAIL)
    for picture in story_pictures(profile):
        picture.get_renditions(STORY, STORY_SMALL)
    for still in stills_of(profile.story):
        still.get_rendition(STILL)


def prepare_pictures(sender, instance, **kwargs) -> None:
    """Have the pictures of a profile made as soon as it is published."""
    make_renditions.enqueue(instance.pk)
