"""Permission documents of an app, compiled once a revision; access, computed once an actor."""

from __future__ import annotations

from functools import lru_cache

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.permissions.decide import decide, is_named
from huiliu.permissions.document import Kind, PermissionDocument
from huiliu.permissions.shape import Shape, shape_of

_DEEPEST = 3
"""As far as a path may go through references."""


class Compiled:
    """Implements ``huiliu.core.ports.Permissions``."""

    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        return _access(actor, app, "form", form)

    def ledger_access(self, actor: Actor, app: AppRef, ledger: str) -> Access:
        return _access(actor, app, "ledger", ledger)


def _access(actor: Actor, app: AppRef, kind: Kind, key: str) -> Access:
    found = access_or_none(actor, app, kind, key)
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=8192)
def access_or_none(actor: Actor, app: AppRef, kind: Kind, key: str) -> Access | None:
    """None where nothing lets the actor in. Both keys of the cache change with what they hold:
    the actor with people, ``app.rev`` with documents and grants."""
    if actor.workspace_id != app.workspace_id:
        return None
    shape = shape_in(app, kind, key)
    if shape is None or not ports.documents().may_open(actor, app, kind, key):
        return None
    access = decide(
        actor, key, groups_on(app, kind, key), shape, lambda f, p: sees(actor, app, f, p)
    )
    return access if access.grants else None


def sees(actor: Actor, app: AppRef, form: str, path: str, depth: int = 1) -> bool:
    """Whether any group shows the actor this path of the form, through references as well."""
    shape = shape_in(app, "form", form)
    if shape is None or depth > _DEEPEST:
        return False
    if path.startswith("$"):
        return any(is_named(actor, g.members) for g in groups_on(app, "form", form))
    if shape.has(path):
        access = decide(
            actor,
            form,
            groups_on(app, "form", form),
            shape,
            lambda f, p: sees(actor, app, f, p, depth + 1),
        )
        return access.may_see(path)
    head, dot, rest = path.partition(".")
    if not dot or head not in shape.references:
        return False
    return sees(actor, app, form, head, depth) and sees(
        actor, app, shape.references[head], rest, depth + 1
    )


@lru_cache(maxsize=1024)
def shape_in(app: AppRef, kind: Kind, key: str) -> Shape | None:
    found = ports.documents().find(app, kind, key)
    return shape_of(kind, found.content) if found else None


def groups_on(app: AppRef, kind: Kind, key: str) -> tuple[PermissionDocument, ...]:
    return tuple(group for group in groups_in(app) if group.on == (kind, key))


@lru_cache(maxsize=256)
def groups_in(app: AppRef) -> tuple[PermissionDocument, ...]:
    published = ports.documents().published(app, "permission")
    return tuple(PermissionDocument.parse(one.content) for one in published)
