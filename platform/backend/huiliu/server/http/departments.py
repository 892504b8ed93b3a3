"""The department tree: everybody reads it, administrators change it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema, Status

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.org import api as org
from huiliu.org.departments import UNCHANGED, DepartmentChange, Unchanged
from huiliu.server.http.doors import actor_of
from huiliu.server.http.members import number
from huiliu.server.http.payload import Given

router = Router()


class Department(Schema):
    id: str
    key: str
    name: str
    parent: str | None
    heads: list[str]


class Departments(Schema):
    items: list[Department]


class NewDepartment(Given):
    name: str
    key: str = ""
    parent: str | None = None
    heads: list[str] | None = None


class ChangedDepartment(Given):
    name: str | None = None
    parent: str | None = None
    heads: list[str] | None = None


@router.get("/departments", response=Departments)
def departments(request: HttpRequest) -> Departments:
    rows = _rows(actor_of(request)).order_by("path")
    return Departments(items=[_department(row) for row in rows])


@router.post("/departments", response={201: Department})
def add(request: HttpRequest, payload: NewDepartment) -> Status[Department]:
    actor = actor_of(request)
    org.require_admin(actor)
    parent = _parent(actor, payload.parent)
    change = DepartmentChange(payload.name, parent, _heads(actor, payload.heads))
    made = org.departments.add(actor, change, key=payload.key)
    return Status(201, _read(actor, made.pk))


@router.get("/departments/{department}", response=Department)
def department(request: HttpRequest, department: str) -> Department:
    return _read(actor_of(request), number(department))


@router.patch("/departments/{department}", response=Department)
def change(request: HttpRequest, department: str, payload: ChangedDepartment) -> Department:
    """A ``parent`` that is given moves the branch; null moves it to the top."""
    actor = actor_of(request)
    org.require_admin(actor)
    parent: int | Unchanged | None = UNCHANGED
    if "parent" in payload.model_fields_set:
        parent = _parent(actor, payload.parent)
    wanted = DepartmentChange(payload.name, parent, _heads(actor, payload.heads))
    org.departments.change(actor, number(department), wanted)
    return _read(actor, number(department))


@router.delete("/departments/{department}", response={204: None})
def remove(request: HttpRequest, department: str) -> Status[None]:
    org.departments.remove(actor_of(request), number(department))
    return Status(204, None)


def _rows(actor: Actor) -> QuerySet[org.Department]:
    rows = org.Department.objects.filter(workspace=actor.workspace_id)
    return rows.prefetch_related("head_rows")


def _read(actor: Actor, department_id: int) -> Department:
    org.departments.find(actor.workspace_id, department_id)
    return _department(_rows(actor).get(pk=department_id))


def _department(row: org.Department) -> Department:
    heads = sorted(row.head_rows.all(), key=lambda one: one.position)
    return Department(
        id=str(row.pk),
        key=row.key,
        name=row.name,
        parent=str(row.parent_id) if row.parent_id else None,
        heads=[str(one.account_id) for one in heads],
    )


def _parent(actor: Actor, public_id: str | None) -> int | None:
    if public_id is None:
        return None
    found = ports.org().resolve_department(actor.workspace_id, public_id)
    if found is None:
        raise ValidationFailed(fields={"parent": [FieldError("no_such_record")]})
    return found


def _heads(actor: Actor, public_ids: list[str] | None) -> list[int] | None:
    if public_ids is None:
        return None
    found = [ports.org().resolve_member(actor.workspace_id, one) for one in public_ids]
    if None in found:
        raise ValidationFailed(fields={"heads": [FieldError("no_such_record")]})
    return [one for one in found if one is not None]
