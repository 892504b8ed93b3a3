"""The only writer of the department tree."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from huiliu.core.actor import Actor
from huiliu.core.errors import Conflict, FieldError, NotFound, ValidationFailed
from huiliu.org.change import require_admin, touch
from huiliu.org.models import Account, Department, DepartmentHead

_DEEPEST = 20


class DepartmentInUse(Conflict):
    code = "department_in_use"
    words = {
        "zh-CN": "请先移走此部门的成员和下级部门。",
        "en": "Move its members and the departments below it elsewhere first.",
    }


class Unchanged:
    """Said of a parent that stays: None means the top."""


UNCHANGED = Unchanged()


@dataclass(frozen=True)
class DepartmentChange:
    name: str | None = None
    parent: int | Unchanged | None = UNCHANGED
    heads: Sequence[int] | None = None


@transaction.atomic
def add(by: Actor, change: DepartmentChange, *, key: str = "") -> Department:
    require_admin(by)
    touch(by.workspace_id)
    key = key or f"d_{secrets.token_hex(4)}"
    if Department.objects.filter(workspace=by.workspace_id, key=key).exists():
        raise ValidationFailed(fields={"key": [FieldError("not_unique")]})
    parent = _parent(by.workspace_id, change.parent)
    department = Department(workspace_id=by.workspace_id, key=key, parent=parent)
    department.name = _name(change.name or "")
    department.save()
    department.path = _path(parent, department)
    department.save(update_fields=["path"])
    _set_heads(department, change.heads)
    return department


@transaction.atomic
def change(by: Actor, department_id: int, change: DepartmentChange) -> Department:
    require_admin(by)
    touch(by.workspace_id)
    department = find(by.workspace_id, department_id)
    if change.name is not None:
        department.name = _name(change.name)
        department.save(update_fields=["name"])
    if not isinstance(change.parent, Unchanged):
        _move(department, _parent(by.workspace_id, change.parent))
    _set_heads(department, change.heads)
    return department


@transaction.atomic
def remove(by: Actor, department_id: int) -> None:
    require_admin(by)
    touch(by.workspace_id)
    department = find(by.workspace_id, department_id)
    if department.children.exists() or department.member_rows.exists():
        raise DepartmentInUse
    department.delete()


def find(workspace_id: int, department_id: int) -> Department:
    found = Department.objects.filter(pk=department_id, workspace=workspace_id).first()
    if found is None:
        raise NotFound
    return found


def _name(name: str) -> str:
    if not name.strip():
        raise ValidationFailed(fields={"name": [FieldError("required")]})
    return name.strip()[:100]


def _parent(workspace_id: int, parent: int | Unchanged | None) -> Department | None:
    if parent is None or isinstance(parent, Unchanged):
        return None
    found = Department.objects.filter(pk=parent, workspace=workspace_id).first()
    if found is None:
        raise _bad_parent("no_such_record")
    return found


def _path(parent: Department | None, department: Department) -> str:
    path = f"{parent.path if parent else '/'}{department.pk}/"
    if path.count("/") > _DEEPEST + 1:
        raise _bad_parent("bad_value")
    return path


def _move(department: Department, parent: Department | None) -> None:
    """The whole branch moves in one statement. It may not hang below itself."""
    if parent is not None and parent.path.startswith(department.path):
        raise _bad_parent("bad_value")
    old, new = department.path, _path(parent, department)
    department.parent = parent
    department.save(update_fields=["parent"])
    branch = Department.objects.filter(workspace=department.workspace_id, path__startswith=old)
    branch.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    department.path = new


def _bad_parent(code: str) -> ValidationFailed:
    return ValidationFailed(fields={"parent": [FieldError(code)]})


def _set_heads(department: Department, heads: Sequence[int] | None) -> None:
    if heads is None:
        return
    wanted = list(dict.fromkeys(heads))
    own = Account.objects.filter(workspace=department.workspace_id, pk__in=wanted)
    if own.count() != len(wanted):
        raise ValidationFailed(fields={"heads": [FieldError("no_such_record")]})
    DepartmentHead.objects.filter(department=department).delete()
    DepartmentHead.objects.bulk_create(
        DepartmentHead(department=department, account_id=id, position=position)
        for position, id in enumerate(wanted)
    )
