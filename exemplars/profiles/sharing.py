"""Plain addresses by which a reader passes a page on: nobody is asked, and nobody told, before the click."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ShareLink:
    address: str
    label: str


def share_links(url: str, title: str) -> list[ShareLink]:
    """Where a page can be passed on to, by its full address."""
    return [
        ShareLink(f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}", "Facebook"),
        ShareLink(f"https://zalo.me/share?{urlencode({'url': url})}", "Zalo"),
        ShareLink(f"mailto:?subject={quote(title)}&body={quote(url)}", _("E-mail")),
    ]
