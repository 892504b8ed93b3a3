"""The front door of ``huiliu.org``: the port, who a visitor is, and the writers of people."""

from __future__ import annotations

from huiliu.core.actor import Actor
from huiliu.org import calendars, demo, departments, keys, members, passwords, roles, sign_in
from huiliu.org.actors import actor_of, built
from huiliu.org.change import require_admin
from huiliu.org.departments import DepartmentChange
from huiliu.org.directory import Directory
from huiliu.org.first import make_first_administrator, set_password
from huiliu.org.keys import actor_of_key
from huiliu.org.members import MemberChange
from huiliu.org.models import Account, ApiKey, Department, Role, Workspace

__all__ = [
    "Account",
    "ApiKey",
    "Department",
    "DepartmentChange",
    "MemberChange",
    "Role",
    "Workspace",
    "actor_of",
    "actor_of_account",
    "actor_of_key",
    "calendars",
    "demo",
    "departments",
    "keys",
    "make_first_administrator",
    "members",
    "org",
    "passwords",
    "require_admin",
    "roles",
    "set_password",
    "sign_in",
]

org = Directory()


def actor_of_account(account: Account) -> Actor | None:
    """Of a session's account; no query when ``backend.Members`` loaded it."""
    if not account.is_active:
        return None
    return built(account.pk, account.workspace.org_rev)
