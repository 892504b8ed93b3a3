"""Django settings, chosen by ``HUILIU_*`` variables and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import unquote, urlparse

from huiliu.core.networks import listed

DATA_DIR = Path(os.environ.get("HUILIU_DATA", ".data")).resolve()
DATABASE_URL = os.environ.get("HUILIU_DATABASE_URL", "")
REDIS_URL = os.environ.get("HUILIU_REDIS_URL", "")
EMBEDDED = not REDIS_URL
"""One process with the web, the jobs and the live updates in it; otherwise Redis carries them."""
WEB_DIR = Path(__file__).parent / "static" / "app"


def _secret_key() -> str:
    """From the environment, else the file ``./huiliu up`` made (mode 600) in the data folder."""
    given = os.environ.get("HUILIU_SECRET_KEY", "")
    file = DATA_DIR / "secret-key"
    return given or (file.read_text().strip() if file.is_file() else "insecure-only-for-tests")


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HUILIU_HOSTS", "*").split(",")
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
ROOT_URLCONF = "huiliu.server.urls"
WSGI_APPLICATION = "huiliu.server.wsgi.application"
ASGI_APPLICATION = "huiliu.server.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = [
    "huiliu.org.backend.Members",
    "guardian.backends.ObjectPermissionBackend",
]
# The first is for new passwords: it wants memory, which is dear to who tries many, and a quarter of
# the second one's time. Passwords of the second become such of the first when somebody signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

MIDDLEWARE = [
    "huiliu.server.headers.SecurityHeaders",
    "huiliu.server.headers.CompressLargeAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huiliu.server.refusals.OneShapeOfErrors",
    "huiliu.server.idempotency.IdempotentPosts",
]
_HTTPS = os.environ.get("HUILIU_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
TRUSTED_PROXIES = listed(os.environ.get("HUILIU_TRUSTED_PROXIES", ""))
SESSION_COOKIE_NAME = "huiliu_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "huiliu_csrf"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_TEMP_DIR = None
MEDIA_ROOT = str(DATA_DIR / "files")
STATIC_URL = "/static/"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "channels",
    "guardian",
    "huiliu.org",
    "huiliu.design",
    "huiliu.permissions",
    "huiliu.ledgers",
    "huiliu.journal",
    "huiliu.notify",
    "huiliu.vault",
    "huiliu.server.jobs",
    "form_engine",
    "viewflow.workflow",
    "workflow_engine",
    "workflow_engine.automations",
    "templates_library",
    "huiliu.server",
]


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "huiliu.sqlite3"),
            "CONN_MAX_AGE": None,
            # A file in tests too: writers in several threads meet as they do in a company.
            "TEST": {"NAME": str(Path(gettempdir()) / f"huiliu-test-{os.getpid()}.sqlite3")},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(DATABASE_URL)}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("HUILIU_LOG", "WARNING")},
    # Our own answers already say what was refused; only what we did not foresee is logged.
    "loggers": {"django.request": {"level": "CRITICAL"}},
}

# The pub/sub layer: the core layer of channels-redis breaks idle sockets with redis-py's own
# read time-out and stops at 100 connections (reliability, part 0).
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_timeout": None, "socket_connect_timeout": 2}],
            "prefix": "huiliu",
        },
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 1000}}
}
