"""Searching the to-do centre: exactly what a line shows its reader can find it.

A record's words are spread over any number of forms, and what of them may be seen differs from node
to node. So lines are made as they are shown, and the text is looked for in them: what is hidden
finds nothing, and whatever is shown does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from huiliu.core.actor import Actor
from huiliu.server.http.task_lines import TaskOut, shown_lines
from workflow_engine import api as flows
from workflow_engine.api import Page

CHUNK = 200
MOST_LOOKED_AT = 2_000
"""Lines of one answer. A search that is not at its end by then says where to go on."""

Read = Callable[..., Page]
"""A page of the box: ``cursor``, ``limit``."""


@dataclass(frozen=True)
class Lines:
    items: list[TaskOut]
    next: str | None


def lines_page(read: Read, actor: Actor, search: str, cursor: str | None, limit: int) -> Lines:
    wanted = search.strip().lower()
    if not wanted:
        page = read(cursor=cursor, limit=limit)
        return Lines(shown_lines(page.items, actor), page.next)
    return _searched(read, actor, wanted, cursor, limit)


def _searched(read: Read, actor: Actor, wanted: str, cursor: str | None, limit: int) -> Lines:
    found: list[TaskOut] = []
    for _ in range(MOST_LOOKED_AT // CHUNK):
        page = read(cursor=cursor, limit=CHUNK)
        for item, line in zip(page.items, shown_lines(page.items, actor), strict=True):
            if not _says(line, wanted):
                continue
            found.append(line)
            if len(found) == limit:
                return Lines(found, flows.cursor_after(item))
        cursor = page.next
        if cursor is None:
            break
    return Lines(found, cursor)


def _says(line: TaskOut, wanted: str) -> bool:
    return any(wanted in text.lower() for text in _texts(line))


def _texts(line: TaskOut) -> Iterator[str]:
    yield from (line.title, line.form_title, line.node_title, line.initiator.name)
    for one in line.summary:
        yield one.value
