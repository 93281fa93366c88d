"""The sizes in which photographs of a conference are shown, made when it is published."""

from django.db.models import prefetch_related_objects
from django_tasks import task
from wagtail.images.models import Image
from wagtail.models import Page

PHOTOGRAPH = "fill-800x600|format-webp"


def photographs_of(conference) -> list[Image]:
    return [block.value["image"] for block in conference.photographs if block.value["image"]]


def with_renditions(conference) -> None:
    """Read the renditions of all photographs with one query."""
    prefetch_related_objects(photographs_of(conference), "renditions")


@task()
def make_photographs(page_id: int) -> None:
    """Make what the page shows of a conference, if it is still there."""
    conference = Page.objects.filter(pk=page_id).specific().first()
    for photograph in photographs_of(conference) if conference else ():
        photograph.get_rendition(PHOTOGRAPH)


def prepare_photographs(sender, instance, **kwargs) -> None:
    """Have the photographs made as soon as a conference is published."""
    if instance.photographs:
        make_photographs.enqueue(instance.pk)
