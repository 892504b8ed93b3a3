"""Which engine publishes which kind of document: told by the composition root."""

from __future__ import annotations

from huiliu.core.errors import NotFound
from huiliu.core.ports import Publisher

_publishers: dict[str, Publisher] = {}


def register_publisher(kind: str, publisher: Publisher) -> None:
    _publishers[kind] = publisher


def publisher_of(kind: str) -> Publisher:
    """``NotFound`` for a kind that nobody publishes."""
    publisher = _publishers.get(kind)
    if publisher is None:
        raise NotFound
    return publisher


def kinds() -> tuple[str, ...]:
    return tuple(sorted(_publishers))
