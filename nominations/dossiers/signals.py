"""Guards that stand below every view."""

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail_localize.models import TranslationSource

from ..campaigns.models import CampaignIndexPage, CampaignPage
from .models import NominationPage


@receiver(pre_save, sender=TranslationSource, dispatch_uid="nominations_are_not_translated")
def refuse_translation(sender, instance, **kwargs):
    """Keep campaigns and nominations out of the translation tool, which asks for no page permission."""
    if instance.specific_content_type.model_class() in (CampaignIndexPage, CampaignPage, NominationPage):
        raise PermissionDenied
