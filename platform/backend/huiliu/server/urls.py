"""What answers where: the API, the health pages, and the web app for everything else."""

from __future__ import annotations

from django.urls import path, re_path

from huiliu.server.http.api import api
from huiliu.server.http.errors import no_such_page, page_failed
from huiliu.server.http.health import healthz, readyz
from huiliu.server.http.web import web_app

urlpatterns = [
    path("api/v1/", api.urls),
    path("healthz", healthz),
    path("readyz", readyz),
    re_path(r"^(?!api/|ws$|assets/|static/).*$", web_app),
]

handler404 = no_such_page
handler500 = page_failed
