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

#: What editors write below the front page: by type, the address and the title of the one page it lies under.
SECTIONS = {
    ExemplarIndexPage: ("dien-hinh", "Sổ gương điển hình"),
    ColumnIndexPage: ("chuyen-muc", "Chuyên mục"),
    ConferenceIndexPage: ("hoi-nghi", "Hội nghị"),
}


def set_up_apps(home: Page) -> list[Page]:
    """Make groups, the sections below ``home``, the workflow and what it starts with; return the editors' sections.

    Page permissions reach everything below, so none is given on ``home``: the nominations lie under it.
    """
    set_up_groups()
    sections = [child(home, model, slug=slug, title=title) for model, (slug, title) in SECTIONS.items()]
    campaigns = child(home, CampaignIndexPage, slug="dot-xet-chon", title="Đợt xét chọn")
    set_up_workflow(campaigns)
    set_up_presets()
    set_up_wordings()
    set_up_papers()
    set_up_guide()
    for section in sections:
        grant_pages(Role.EDITOR, section, "add", "change", "publish", "bulk_delete")
    grant_pages(Role.SCREENER, campaigns, "add", "change", "publish")
    return sections


def child(parent: Page, model, *, slug: str, title: str):
    """Return the one page of this type below ``parent``, published; make it where it is missing."""
    if page := model.objects.child_of(parent).first():
        return page
    parent.refresh_from_db()
    page = parent.add_child(
        instance=model(slug=slug, title=title, locale=parent.locale, live=True, show_in_menus=True)
    )
    page.save_revision().publish()
    return page
