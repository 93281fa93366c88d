"""Which pages the footer leads to; they are read along with the menu, at no query of their own."""

from django.db.models import Q
from wagtail.models import Page

#: The contact page in English.
CONTACT = "contact"
#: By their addresses in either language, in the order of the footer.
SLUGS = (
    "tin-tuc",
    "van-ban",
    "quyen-cua-nguoi-duoc-neu-guong",
    "rights",
    "kha-nang-tiep-can",
    "accessibility",
    "lien-he",
    CONTACT,
)


def footer_pages() -> Q:
    return Q(slug__in=SLUGS, content_type__app_label="home", alias_of__isnull=True)


def is_of_footer(page: Page) -> bool:
    """Whether a page of the tree is one of them; the tree holds drafts and copies, too."""
    return (
        page.slug in SLUGS
        and page.live
        and page.alias_of_id is None
        and page.content_type.app_label == "home"
    )
