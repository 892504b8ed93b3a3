"""The WebSocket: signed in by the session, one group for the member and one for the company."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any
from urllib.parse import urlparse

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings

from huiliu.core.actor import Actor
from huiliu.server.http.doors import actor_of_account
from huiliu.server.realtime.hints import of_member, of_workspace
from huiliu.server.realtime.sight import Sight

SIGNED_OUT = 4401
LOOK_AGAIN_SECONDS = 30.0


class Live(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    sight: Sight | None = None
    watch: asyncio.Task[None] | None = None
    joined: tuple[str, ...] = ()

    async def connect(self) -> None:
        await self.accept()
        actor = await _actor(self.scope) if _same_origin(self.scope) else None
        if actor is None:
            # Accepted first: a browser never learns the code of a refused handshake.
            await self.close(SIGNED_OUT)
            return
        self.sight = Sight(actor)
        self.joined = (of_member(actor.member_id), of_workspace(actor.workspace_id))
        for group in self.joined:
            await self.channel_layer.group_add(group, self.channel_name)
        self.watch = asyncio.create_task(self._watch())
        await self.send_json({"type": "ready"})

    async def disconnect(self, code: int) -> None:
        if self.watch is not None:
            self.watch.cancel()
        for group in self.joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """Clients only listen; a ping keeps the line open."""
        if content == {"type": "ping"}:
            await self.send_json({"type": "pong"})

    async def hints(self, message: dict[str, Any]) -> None:
        if self.sight is not None:
            for hint in await database_sync_to_async(self.sight.filter)(message["hints"]):
                await self.send_json(hint)

    async def _watch(self) -> None:
        """A member who signs out or leaves loses the line soon; new rights count at once."""
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            actor = await _actor(self.scope)
            if actor is None or self.sight is None:
                await self.close(SIGNED_OUT)
                return
            self.sight.actor = actor


@database_sync_to_async  # type: ignore[untyped-decorator]
def _actor(scope: Any) -> Actor | None:
    from django.contrib.auth import get_user
    from django.http import HttpRequest

    request = HttpRequest()
    request.session = _fresh(scope["session"])
    user = get_user(request)
    return actor_of_account(user) if user.is_authenticated else None


def _fresh(session: Any) -> Any:
    """Read again from the store. Channels hands over a lazy wrapper, which has no such class."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return store(session.session_key)


def _same_origin(scope: Any) -> bool:
    """A page of another site may not listen with this browser's cookie. Programs send none."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin1")
    return not origin or urlparse(origin).netloc == headers.get(b"host", b"").decode("latin1")
