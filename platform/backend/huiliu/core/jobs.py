"""Kinds of jobs and who does them. An engine registers its kinds here; the server runs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class JobHandle(Protocol):
    """What a handler may know and say of the job it does."""

    @property
    def id(self) -> int: ...
    @property
    def workspace_id(self) -> int: ...
    @property
    def member_id(self) -> int | None: ...
    @property
    def attempt(self) -> int: ...

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Seen by the person who waits. Raises ``Cancelled`` when they no longer want it."""


class Cancelled(Exception):
    """The person who started the job has stopped it. Handlers let it pass."""


Handler = Callable[[Mapping[str, Any], JobHandle], Any]
"""Returns what the job's result shows, as JSON, or None."""


@dataclass(frozen=True)
class JobKind:
    """``transactional``: claim, effect and done are one transaction, so a database effect happens
    exactly once; the handler must be short and touch nothing outside. Otherwise at least once."""

    name: str
    handler: Handler
    transactional: bool = False
    max_attempts: int = 8
    queue: str = "default"


_kinds: dict[str, JobKind] = {}


def register(
    kind: str,
    handler: Handler,
    *,
    transactional: bool = False,
    max_attempts: int = 8,
    queue: str = "default",
) -> None:
    """``queue="long"`` for imports, exports and installs: they never hold up the short ones."""
    _kinds[kind] = JobKind(kind, handler, transactional, max_attempts, queue)


_sweeps: dict[str, Callable[[], object]] = {}


def sweep_also(name: str, work: Callable[[], object]) -> None:
    """``work`` is done every few seconds by every sweeper: it looks for rows whose time has come
    and enqueues a job for each, with a key, because several sweepers look at once."""
    _sweeps[name] = work


def sweeps() -> Mapping[str, Callable[[], object]]:
    return dict(_sweeps)


def find(kind: str) -> JobKind | None:
    return _kinds.get(kind)
