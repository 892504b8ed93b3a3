"""Answers what a plan asks of the database, for one app and one actor: ``resolve.Resolve``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import connection

from form_engine.catalog import find_form, get_plan, plan_of
from form_engine.field_type import type_of
from form_engine.files import files_for
from form_engine.moments import outgoing
from form_engine.plan import Plan
from form_engine.planning.ahead import NOTHING, Ahead
from form_engine.queries.far_values import Wanted, values_together
from form_engine.queries.paths import Source
from form_engine.queries.rights import current_of, either, vendor
from form_engine.queries.sources import sources_of, taken_of
from form_engine.reading_ahead import Known, Reading
from form_engine.resolve import Key, Pointer, Values
from form_engine.titles import FoundTitles
from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.core.expressions.sql import where
from huiliu.core.figures import FigureQuery
from huiliu.core.pending import Statement, send


class Resolution:
    """``everything``: for the system itself, which may point at any record."""

    def __init__(
        self,
        app: AppRef,
        actor: Actor,
        ahead: Mapping[str, Ahead],
        *,
        everything: bool = False,
        named: FoundTitles | None = None,
    ) -> None:
        """``named`` learns what the records that were found are called."""
        self._app, self._actor, self._everything = app, actor, everything
        self._ahead = ahead
        self._known: dict[str, dict[int, Known]] = {}
        self._found: dict[str, dict[Pointer, int]] = {}
        self._first: dict[object, int | None] = {}
        self._departments: dict[int, bool] = {}
        self._named = FoundTitles() if named is None else named

    def ids(
        self, form: str, given: Collection[Pointer], *, kept: Collection[int]
    ) -> Mapping[Pointer, int]:
        """What was found once is not asked for again: the records of one transaction often point
        at the same. ``kept`` may name what nobody else may, so it is always asked."""
        if kept:
            answered: dict[Pointer, int] = {}
            _ask([self._question(form, given, kept, answered)])
            return answered
        self.learn({form: given})
        found = self._found[form]
        return {one: found[one] for one in given if one in found}

    def learn(self, wanted: Mapping[str, Collection[Pointer]]) -> None:
        """By form, in one round trip."""
        questions = []
        for form, given in wanted.items():
            found = self._found.setdefault(form, {})
            unknown = {one for one in given if one not in found}
            if unknown:
                questions.append(self._question(form, unknown, (), found))
        _ask(questions)

    def _question(
        self, form: str, given: Collection[Pointer], kept: Collection[int], into: dict[Pointer, int]
    ) -> Statement | None:
        target = find_form(self._app, form)
        access = self._access(form)
        if target is None:
            return None
        source = Source(self._app, plan_of(target))
        scope, args = ("1=0", []) if access is None else self._rows(access, source)
        uids = [one for one in given if isinstance(one, str)]
        numbers = [one for one in given if isinstance(one, int)] if self._everything else []
        numbers += [one for one in given if isinstance(one, int) and one in kept]
        known = sorted(kept)
        with_it = Reading(source, self._ahead.get(form, NOTHING), current_of(self._actor))
        sql = (
            f"SELECT t.id, t.uid, t.title{with_it.columns} FROM {source.tables()} WHERE"  # noqa: S608
            f" ({_in('t.uid', uids)} OR {_in('t.id', numbers)})"
            f" AND ({_in('t.id', known)} OR (t.deleted_at IS NULL AND {scope}))"
        )

        def then(cursor: Any) -> None:
            rows = cursor.fetchall()
            self._remember(form, rows, with_it)
            wanted = set(given)
            into.update((one, row[0]) for row in rows for one in row[:2] if one in wanted)

        return Statement(sql, [*with_it.args, *uids, *numbers, *known, *outgoing(args)], then)

    def _remember(self, form: str, rows: Sequence[Sequence[Any]], with_it: Reading) -> None:
        known = self._known.setdefault(form, {})
        known.update((row[0], with_it.known(row[3:])) for row in rows)
        names = self._named.records.setdefault(form, {})
        names.update((row[0], (row[1], row[2] or "")) for row in rows)

    def fulfilling(self, form: str, ids: Collection[int], where_: Condition) -> Collection[int]:
        place = self._ahead.get(form, NOTHING).place_of(where_)
        if place is not None and self._knows(form, ids):
            known = self._known[form]
            return [one for one in ids if place in known[one].fulfils]
        target = find_form(self._app, form)
        if target is None or not ids:
            return []
        source = Source(self._app, plan_of(target))
        text, args = where(where_, source.operand, current_of(self._actor), vendor())
        numbers = sorted(ids)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT t.id FROM {source.tables()} WHERE {_in('t.id', numbers)} AND {text}",  # noqa: S608
                [*numbers, *outgoing(args)],
            )
            return [row[0] for row in cursor.fetchall()]

    def first(self, form: str, where_: Condition, order: Sequence[tuple[str, bool]]) -> int | None:
        asked = (form, where_, tuple(order))
        if asked not in self._first:
            self._first[asked] = self._ask_first(form, where_, order)
        return self._first[asked]

    def _ask_first(
        self, form: str, where_: Condition, order: Sequence[tuple[str, bool]]
    ) -> int | None:
        target = find_form(self._app, form)
        if target is None:
            return None
        source = Source(self._app, plan_of(target))
        text, args = where(where_, source.operand, current_of(self._actor), vendor())
        sorts = [f"{source.operand(path).sql}{' DESC' if desc else ''}" for path, desc in order]
        tables = source.tables()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT t.id FROM {tables} WHERE t.deleted_at IS NULL AND {text}"  # noqa: S608
                f" ORDER BY {', '.join([*sorts, 't.id'])} LIMIT 1",
                outgoing(args),
            )
            row = cursor.fetchone()
        return row[0] if row else None

    def values(self, wanted: Wanted) -> Mapping[str, Mapping[int, Mapping[str, Any]]]:
        known = {form: self._known_values(form, *one) for form, one in wanted.items()}
        rest = {form: one for form, one in wanted.items() if known[form] is None}
        asked = values_together(self._app, rest) if rest else {}
        return {form: asked[form] if one is None else one for form, one in known.items()}

    def _known_values(
        self, form: str, ids: Collection[int], paths: Sequence[str]
    ) -> Mapping[int, Mapping[str, Any]] | None:
        if not ids or not self._knows(form, ids):
            return None
        known = {one: self._known[form][one].values for one in ids}
        read = all(path in values for values in known.values() for path in paths)
        return known if read else None

    def sources(
        self, form: str, sub: str | None, records: Collection[int], paths: Collection[str]
    ) -> Mapping[Key, Values]:
        return sources_of(self._app, form, sub, records, paths)

    def taken(
        self, form: str, scope: str, key: str, keys: Collection[int], paths: Sequence[str]
    ) -> Mapping[int, tuple[Any, ...]]:
        return taken_of(get_plan(self._app, form), scope, key, keys, paths)

    def taken_beside(
        self, link: str, keys: Collection[int], sources: Sequence[str]
    ) -> Mapping[int, tuple[Any, ...]]:
        form, _, name = link.partition(".")
        target = find_form(self._app, form)
        plan = plan_of(target) if target is not None else None
        found = next((one for one in plan.document.links if one.id == name), None) if plan else None
        if plan is None or found is None or found.shares is None:
            return {}
        own = {source: path for path, source in found.shares.fields.items()}
        paths = [found.quantity, *(own[source] for source in sources)]
        return taken_of(plan, found.scope, found.key, keys, paths)

    def balances(
        self, ledger: str, keys: Sequence[Mapping[str, Any]]
    ) -> Sequence[Mapping[str, Decimal]]:
        return ports.ledgers().amounts(self._app, ledger, keys)

    def narrowed(
        self, ledger: str, measure: str, keys: Sequence[Mapping[str, Any]], where: Condition
    ) -> Sequence[Decimal]:
        dimensions = list(keys[0])
        wanted = [tuple(key[one] for one in dimensions) for key in keys]
        known = [one for one in wanted if None not in one]
        query = FigureQuery(ledger, measure, dimensions, known, where)
        try:
            access = system_access(self._actor, ledger)
            found = ports.ledgers().figures(self._app, query, access=access) if known else {}
        except NotFound:
            return [Decimal(0)] * len(keys)
        return [Decimal(str(found.get(one, 0))) for one in wanted]

    def members(
        self, given: Collection[Pointer], *, departments: Sequence[str], roles: Sequence[str]
    ) -> Mapping[Pointer, int]:
        org, workspace = ports.org(), self._app.workspace_id
        numbers = _numbers(given)
        allowed = set(org.active(workspace, sorted(set(numbers.values()))))
        if departments or roles:
            allowed &= {
                *org.in_departments(workspace, departments),
                *org.in_roles(workspace, roles),
            }
        return {one: number for one, number in numbers.items() if number in allowed}

    def departments(self, given: Collection[Pointer]) -> Mapping[Pointer, int]:
        numbers = _numbers(given)
        unknown = {one for one in numbers.values() if one not in self._departments}
        if unknown:
            there = ports.org().department_names(sorted(unknown))
            self._departments.update((one, one in there) for one in unknown)
        return {one: number for one, number in numbers.items() if self._departments[number]}

    def main_department(self) -> int | None:
        return main_department(self._actor)

    def files(self, given: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
        return files_for(self._app, self._actor, given, everything=self._everything)

    def _knows(self, form: str, ids: Collection[int]) -> bool:
        known = self._known.get(form)
        return known is not None and all(one in known for one in ids)

    def _access(self, form: str) -> Access | None:
        """None when the actor may do nothing there; then only what is kept can be named."""
        if self._everything:
            return system_access(self._actor, form)
        try:
            return ports.permissions().access(self._actor, self._app, form)
        except NotFound:
            return None

    def _rows(self, access: Access, source: Source) -> tuple[str, list[Any]]:
        if access.everything:
            return "1=1", []
        return either(access, access.with_action("view"), source.operand)


def _ask(questions: Sequence[Statement | None]) -> None:
    asked = [one for one in questions if one is not None]
    if asked:
        send(asked)


def pointers_in(
    plan: Plan, many: Sequence[Mapping[str, Any]], kinds: tuple[type[str] | type[int], ...]
) -> dict[str, set[Pointer]]:
    """Form → its records that these values, as given, name in these ways."""
    found: dict[str, set[Pointer]] = {}
    for path, config in plan.fields.items():
        if type_of(config).link == "record":
            sub, _, column = path.rpartition(".")
            lines = chain.from_iterable(_lines(given, sub) for given in many) if sub else many
            named = (line.get(column) for line in lines)
            pointers = found.setdefault(str(getattr(config, "form", "")), set())
            pointers.update(one for one in named if isinstance(one, kinds))
    return {form: pointers for form, pointers in found.items() if pointers}


def _lines(given: Mapping[str, Any], sub: str) -> Iterator[Mapping[str, Any]]:
    """What is no list of lines is complained about later."""
    lines = given.get(sub)
    if isinstance(lines, list):
        yield from (line for line in lines if isinstance(line, dict))


def main_department(actor: Actor) -> int | None:
    """Asked of the organisation only when there is a choice."""
    if len(actor.department_ids) < 2:
        return next(iter(actor.department_ids), None)
    return next(iter(ports.org().departments_of(actor.member_id)), None)


def _numbers(given: Collection[Pointer]) -> dict[Pointer, int]:
    """Of public ids of people and departments; what no id can be is left out."""
    texts = {one: str(one) for one in given}
    return {
        one: int(text)
        for one, text in texts.items()
        if text.isascii() and text.isdigit() and len(text) < 19
    }


def _in(column: str, values: Sequence[Any]) -> str:
    return f"{column} IN ({', '.join(['%s'] * len(values))})" if values else "1=0"
