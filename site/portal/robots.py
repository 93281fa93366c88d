"""What search engines are asked to leave alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

CLOSED = (
    "/admin/",
    "/workspace/",
    "/accounts/",
    "/i18n/",
    "/healthz",
    "/dong-y/",
    "/thu-gioi-thieu/",
    "/giay-moi/",
    "/en/dong-y/",
    "/en/thu-gioi-thieu/",
    "/en/giay-moi/",
)


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """Close what is not for readers, and point to the sitemap."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
