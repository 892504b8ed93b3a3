"""What changed between two versions of a document, in the units a designer thinks in. Pure.

Works on any kind: whatever has an ``id`` in a list is a thing that is added, removed or changed;
the rest are settings of the thing they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from huiliu.core.text import Words

_WHAT = {
    "fields": "field",
    "nodes": "node",
    "branches": "branch",
    "rules": "rule",
    "steps": "step",
    "widgets": "widget",
    "dimensions": "dimension",
    "measures": "measure",
    "postings": "posting",
    "options": "option",
}

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """``path`` holds the ids on the way: ``lines.qty``. For a changed thing ``before`` and
    ``after`` hold only the settings that differ."""

    kind: Literal["added", "removed", "changed"]
    path: str
    title: Words
    what: str
    before: Any = None
    after: Any = None


def difference(before: Json, after: Json) -> list[Change]:
    own = _settings(before, after)
    head = [Change("changed", "", _title(after), "document", *own)] if own else []
    return [*head, *_inside(before, after, ())]


def _inside(before: Json, after: Json, way: tuple[str, ...]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if _is_list_of_things(old) or _is_list_of_things(new):
            yield from _things(name, old or [], new or [], way)


def _things(
    name: str, before: list[Json], after: list[Json], way: tuple[str, ...]
) -> Iterator[Change]:
    what = _WHAT.get(name, name)
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    for id in dict.fromkeys((*old, *new)):
        path = (*way, id)
        yield from _thing(old.get(id), new.get(id), path, what)
    stayed = [[i for i in side if i in old and i in new] for side in (old, new)]
    if stayed[0] != stayed[1]:
        yield Change("changed", ".".join(way), {}, f"{what}_order", *stayed)


def _thing(old: Json | None, new: Json | None, way: tuple[str, ...], what: str) -> Iterator[Change]:
    path = ".".join(way)
    if old is None:
        yield Change("added", path, _title(new or {}), what, None, new)
    elif new is None:
        yield Change("removed", path, _title(old), what, old, None)
    else:
        own = _settings(old, new)
        if own:
            yield Change("changed", path, _title(new), what, *own)
        yield from _inside(old, new, way)


def _settings(before: Json, after: Json) -> tuple[Json, Json] | tuple[()]:
    """Those that differ, as they were and as they are; nothing when none does."""
    names = [
        name
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
        and not _is_list_of_things(before.get(name))
        and not _is_list_of_things(after.get(name))
    ]
    if not names:
        return ()
    return {n: before.get(n) for n in names}, {n: after.get(n) for n in names}


def _is_list_of_things(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)
    )


def _title(thing: Json) -> Words:
    title = thing.get("label") or thing.get("title")
    return title if isinstance(title, dict) else {}
