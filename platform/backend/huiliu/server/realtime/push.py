"""Hands hints to the channel layer from any thread. It never blocks, never fails a write, and
says the same thing once however often it happened in the last moment."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Mapping
from typing import Any

from channels.layers import get_channel_layer

log = logging.getLogger("huiliu.realtime")

GATHER_SECONDS = 0.05
SEND_SECONDS = 3.0
PAUSES = (0.2, 1.0, 4.0)
"""Before a hint is sent again: a hint lost is a page that stays old until it is loaded anew."""
MOST_HINTS = 50
Hint = Mapping[str, Any]


def push(group: str, hint: Hint) -> None:
    try:
        _pusher.loop().call_soon_threadsafe(_pusher.add, group, dict(hint))
    except RuntimeError:  # the loop has closed: the process is going away
        log.debug("live updates: not sent while stopping")


def use_loop(loop: asyncio.AbstractEventLoop | None) -> None:
    """The web process pushes on its own loop: the in-memory layer belongs to one loop."""
    _pusher.given = loop


class _Pusher:
    def __init__(self) -> None:
        self.given: asyncio.AbstractEventLoop | None = None
        self._own: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._waiting: dict[str, dict[str, Hint]] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def loop(self) -> asyncio.AbstractEventLoop:
        """A worker has no loop of its own: it gets one in a thread at its first push."""
        if self.given is not None:
            return self.given
        with self._lock:
            if self._own is None:
                self._own = asyncio.new_event_loop()
                run = self._own.run_forever
                threading.Thread(target=run, name="realtime", daemon=True).start()
            return self._own

    def add(self, group: str, hint: Hint) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_later(GATHER_SECONDS, self._flush)
        self._waiting.setdefault(group, {})[json.dumps(hint, sort_keys=True)] = hint

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for group, hints in waiting.items():
            task = asyncio.get_running_loop().create_task(_send(group, list(hints.values())))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)


async def _send(group: str, hints: list[Hint]) -> None:
    message = {"type": "hints", "hints": hints if len(hints) <= MOST_HINTS else _coarser(hints)}
    for pause in (*PAUSES, None):
        error = await _sent(group, message)
        if error is None:
            return
        if pause is not None:
            await asyncio.sleep(pause)
    log.warning("live updates: %s hints not sent (%s)", len(hints), type(error).__name__)


async def _sent(group: str, message: dict[str, Any]) -> Exception | None:
    """Why not, if not. A new process sends its first while it still connects, and a message that
    came and was thought lost comes twice, which hurts nobody."""
    try:
        await asyncio.wait_for(get_channel_layer().group_send(group, message), SEND_SECONDS)
    except Exception as error:
        return error
    return None


def _coarser(hints: list[Hint]) -> list[Hint]:
    """An import of 20,000 rows is one hint a form."""
    short = [{k: v for k, v in h.items() if k not in ("id", "event")} for h in hints]
    return list({json.dumps(h, sort_keys=True): h for h in short}.values())


_pusher = _Pusher()
