"""The test suite: everything in memory or in a temporary folder, tasks run at once and fail loudly."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import STORAGES, database, env, redis_cache
from .logs import logging_config

TEMPORARY = Path(tempfile.mkdtemp(prefix="portal-test-"))
DEBUG = False
SECRET_KEY = "test-only-key-that-signs-nothing-of-value-0123456789abcdef-0123"  # noqa: S105
SALT_KEY = "test-only-salt"
IDENTITY_HMAC_KEY = "test-only-hmac-key"
ALLOWED_HOSTS = ["*"]
DEMO_ALLOWED = True

DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{TEMPORARY / 'test.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and processes of one test see the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(TEMPORARY / "test-run.sqlite3")}
# A connection that a thread left open would keep its database from being removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
EVIDENCE_PREVIEWS = False  # the tests about them switch them on
ACCOUNT_RATE_LIMITS = False
API_REQUESTS_PER_MINUTE = 0  # the tests about it set a number
MEDIA_ROOT = TEMPORARY / "media"
STATIC_ROOT = TEMPORARY / "static"
STATIC_ROOT.mkdir()
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "exemplars.storage.PublicFileStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": "/media/"},
    },
    "private": {
        "BACKEND": "nominations.dossiers.storage.PrivateFileStorage",
        "OPTIONS": {"location": TEMPORARY / "private"},
    },
}
if redis_url := env.str("REDIS_URL", default=""):
    # Each of pytest's worker processes empties its cache before a test: a database of its own for each.
    address, _slash, number = redis_url.rpartition("/")
    worker = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
    CACHES = {"default": redis_cache(f"{address}/{int(number) + int(worker)}")}
LOGGING = logging_config(machine=False, routine="ERROR")
