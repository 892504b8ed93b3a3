"""Builds the actor of a member: four queries once, none until the workspace's people change."""

from __future__ import annotations

from functools import lru_cache

from django.db import connection
from django.db.models import Q

from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.transactions import aside
from huiliu.org.models import Account, Department, Role


def actor_of(member_id: int) -> Actor:
    """``NotFound`` when the member has left or never was."""
    # Every request begins with it: by hand. Nothing of the organisation is ever held back.
    with aside(), connection.cursor() as cursor:
        cursor.execute(_REV, [member_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return built(member_id, row[0])


_REV = (
    "SELECT w.org_rev FROM org_account a JOIN org_workspace w ON w.id = a.workspace_id"
    " WHERE a.id = %s AND a.is_active"
)


@lru_cache(maxsize=8192)
def built(member_id: int, org_rev: int) -> Actor:
    """``org_rev`` is not read: it is what the answer stays true for."""
    account = Account.objects.select_related("workspace").filter(pk=member_id).first()
    if account is None:
        raise NotFound
    own = _own_departments(member_id)
    below, keys = _around(account.workspace_id, own)
    roles = list(Role.objects.filter(user=member_id).values_list("id", "key"))
    return Actor(
        member_id=member_id,
        workspace_id=account.workspace_id,
        name=account.name,
        language=account.language,
        time_zone=account.workspace.time_zone,
        role_ids=frozenset(id for id, _ in roles),
        department_ids=frozenset(own),
        departments_below=below,
        key=account.login,
        role_keys=frozenset(key for _, key in roles),
        department_keys=keys,
        is_admin=account.is_admin,
    )


def _own_departments(member_id: int) -> dict[int, str]:
    rows = Department.objects.filter(member_rows__account=member_id).values_list("id", "path")
    return dict(rows)


def _around(workspace_id: int, own: dict[int, str]) -> tuple[frozenset[int], frozenset[str]]:
    """Ids of their departments and all below; keys of their departments and all above."""
    if not own:
        return frozenset(), frozenset()
    above = {int(part) for path in own.values() for part in path.strip("/").split("/")}
    wanted = Q(pk__in=above)
    for path in own.values():
        wanted |= Q(path__startswith=path)
    rows = Department.objects.filter(wanted, workspace=workspace_id).values_list(
        "id", "key", "path"
    )
    below = [id for id, _, path in rows if any(path.startswith(p) for p in own.values())]
    return frozenset(below), frozenset(key for id, key, _ in rows if id in above)
