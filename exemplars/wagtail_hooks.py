"""Registrations of the public side in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from .vocabulary.viewsets import VocabularyGroup

register_snippet(VocabularyGroup)
