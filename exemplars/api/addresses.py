"""Addresses of many pages for one answer: what is the same for all of a language is worked out once."""

from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site


class Addresses:
    """Full addresses of pages, pictures and API resources, as seen from one request."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self._entries: dict[tuple[str, str], str] = {}

    @cached_property
    def base(self) -> str:
        return self.request.build_absolute_uri("/").rstrip("/")

    @cached_property
    def _roots(self) -> list:
        return Site.get_site_root_paths()

    def absolute(self, address: str) -> str:
        """A full address, also of what has one already."""
        return f"{self.base}{address}" if address.startswith("/") else address

    def page(self, url_path: str, language: str) -> str | None:
        """Where the page with this place in the tree is read; None where it stands below no site."""
        root = next((root for root in self._roots if url_path.startswith(root.root_path)), None)
        if root is None:
            return None
        return self._entry(root.root_url, language) + url_path[len(root.root_path) :]

    def _entry(self, root_url: str, language: str) -> str:
        """Where the site begins in a language, as in ``https://portal.vn/en/``."""
        if (root_url, language) not in self._entries:
            with override(language):
                self._entries[root_url, language] = root_url + reverse("wagtail_serve", args=("",))
        return self._entries[root_url, language]

    def resource(self, name: str, *parts) -> str:
        """The address of another resource of the same API."""
        namespace = self.request.resolver_match.namespace
        return self.absolute(reverse(f"{namespace}:{name}", args=parts))
