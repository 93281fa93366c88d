"""Links of the footer: the pages that every page must lead to, in the active language."""

from django import template
from django.utils.translation import get_language

from exemplars.templatetags.exemplars_tree import tree_of
from portal.footer import CONTACT, SLUGS, is_of_footer

register = template.Library()


@register.simple_tag(takes_context=True)
def footer_links(context) -> list[dict]:
    """``{"title", "url"}`` of news, documents, rights, accessibility and contact in the active language."""
    tree, language = tree_of(context), get_language()
    pages = [page for page in tree.pages if is_of_footer(page) and page.locale.language_code == language]
    pages.sort(key=lambda page: SLUGS.index(page.slug))
    return [{"title": page.title, "url": page.get_url(tree.request)} for page in pages]


@register.simple_tag(takes_context=True)
def english_contact(context) -> str:
    """Address of the contact page in English, which circulars ask for on every page; empty without one."""
    tree = tree_of(context)
    pages = (p for p in tree.pages if is_of_footer(p) and (p.slug, p.locale.language_code) == (CONTACT, "en"))
    return next((page.get_url(tree.request) for page in pages), "")
