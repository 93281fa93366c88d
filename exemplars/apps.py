from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExemplarsConfig(AppConfig):
    name = "exemplars"
    verbose_name = _("Exemplary people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import page_published

        from .changes.following import follow
        from .conferences.renditions import prepare_photographs
        from .models import ConferencePage, ExemplarPage
        from .profiles.renditions import prepare_pictures

        page_published.connect(
            prepare_pictures, sender=ExemplarPage, dispatch_uid="exemplars.prepare_pictures"
        )
        page_published.connect(
            prepare_photographs, sender=ConferencePage, dispatch_uid="exemplars.prepare_photographs"
        )
        follow()
