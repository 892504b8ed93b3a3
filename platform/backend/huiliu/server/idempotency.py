"""``Idempotency-Key``: a repeated POST gets the first answer, and its effect happens once.

What writes records is answered inside the transaction that stores the answer: a process killed at
any moment has stored both or neither. Other calls (publishing, installing) hold a note meanwhile,
and a lock that goes with their process: a note without its lock is of a process that was killed,
and the work, which can be done again, is.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from huiliu.core.errors import Conflict, Malformed
from huiliu.core.transactions import run_in_transaction
from huiliu.server.http import errors
from huiliu.server.models import FirstAnswer

Answer = Callable[[HttpRequest], HttpResponse]

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
KEEP = timedelta(hours=24)
# What they are sent must not be remembered, not even its digest.
_NOT_KEPT = ("/api/v1/auth/", "/api/v1/test/")
# That they were answered is remembered, the answer is not: it holds a secret.
_SECRET = ("/api/v1/api-keys",)


class InFlight(Conflict):
    code = "in_flight"
    words = {
        "zh-CN": "相同的请求正在处理中，请稍后再试。",
        "en": "The same request is being answered right now. Try again shortly.",
    }


class KeyReused(Malformed):
    code = "idempotency_key_reused"
    words = {
        "zh-CN": "此幂等键已用于另一个请求。",
        "en": "This idempotency key was used for a different request.",
    }


class AnsweredOnce(Conflict):
    code = "answered_once"
    words = {
        "zh-CN": "此请求已成功处理，其结果只显示一次。",
        "en": "This was done already, and its answer is shown only once.",
    }


class _Refused(Exception):
    """Carries an answer out of the transaction that it undoes."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


class IdempotentPosts:
    """Django middleware, inside sessions: it must know whose key it is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(HEADER)
        owner = _owner(request)
        if key is None or owner is None or not _applies(request):
            return self.get_response(request)
        try:
            return self._once(request, owner, _checked(key))
        except Exception as error:  # also what fails at the very end, as ledgers do
            return errors.respond(request, error)

    def _once(self, request: HttpRequest, owner: str, key: str) -> HttpResponse:
        fingerprint = _fingerprint(request)
        with _alone(f"{owner} {key}"):
            if "/records" in request.path or "/tasks/" in request.path:
                work = lambda: self._with_effect(request, owner, key, fingerprint)  # noqa: E731
                try:
                    return run_in_transaction(work)
                except _Refused as refused:
                    return refused.response
                except IntegrityError:
                    return _replayed(owner, key, fingerprint) or _raise_in_flight()
            return self._with_note(request, owner, key, fingerprint)

    def _with_effect(
        self, request: HttpRequest, owner: str, key: str, fingerprint: str
    ) -> HttpResponse:
        _lock(f"{owner} {key}")
        earlier = _replayed(owner, key, fingerprint)
        if earlier is not None:
            return earlier
        response = self.get_response(request)
        lost = getattr(request, "lost_transaction", None)
        if lost is not None:
            request.lost_transaction = None  # type: ignore[attr-defined]
            raise lost
        if response.status_code >= 400:
            raise _Refused(response)
        if not response.streaming:
            _keep(owner, key, fingerprint, response)
        return response

    def _with_note(
        self, request: HttpRequest, owner: str, key: str, fingerprint: str
    ) -> HttpResponse:
        with _lock_held(f"{owner} {key}"):
            earlier = _replayed(owner, key, fingerprint)
            if earlier is not None and request.path.startswith(_SECRET):
                raise AnsweredOnce
            if earlier is not None:
                return earlier
            return self._noted(request, owner, key, fingerprint)

    def _noted(self, request: HttpRequest, owner: str, key: str, fingerprint: str) -> HttpResponse:
        FirstAnswer.objects.create(owner=owner, key=key, fingerprint=fingerprint)
        response = self.get_response(request)
        mine = FirstAnswer.objects.filter(owner=owner, key=key)
        if response.status_code >= 400 or response.streaming:
            mine.delete()
        else:
            body = b"" if request.path.startswith(_SECRET) else response.content
            mine.update(status=response.status_code, body=body)
        return response


def forget_old() -> None:
    """Called by the sweeper."""
    FirstAnswer.objects.filter(created_at__lt=timezone.now() - KEEP).delete()


def _applies(request: HttpRequest) -> bool:
    path = request.path
    return (
        request.method == "POST" and path.startswith("/api/v1/") and not path.startswith(_NOT_KEPT)
    )


def _owner(request: HttpRequest) -> str | None:
    """Keys are per credential; a stranger has none."""
    credential = request.headers.get("Authorization")
    if credential:
        return "key:" + hashlib.sha256(credential.encode()).hexdigest()
    account = request.session.get("_auth_user_id")
    return f"account:{account}" if account else None


def _checked(key: str) -> str:
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise Malformed(reason=HEADER)
    return key


def _fingerprint(request: HttpRequest) -> str:
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + _body_of(request)).hexdigest()


def _body_of(request: HttpRequest) -> bytes:
    """Of an upload too, which Django is to read after us; without the boundary between its parts,
    which is another one each time."""
    if request.content_type != "multipart/form-data":
        return request.body
    sent: bytes = request.read()
    request.__dict__["_body"] = sent  # where Django keeps a body that was read, of any size
    boundary = (request.content_params or {}).get("boundary", "")
    return sent.replace(boundary.encode(), b"") if boundary else sent


def _replayed(owner: str, key: str, fingerprint: str) -> HttpResponse | None:
    row = FirstAnswer.objects.filter(owner=owner, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise KeyReused
    if row.status == 0:  # we hold its lock, so whoever wrote it is no more
        row.delete()
        return None
    body = bytes(row.body)
    response = HttpResponse(body, status=row.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response


def _keep(owner: str, key: str, fingerprint: str, response: HttpResponse) -> None:
    FirstAnswer.objects.create(
        owner=owner,
        key=key,
        fingerprint=fingerprint,
        status=response.status_code,
        body=response.content,
    )


def _raise_in_flight() -> HttpResponse:
    raise InFlight


def _lock(name: str) -> None:
    """Between processes: until the end of the transaction. SQLite has one writer anyway."""
    if connection.vendor == "postgresql" and not _asked("pg_try_advisory_xact_lock", name):
        raise InFlight


@contextmanager
def _lock_held(name: str) -> Iterator[None]:
    """Between processes: until the work is done, or its process is. SQLite has one process."""
    if connection.vendor != "postgresql":
        yield
        return
    if not _asked("pg_try_advisory_lock", name):
        raise InFlight
    try:
        yield
    finally:
        if connection.is_usable():  # a lost connection has lost its locks
            _asked("pg_advisory_unlock", name)


def _asked(function: str, name: str) -> bool:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [number])
        row = cursor.fetchone()
    return bool(row and row[0])


_busy: set[str] = set()
_guard = threading.Lock()


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Between the threads of this process."""
    with _guard:
        if name in _busy:
            raise InFlight
        _busy.add(name)
    try:
        yield
    finally:
        with _guard:
            _busy.discard(name)
