"""The portal's page tree in both languages; what is there already is left as it is."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow

from exemplars.models import ColumnIndexPage, ConferenceIndexPage, ExemplarIndexPage
from exemplars.profiles.book import mend_book
from nominations.groups import grant_pages
from nominations.roles import Role
from nominations.setup import child, set_up_apps

from .models import ArticleIndexPage, ConsultationIndexPage, HomePage, LegalDocumentIndexPage
from .newsrooms import set_up_moderation


def set_up_portal() -> HomePage:
    """Create groups, languages, pages, workflow and ballot rules; safe to run again."""
    home = set_up_home()
    set_up_site(home)
    sections = [*set_up_apps(home), *own_sections(home)]
    retire_wagtails_workflow()
    set_up_english(home, sections)
    for section in sections:
        for page in section.get_translations(inclusive=True):
            grant_pages(Role.EDITOR, page, "add", "change", "publish", "bulk_delete")
    set_up_moderation()
    mend_book()
    return home


def own_sections(home: HomePage) -> list[Page]:
    """The portal's own lists below the front page; the footer leads to those that the menu does not name."""
    return [
        child(home, ConsultationIndexPage, slug="lay-y-kien", title="Lấy ý kiến"),
        child(home, ArticleIndexPage, slug="tin-tuc", title="Tin tức", in_menu=False),
        child(home, LegalDocumentIndexPage, slug="van-ban", title="Văn bản", in_menu=False),
    ]


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


#: How the sections are called on the English side.
ENGLISH = {
    ExemplarIndexPage: "Book of Honour",
    ColumnIndexPage: "Columns",
    ConferenceIndexPage: "Conferences",
    ConsultationIndexPage: "Consultations",
    ArticleIndexPage: "News",
    LegalDocumentIndexPage: "Legal documents",
}


def set_up_english(home: HomePage, sections: list[Page]) -> None:
    """Make the English front page and sections, so that translations have a place."""
    english, _ = Locale.objects.get_or_create(language_code="en")
    titles = {home: settings.WAGTAIL_SITE_NAME} | {page: ENGLISH[type(page)] for page in sections}
    for page, title in titles.items():
        if page.has_translation(english):
            continue
        translated = page.copy_for_translation(english, copy_parents=True)
        translated.title = title
        translated.save_revision().publish()
