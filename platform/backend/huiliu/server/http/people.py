"""The picker of people and departments: names for everybody in the company, and no more."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.org import api as org
from huiliu.server.http.doors import actor_of
from huiliu.server.http.payload import Limit, Named

router = Router()


class People(Schema):
    items: list[Named]


@router.get("/people", response=People)
def people(
    request: HttpRequest,
    search: str = "",
    kind: Literal["member", "department"] = "member",
    limit: Limit = 50,
) -> People:
    workspace = actor_of(request).workspace_id
    found = _departments(workspace, search) if kind == "department" else _members(workspace, search)
    return People(items=[Named(id=str(id), name=name) for id, name in found[:limit]])


def _departments(workspace: int, search: str) -> QuerySet[Any, tuple[int, str]]:
    rows = org.Department.objects.filter(workspace=workspace, name__icontains=search)
    return rows.order_by("path").values_list("id", "name")


def _members(workspace: int, search: str) -> QuerySet[Any, tuple[int, str]]:
    rows = org.Account.objects.filter(workspace=workspace, is_active=True, name__icontains=search)
    return rows.order_by("name", "id").values_list("id", "name")
