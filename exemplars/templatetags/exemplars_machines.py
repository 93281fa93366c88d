"""What a page tells machines."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..feeds.linked_data import as_script, told_of, way_to
from .exemplars_tree import breadcrumbs, page_of

register = template.Library()


@register.simple_tag(takes_context=True)
def linked_data(context) -> SafeString:
    """The page and the way to it, as JSON-LD; nothing of a draft, and nothing of what is no page."""
    page, request = page_of(context), context.get("request")
    if page is None or request is None or getattr(request, "is_preview", False):
        return SafeString()
    things = (told_of(page.specific, context), way_to(page, breadcrumbs(context), request))
    return mark_safe("\n".join(as_script(thing) for thing in things if thing))  # noqa: S308 - escaped there
