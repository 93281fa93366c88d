from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExemplarsConfig(AppConfig):
    name = "exemplars"
    verbose_name = _("Exemplary people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.db.models.signals import post_delete
        from wagtail.signals import page_published, page_unpublished

        from .changes.following import follow
        from .changes.signals import changes_numbered
        from .clips.addresses import remove_captions
        from .conferences.renditions import prepare_photographs
        from .models import Clip, ConferencePage, ExemplarPage
        from .profiles import book
        from .profiles.actions import close_addresses
        from .profiles.renditions import prepare_pictures
        from .webhooks.actions import tell_subscribers

        page_published.connect(
            prepare_pictures, sender=ExemplarPage, dispatch_uid="exemplars.prepare_pictures"
        )
        page_published.connect(
            prepare_photographs, sender=ConferencePage, dispatch_uid="exemplars.prepare_photographs"
        )
        follow()
        page_unpublished.connect(
            close_addresses, sender=ExemplarPage, dispatch_uid="exemplars.close_addresses"
        )
        post_delete.connect(remove_captions, sender=Clip, dispatch_uid="exemplars.remove_captions")
        book.connect()
        changes_numbered.connect(tell_subscribers, dispatch_uid="exemplars.tell_subscribers")
