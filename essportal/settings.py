"""The one settings file. The environment is read here, once; a wrong value stops loudly."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from essportal.database import data_folder, django_settings
from essportal.folder import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def names(name: str, default: str) -> list[str]:
    return [value.strip() for value in os.environ.get(name, default).split(",") if value.strip()]


def proconnect(environment) -> dict:
    """ProConnect is off unless its four variables are given; a part of them stops loudly."""
    wanted = ["URL", "CLIENT", "SECRET", "DOMAINS"]
    given = {name: environment.get(f"ESSPORTAL_PROCONNECT_{name}", "").strip() for name in wanted}
    if not any(given.values()):
        return {}
    if missing := [name for name, value in given.items() if not value]:
        raise ImproperlyConfigured(f"ESSPORTAL_PROCONNECT_{missing[0]} is missing")
    if not given["URL"].startswith("https://"):
        raise ImproperlyConfigured("ESSPORTAL_PROCONNECT_URL must begin with https://")
    return {
        "proconnect": {
            "APP": {
                "client_id": given["CLIENT"],
                "secret": given["SECRET"],
                "settings": {
                    "server_url": given["URL"].rstrip("/"),
                    # Where an address said by ProConnect is proof: see actors/proconnect/joining.py.
                    "verified_email": [part.strip().lower() for part in given["DOMAINS"].split(",") if part.strip()],
                    "email_authentication": True,
                },
            }
        }
    }


DEMO = flag("ESSPORTAL_DEMO")
START = flag("ESSPORTAL_START")  # `manage.py start`: a real town's portal, served from this machine
TESTING = "pytest" in sys.modules
DEBUG = False

DATABASES = {"default": django_settings()}
DATA = data_folder()
SECRET_KEY = os.environ.get("ESSPORTAL_SECRET_KEY") or secret_key()
SITE_URL = os.environ.get("ESSPORTAL_URL", "http://localhost:8000").rstrip("/")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = names("ESSPORTAL_HOSTS", SITE_URL.split("//")[-1].split(":")[0])
if DEMO or START:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []

# Only the demonstration and the tests may stand at another moment than now.
CLOCK_CAN_BE_SET = DEMO or TESTING

INSTALLED_APPS = [
    "plans",
    "consultations",
    "actors",
    "actors.proconnect",
    "essportal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "essportal.middleware.headers",
    "essportal.middleware.clean_edge",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "essportal.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "essportal.middleware.wrong_method",
    "actors.second_factor.gate",
    "essportal.middleware.RefusedBecomes409",
]

ROOT_URLCONF = "essportal.urls"
WSGI_APPLICATION = "essportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "essportal.context.portal",
                "actors.context.sign_in",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "essportal.templatetags.essportal",
            ],
        },
    }
]
FORM_RENDERER = "essportal.forms.FormRenderer"

# People and sign-in
AUTH_USER_MODEL = "actors.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/mon-espace/"
ACCOUNT_ADAPTER = "essportal.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"request_login_code": "actors.signin.EntryForm", "login": "actors.signin.PasswordForm"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True  # twice, without a fresh count of attempts
ACCOUNT_LOGIN_TIMEOUT = 3 * ACCOUNT_LOGIN_BY_CODE_TIMEOUT  # the first code and the two that may follow
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# A town hall or a fabrique shares one network address: the limits weigh on the account and on the targeted address.
ACCOUNT_RATE_LIMITS = {
    "login": "600/10m/ip",
    "login_failed": "10/10m/key,600/10m/ip",
    "request_login_code": "20/30m/key,600/10m/ip",  # more than anyone needs in a day's work
    "signup": "600/10m/ip",
    "confirm_email": "5/h/key",
    "reset_password": "600/10m/ip,5/h/key",
    "reset_password_from_key": "600/10m/ip",
    "change_email": "10/h/user",
    "change_password": "10/h/user",
    "manage_email": "20/h/user",
    "reauthenticate": "10/10m/user",
    "prove_identity": "5/h/user",
    "data_request": "5/h/key,600/10m/ip",
    "subscribe": "5/h/key,600/10m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = number("ESSPORTAL_PROXIES", 0)
# The team and the administrators need a second proof. Only the demonstration, whose accounts are everybody's, and the
# tests may do without: ESSPORTAL_SECOND_FACTOR=1 shows the rule there too.
SECOND_FACTOR_MANDATORY = flag("ESSPORTAL_SECOND_FACTOR", default=not (DEMO or TESTING))
if not (SECOND_FACTOR_MANDATORY or DEMO or TESTING):
    raise ImproperlyConfigured("ESSPORTAL_SECOND_FACTOR=0 is for the demonstration only")
MFA_ADAPTER = "actors.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or START or TESTING  # http://localhost, where browsers allow passkeys too
MFA_RATE_LIMITS = {"webauthn_login": "600/10m/ip"}
MFA_TOTP_TOLERANCE = 1  # a telephone half a minute late
MFA_FORMS = {"add_webauthn": "actors.forms.keys.AddKeyForm", "edit_webauthn": "actors.forms.keys.EditKeyForm"}
SOCIALACCOUNT_ENABLED = True
SOCIALACCOUNT_FORMS = {"disconnect": "actors.forms.linking.UnlinkForm"}
SOCIALACCOUNT_ADAPTER = "actors.proconnect.joining.JoiningAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = proconnect(os.environ)

# The queue, the shared cache, the sessions: all in PostgreSQL, so that any number of web machines agree.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "essportal_cache",
        "TIMEOUT": 3600,
    },
    # What is only a saving of time, in each process: it must never push the rate limits out of the shared one.
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # Long texts that never change, in each process: half a megabyte each.
    "books": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "books",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 24},
    },
}
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
CSRF_FAILURE_VIEW = "essportal.views.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
if SOCIALACCOUNT_PROVIDERS:  # forms that sign in and out lead there
    SECURE_CSP["form-action"].append("/".join(os.environ["ESSPORTAL_PROCONNECT_URL"].strip().split("/")[:3]))
MAX_ADDRESS_BYTES = 8_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1500  # the preview of 500 ideas: each with its tick
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Words and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "essportal" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# Files
STATIC_URL = "/static/"
# The demonstration and the tests serve the files from where they are written: nothing is collected.
STATIC_ROOT = None if DEMO or TESTING else Path(os.environ.get("ESSPORTAL_STATIC", BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "essportal.finders.PackagedFilesFinder",
]
WHITENOISE_USE_FINDERS = DEMO or START or TESTING
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or START or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = Path(os.environ.get("ESSPORTAL_FILES", DATA / "files"))
MEDIA_URL = "/never-served/"

# E-mail: the demonstration shows them on the console, and so does a town that has not yet named its mail server.
EMAIL_ON_CONSOLE = DEMO or (START and not os.environ.get("ESSPORTAL_SMTP_HOST"))
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if EMAIL_ON_CONSOLE else 'smtp'}.EmailBackend"
EMAIL_HOST = os.environ.get("ESSPORTAL_SMTP_HOST", "localhost")
EMAIL_PORT = number("ESSPORTAL_SMTP_PORT", 25)
EMAIL_HOST_USER = os.environ.get("ESSPORTAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ESSPORTAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("ESSPORTAL_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ESSPORTAL_FROM", "ne-pas-repondre@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {
        "brief": {"()": "essportal.logs.RefusalsInOneLine"},
        "discreet": {"()": "essportal.logs.SecretAddressesHidden"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief", "discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
