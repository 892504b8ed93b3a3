"""Bodies are measured before anything reads them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from huiliu.server.door_limits import JSON_BYTES, DoorLimits


def ask(
    parts: list[bytes], *, headers: list[tuple[bytes, bytes]] | None = None, **more: Any
) -> Any:
    """What the application saw, and what was answered."""
    seen: list[Any] = []
    sent: list[Any] = []
    left: Iterator[bytes] = iter(parts)
    count = len(parts)

    async def receive() -> dict[str, Any]:
        nonlocal count
        count -= 1
        return {"type": "http.request", "body": next(left), "more_body": count > 0}

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope["headers"], (await receive())["body"]))

    scope = {"type": "http", "headers": headers or [], "query_string": b"", "path": "/"}
    asyncio.run(DoorLimits(app)({**scope, **more}, receive, send))
    return seen, sent


def test_a_body_in_pieces_arrives_whole() -> None:
    seen, sent = ask([b"ab", b"cd"])
    assert (seen, sent) == ([([], b"abcd")], [])


def test_a_body_too_large_never_reaches_the_application() -> None:
    seen, sent = ask([b"x" * JSON_BYTES, b"x"])
    assert seen == []
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    ("asked", "words"),
    [(b"en-GB", "Too large. The limit is 4 MB."), (b"", "内容过大，上限为 4 MB。")],
)
def test_a_refusal_at_the_door_is_worded_and_guarded_as_any_other(asked: bytes, words: str) -> None:
    _, sent = ask([b"x" * JSON_BYTES, b"x"], headers=[(b"accept-language", asked)])
    headers = dict(sent[0]["headers"])
    assert json.loads(sent[1]["body"]) == {
        "code": "too_large", "message": words, "data": {"limit": "4 MB"},
    }  # fmt: skip
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"content-length"] == str(len(sent[1]["body"])).encode()


@pytest.mark.parametrize(
    "more", [{"query_string": b"a=%00"}, {"query_string": b"\xff"}, {"path": "\0"}]
)
def test_an_address_no_database_can_hold_is_refused(more: dict[str, Any]) -> None:
    seen, sent = ask([b""], **more)
    assert seen == []
    assert sent[0]["status"] == 400


def test_a_header_cannot_pose_as_a_proxys() -> None:
    seen, _ = ask([b""], headers=[(b"x_forwarded_proto", b"https"), (b"accept", b"*/*")])
    assert seen[0][0] == [(b"accept", b"*/*")]
