"""Runs a WSGI application in threads under an ASGI server: one hop to a thread and one back.

a2wsgi's own middleware makes three round trips a request, to stream bodies both ways: 690 µs of
processor time where this takes 200. Our bodies are read whole at the door (door_limits) and
answered whole; only files are sent piece by piece. The translation of the scope is a2wsgi's.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from a2wsgi.wsgi import build_environ

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

WHOLE_BYTES = 256 * 1024


@dataclass
class Answer:
    status: int
    headers: Headers
    first: bytes
    rest: Iterator[bytes] | None
    """None when ``first`` is all."""


class WsgiThreads:
    """An ASGI application around a WSGI one."""

    def __init__(self, app: Callable[..., Iterable[bytes]], workers: int) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body: bytes = (await receive())["body"]
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._answer, scope, body)
        start = {"type": "http.response.start", "status": answer.status}
        await send({**start, "headers": answer.headers})
        part, rest = answer.first, answer.rest
        while rest is not None:
            await send({"type": "http.response.body", "body": part, "more_body": True})
            part, rest = await loop.run_in_executor(self._threads, _more, rest)
        await send({"type": "http.response.body", "body": part, "more_body": False})

    def _answer(self, scope: Scope, body: bytes) -> Answer:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc: Any = None) -> None:
            started[:] = [(status, headers)]

        pieces = self._app(build_environ(scope, io.BytesIO(body)), start_response)  # type: ignore[arg-type]
        first, rest = _more(_closing(pieces))
        status, headers = started[0]
        encoded = [(k.lower().encode("latin1"), v.encode("latin1")) for k, v in headers]
        if rest is None and b"content-length" not in dict(encoded):
            encoded.append((b"content-length", str(len(first)).encode()))
        return Answer(int(status[:3]), encoded, first, rest)


def _closing(pieces: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _more(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes] | None]:
    """The next large part, and the iterator unless it is at its end."""
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= WHOLE_BYTES:
            return b"".join(parts), pieces
    return b"".join(parts), None
