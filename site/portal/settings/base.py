"""Settings that every environment shares; each fact that differs comes from an environment variable."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"

env = environ.Env()
VAR = Path(env.str("PORTAL_VAR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    "portal",
    "home",
    "nominations",
    "exemplars",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.request_log.RequestLogMiddleware",
    "exemplars.api.middleware.PublicAPIMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    "portal.reading.PublicReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.policy.PolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.admin_door.AdminDoorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            SITE / "templates",
            # What the apps draw with, also under the short names `components/…` and `workspace_base.html`.
            ROOT / "exemplars/templates/exemplars",
            ROOT / "nominations/templates/nominations",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.identity",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Writers queue from the first statement instead of failing when a read turns into a write.
    "transaction_mode": "IMMEDIATE",
    # SQLite lets late comers pass those who wait, so of many who write at once somebody waits long.
    "timeout": 60,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict:
    """Read a database address and add what the engine needs to be safe under concurrent writers."""
    settings = env.db_url_config(url)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    else:
        settings["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


def redis_cache(url: str) -> dict:
    """Read a Redis address; a Redis that hangs is treated as down after a second."""
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), retries=1)}
    return {"BACKEND": "portal.cache.SurvivingRedisCache", "LOCATION": url, "OPTIONS": patience}


DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    # As text: the task that removes a picture's files carries its storage along as JSON.
    "default": {
        "BACKEND": "exemplars.storage.PublicFileStorage",
        "OPTIONS": {"location": str(VAR / "media"), "base_url": "/media/"},
    },
    # Evidence and other private files: outside MEDIA_ROOT, without any address of their own.
    "private": {
        "BACKEND": "nominations.dossiers.storage.PrivateFileStorage",
        "OPTIONS": {"location": VAR / "private"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE / "static"]

#: Seconds that a task may wait before /healthz calls the queue ill.
QUEUE_MAX_AGE = env.int("QUEUE_MAX_AGE", default=900)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Language and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # deadlines are decided, and so shown, in this one
USE_TZ = True

# --- People -----------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
REVIEWERS_NEED_MFA = env.bool("REVIEWERS_NEED_MFA", default=False)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7

# --- Wagtail ----------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.str("PORTAL_NAME", default="Gương sáng")
WAGTAILADMIN_BASE_URL = env.str("PORTAL_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Wagtail's date pickers would write ISO dates.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "nominations.decisions.finish.finish_workflow"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILMEDIA = {
    "MEDIA_MODEL": "exemplars.Clip",
    "MEDIA_FORM_BASE": "exemplars.clips.forms.ClipForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "oga"],
    "VIDEO_EXTENSIONS": ["mp4", "m4v", "webm"],
}
CLIP_MAX_BYTES = env.int("CLIP_MAX_BYTES", default=200 * 1024 * 1024)
#: Sites whose players may be shown in a frame, after a click, by host: what readers call them.
CLIP_HOSTS = env.dict("CLIP_HOSTS", default={"www.youtube-nocookie.com": "YouTube", "vtv.vn": "VTV"})


def search_backend(server: str, urls: list[str]) -> dict:
    """The database's own search, or a server's where one is named; both fold and find alike."""
    if not server:
        return {"BACKEND": "exemplars.search.backend"}
    return {"BACKEND": "exemplars.search.server", "SERVER": server, "URLS": urls, "INDEX_PREFIX": "portal_"}


WAGTAILSEARCH_BACKENDS = {
    "default": search_backend(env.str("SEARCH_BACKEND", default=""), env.list("SEARCH_URL", default=[]))
}

# --- The ministry -----------------------------------------------------------------------------------

PORTAL = {
    "name": WAGTAIL_SITE_NAME,
    "tagline": env.str("PORTAL_TAGLINE", default="Điển hình tiên tiến, người tốt, việc tốt"),
    "tagline_en": env.str("PORTAL_TAGLINE_EN", default="Exemplary people, good deeds"),
    "ministry": env.str("PORTAL_MINISTRY", default="Bộ Thông tin và Truyền thông"),
    "ministry_en": env.str("PORTAL_MINISTRY_EN", default="Ministry of Information and Communications"),
    "responsible_unit": env.str("PORTAL_RESPONSIBLE_UNIT", default="Vụ Tổ chức cán bộ"),
    "address": env.str("PORTAL_ADDRESS", default="Số 00 đường Mẫu, phường Minh Họa, Hà Nội"),
    "phone": env.str("PORTAL_PHONE", default="(024) 0000 0000"),
    "email": env.str("PORTAL_EMAIL", default="guongsang@example.vn"),
}

# --- Evidence ---------------------------------------------------------------------------------------

EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
EVIDENCE_MAX_FILES = 20
EVIDENCE_MAX_TOTAL_BYTES = 100 * 1024 * 1024
EVIDENCE_MAX_PAGES = 100
EVIDENCE_MAX_PIXELS = 25_000_000
#: Draw pictures of what was stored, in the task queue, so that it can be looked at without opening it.
EVIDENCE_PREVIEWS = True
#: The virus scanner, clamd: tcp://host:3310 or unix:///run/clamav/clamd.ctl; empty where there is none.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")
#: So many files in one request are answered one by one; more are refused as a whole.
DATA_UPLOAD_MAX_NUMBER_FILES = 300
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Conferences ------------------------------------------------------------------------------------

#: Days after a conference for which addresses, needs and seats of its people are kept.
ROSTERS_KEPT_DAYS = env.int("ROSTERS_KEPT_DAYS", default=90)

# --- Reading ----------------------------------------------------------------------------------------

#: Seconds that browsers and caches may keep a public page before they ask whether it has changed.
PUBLIC_PAGES_MAX_AGE = env.int("PUBLIC_PAGES_MAX_AGE", default=60)
#: The same for a cache in front of the site, which nobody can tell that something was withdrawn.
SHARED_CACHES_MAX_AGE = env.int("SHARED_CACHES_MAX_AGE", default=5)
#: Seconds that a finished page is kept in the cache of the site itself; forgotten when anything public changes.
#: None is kept where each process has a cache of its own: the others would not hear of a change.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)

#: Requests that one address may send to the API within a minute; 0 for as many as it likes.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=600)

#: Where editors see drafts in a front end of its own, as in https://front.example.vn/; empty where there is none.
HEADLESS_PREVIEW_URL = env.str("HEADLESS_PREVIEW_URL", default="")

# --- Content security policy ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF, *(f"https://{host}" for host in CLIP_HOSTS)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# --- Mail -------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{WAGTAIL_SITE_NAME} <{PORTAL['email']}>")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=15)
