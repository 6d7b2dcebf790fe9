"""Settings, all from the environment; with none set it is one process on SQLite and in-memory layers."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from dialogit import databases, logs
from dialogit.local_files import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("DIALOGIT_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or local_secret(VAR_DIR / "secret-key")
# By its own names this machine asks /healthz, /readyz and /metrics; with HTTPS all else is led to https.
THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) + THIS_MACHINE
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# True when a proxy ends TLS before us; then cookies are bound to https and to this host.
HTTPS = env.bool("HTTPS", False)
# How many servers of ours a request comes through; each adds to X-Forwarded-For, which 0 does not believe.
PROXIES = env.int("PROXIES", 1 if HTTPS else 0)
# What mails, QR codes and papers lead to; empty: what the browser asked for, for a laptop in the room.
first_host = ALLOWED_HOSTS[0].lstrip("*.")
SITE_ADDRESS = env.str("SITE_ADDRESS", f"https://{first_host}" if HTTPS and first_host else "").rstrip("/")
# With it /metrics answers to `Authorization: Bearer …`; without it to this machine alone.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
# Set by `manage.py demo` alone: the token of its one-click sign-in.
DEMO_TOKEN = env.str("DIALOGIT_DEMO_TOKEN", "")

INSTALLED_APPS = [
    # Its `runserver` serves the sockets too. Any other process need not load Twisted: 27 MB.
    *(["daphne"] if sys.argv[1:2] == ["runserver"] else []),
    "dialogit",
    "worryzones",
    "practices",
    "network",
    "workshops",
    "channels",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # These put their headers on every answer, so they stand around all that may give one.
    "workshops.views.responses.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workshops.views.responses.ZippedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "workshops.access.devices.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workshops.views.responses.RefusedMiddleware",
]

ROOT_URLCONF = "dialogit.urls"
ASGI_APPLICATION = "dialogit.asgi.application"
# The web server of `manage.py serve`: uvicorn, or daphne behind a proxy that bounds the body of a request.
SERVER = env.str("SERVER", "uvicorn")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "workshops.templatetags.marks",
                "workshops.templatetags.course",
                "workshops.templatetags.dates",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": databases.configured(env.db("DATABASE_URL", default=databases.own(VAR_DIR)))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
# Seconds; Redis only carries frames, and a write does not wait for one that hangs.
REDIS_TIMEOUTS = {"socket_timeout": 1, "socket_connect_timeout": 1}
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
if REDIS_URL:
    hosts = [{"address": REDIS_URL, **REDIS_TIMEOUTS}]
    layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": hosts}}
    redis_cache = "django.core.cache.backends.redis.RedisCache"
    redis_options = {"pool_class": "dialogit.redis_pool.OnePool", **REDIS_TIMEOUTS}
    cache = {"BACKEND": redis_cache, "LOCATION": REDIS_URL, "OPTIONS": redis_options}
else:
    layer = {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 1000}}
    # Roomy, so that a guesser of codes crowds nothing out.
    cache = {"BACKEND": IN_MEMORY, "OPTIONS": {"MAX_ENTRIES": 50_000}}
CHANNEL_LAYERS = {"default": layer}
# "drawn" has parts of pages that are the same for many people: each process has its own, for a minute.
CACHES = {"default": cache, "drawn": {"BACKEND": IN_MEMORY, "LOCATION": "drawn"}}

# Work that takes long waits in the database for `manage.py worker`, in whatever process it was asked for.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Whether `serve` and `demo` start a worker of their own; off where one stands beside several servers.
WORKER = env.bool("WORKER", True)

AUTH_USER_MODEL = "workshops.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "workshops.forms.accounts.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "workshops.forms.accounts.HardToGuess"},
]
ACCOUNT_ADAPTER = "dialogit.account_adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "workshops.forms.accounts.SignInForm",
    "reset_password": "workshops.forms.accounts.ForgottenForm",
    "reset_password_from_key": "workshops.forms.accounts.ChooseForm",
    "set_password": "workshops.forms.accounts.SetForm",
    "change_password": "workshops.forms.accounts.ChangeForm",
    "reauthenticate": "workshops.forms.accounts.ConfirmForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workshops:own"
LOGOUT_REDIRECT_URL = "workshops:home"

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "dialogit@localhost")

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "dialogit" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Helsinki")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "dialogit.bundles.BundleFinder",
]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = VAR_DIR / "media"
# Made of the database and thrown away after an hour; every server and the worker see the same folder.
DOCUMENTS_ROOT = VAR_DIR / "documents"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
MAX_PICTURE_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "workshops.access.body_limit.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Collected files are named by their content and compressed; until then they are served from where they lie.
COLLECTED = sys.argv[1:2] == ["collectstatic"] or (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DOCUMENTS_ROOT},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
# Browsers ignore it over plain http on a local network, and say so in their console.
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "workshops.views.rejected_posts.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # pages carry the token, and no script reads a cookie
SESSION_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from this machine, over plain http
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # A municipality's other sites may stand under the same name: asked for, never taken for granted.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
DEVICE_COOKIE = "__Host-device" if HTTPS else "device"
LEFT_COOKIE = "__Host-left" if HTTPS else "left"

LOGGING = logs.configuration(env.str("LOG_LEVEL", "WARNING"))
