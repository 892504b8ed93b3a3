"""Checks over several measures or ledgers, judged on what the transaction leaves behind.

Two transactions may lower one sum through different rows, which no row lock keeps apart: so every
key that is to be judged has a lock of its own, taken in order before any balance is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.ledgers.check_plan import CheckPlan, Key, TermPlan
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.plan import AppPlan
from huiliu.ledgers.shortage import Short, Shortage, Summed, Where
from huiliu.ledgers.storage import NOTHING


def lock(
    plan: AppPlan,
    deltas: Mapping[int, Deltas],
    bounding: Iterable[tuple[CheckPlan, Key]] = (),
) -> None:
    """Only what lowers a sum has to wait: what raises it can break nothing. ``bounding``: sums that
    something is about to be kept within."""
    if not plan.checks or not ddl.is_postgresql():
        return
    wanted = {_number(c, key) for c, lowered in _lowered(plan, deltas) for key in lowered}
    locks = sorted(wanted | {_number(check, key) for check, key in bounding})
    if locks:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) k", [locks])


def require(plan: AppPlan, deltas: Mapping[int, Deltas]) -> None:
    """Raises Short with the check."""
    for check, lowered in _lowered(plan, deltas):
        found = sums(check, sorted(lowered))
        short = {key: total for key, total in found.items() if total < check.low}
        if short:
            raise _short(plan, check, deltas, short, lowered)


def total(check: CheckPlan, key: Key, deltas: Mapping[int, Deltas]) -> int:
    """What the sum of a key will be after the transaction, as far as it knows by now."""
    changes = (
        term.sign * amounts[term.measure]
        for term, touched, amounts in _touched(check, deltas)
        if touched == key
    )
    return sums(check, [key])[key] + sum(changes)


def _lowered(
    plan: AppPlan, deltas: Mapping[int, Deltas]
) -> Iterator[tuple[CheckPlan, dict[Key, int]]]:
    """Each check with the keys whose sum this transaction makes less, and by how much."""
    for check in plan.checks:
        if not check.check.refuses:
            continue
        changes: dict[Key, int] = {}
        for term, key, amounts in _touched(check, deltas):
            changes[key] = changes.get(key, 0) + term.sign * amounts[term.measure]
        lowered = {key: change for key, change in changes.items() if change < 0}
        if lowered:
            yield check, lowered


def _touched(
    check: CheckPlan, deltas: Mapping[int, Deltas]
) -> Iterator[tuple[TermPlan, Key, tuple[int, ...]]]:
    for term in check.terms:
        for full, amounts in deltas[term.ledger].by_key.items() if term.ledger in deltas else ():
            key = term.key_of(full)
            if key is not None:
                yield term, key, amounts


def _number(check: CheckPlan, key: Key) -> int:
    """The same in every process."""
    text = repr((check.owner, check.check.id, *map(str, key)))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def sums(check: CheckPlan, keys: list[Key]) -> dict[Key, int]:
    """What the terms add up to now, scaled."""
    width = len(check.check.by)
    names = [f"k{n}" for n in range(width)]
    parts, values = [], list[Any]()
    for term in check.terms:
        sql, own = _term_sql(term, names, keys)
        parts.append(sql)
        values += own
    cast = "::bigint" if ddl.is_postgresql() else ""
    sql = (
        f"SELECT {', '.join(names)}, SUM(a){cast} FROM ({' UNION ALL '.join(parts)}) q"  # noqa: S608
        f" GROUP BY {', '.join(names)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = {tuple(row[:width]): int(row[width]) for row in cursor.fetchall()}
    return {key: found.get(key, 0) for key in keys}


def _term_sql(term: TermPlan, names: list[str], keys: Iterable[Key]) -> tuple[str, list[Any]]:
    columns = [term.storage.dimensions[place].column for place in term.by]
    selected = ", ".join(f'"{c}" AS {name}' for c, name in zip(columns, names, strict=True))
    sign = "" if term.sign > 0 else "-"
    amount = term.storage.measures[term.measure].column
    one = f"({', '.join(['%s'] * len(columns))})"
    rows = list(keys)
    where = f"({ddl.names(columns)}) IN (VALUES {', '.join([one] * len(rows))})"
    values = [part for key in rows for part in key]
    for place in term.empty:
        dimension = term.storage.dimensions[place]
        where += f' AND "{dimension.column}" = %s'
        values.append(NOTHING[dimension.kind])
    table = ddl.qualified(term.storage.balances)
    sql = f'SELECT {selected}, {sign}"{amount}" AS a FROM {table} WHERE {where}'  # noqa: S608
    return sql, values


def _short(
    plan: AppPlan,
    check: CheckPlan,
    deltas: Mapping[int, Deltas],
    short: Mapping[Key, int],
    lowered: Mapping[Key, int],
) -> Short:
    ledgers = {ledger.id: ledger for ledger in plan.ledgers}
    owner = ledgers[check.owner]
    found = [
        Shortage(
            check.check,
            check.full_key(owner.storage, key),
            check.scale,
            check.low,
            current=total - lowered[key],
            required=-lowered[key],
            of=tuple(
                Summed(ledgers[term.ledger], term.measure, term.by, key, term.empty)
                for term in check.terms
            ),
            wheres=_wheres(check, deltas, key),
            named_by=_named_by(check, deltas, key),
            held_in=tuple(
                Summed(ledgers[term.ledger], term.measure, term.by, key, term.empty)
                for term in check.terms
                if term.sign < 0
            ),
        )
        for key, total in sorted(short.items())
    ]
    return Short(owner, found)


def _wheres(check: CheckPlan, deltas: Mapping[int, Deltas], key: Key) -> tuple[Where, ...]:
    """The values of the record that take part, each once."""
    found: dict[Where, None] = {}
    for term in check.terms:
        one = deltas.get(term.ledger)
        for full, wheres in one.wheres.items() if one else ():
            if term.key_of(full) == key:
                found.update(dict.fromkeys(wheres))
    return tuple(found)


def _named_by(
    check: CheckPlan, deltas: Mapping[int, Deltas], key: Key
) -> frozenset[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for term in check.terms:
        one = deltas.get(term.ledger)
        for full, records in one.named_by.items() if one else ():
            if term.key_of(full) == key:
                found |= records
    return frozenset(found)
