"""Which rows and paths a reader reaches: the one place where ``Access`` becomes SQL.

A path that is hidden and a path that does not exist are answered alike. Rows are restricted to the
grants that show every path used, so a hidden value decides nothing visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from django.db import connection

from form_engine.catalog import get_plan
from form_engine.document import SYSTEM_PATHS
from form_engine.field_type import type_of
from form_engine.plan import Plan
from form_engine.queries.paths import Source, operand_of, target_form
from form_engine.wording import title_path
from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, NotFound, ValidationFailed
from huiliu.core.expressions.conditions import current_values
from huiliu.core.expressions.sql import Resolver, Vendor, where

Sql = tuple[str, list[Any]]
EVERY: Sql = ("1=1", [])
NONE: Sql = ("1=0", [])


def unknown(path: str) -> NoReturn:
    raise ValidationFailed(fields={path: [FieldError("unknown_field")]})


@dataclass
class Needs:
    """The paths one query uses, collected while it is written."""

    app: AppRef
    plan: Plan
    access: Access
    action: str = "view"
    paths: set[str] = field(default_factory=set)
    hops: list[tuple[str, str, Access]] = field(default_factory=list)

    def use(self, path: str) -> str:
        """The path, if it exists and the reader may see it; else ``unknown_field``."""
        shown = title_path(self.plan) if path == "$title" else path
        own, rest = split_at_reference(self.plan, shown or "")
        if own is None or not self.access.may_see(own, self.action):
            unknown(path)
        if not own.startswith("$"):
            self.paths.add(own)
        if rest:
            self._follow(path, own, target_form(self.plan, own), rest, 3)
        return path

    def _follow(self, path: str, reference: str, form: str, rest: str, depth: int) -> None:
        try:
            access = self._access_to(form)
            plan = get_plan(self.app, form)
        except NotFound:
            unknown(path)
        own, beyond = split_at_reference(plan, rest)
        if own is None or depth == 1 or not access.may_see(own):
            unknown(path)
        if not access.everything:
            self._restrict(path, reference, form, own, access)
        if beyond:
            onward = f"{reference}.{own}"
            self._follow(path, onward, target_form(plan, own), beyond, depth - 1)

    def _access_to(self, form: str) -> Access:
        if self.access.everything:
            return Access(self.access.actor, form, (), everything=True)
        return ports.permissions().access(self.access.actor, self.app, form)

    def _restrict(self, path: str, reference: str, form: str, own: str, access: Access) -> None:
        grants = access.seeing([own])
        if any(grant.rows is None for grant in grants):
            return
        if "." in reference and reference.partition(".")[0] in self.plan.storage.subforms:
            unknown(path)
        self.hops.append((reference, form, Access(access.actor, form, grants)))

    def rows(self, source: Source) -> Sql:
        """The rows in which the reader sees everything the query uses."""
        if self.access.everything:
            return EVERY
        parts = [either(self.access, self.access.seeing(self.paths, self.action), source.operand)]
        for reference, form, access in self.hops:
            parts.append(self._reachable(source, reference, form, access))
        return both(parts)

    def _reachable(self, source: Source, reference: str, form: str, access: Access) -> Sql:
        """What is pointed at is in the reader's rows there, or nothing is pointed at."""
        plan, key = get_plan(self.app, form), source.operand(reference).sql
        sql, args = either(
            access, access.grants, lambda path: operand_of(self.app, plan, key, path)
        )
        return f"({key} IS NULL OR {sql})", args


def either(access: Access, grants: Sequence[Grant], resolve: Resolver) -> Sql:
    """Rows that any of the grants reaches."""
    if any(grant.rows is None for grant in grants):
        return EVERY
    parts = [rows_of(access, grant, resolve) for grant in grants]
    if not parts:
        return NONE
    return f"({' OR '.join(sql for sql, _ in parts)})", [a for _, args in parts for a in args]


def rows_of(access: Access, grant: Grant, resolve: Resolver) -> Sql:
    if grant.rows is None:
        return EVERY
    return where(grant.rows, resolve, current_of(access.actor), vendor())


def vendor() -> Vendor:
    return "postgresql" if connection.vendor == "postgresql" else "sqlite"


def both(parts: Iterable[Sql]) -> Sql:
    """All of the parts."""
    real = [part for part in parts if part[0] != EVERY[0]]
    if not real:
        return EVERY
    return " AND ".join(sql for sql, _ in real), [a for _, args in real for a in args]


def current_of(actor: Actor) -> dict[str, Any]:
    """Who asks, and when, where they live."""
    clock = ports.clock()
    now = clock.now().astimezone(ZoneInfo(actor.time_zone))
    return current_values(actor, now, clock.today(actor.time_zone))


def split_at_reference(plan: Plan, path: str) -> tuple[str | None, str]:
    """``warehouse.department`` → ``("warehouse", "department")``, ``lines.product.unit`` →
    ``("lines.product", "unit")``; ``(None, "")`` if there is no such field."""
    if path in SYSTEM_PATHS or path == "$title" or path in plan.document.by_path:
        return path, ""
    names = path.split(".")
    for length in (1, 2):
        own, rest = ".".join(names[:length]), ".".join(names[length:])
        config = plan.document.by_path.get(own)
        if config is not None and rest and type_of(config).link == "record":
            return own, rest
    return None, ""
