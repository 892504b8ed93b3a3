"""What an ASGI server loads: Django first, then all that needs its models."""

import importlib
import os

from django.core.wsgi import get_wsgi_application

from huiliu.server.garbage import rarely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiliu.server.settings")
_pages = get_wsgi_application()
application = importlib.import_module("huiliu.server.application").build(_pages)
rarely()
