"""The one application behind the port: HTTP through WSGI threads, live updates through Channels,
and in the embedded mode the jobs."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from channels.routing import URLRouter
from channels.sessions import CookieMiddleware, SessionMiddleware
from django.conf import settings
from django.db import connections
from django.urls import path

from huiliu.server.door_limits import DoorLimits
from huiliu.server.jobs.runner import EmbeddedRunner, release_all_but_mine
from huiliu.server.realtime import push
from huiliu.server.realtime.consumer import Live
from huiliu.server.running import held_here
from huiliu.server.static_files import with_static_files
from huiliu.server.wsgi_threads import WsgiThreads

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

ONLY_ONE = "another Huiliu already runs on this data; without Redis there is only one process."
THREADS = int(os.environ.get("HUILIU_THREADS", "12"))


class Application:
    """Routes by kind of connection. Django's own ASGI path costs four times as much a request as
    its WSGI path (storage, part 5), so HTTP goes to a pool of threads."""

    def __init__(self, pages: Any) -> None:
        self.http = WsgiThreads(with_static_files(pages), THREADS)
        live = URLRouter([path("ws", Live.as_asgi())])
        self.websocket = CookieMiddleware(SessionMiddleware(live))
        self.runner: EmbeddedRunner | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self.http(scope, receive, send)
            case "websocket" if scope["path"] == "/ws":
                await self.websocket(scope, receive, send)
            case "websocket":
                await send({"type": "websocket.close", "code": 4404})
            case "lifespan":
                await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        if settings.EMBEDDED and not await asyncio.to_thread(held_here):
            # Whoever starts an ASGI server with several workers meets this; ``serve`` asks before.
            await send({"type": "lifespan.startup.failed", "message": ONLY_ONE})
            return
        push.use_loop(asyncio.get_running_loop())
        await asyncio.to_thread(self._start)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        push.use_loop(None)
        if self.runner is not None:
            await asyncio.to_thread(self.runner.stop)
        await send({"type": "lifespan.shutdown.complete"})

    def _start(self) -> None:
        if not settings.EMBEDDED:
            return
        release_all_but_mine()
        connections.close_all()  # this thread has no further use for one
        self.runner = EmbeddedRunner()
        self.runner.start()


def build(pages: Any) -> DoorLimits:
    """``pages`` is Django's WSGI application."""
    return DoorLimits(Application(pages))
