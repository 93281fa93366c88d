"""Pages at their addresses, found with one query however deep they lie."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from exemplars.tree import tree_down_to


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, hooks and view restrictions included; only the search for it is ours.

    Wagtail keeps what it found for a request under the name that is set here, and looks there first.
    """
    components = [component for component in path.split("/") if component]
    request._wagtail_route_for_request = tree_down_to(request, components).find(components)
    return wagtail_serve(request, path)
