"""Settings of the hand-written equivalent that the platform is measured against."""

import os

from huiliu.server.settings import _database

SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
ROOT_URLCONF = "bench.hand.urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS = ["bench.hand"]
DATABASES = {"default": _database(os.environ["HUILIU_BENCH_DATABASE_URL"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None
