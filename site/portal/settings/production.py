"""Production: PostgreSQL, Redis, hashed static files, and no silent fall-back to anything unsafe."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, STORAGES, database, env, redis_cache
from .logs import logging_config


def required(name: str) -> str:
    """Read a variable that production cannot run without, or say by name that it is missing."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. README.md, “Deploy”, says what it is for."
        )
    return value


DEBUG = False
DEMO_ALLOWED = False
SECRET_KEY = required("SECRET_KEY")
SALT_KEY = [part for part in required("FIELD_ENCRYPTION_SALT").split(",") if part]
IDENTITY_HMAC_KEY = required("IDENTITY_HMAC_KEY")
ALLOWED_HOSTS = [host for host in required("ALLOWED_HOSTS").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = required("PORTAL_BASE_URL")

DATABASES = {"default": database(required("DATABASE_URL"))}
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database in production.")
CACHES = {"default": redis_cache(required("REDIS_URL"))}
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
if bucket := env.str("S3_BUCKET", default=""):
    S3 = {
        "access_key": required("S3_ACCESS_KEY"),
        "secret_key": required("S3_SECRET_KEY"),
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
    }
    PICTURES = required("S3_PUBLIC_DOMAIN")  # where browsers fetch them; the policy must let them
    for kind in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][kind].append(f"https://{PICTURES}")
    STORAGES["default"] = {
        "BACKEND": "portal.buckets.PublicS3Storage",
        "OPTIONS": S3
        | {
            "bucket_name": bucket,
            "custom_domain": PICTURES,
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }
    STORAGES["private"] = {
        "BACKEND": "nominations.dossiers.storage.PrivateS3Storage",
        "OPTIONS": S3 | {"bucket_name": required("S3_PRIVATE_BUCKET"), "file_overwrite": False},
    }

EMAIL_CONFIG = env.email_url_config(required("EMAIL_URL"))
vars().update(EMAIL_CONFIG)

REVIEWERS_NEED_MFA = env.bool("REVIEWERS_NEED_MFA", default=True)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
#: Proxies of ours in front of the site: rate limits count the address that the outermost of them saw.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LOGGING = logging_config(machine=True)
