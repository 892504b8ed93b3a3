"""Alive, and ready: what a load balancer and an operator ask without signing in."""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from form_engine import api as forms
from huiliu.server.http import json
from huiliu.server.jobs.models import Heartbeat

LATE = timedelta(seconds=45)
LOOK_SECONDS = 600.0


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else."""
    return _answer({"status": "ok"}, 200)


def readyz(request: HttpRequest) -> HttpResponse:
    """Requests need the database. Jobs and live updates wait for the others and lose nothing, so
    their absence is told and takes no web process out of service."""
    database = _database()
    checks = {"database": database}
    if database == "ok":
        checks["runner"] = _runner()
        checks["tables"] = _tables()
    if settings.REDIS_URL:
        checks["broker"] = _broker()
    worst = all(value == "ok" for value in checks.values())
    status = "ok" if worst else "degraded" if database == "ok" else "not ready"
    return _answer({"status": status, **checks}, 200 if database == "ok" else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # whatever it is, it is the answer
        return type(error).__name__
    return "ok"


def _runner() -> str:
    at = Heartbeat.objects.filter(name="runner").values_list("at", flat=True).first()
    if at is None:
        return "never seen"
    return "ok" if timezone.now() - at < LATE else f"last seen {at.isoformat()}"


_last_look: tuple[float, str] = (-LOOK_SECONDS, "")


def _tables() -> str:
    """Whether the tables are as published. Looked at now and then: it asks the catalogue about
    every one of them, and anybody may call this page."""
    global _last_look
    at, said = _last_look
    if time.monotonic() - at >= LOOK_SECONDS:
        count = len(forms.find_drift())
        said = f"{count} differences: see ./huiliu storage-check" if count else "ok"
        _last_look = time.monotonic(), said
    return said


def _broker() -> str:
    import redis

    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as client:
            client.ping()
    except redis.RedisError as error:
        return type(error).__name__
    return "ok"


def _answer(body: dict[str, str], status: int) -> HttpResponse:
    response = HttpResponse(json.dumps(body), status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response
