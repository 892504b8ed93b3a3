"""Records that lead from one thing to others: no way may lead back to where it began."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import connection

from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.queries.paths import Source
from form_engine.queries.rights import current_of, vendor
from form_engine.titles import titles_of
from form_engine.use_document import Acyclic
from huiliu.core import ddl
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, RuleRefused
from huiliu.core.expressions.sql import where
from huiliu.core.paths import env_of, is_true
from huiliu.core.pending import send_pending
from huiliu.core.records import Values

Ways = dict[int, int]
"""Thing → the thing it was reached from."""


def require_acyclic(plan: Plan, app: AppRef, values: Values, actor: Actor, *, but: int = 0) -> None:
    """``values``: of the record as it is to be stored; ``but``: its number, if it has one."""
    for rule in plan.document.acyclic:
        counts = rule.where is None or is_true(rule.where, values.get, actor, env_of(actor))
        start = next(iter(_at(values, rule.of)), None) if counts else None
        if start is not None:
            _require(rule, plan, app, start, set(_at(values, rule.to)), actor, but)


def _require(
    rule: Acyclic, plan: Plan, app: AppRef, start: int, first: set[int], actor: Actor, but: int
) -> None:
    ways: Ways = dict.fromkeys(first, start)
    frontier = first
    if frontier:
        send_pending()
    while frontier and start not in ways:
        found = list(_leading_on(rule, plan, app, frontier, actor, but))
        new = {to: of for of, to in found if to not in ways}
        ways.update(new)
        frontier = set(new)
    if start in ways:
        shown = {"way": _in_words(plan, app, rule, start, ways)}
        complaint = {rule.to: [FieldError(rule.code, rule.message, shown)]}
        raise RuleRefused(rule.code, rule.message, fields=complaint, **shown)


def _at(values: Mapping[str, Any], path: str) -> Iterator[int]:
    sub, _, column = path.rpartition(".")
    rows = values.get(sub) or () if sub else (values,)
    yield from (row[column] for row in rows if row.get(column) is not None)


def _leading_on(
    rule: Acyclic, plan: Plan, app: AppRef, frontier: Collection[int], actor: Actor, but: int
) -> list[tuple[int, int]]:
    """Pairs of the records that lead on from one of these."""
    source = Source(app, plan)
    of, to = source.operand(rule.of).sql, _column(plan, rule.to)
    text: str = "1=1"
    args: list[Any] = []
    if rule.where is not None:
        text, args = where(rule.where, source.operand, current_of(actor), vendor())
    sub = plan.storage.subforms.get(rule.to.rpartition(".")[0])
    rows = f" JOIN {ddl.qualified(sub.name)} s ON s.parent_id = t.id" if sub else ""
    numbers = sorted(frontier)
    marks = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {of}, {to} FROM {source.tables()}{rows}"  # noqa: S608
            f" WHERE {of} IN ({marks}) AND {to} IS NOT NULL AND t.deleted_at IS NULL"
            f" AND t.id <> %s AND {text}",
            [*numbers, but, *outgoing(args)],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _column(plan: Plan, path: str) -> str:
    sub = path.rpartition(".")[0]
    table = plan.storage.subforms[sub] if sub else plan.storage.main
    name = next(one.name for one in table.columns if one.path == path)
    return f'{"s" if sub else "t"}."{name}"'


def _in_words(plan: Plan, app: AppRef, rule: Acyclic, start: int, ways: Ways) -> str:
    """From where it begins, back to there."""
    steps = [start]
    while (before := ways[steps[-1]]) != start and len(steps) < len(ways) + 1:
        steps.append(before)
    form = str(getattr(plan.fields[rule.of], "form", ""))
    names = titles_of(app, form, steps)
    shown = [names.get(one, ("", ""))[1] for one in reversed(steps)]
    return " → ".join([names.get(start, ("", ""))[1], *shown])
