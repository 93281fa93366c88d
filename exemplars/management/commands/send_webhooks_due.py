from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from exemplars.webhooks.actions import forget_deliveries
from exemplars.webhooks.delivery import deliver_due

#: Days for which the log of deliveries is kept, unless the settings say otherwise.
KEPT_DAYS = 90


class Command(BaseCommand):
    help = "Send the webhooks whose moment has come and that no worker sent; forget those of long ago."

    def handle(self, **options):
        kept = timedelta(days=getattr(settings, "CHANGES_KEPT_DAYS", KEPT_DAYS))
        forget_deliveries(before=timezone.now() - kept)
        self.stdout.write(f"{deliver_due()} sent")
