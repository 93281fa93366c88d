"""Every address of the portal. Pages carry their language in the address, everything else does not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from .accounts import landing, sign_out
from .admin_reports import PageTypesReport
from .api import api, api_v2, nothing_here
from .health import healthz
from .media import serve_media
from .reading_pages import serve
from .robots import robots
from .sitemap import sitemap, sitemap_section

#: One way to sign in: what Wagtail's admin would answer by itself leads to the accounts pages.
admin_urls = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password_reset/", RedirectView.as_view(url="/accounts/password/reset/")),
    path("logout/", sign_out),
    path("reports/page-types-usage/", PageTypesReport.as_view()),
    path("reports/page-types-usage/results/", PageTypesReport.as_view(results_only=True)),
    path("", include(wagtailadmin_urls)),
]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:first>.xml", sitemap_section, name="sitemap-section"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/landing/", landing, name="landing"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(admin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("workspace/", include("nominations.followup.urls")),
    path("workspace/", include("nominations.workspace.urls")),
    path("workspace/", include("nominations.papers.unit_urls")),
    path("workspace/", include("nominations.consents.unit_urls")),
    path("workspace/", include("nominations.referees.unit_urls")),
    path("api/v1/", api.urls),
    path("", include("exemplars.feeds.embed_urls")),
    path("api/v2/", api_v2.urls),
    re_path(r"^api/", nothing_here),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_media, name="media"),
    *i18n_patterns(
        path("feeds/", include("exemplars.feeds.urls")),
        path("tim-kiem/", include("home.search.urls")),
        path(pgettext_lazy("address", "units/"), include("exemplars.units.urls")),
        path("lay-y-kien/", include("nominations.consultation.urls")),
        path("lich/hoi-nghi/", include("exemplars.conferences.urls")),
        path("lich/", include("nominations.followup.calendar_urls")),
        path("", include("nominations.consents.urls")),
        path("", include("nominations.referees.urls")),
        path("", include("nominations.delegates.urls")),
        re_path(serve_pattern, serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
