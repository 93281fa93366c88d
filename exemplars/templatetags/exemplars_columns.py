"""A profile's place in the portal's columns."""

from django import template

from exemplars.columns.neighbours import neighbours

register = template.Library()


@register.inclusion_tag("exemplars/columns/neighbours.html", takes_context=True)
def column_neighbours(context, profile) -> dict:
    """The profiles before and after this one in the column through which the reader came (``?column=``)."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return {}
    return {"request": request, "around": neighbours(profile, request.GET.get("column", ""))}
