"""Serves the built web app: hashed files for ever, compressed when they were built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise import WhiteNoise

from huiliu.server.headers import HEADERS

_HASHED = re.compile(r"/assets/[^/]+-[\w-]{8,}\.\w+$")


def with_static_files(app: Any) -> Any:
    """A WSGI application in front of another. Untouched while nothing is built."""
    folder = Path(settings.WEB_DIR)
    if not folder.is_dir():
        return app
    return WhiteNoise(
        app,
        root=str(folder),
        prefix="static/app/",
        max_age=300,
        immutable_file_test=lambda path, url: bool(_HASHED.search(url)),
        add_headers_function=_add_headers,
        index_file=False,
    )


def _add_headers(headers: Any, path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
