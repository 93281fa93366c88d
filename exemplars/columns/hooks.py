"""What guests of the admin may look up: newspapers work beside drafts that are nobody's to read yet."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ..profiles.models import ExemplarPage


def offer_readable_pages(pages, request):
    """Offer in choosers what the person works on and what anybody can read; drafts of others have names, too."""
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    held_back = ExemplarPage.objects.exclude(pk__in=ExemplarPage.objects.published().values("pk"))
    readable = Page.objects.live().public().exclude(pk__in=held_back.values("pk"))
    return pages.filter(Q(pk__in=own.values("pk")) | Q(pk__in=readable.values("pk")))


def guard_copy(request, page):
    """Let nobody copy what they may not edit: the copy, and already its form, would show it."""
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied


def trim_reports(request, items) -> None:
    """Take out the report that names the last edited page of every type to whoever asks."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]
