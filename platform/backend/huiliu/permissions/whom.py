"""Whom a change of a form's groups concerns: the members by name, from the organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.permissions.compiled import shape_in
from huiliu.permissions.document import GroupMembers, Kind
from huiliu.permissions.effect import Effect, effects
from huiliu.permissions.looking import readable

Json = Mapping[str, Any]


def effects_on(
    app: AppRef,
    kind: Kind,
    key: str,
    before: Iterable[Json],
    after: Iterable[Json],
    *,
    everyone: Callable[[], Sequence[int]],
) -> list[Effect]:
    """``everyone``: the ids of all active members. A draft that cannot be read lets nobody in."""
    shape = shape_in(app, kind, key)
    if shape is None:
        return []
    org, workspace = ports.org(), app.workspace_id

    def members_of(members: GroupMembers) -> Iterable[int]:
        if members.everyone:
            return everyone()
        return {
            *org.by_keys(workspace, members.members),
            *org.in_roles(workspace, members.roles),
            *org.in_departments(workspace, members.departments),
        }

    return effects(readable(before), readable(after), shape, members_of)
