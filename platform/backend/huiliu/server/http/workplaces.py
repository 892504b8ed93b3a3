"""Where a member begins in an app: the first workplace of one of their roles that they may open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ninja import Schema

from huiliu.core.actor import Actor
from huiliu.design import api as design


class Opens(Schema):
    kind: design.Thing
    key: str


def workplace_of(
    actor: Actor, workplaces: Sequence[Mapping[str, Any]], open_things: Collection[tuple[str, str]]
) -> Opens | None:
    for one in workplaces:
        opens = Opens(**one["opens"])
        if actor.role_keys & set(one["roles"]) and (opens.kind, opens.key) in open_things:
            return opens
    return None
