"""What of each app a member finds: for ``view-as``."""

from __future__ import annotations

from ninja import Schema

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.design import api as design
from huiliu.permissions import api as permissions

_RANK = {"hidden": 0, "view": 1, "edit": 2}


class ThingSeen(Schema):
    """``fields``: the most that any of the groups gives; ``all_rows``: one of them has no limit."""

    kind: str
    key: str
    title: dict[str, str]
    groups: list[str]
    actions: list[str]
    fields: dict[str, str]
    all_rows: bool


class AppSeen(Schema):
    key: str
    title: dict[str, str]
    items: list[ThingSeen]


def seen_by(actor: Actor) -> list[AppSeen]:
    found = []
    for row in design.apps.apps_of(actor.workspace_id):
        app = design.ref_of(row)
        things = sorted(permissions.reach(actor, app))
        if things:
            items = [_thing(actor, app, kind, key) for kind, key in things]
            found.append(AppSeen(key=row.key, title=row.title, items=items))
    return found


def _thing(actor: Actor, app: AppRef, kind: str, key: str) -> ThingSeen:
    document = ports.documents().find(app, kind, key)
    access = _access(actor, app, kind, key)
    return ThingSeen(
        kind=kind,
        key=key,
        title=document.content.get("title", {}) if document else {},
        groups=[grant.id for grant in access.grants],
        actions=sorted({action for grant in access.grants for action in grant.actions}),
        fields=_most(access),
        all_rows=any(grant.rows is None for grant in access.grants),
    )


def _access(actor: Actor, app: AppRef, kind: str, key: str) -> Access:
    match kind:
        case "form":
            return ports.permissions().access(actor, app, key)
        case "ledger":
            return ports.permissions().ledger_access(actor, app, key)
        case _:
            return Access(actor, key, ())


def _most(access: Access) -> dict[str, str]:
    most: dict[str, str] = {}
    for grant in access.grants:
        for path, right in grant.fields.items():
            most[path] = max(most.get(path, "hidden"), right, key=_RANK.__getitem__)
    return most
