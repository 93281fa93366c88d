"""Pages below which others are added: while somebody edits them, and many at once."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import reset_queries, transaction
from django.db.models import F
from wagtail.models import Page


class GrowingPage(Page):
    """A page that may be saved at any moment without losing count of the pages below it.

    Wagtail saves every column, the number of children as it was when the form was opened among them. One
    count too low makes the tree give the same place twice, and nothing can be added below from then on.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Take the number of children from the row itself, locked in the order in which children are added."""
        with transaction.atomic():
            stored = type(self)._base_manager
            if stored.select_for_update(of=("self",)).filter(pk=self.pk).exists():
                self.numchild = (
                    Page.objects.select_for_update().values_list("numchild", flat=True).get(pk=self.pk)
                )
            super().save(*args, **kwargs)


# --- Many at once ---------------------------------------------------------------------------------------
# The tree's columns are worked out here instead of by one insertion after another.

CHUNK = 5000
#: What an own row of ``Page`` holds; its key is the database's to give.
PAGE_COLUMNS = [field.attname for field in Page._meta.local_concrete_fields if not field.primary_key]


def add_children(parent: Page, children: Iterable[Page]) -> Iterator[list[Page]]:
    """Store pages of one type below ``parent`` and yield them in chunks, each with its key.

    Call it within a transaction: ``parent`` is locked until then. ``save()`` is not called, so whoever
    makes the children sets what it would have set.
    """
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    children, step = iter(children), last_step(parent)
    while chunk := list(islice(children, CHUNK)):
        for step, child in enumerate(chunk, start=step + 1):  # noqa: B020 - goes on where the last chunk ended
            place(child, parent, step)
        insert(chunk)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(chunk))
        yield chunk
        reset_queries()  # with DEBUG, Django remembers every one of these long statements


def last_step(parent: Page) -> int:
    """Return the number of the last child's step in treebeard's alphabet; 0 without children."""
    path = Page.objects.child_of(parent).order_by("-path").values_list("path", flat=True).first()
    return Page._str2int(path[-Page.steplen :]) if path else 0


def place(child: Page, parent: Page, step: int) -> None:
    """Give a page the columns by which the tree finds it."""
    child.depth, child.numchild = parent.depth + 1, 0
    child.path = Page._get_path(parent.path, child.depth, step)
    child.url_path = f"{parent.url_path}{child.slug}/"
    child.content_type = ContentType.objects.get_for_model(type(child))


def insert(pages: list[Page]) -> None:
    """Write the rows of both tables; Django's ``bulk_create`` refuses models with a parent table."""
    rows = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in PAGE_COLUMNS}) for page in pages
    )
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.page_ptr_id = row.pk
        page.id = row.pk
    own = type(pages[0])
    own._base_manager.all()._batched_insert(pages, own._meta.local_concrete_fields, CHUNK)
