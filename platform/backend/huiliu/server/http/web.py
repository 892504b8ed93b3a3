"""The web app's one page. Every address that is not the API's is the app's own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huiliu.server.http.page_files import hints

_MISSING = (
    "<!doctype html><meta charset=utf-8><title>Huiliu</title>"
    "<p>The web app is not built. Run ./huiliu up."
)
_HEAD_ENDS = "</head>"


def web_app(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    response = HttpResponse(_page(request), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _page(request: HttpRequest) -> str:
    folder = Path(settings.WEB_DIR)
    try:
        stamp = (folder / "index.html").stat().st_mtime
    except FileNotFoundError:
        return _MISSING
    # Not by the cookie alone: a refusal fetched ahead would meet whoever signs in on this page.
    may_read = request.user.is_authenticated
    wanted = hints(folder, stamp, request.path, may_read)
    return _read(folder / "index.html", stamp).replace(_HEAD_ENDS, wanted + _HEAD_ENDS, 1)


@lru_cache(maxsize=1)
def _read(path: Path, _stamp: float) -> str:
    return path.read_text(encoding="utf-8")
