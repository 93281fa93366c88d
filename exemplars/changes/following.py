"""What the log hears of: everything that changes what the public can read of a page, as it is stored.

Signals of the database and not of publishing: a page that is published, taken off, moved or renamed is
saved in one transaction with its row, while Wagtail's own signals come after it.
"""

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from ..clips.models import Clip
from ..profiles.models import Approval, ExemplarPage
from ..vocabulary.models import Bloc, Field, Unit
from .actions import touch
from .followed import FOLLOWED, subject_of

#: What storing a draft writes; nobody outside sees it.
OF_DRAFTS = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
)
#: What the API says of a word of the vocabulary.
SAID = {
    Field: ("code", "name_vi", "name_en"),
    Bloc: ("code", "name_vi", "name_en"),
    Unit: ("code", "name_vi", "name_en", "kind", "province", "bloc_id"),
}
#: Where a profile names it.
NAMED_BY = {Field: "field", Unit: "unit", Bloc: "unit__bloc"}


def page_saved(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    if raw or not isinstance(instance, Page) or (update_fields and OF_DRAFTS.issuperset(update_fields)):
        return
    subject = subject_of(instance)
    if subject and (instance.live or instance.first_published_at):
        touch(subject, [instance.pk])
    if instance.numchild and has_moved(instance):
        touch_below(instance)


def has_moved(page: Page) -> bool:
    """Say whether pages below still have the address that the page had: Wagtail corrects them after saving it."""
    below = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1)
    return below.exclude(url_path__startswith=page.url_path).exists()


def touch_below(page: Page) -> None:
    for subject, kind in FOLLOWED.items():
        below = kind.model.objects.descendant_of(page, inclusive=True).live().order_by("pk")
        touch(subject, below.values_list("pk", flat=True))


def page_deleted(sender, instance, **kwargs) -> None:
    if instance.first_published_at:
        touch(subject_of(instance), [instance.pk])


def door_changed(sender, instance, **kwargs) -> None:
    """A view restriction was put on a page, changed or taken off: it holds for all below."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        touch_below(page)


def approval_saved(sender, instance, created, raw=False, **kwargs) -> None:
    if not (created or raw):
        touch_profiles(Q(approval=instance))


def word_renamed(sender, instance, raw=False, **kwargs) -> None:
    """Whoever keeps copies keeps names of units and fields with them: every profile that names it has changed."""
    if raw or instance.pk is None:
        return
    said = sender.objects.filter(pk=instance.pk).values_list(*SAID[sender]).first()
    if said is not None and said != tuple(getattr(instance, name) for name in SAID[sender]):
        touch_profiles(Q(live=True, **{NAMED_BY[sender]: instance}))


def picture_saved(sender, instance, created, raw=False, **kwargs) -> None:
    """A picture that was exchanged or cropped has other addresses; a clip other captions."""
    if created or raw:
        return
    showing = ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True)
    which = Q(pk__in={int(key) for key in showing if str(key).isdigit()})
    if sender is get_image_model():
        which |= Q(portrait=instance)
    touch_profiles(Q(live=True) & which)


def touch_profiles(which: Q) -> None:
    found = ExemplarPage.objects.filter(which, first_published_at__isnull=False).order_by("pk")
    touch("profile", found.values_list("pk", flat=True))


def follow() -> None:
    """Listen; once, when all models are there."""
    post_save.connect(page_saved, dispatch_uid="changes.page_saved")
    for kind in FOLLOWED.values():
        post_delete.connect(page_deleted, sender=kind.model, dispatch_uid=f"changes.deleted.{kind.subject}")
    for signal in (post_save, post_delete):
        signal.connect(door_changed, sender=PageViewRestriction, dispatch_uid="changes.door")
    post_save.connect(approval_saved, sender=Approval, dispatch_uid="changes.approval")
    for word in SAID:
        pre_save.connect(word_renamed, sender=word, dispatch_uid=f"changes.{word.__name__}")
    for shown in (get_image_model(), Clip):
        post_save.connect(picture_saved, sender=shown, dispatch_uid=f"changes.shown.{shown.__name__}")
