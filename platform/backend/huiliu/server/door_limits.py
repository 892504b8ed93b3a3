"""Before anything is parsed: how large a body may be, and no header that could pose as another.

The body is read here, on the loop, so that a slow sender holds no thread."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from huiliu.core.errors import HuiliuError, Malformed, TooLarge
from huiliu.server.headers import HEADERS
from huiliu.server.http import json
from huiliu.server.language import asked_language

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MEGABYTE = 1024 * 1024
JSON_BYTES = 4 * MEGABYTE
FILE_BYTES = 60 * MEGABYTE


class DoorLimits:
    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # WSGI cannot tell x_a from x-a: only a proxy's own spelling may pass.
        scope["headers"] = [(k, v) for k, v in scope["headers"] if b"_" not in k]
        try:
            _require_clean_address(scope)
            body = await _read(receive, limit_for(scope))
        except HuiliuError as error:
            await _refuse(send, error, asked_language(_header(scope, b"accept-language")))
            return
        await self.app(scope, _replay(body, receive), send)


def limit_for(scope: Scope) -> int:
    kind = _header(scope, b"content-type")
    return FILE_BYTES if kind.lower().startswith("multipart/form-data") else JSON_BYTES


def _header(scope: Scope, name: bytes) -> str:
    found: bytes = dict(scope["headers"]).get(name, b"")
    return found.decode("latin1")


def _require_clean_address(scope: Scope) -> None:
    query: bytes = scope["query_string"]
    if not query.isascii() or b"%00" in query or "\0" in scope["path"]:
        raise Malformed(reason="URL")


async def _read(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Malformed(reason="disconnected")
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge(limit=f"{limit // MEGABYTE} MB")
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(send: Send, error: HuiliuError, language: str) -> None:
    body = json.dumps(error.as_json(language))
    said = {
        **HEADERS,
        "Cache-Control": "no-store",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    headers = [(name.lower().encode(), value.encode()) for name, value in said.items()]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
