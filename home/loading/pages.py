"""Introductions and ordinary pages of the demonstration, in both languages."""

from wagtail.models import Locale, Page

from exemplars.models import ExemplarIndexPage
from home.models import HomePage, OrdinaryPage
from nominations.groups import grant_pages
from nominations.models import CampaignIndexPage
from nominations.roles import Role

from .content import read


def load_pages() -> None:
    """Introduce the front page and the lists, and add the ordinary pages with editors in charge of them."""
    content = read("pages")
    introduce(HomePage, content["home"])
    introduce(ExemplarIndexPage, content["exemplar_index"])
    introduce(CampaignIndexPage, content["campaign_index"])
    section, *others = content["pages"]
    top = add_in_both_languages(HomePage.objects.get(locale=Locale.get_default()), section)
    for row in others:
        add_in_both_languages(top, row)
    for page in top.get_translations(inclusive=True):
        grant_pages(Role.EDITOR, page, "add", "change", "publish")


def introduce(model, words: dict) -> None:
    """Write the introduction of the one page of this type, in each language that it has."""
    for page in model.objects.select_related("locale"):
        page.intro = words[f"intro_{page.locale.language_code}"]
        publish(page)


def add_in_both_languages(parent: Page, row: dict) -> OrdinaryPage:
    """Add a page and its English version; the first below the front page is the one in the menu."""
    parent.refresh_from_db()
    in_menu = isinstance(parent, HomePage)
    page = parent.add_child(
        instance=OrdinaryPage(
            slug=row["slug"], title=row["title_vi"], body=row["body_vi"], show_in_menus=in_menu
        )
    )
    publish(page)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.slug, english.title, english.body = row["slug_en"], row["title_en"], row["body_en"]
    publish(english)
    return page


def publish(page: Page) -> None:
    page.save_revision(log_action=True).publish()
    page.refresh_from_db()
