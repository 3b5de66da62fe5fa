"""Settings, read from the environment (`.env.example` documents each).

Without any, the site runs locally on 127.0.0.1 with SQLite. An https `DHR_BASE_URL` makes it a production
site: a missing value then fails with a hint instead of falling back.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

CODE_DIR = Path(__file__).resolve().parent
BASE_DIR = CODE_DIR.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

BASE_URL = env.str("DHR_BASE_URL", f"http://127.0.0.1:{env.int('DHR_PORT', 8000)}").rstrip("/")
_address = urlsplit(BASE_URL)
if _address.scheme not in ("http", "https") or not _address.hostname:
    raise ImproperlyConfigured(f"DHR_BASE_URL is {BASE_URL!r}: give an address such as https://reviews.example.org")
PRODUCTION = _address.scheme == "https"
DEBUG = env.bool("DHR_DEBUG", False)

DATA_DIR = Path(env.str("DHR_DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
PRIVATE_DIR = DATA_DIR / "private"
INDEX_DIR = DATA_DIR / "index"


def _secret_key():
    if key := env.str("DHR_SECRET_KEY", ""):
        return key
    if PRODUCTION:
        raise ImproperlyConfigured("Set DHR_SECRET_KEY to 50 or more random characters (see .env.example).")
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [_address.hostname] + ([] if PRODUCTION else ["localhost", "127.0.0.1", "testserver"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

if PRODUCTION and not env.str("DATABASE_URL", ""):
    raise ImproperlyConfigured("Set DATABASE_URL, for example postgres://dhr:password@db.example.org/dhr")
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, readers never wait; a transaction takes its write lock at its start.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

# Elasticsearch nodes, separated by commas; empty: the embedded engine in DHR_DATA_DIR/index.
SEARCH_URL = env.str("DHR_SEARCH_URL", "")
SEARCH_API_KEY = env.str("DHR_SEARCH_API_KEY", "")
SEARCH_CA_FILE = env.str("DHR_SEARCH_CA_FILE", "")
SEARCH_TIMEOUT = env.float("DHR_SEARCH_TIMEOUT", 10)
SEARCH_PREFIX = env.str("DHR_SEARCH_PREFIX", "dhr")
SEARCH_SHARDS = env.int("DHR_SEARCH_SHARDS", 1)
SEARCH_RELATED = env.bool("DHR_SEARCH_RELATED", True)
SEARCH_REPLICAS = env.int("DHR_SEARCH_REPLICAS", 1)

INSTALLED_APPS = [
    "dhr.exchange",
    "dhr.search",
    "dhr.learning",
    "dhr.publishing",
    "dhr.actions",
    "dhr.reviews",
    "dhr.themes",
    "dhr.areas",
    "dhr.outbox",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "dhr.areas.apps.AccountsConfig",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.search",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dhr.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dhr.areas.sessions.SessionLimits",
    "dhr.areas.second_factor.SecondFactor",
    "dhr.areas.doors.AdminDoors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "dhr.urls"
WSGI_APPLICATION = "dhr.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CODE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

FORM_RENDERER = "dhr.forms.GovukRenderer"

AUTH_USER_MODEL = "areas.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "dhr.reviews.writing.access.Writers",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "dhr.areas.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "dhr.areas.forms.LoginForm",
    "change_password": "dhr.areas.forms.ChangePasswordForm",
    "reauthenticate": "dhr.areas.forms.ConfirmPasswordForm",
    "set_password": "dhr.areas.forms.SetPasswordForm",
    "reset_password": "dhr.areas.forms.ResetPasswordForm",
    "reset_password_from_key": "dhr.areas.forms.ResetPasswordKeyForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "invitation": "20/m/ip",
    "owner-link": "60/m/ip",
}  # beside the library's own, for each way of signing in
INVITATION_DAYS = env.int("DHR_INVITATION_DAYS", 14)
OWNER_LINK_DAYS = env.int("DHR_OWNER_LINK_DAYS", 21)

if (_second_factor := env.str("DHR_SECOND_FACTOR", "required")) not in ("required", "off"):
    raise ImproperlyConfigured(f"DHR_SECOND_FACTOR is {_second_factor!r}: give required or off.")
SECOND_FACTOR = _second_factor == "required"
if PRODUCTION and not SECOND_FACTOR:
    raise ImproperlyConfigured("DHR_SECOND_FACTOR=off is for demonstrations at a local http address. Take it out.")
MFA_ADAPTER = "dhr.areas.accounts.SecondFactorAdapter"
MFA_TOTP_ISSUER = "DHR repository"
MFA_FORMS = {
    "activate_totp": "dhr.areas.forms.ActivateForm",
    "authenticate": "dhr.areas.forms.AuthenticateForm",
    "reauthenticate": "dhr.areas.forms.ReauthenticateForm",
}

OIDC_URL = env.str("DHR_OIDC_URL", "")
OIDC_SECOND_FACTOR = env.str("DHR_OIDC_SECOND_FACTOR", "ours")
if OIDC_SECOND_FACTOR not in ("ours", "theirs"):
    raise ImproperlyConfigured(f"DHR_OIDC_SECOND_FACTOR is {OIDC_SECOND_FACTOR!r}: give ours or theirs.")
SOCIALACCOUNT_ADAPTER = "dhr.areas.accounts.OrganisationAdapter"
# A link, not a form: browsers would follow a form to no other site than this. All that a foreign page could do
# with the link is to have people sign in as themselves.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "organisation"
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_URL:
    if not (env.str("DHR_OIDC_CLIENT_ID", "") and env.str("DHR_OIDC_SECRET", "")):
        raise ImproperlyConfigured("DHR_OIDC_URL needs DHR_OIDC_CLIENT_ID and DHR_OIDC_SECRET beside it.")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("DHR_OIDC_NAME", "your organisation"),
                "client_id": env.str("DHR_OIDC_CLIENT_ID"),
                "secret": env.str("DHR_OIDC_SECRET"),
                "settings": {"server_url": OIDC_URL},
            }
        ],
    }
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody sets another's password, and so becomes them

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [CODE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "media"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_DIR,
            "directory_permissions_mode": 0o700,
            "file_permissions_mode": 0o600,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_URL = "/media/"
# Uploads are streamed to disk inside the private folder, never to a shared /tmp.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
UPLOAD_LIMIT = 100 * 1024 * 1024  # bytes a file
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # bytes a form: a long paper is saved whole

# Printed at the top and bottom of every page of a paper that is not published.
MARKING = env.str("DHR_MARKING", "OFFICIAL-SENSITIVE")

# Whole months that a death review may take (guidance 2016; to be checked against its text before use).
DECISION_MONTHS = env.int("DHR_DECISION_MONTHS", 1)
REVIEW_MONTHS = env.int("DHR_REVIEW_MONTHS", 6)

WAGTAIL_SITE_NAME = "Domestic homicide review and learning repository"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# What `manage.py work` runs, in this order: dotted names of functions that take nothing and return
# how many pieces of work they did.
WORK = [
    "dhr.exchange.ingestions.work",
    "dhr.search.upkeep.work",
    # Owners of actions and what is escalated: they queue e-mail, so they come before it is sent.
    "dhr.actions.reminders.work",
    "dhr.actions.escalation.work",
    "dhr.search.already.keeping.work",
    "dhr.outbox.mail.work",
]
# Seconds until the worker runs these again, which look through everything; the others run whenever it looks.
WORK_PAUSES = {"dhr.actions.reminders.work": 300, "dhr.actions.escalation.work": 300}

EMAIL_CONFIG = env.email_url("DHR_EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DHR_FROM_EMAIL", f"no-reply@{_address.hostname}")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE = env.int("DHR_SESSION_IDLE_MINUTES", 60) * 60  # seconds without doing anything
SESSION_LIMIT = SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds since signing in
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = env.bool("DHR_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Wrong passwords are counted for each visitor's address; by the proxy's own, one guesser would lock out everybody.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor previews pages in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY

# Case text never goes to a log: no request bodies, no query strings, no local variables.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("DHR_LOG_LEVEL", "WARNING")},
    "loggers": {"wagtail": {"level": "WARNING"}},  # below that it names the paper that was saved
}
