from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Rooms that hear of changes or add something to others.
ROOMS = (
    "audit",
    "mail",
    "dossiers",
    "screening",
    "consents",
    "referees",
    "consultation",
    "council",
    "decisions",
    "delegates",
    "followup",
    "papers",
    "reminders",
)


class NominationsConfig(AppConfig):
    name = "nominations"
    verbose_name = _("Nominations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401

        # What a room hears of and what it adds to others, once all models are there.
        for room in ROOMS:
            autodiscover(f"{self.name}.{room}", "signals", "parts_added")


def autodiscover(room: str, *modules: str) -> None:
    """Import the modules of these names that a room has."""
    for name in modules:
        if find_spec(f"{room}.{name}"):
            import_module(f"{room}.{name}")
