"""The web app's one page. Every address that is not the API's is the app's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_MISSING = (
    "<!doctype html><meta charset=utf-8><title>Huiliu</title>"
    "<p>The web app is not built. Run ./huiliu up."
)


def web_app(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    response = HttpResponse(_page(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _read(path: Path, _stamp: float) -> bytes:
    return path.read_bytes()


def _page() -> bytes:
    path = Path(settings.WEB_DIR) / "index.html"
    try:
        return _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        return _MISSING.encode()
