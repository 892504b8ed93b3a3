"""Requests go to a thread and come back whole; large answers come in pieces."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from huiliu.server.wsgi_threads import WHOLE_BYTES, WsgiThreads


def ask(app: Callable[..., Iterable[bytes]], body: bytes = b"") -> list[Any]:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/a", "query_string": b"", "headers": [],
        "http_version": "1.1",
    }  # fmt: skip
    asyncio.run(WsgiThreads(app, 1)(scope, receive, send))
    return sent


def test_an_answer_comes_back_with_its_length() -> None:
    def echo(environ: Any, start: Any) -> list[bytes]:
        start("201 Created", [("X-A", "b")])
        return [environ["wsgi.input"].read(), b"!"]

    start, end = ask(echo, b"hello")
    assert (start["status"], dict(start["headers"])) == (
        201,
        {b"x-a": b"b", b"content-length": b"6"},
    )
    assert (end["body"], end["more_body"]) == (b"hello!", False)


def test_a_large_answer_comes_in_pieces_and_is_closed() -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Any:
            return iter([b"x" * WHOLE_BYTES, b"y"])

        def close(self) -> None:
            closed.append(True)

    def large(environ: Any, start: Any) -> Pieces:
        start("200 OK", [])
        return Pieces()

    _, first, last = ask(large)
    assert (len(first["body"]), first["more_body"]) == (WHOLE_BYTES, True)
    assert (last["body"], last["more_body"], closed) == (b"y", False, [True])
