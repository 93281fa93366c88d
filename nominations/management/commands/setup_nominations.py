from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from nominations.setup import set_up_apps


class Command(BaseCommand):
    help = "Create groups, permissions, the index pages and the review workflow. Safe to run again."

    def handle(self, *args, **options):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError("Wagtail has no default site: make one under Settings, Sites.")
        sections = ", ".join(page.title for page in set_up_apps(site.root_page))
        self.stdout.write(self.style.SUCCESS(f"Set up below {site.root_page.title}: {sections}"))
