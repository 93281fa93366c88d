"""The portal's public API: the routers of the apps under one versioned address."""

from django.conf import settings
from ninja import NinjaAPI

from exemplars.api import router as exemplars_router
from exemplars.api.problems import answer_with_problems

api = NinjaAPI(
    title=f"{settings.WAGTAIL_SITE_NAME} – public API",
    version="1",
    description="Published profiles of honoured people. Read only, no key needed.",
    urls_namespace="api-v1",
)
api.add_router("", exemplars_router)
answer_with_problems(api)
