"""Which changes may show on a public page, so that finished pages are made anew after each of them."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from exemplars.changes.signals import changes_numbered

from .page_cache import forget_pages

#: Rows that stand on public pages beside the pages themselves. A page counts when it is published or taken off.
SHOWN = (
    "exemplars.Approval",
    "exemplars.Bloc",
    "exemplars.Clip",
    "exemplars.Field",
    "exemplars.Unit",
    "nominations.Consultation",
    "nominations.ConsultationEntry",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtaildocs.Document",
    "wagtailimages.Image",
)


def connect() -> None:
    """Have every such change forget the finished pages. LookupError for a model that is not installed."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_pages, dispatch_uid="portal.forget_pages")
    # What changed by the clock alone, and nobody saved.
    changes_numbered.connect(forget_pages, dispatch_uid="portal.forget_noted")
    for label in SHOWN:
        for signal in (post_save, post_delete):
            signal.connect(forget_pages, sender=apps.get_model(label), dispatch_uid=f"portal.forget.{label}")
    post_delete.connect(forget_after_page, dispatch_uid="portal.forget_after_page")


def forget_after_page(sender, **_signal) -> None:
    if issubclass(sender, Page):
        forget_pages()
