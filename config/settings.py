"""All settings, in one file, read from the environment. Every variable is listed in docs/settings.md."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import dj_database_url

from config.security_settings import *  # noqa: F403  (limits, HTTPS and the CSP have a file of their own)
from config.sso import allauth_apps, configured_providers

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool) -> bool:
    """Return whether the variable is ``1``, ``true``, ``yes`` or ``on``; ``default`` if it is unset."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str) -> list[str]:
    """Return a comma-separated variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def read_or_create_secret(path: Path) -> str:
    """Return the secret key in ``path``, which is created on first use and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # If several processes start at once, all use the key of the first.
        with NamedTemporaryFile("w", dir=path.parent) as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()


DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
DEBUG = env_bool("DEBUG", False)
SECRET_KEY = os.environ.get("SECRET_KEY") or read_or_create_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "web",
    "people",
    "articles",
    "annotate",
    "reports",
    "campaigns",
    "newsroom",
    "lti",
    "operations",
]

MIDDLEWARE = [
    "operations.monitoring.request_logging.RequestLogMiddleware",
    "lti.embedding.middleware.EmbeddedMiddleware",
    "web.http.public_pages.PublicPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.http.security_headers.SecurityHeadersMiddleware",
    "web.api.caching.ApiCacheMiddleware",
    "web.http.null_characters.NullCharacterMiddleware",
    "lti.embedding.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SignedInAsMiddleware",
    "people.middleware.TimeZoneMiddleware",
    "people.middleware.RedirectGuestsMiddleware",
    "config.views.RateLimitMiddleware",
    "config.views.SlowRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
ASGI_APPLICATION = "config.asgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.i18n.views.js_catalog_url",
            ]
        },
    }
]

# SQLite: writers wait at BEGIN IMMEDIATE, in a queue (web/db/sqlite), instead of failing when they upgrade a read lock.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
# PostgreSQL: planning a query costs more than running it, so frequent queries are prepared once per connection.
POSTGRESQL_OPTIONS = {"server_side_binding": True, "prepare_threshold": 5}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'claimlight.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "web.db.sqlite"
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # In an in-memory database, all threads of a test would share one connection and so one transaction.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "people.backends.TrialBackend",
    "lti.embedding.backends.PlatformBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "annotate.trial.adapters.TrialAccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
# Not by mail: a site need not send any.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
SOCIALACCOUNT_ADAPTER = "people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": allauth_apps(configured_providers())}}
MFA_TOTP_ISSUER = "Claimlight"
# Addresses need not be confirmed, so neither need they be for two-factor authentication.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_FORMS = {
    "change_password": "people.reauthentication_forms.ChangePasswordForm",  # nosec B105
    "reset_password_from_key": "people.reauthentication_forms.ResetPasswordKeyForm",  # nosec B105
}
MFA_FORMS = {
    "authenticate": "people.reauthentication_forms.AuthenticateForm",
    "reauthenticate": "people.reauthentication_forms.ReauthenticateForm",
}
# Wrong passwords are counted by people/adapters.py, wrong codes of the second step by people/reauthentication_forms.py.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
# allauth's counters and used one-time codes, in the database so that all processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
# With the other backends mail reaches nobody, so nobody can be asked to confirm an address.
SENDS_MAIL = EMAIL_BACKEND.split(".")[-2] not in {"console", "dummy", "filebased", "locmem"}
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
# Seconds to wait for a mail server that does not answer; the request and its thread wait as long.
EMAIL_TIMEOUT = 10
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "claimlight@localhost")

MESSAGE_STORAGE = "lti.embedding.messages.message_storage"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Not those of packages: their pages are not used.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA_DIR / "originals"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "web.staticfiles.storage.ManifestStorage"},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.authentication.TokenAuthentication",
        "people.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["web.http.upload_limits.LimitedJSONParser"],
    "EXCEPTION_HANDLER": "web.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "web.api.openapi.AutoSchema",
}

# How many days something that was deleted can be restored.
BIN_DAYS = int(os.environ.get("BIN_DAYS") or 30)
# With a broker, Celery's workers do long work instead of threads of the web processes.
BROKER_URL = os.environ.get("BROKER_URL", "")
# Whether people can add an article by its web address, which the server then fetches.
FETCH_ARTICLES = env_bool("FETCH_ARTICLES", True)
# How large an upload with many articles may be, and all those of a campaign together.
BULK_UPLOAD_BYTES = int(os.environ.get("BULK_UPLOAD_MB") or 2048) * 2**20
# How many articles a day the site takes from people who try it without an account; 0 if nobody may.
TRIALS_PER_DAY = int(os.environ.get("TRIALS_PER_DAY") or 500)
WEBHOOKS_TO_PRIVATE = env_bool("WEBHOOKS_TO_PRIVATE", False)
# Whether learning platforms may be machines of this site's own network, and be reached without TLS.
PLATFORMS_TO_PRIVATE = env_bool("PLATFORMS_TO_PRIVATE", False)
# A language model that suggests hints: any server with the API of OpenAI. Without an address there is none.
LANGUAGE_MODEL_URL = os.environ.get("LANGUAGE_MODEL_URL", "").rstrip("/")
LANGUAGE_MODEL = os.environ.get("LANGUAGE_MODEL", "")
LANGUAGE_MODEL_KEY = os.environ.get("LANGUAGE_MODEL_KEY", "")
LANGUAGE_MODEL_SECONDS = float(os.environ.get("LANGUAGE_MODEL_SECONDS") or 120)

# Pages over more changes than this are computed in a background thread. The first request waits for this many seconds
# before it is answered with a page that shows the progress.
BACKGROUND_FROM_CHANGES = int(os.environ.get("BACKGROUND_FROM_CHANGES") or 5_000)
BACKGROUND_WAIT_SECONDS = float(os.environ.get("BACKGROUND_WAIT_SECONDS") or 1)
# Limits for typesetting one PDF.
PDF_SECONDS = int(os.environ.get("PDF_SECONDS") or 120)
PDF_MEMORY_MB = int(os.environ.get("PDF_MEMORY_MB") or 2048)
# Limits per person in a round, and per round.
MAX_ANNOTATIONS_PER_LAYER = int(os.environ.get("MAX_ANNOTATIONS_PER_LAYER") or 5_000)
MAX_ANNOTATIONS_PER_ROUND = int(os.environ.get("MAX_ANNOTATIONS_PER_ROUND") or 100_000)

SPECTACULAR_SETTINGS = {
    "TITLE": "Claimlight",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVERS": [{"url": "/api/v1"}],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["web.api.docs.add_error_responses"],
}

# JSON logs: one object per line, for each request too.
JSON_LOGS = os.environ.get("LOGS") == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "operations.monitoring.json_logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"} | ({"formatter": "json"} if JSON_LOGS else {})
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"claimlight.requests": {"level": "INFO" if JSON_LOGS else "WARNING"}},
}
SLOW_QUERY_MS = float(os.environ.get("SLOW_QUERY_MS") or 0)
SENTRY_DSN = os.environ.get("SENTRY_DSN", "")
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
