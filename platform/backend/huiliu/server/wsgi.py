"""The WSGI application: Django behind nothing."""

import os

from django.core.wsgi import get_wsgi_application

from huiliu.server.garbage import rarely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiliu.server.settings")
application = get_wsgi_application()
rarely()
