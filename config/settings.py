"""Settings, all from the environment; docs/settings.md lists every name."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = env.choice("DEBRIEF_ENV", "development", ("development", "test", "production"))
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("DEBRIEF_DEBUG", default=False)
INSECURE_KEY = "insecure-development-key-never-used-in-production"
SECRET_KEY = env.text("DEBRIEF_SECRET_KEY", "" if PRODUCTION else INSECURE_KEY)
# Secrets in the database are sealed with the first, and opened with any of these.
SEALING_KEYS = env.words("DEBRIEF_SEALING_KEYS", (SECRET_KEY,))
BASE_URL = env.text("DEBRIEF_BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words(
    "DEBRIEF_ALLOWED_HOSTS", () if PRODUCTION else ("localhost", "127.0.0.1", "[::1]", "testserver")
)

# Refused at boot rather than warned about: each of these has been somebody's breach.
if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("DEBRIEF_DEBUG must be off in production.")
    if len(SECRET_KEY) < 50 or SECRET_KEY == INSECURE_KEY or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("DEBRIEF_SECRET_KEY must be at least 50 random characters in production.")
    if any(len(key) < 32 for key in SEALING_KEYS):
        raise ImproperlyConfigured("DEBRIEF_SEALING_KEYS must be at least 32 random characters each in production.")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("DEBRIEF_ALLOWED_HOSTS must name the hosts in production; * is refused.")

INSTALLED_APPS = [
    "config.admin_site.DebriefAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "kit",
    "live",
    "activity",
    "accounts",
    "incidents",
    "actions",
    "postmortems",
    "meetings",
    "library",
    "exchange",
    "signals",
    "insights",
    "learning",
    "overview",
    "webhooks",
    "tickets",
    "api",
    "config",
]

MIDDLEWARE = [
    "kit.middleware.request_id.RequestIdMiddleware",
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kit.middleware.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "overview.context_processors.navigation",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])
                if not DEBUG
                else "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
            "builtins": ["kit.templatetags.debrief"],
        },
    }
]

# Connections are kept per server thread and checked before use, so that a restarted database costs no request.
DATABASE_URL = env.text("DATABASE_URL")
DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL or "postgres:///debrief",
        engine="kit.postgres",
        conn_max_age=env.whole("DEBRIEF_DB_CONN_MAX_AGE", 600),
        conn_health_checks=True,
    )
}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
# Pages are small cuts of long tables that lie in memory: a plan for turning disks reads the whole table instead, and
# compiling such a query takes longer than running it.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c random_page_cost=1.1 -c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL", "redis://localhost:6379/0")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "kit.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "debrief",
        "TIMEOUT": 3600,
    }
}


def broker_url(url: str) -> str:
    """Celery's spelling of a Redis address: Unix sockets are `redis+socket://`."""
    parts = urlsplit(url)
    return url.replace("unix://", "redis+socket://", 1) if parts.scheme == "unix" else url


CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "global_keyprefix": "debrief:"}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Beat only says "look"; due rows decide. A tick that finds the last one still queued is worthless, so it expires.
CELERY_BEAT_SCHEDULER = "config.beat.PromptScheduler"
CELERY_BEAT_SCHEDULE = {
    "ladder": {"task": "actions.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    "sweep": {"task": "activity.tasks.sweep", "schedule": 15.0, "options": {"expires": 14}},
    "audit": {"task": "activity.tasks.audit", "schedule": 900.0, "options": {"expires": 600}},
    "clocks": {"task": "postmortems.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    "meetings": {"task": "meetings.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    "texts": {"task": "live.tasks.sweep", "schedule": 15.0, "options": {"expires": 14}},
    "tickets": {"task": "tickets.tasks.sweep", "schedule": 15.0, "options": {"expires": 14}},
    "trackers": {"task": "tickets.tasks.ask", "schedule": 60.0, "options": {"expires": 55}},
    "webhooks": {"task": "webhooks.tasks.sweep", "schedule": 15.0, "options": {"expires": 14}},
    "library": {"task": "library.tasks.sweep", "schedule": 10.0, "options": {"expires": 9}},
    "exchange": {"task": "exchange.tasks.tick", "schedule": 60.0, "options": {"expires": 55}},
    "signals": {"task": "signals.tasks.sweep", "schedule": 10.0, "options": {"expires": 9}},
    "letting_go": {"task": "signals.tasks.let_go", "schedule": 3600.0, "options": {"expires": 3000}},
    "insights": {"task": "insights.tasks.tick", "schedule": 10.0, "options": {"expires": 9}},
    "digest": {"task": "overview.tasks.tick", "schedule": 600.0, "options": {"expires": 500}},
    "days_off": {"task": "accounts.tasks.days_off", "schedule": 86_400.0, "options": {"expires": 3600}},
    "learning": {"task": "learning.tasks.tick", "schedule": 600.0, "options": {"expires": 500}},
    "fold": {"task": "live.tasks.fold", "schedule": 86_400.0, "options": {"expires": 3600}},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.authentication.Backend"]
SESSION_ENGINE = "accounts.sessions"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENVIRONMENT == "test"
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
# Shown on the sign-in page, with their passwords: never outside development.
DEMO_SIGN_INS = "config.demo.people.sign_ins" if ENVIRONMENT == "development" else ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole("DEBRIEF_TRUSTED_PROXIES", 0)
if ENVIRONMENT == "test":
    ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/key"}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "kit.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "kit.bundles.BundledManifestStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG

# Bodies larger than this are refused before they are read; the text limits per field lie below it. A section is sent
# twice, as it was shown and as it is now, and each of its characters may take nine bytes on the way.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["kit.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [BASE_URL] if PRODUCTION else []
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # The nonce is for the sheet the editor makes for itself; pages that do not ask for one have none.
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

SMTP_HOST = env.text("DEBRIEF_SMTP_HOST")
EMAIL_HOST = SMTP_HOST or "localhost"
EMAIL_PORT = env.whole("DEBRIEF_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("DEBRIEF_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("DEBRIEF_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("DEBRIEF_SMTP_TLS", default=bool(SMTP_HOST))
EMAIL_TIMEOUT = 10
# Without SMTP every mail becomes a row that administrators can read on the outbox page.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if SMTP_HOST else "activity.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEBRIEF_MAIL_FROM", "Debrief <debrief@localhost>")

# Hosts of the own network that may be called although their addresses are private.
EGRESS_HOSTS = frozenset(host.lower() for host in env.words("DEBRIEF_EGRESS_HOSTS"))
# Requests to the API that one token may make in a minute.
API_PER_MINUTE = env.whole("DEBRIEF_API_PER_MINUTE", 600)
METRICS_TOKEN = env.text("DEBRIEF_METRICS_TOKEN")

LOG_LEVEL = env.text("DEBRIEF_LOG_LEVEL", "INFO")
LOGGING_CONFIG = None
LOGGING = {"version": 1, "disable_existing_loggers": False}
from kit.logging import configure

configure(level=LOG_LEVEL, as_json=PRODUCTION)
