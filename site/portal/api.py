"""The portal's public API: the routers of the apps under one versioned address."""

from django.conf import settings
from django.http import Http404

from exemplars.api import router as exemplars_router
from exemplars.api.document import PublicAPI

api = PublicAPI(
    title=f"{settings.WAGTAIL_SITE_NAME} – public API",
    version="1",
    description="Published profiles of honoured people. Read only, no key needed.",
    urls_namespace="api-v1",
)
api.add_router("", exemplars_router)


def nothing_here(request):
    """Any other address of the API is nobody's: no page of the portal is looked for there."""
    raise Http404
