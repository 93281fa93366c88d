"""The portal's public API: the routers of the apps under one versioned address."""

from django.conf import settings
from django.http import Http404

from exemplars.api import router as exemplars_router
from exemplars.api.document import PublicAPI
from exemplars.api.v2 import PublicPages, pages_router
from nominations.campaigns.api import router as campaigns_router

api = PublicAPI(
    title=f"{settings.WAGTAIL_SITE_NAME} – public API",
    version="1",
    description=(
        "Published profiles of honoured people, their columns and conferences, and the campaigns that find them. Read "
        "only, no key needed. Every address answers HEAD and OPTIONS, and may be read from any site. Lists are read by "
        "cursor: follow `next` until there is none. New properties may come; none goes without a new version."
    ),
    urls_namespace="api-v1",
)
api.add_router("", exemplars_router)
api.add_router("", campaigns_router)

api_v2 = pages_router(PublicPages, "api-v2")


def nothing_here(request):
    """Any other address of the API is nobody's: no page of the portal is looked for there."""
    raise Http404
