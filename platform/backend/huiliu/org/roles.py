"""The only writer of roles. A role's key, which documents name, never changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction

from huiliu.core.actor import Actor
from huiliu.core.errors import Conflict, FieldError, NotFound, ValidationFailed
from huiliu.core.text import Words
from huiliu.org.change import require_admin, touch
from huiliu.org.models import Account, Role

_KEY = re.compile(r"[a-z][a-z0-9_]{0,62}")


class RoleInUse(Conflict):
    code = "role_in_use"
    words = {
        "zh-CN": "还有成员拥有此角色，请先取消。",
        "en": "Members still have this role. Take it from them first.",
    }


@transaction.atomic
def add(by: Actor, key: str, title: Words) -> Role:
    require_admin(by)
    touch(by.workspace_id)
    if not _KEY.fullmatch(key):
        raise ValidationFailed(fields={"key": [FieldError("pattern")]})
    if Role.objects.filter(workspace=by.workspace_id, key=key).exists():
        raise ValidationFailed(fields={"key": [FieldError("not_unique")]})
    name = f"{by.workspace_id}:{key}"  # Django wants a group's name to be unique everywhere
    return Role.objects.create(
        workspace_id=by.workspace_id, key=key, name=name, title=_title(title)
    )


@transaction.atomic
def rename(by: Actor, key: str, title: Words) -> Role:
    require_admin(by)
    touch(by.workspace_id)
    role = find(by.workspace_id, key)
    role.title = _title({**role.title, **title})
    role.save(update_fields=["title"])
    return role


@transaction.atomic
def fill(by: Actor, key: str, member_ids: Sequence[int]) -> Role:
    """Those have the role from now on, and nobody else."""
    require_admin(by)
    touch(by.workspace_id)
    role = find(by.workspace_id, key)
    people = list(Account.objects.filter(workspace=by.workspace_id, pk__in=set(member_ids)))
    if len(people) != len(set(member_ids)):
        raise ValidationFailed(fields={"members": [FieldError("no_such_record")]})
    role.user_set.set(people)
    return role


@transaction.atomic
def remove(by: Actor, key: str) -> None:
    require_admin(by)
    touch(by.workspace_id)
    role = find(by.workspace_id, key)
    if Account.objects.filter(groups=role, is_active=True).exists():
        raise RoleInUse
    role.delete()


def find(workspace_id: int, key: str) -> Role:
    role = Role.objects.filter(workspace=workspace_id, key=key).first()
    if role is None:
        raise NotFound
    return role


def _title(title: Words) -> dict[str, str]:
    words = {language: text.strip()[:100] for language, text in title.items() if text.strip()}
    if not words:
        raise ValidationFailed(fields={"name": [FieldError("required")]})
    return words
