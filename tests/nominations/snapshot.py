"""Everything that is stored about nominations, profiles and their review, to prove that nothing has changed."""

from django.apps import apps

STORED = ("nominations", "exemplars", "wagtailcore", "wagtail_localize")


def snapshot() -> dict[str, list[dict]]:
    """Return every row of every table that an action could touch."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label in STORED and not model._meta.proxy
    }
