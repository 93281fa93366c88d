"""The portal's page tree in both languages; what is there already is left as it is."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow

from exemplars.models import ConferenceIndexPage, ExemplarIndexPage
from nominations.campaigns.setup import set_up_presets
from nominations.decisions.setup import set_up_workflow
from nominations.dossiers.wordings import set_up_wordings
from nominations.followup.setup import set_up_guide
from nominations.groups import grant_pages, set_up_groups
from nominations.models import CampaignIndexPage
from nominations.papers.setup import set_up_papers
from nominations.roles import Role

from .models import HomePage


def set_up_portal() -> HomePage:
    """Create groups, languages, pages, workflow and ballot rules; safe to run again."""
    set_up_groups()
    home = set_up_home()
    # Page permissions reach everything below: nobody but superusers holds one on the front page,
    # for the campaigns and their nominations lie under it.
    set_up_site(home)
    index = child(home, ExemplarIndexPage, slug="dien-hinh", title="Sổ gương điển hình")
    campaigns = child(home, CampaignIndexPage, slug="dot-xet-chon", title="Đợt xét chọn")
    conferences = child(home, ConferenceIndexPage, slug="hoi-nghi", title="Hội nghị")
    set_up_workflow(campaigns)
    set_up_presets()
    set_up_wordings()
    set_up_papers()
    set_up_guide()
    retire_wagtails_workflow()
    set_up_english(home, index, conferences)
    for section in (index, conferences):
        for page in section.get_translations(inclusive=True):
            grant_pages(Role.EDITOR, page, "add", "change", "publish", "bulk_delete")
    grant_pages(Role.SCREENER, campaigns, "add", "change", "publish")
    return home


def set_up_home() -> HomePage:
    """Return the Vietnamese front page, put in the place of Wagtail's welcome page."""
    vietnamese, _ = Locale.objects.get_or_create(language_code="vi")
    if home := HomePage.objects.filter(locale=vietnamese).first():
        return home
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(title=settings.WAGTAIL_SITE_NAME, slug="trang-chu", locale=vietnamese, live=True)
    )
    home.save_revision().publish()
    Page.objects.child_of(root).filter(slug="home", content_type__model="page").delete()
    return home


def set_up_site(home: HomePage) -> None:
    """Let every full address (feeds, sitemap, API) begin with the portal's own, as the settings say now."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def retire_wagtails_workflow() -> None:
    """Switch off the workflow that Wagtail brings along: it hangs on every page; nobody uses it here."""
    for workflow in Workflow.objects.filter(name="Moderators approval", active=True):
        workflow.deactivate()
        GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow).update(active=False)


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


def set_up_english(home: HomePage, index: ExemplarIndexPage, conferences: ConferenceIndexPage) -> None:
    """Make the English front page, book of honour and list of conferences, so that translations have a place."""
    english, _ = Locale.objects.get_or_create(language_code="en")
    titles = {home: settings.WAGTAIL_SITE_NAME, index: "Book of Honour", conferences: "Conferences"}
    for page, title in titles.items():
        if page.has_translation(english):
            continue
        translated = page.copy_for_translation(english, copy_parents=True)
        translated.title = title
        translated.save_revision().publish()
