"""What the apps need before anybody works with them; what is there already is left as it is."""

from wagtail.models import Page

from exemplars.columns.models import ColumnIndexPage
from exemplars.conferences.models import ConferenceIndexPage
from exemplars.profiles.models import ExemplarIndexPage

from .campaigns.models import CampaignIndexPage
from .campaigns.setup import set_up_presets
from .decisions.setup import set_up_workflow
from .dossiers.wordings import set_up_wordings
from .followup.setup import set_up_guide
from .groups import grant_pages, set_up_groups
from .papers.setup import set_up_papers
from .roles import Role

#: What lies below the front page, in the order of the menu: by type, the address and the title of its one page.
SECTIONS = {
    ExemplarIndexPage: ("dien-hinh", "Sổ gương điển hình"),
    ColumnIndexPage: ("chuyen-muc", "Chuyên mục"),
    CampaignIndexPage: ("dot-xet-chon", "Đợt xét chọn"),
    ConferenceIndexPage: ("hoi-nghi", "Hội nghị"),
}


def set_up_apps(home: Page) -> list[Page]:
    """Make groups, the sections below ``home``, the workflow and what it starts with; return the editors' sections.

    Page permissions reach everything below, so none is given on ``home``: the nominations lie under it.
    """
    set_up_groups()
    pages = {model: child(home, model, slug=slug, title=title) for model, (slug, title) in SECTIONS.items()}
    campaigns = pages.pop(CampaignIndexPage)
    sections = list(pages.values())
    set_up_workflow(campaigns)
    set_up_presets()
    set_up_wordings()
    set_up_papers()
    set_up_guide()
    for section in sections:
        grant_pages(Role.EDITOR, section, "add", "change", "publish", "bulk_delete")
    grant_pages(Role.SCREENER, campaigns, "add", "change", "publish")
    return sections


def child(parent: Page, model, *, slug: str, title: str, in_menu: bool = True):
    """Return the one page of this type below ``parent``, published; make it where it is missing."""
    if page := model.objects.child_of(parent).first():
        return page
    parent.refresh_from_db()
    page = parent.add_child(
        instance=model(slug=slug, title=title, locale=parent.locale, live=True, show_in_menus=in_menu)
    )
    page.save_revision().publish()
    return page
