from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        from exemplars.tree import READ_ALONG

        from .footer import footer_pages
        from .public_changes import connect

        connect()
        READ_ALONG.append(footer_pages)
