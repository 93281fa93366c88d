from django.core.management.base import BaseCommand

from nominations.mail.delivery import deliver_due


class Command(BaseCommand):
    help = "Send the mail whose moment has come and that no worker sent: after a failure, or after its wait."

    def handle(self, **options):
        self.stdout.write(f"{deliver_due()} sent")
