"""What another set of groups changes, and for whom. Pure.

Members whom the same groups reach before and after are looked at once, together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from huiliu.core.access import FieldRight, Grant
from huiliu.permissions.decide import grant_of
from huiliu.permissions.document import GroupMembers, PermissionDocument
from huiliu.permissions.shape import Shape

Rows = Literal["same", "wider", "narrower", "other"]
MembersOf = Callable[[GroupMembers], Iterable[int]]
"""The ids of the active members whom a group names."""


@dataclass(frozen=True)
class FieldChange:
    path: str
    before: FieldRight
    after: FieldRight


@dataclass(frozen=True)
class Effect:
    """The same for each of ``members``."""

    members: tuple[int, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    rows: Rows


def effects(
    before: Sequence[PermissionDocument],
    after: Sequence[PermissionDocument],
    shape: Shape,
    members_of: MembersOf,
) -> list[Effect]:
    """The most concerned first."""
    old, new = _reached(before, members_of), _reached(after, members_of)
    alike: dict[tuple[frozenset[int], frozenset[int]], list[int]] = {}
    for member in sorted({*old, *new}):
        places = (old.get(member, frozenset()), new.get(member, frozenset()))
        alike.setdefault(places, []).append(member)
    found = [
        _effect(tuple(members), _grants(before, was, shape), _grants(after, now, shape), shape)
        for (was, now), members in alike.items()
    ]
    return sorted(_merged(one for one in found if _is_one(one)), key=lambda one: -len(one.members))


def _reached(
    groups: Sequence[PermissionDocument], members_of: MembersOf
) -> dict[int, frozenset[int]]:
    """By member: the places of the groups they are in."""
    found: dict[int, set[int]] = {}
    for place, group in enumerate(groups):
        for member in members_of(group.members) if group.enabled else ():
            found.setdefault(member, set()).add(place)
    return {member: frozenset(places) for member, places in found.items()}


def _grants(
    groups: Sequence[PermissionDocument], places: Iterable[int], shape: Shape
) -> list[Grant]:
    return [grant_of(groups[place], shape, lambda form, path: True) for place in sorted(places)]


def _effect(
    members: tuple[int, ...], before: list[Grant], after: list[Grant], shape: Shape
) -> Effect:
    had, has = (set(chain.from_iterable(g.actions for g in side)) for side in (before, after))
    rights = [(path, _most(before, path), _most(after, path)) for path in shape.paths]
    return Effect(
        members,
        tuple(sorted(has - had)),
        tuple(sorted(had - has)),
        tuple(FieldChange(path, was, now) for path, was, now in rights if was != now),
        _rows(before, after),
    )


def _most(grants: Sequence[Grant], path: str) -> FieldRight:
    """The most that any of them gives on some row."""
    if any(g.may_edit(path) and not g.actions.isdisjoint({"create", "edit"}) for g in grants):
        return "edit"
    return "view" if any(g.may_see(path) for g in grants) else "hidden"


def _rows(before: Sequence[Grant], after: Sequence[Grant]) -> Rows:
    was, now = ({g.rows for g in side if "view" in g.actions} for side in (before, after))
    if was == now or (None in was and None in now):
        return "same"
    if None in now or (None not in was and was < now):
        return "wider"
    return "narrower" if None in was or now < was else "other"


def _is_one(effect: Effect) -> bool:
    return bool(effect.gained or effect.lost or effect.fields) or effect.rows != "same"


def _merged(found: Iterable[Effect]) -> list[Effect]:
    """Those that say the same of different members."""
    by_what: dict[Effect, list[int]] = {}
    for one in found:
        by_what.setdefault(replace(one, members=()), []).extend(one.members)
    return [replace(what, members=tuple(members)) for what, members in by_what.items()]
