"""A working copy on one machine: embedded database, files under ``var/``, mail on the console."""

from .base import *  # noqa: F403
from .base import STATIC_ROOT, env, redis_cache
from .logs import logging_config

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "development-only-key-that-signs-nothing-of-value-0123456789abcdef"  # noqa: S105
SALT_KEY = "development-only-salt"
IDENTITY_HMAC_KEY = "development-only-hmac-key"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEMO_ALLOWED = True
LOGGING = logging_config(machine=False, routine="WARNING")
if redis_url := env.str("REDIS_URL", default=""):
    CACHES = {"default": redis_cache(redis_url)}
