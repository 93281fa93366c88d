"""A recording that is shown no more leaves the addresses at which it was public."""

from django.db import transaction
from django_tasks import task

from .models import Clip


def change_addresses(clip: Clip) -> None:
    """Let every file of a clip move to an address that nobody knows, as soon as the change is stored."""
    move_files.enqueue(clip.pk)


@task()
@transaction.atomic
def move_files(clip_id: int) -> None:
    """Store every file of a clip anew, in a random folder of its own, and remove the old ones."""
    clip = Clip.objects.select_for_update(of=("self",)).filter(pk=clip_id).first()
    if clip is None:
        return
    for file in clip.files:
        storage, old = file.storage, file.name
        with storage.open(old) as content:
            file.save(old.rpartition("/")[2], content, save=False)
        transaction.on_commit(lambda storage=storage, old=old: storage.delete(old))
    clip.save()


def remove_captions(sender, instance: Clip, **kwargs) -> None:
    """Let the files of captions go with their clip; wagtailmedia removes the recording and the poster."""
    names = [(file.storage, file.name) for file in (instance.captions_vi, instance.captions_en) if file]
    for storage, name in names:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
