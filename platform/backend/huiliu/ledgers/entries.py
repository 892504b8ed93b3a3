"""What one record means for one ledger: the entries it should have. Computes, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiliu.core.actor import Actor
from huiliu.core.exact import to_scaled
from huiliu.core.expressions.formula import Env, Formula, FormulaError
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import Get, Reader, env_of, is_true
from huiliu.core.records import Record
from huiliu.ledgers import finding
from huiliu.ledgers.allotted import Order
from huiliu.ledgers.costing.moves import Facts
from huiliu.ledgers.document import LIMIT
from huiliu.ledgers.plan import Allotting, LedgerPlan, Rule
from huiliu.ledgers.shortage import Unfit
from huiliu.ledgers.storage import NOTHING, LedgerStorage, MeasureColumn

_FORMULA = {
    "zh-CN": "台账“{ledger}”的“{measure}”无法计算：{error}",
    "en": 'The ledger "{ledger}" cannot compute "{measure}": {error}',
}
_FORMULA_SOMEWHERE = {
    "zh-CN": "此单据不能记账：台账公式出错",
    "en": "This cannot be posted: the formula of a ledger fails",
}
_AMOUNT_SOMEWHERE = {
    "zh-CN": "此单据不能记账：台账数值过大",
    "en": "This cannot be posted: an amount is too large for a ledger",
}
_AMOUNT = {
    "zh-CN": "台账“{ledger}”的“{measure}”数值过大",
    "en": 'An amount of "{measure}" is too large for the ledger "{ledger}"',
}


@dataclass(frozen=True)
class SourceLine:
    """The line of another document that an entry returns; without a row, all of it."""

    form: str
    record: int
    row: int | None


@dataclass(frozen=True)
class Allot:
    """How an entry is split: in which order, or as which line was. Without either its part of the
    key stays as it is."""

    by: Allotting
    order: Order | None = None
    of: SourceLine | None = None


@dataclass(frozen=True)
class NewEntry:
    """An entry to be. ``key`` and ``amounts`` are in column order; ``where`` is the path of the
    value that a refusal should point at."""

    posting: str
    line: int | None
    date: date
    key: tuple[Any, ...]
    amounts: tuple[int, ...]
    where: str = ""
    facts: Facts | None = None
    """How a costed ledger values it; its amount of value is still to come."""
    returns: SourceLine | None = None
    allot: Allot | None = None
    source: int | None = None
    """Where nothing is costed: the entry of which it returns a part."""


Read = Callable[[], Reader]
"""Reads a record once, for all ledgers that ask."""


def entries_of(
    plan: LedgerPlan,
    record: Record,
    events: frozenset[str],
    actor: Actor,
    read: Read | None = None,
) -> list[NewEntry]:
    """What the rules for these events (``approved``, ``saved``) say about the record now."""
    if not rules_for(plan, record.form, events):
        return []
    reader = plan.paths[record.form].reader(record) if read is None else read()
    return entries_read(plan, reader, events, actor)


def rules_for(plan: LedgerPlan, form: str, events: frozenset[str]) -> list[Rule]:
    return [r for r in plan.rules.get(form, ()) if r.posting.event in events]


Complete = Callable[[LedgerStorage, Rule, tuple[Any, ...], Get], tuple[Any, ...]]
"""Puts into a key what balances tell."""


@dataclass(frozen=True)
class _World:
    """What an entry depends on besides its record and its rule."""

    env: Env
    actor: Actor
    complete: Complete


def entries_read(
    plan: LedgerPlan,
    reader: Reader,
    events: frozenset[str],
    actor: Actor,
    complete: Complete = finding.complete,
) -> list[NewEntry]:
    """The same of a record that is read together with others."""
    world = _World(env_of(actor), actor, complete)
    found: list[NewEntry] = []
    for rule in rules_for(plan, reader.record.form, events):
        each = rule.posting.each
        if each is None:
            found += _each(plan, rule, reader.at_record, world, None, "")
            continue
        for position, row in enumerate(reader.rows(each)):
            get = reader.at_row(each, row)
            where = _where(rule, each, position)
            found += _each(plan, rule, get, world, row.get("$row"), where)
    return found


def _each(
    plan: LedgerPlan, rule: Rule, get: Get, world: _World, line: int | None, where: str
) -> Iterator[NewEntry]:
    """One entry, or one for each item of a list."""
    path = rule.posting.items
    if path is None:
        yield from _entry(plan, rule, get, world, line, where)
        return
    column = path.rpartition(".")[2]
    place = f"{'.'.join(where.split('.')[:2])}.{column}" if where else column
    for item in get(path) or ():
        yield from _entry(plan, rule, _with_item(get, path, item), world, line, place)


def _with_item(get: Get, path: str, item: Any) -> Get:
    return lambda asked: item if asked == path else get(asked)


def _entry(
    plan: LedgerPlan,
    rule: Rule,
    get: Get,
    world: _World,
    line: int | None,
    where: str,
) -> Iterator[NewEntry]:
    env, actor, when = world.env, world.actor, rule.posting.when
    if when is not None and not is_true(when, get, actor, env):
        return
    columns = zip(plan.storage.measures, rule.measures, strict=True)
    amounts = tuple(_amount(plan, column, formula, get, env) for column, formula in columns)
    if not any(amounts):
        return
    facts = _facts(plan, rule, amounts, get, env)
    if facts is not None and (value := plan.storage.value_place) is not None:
        amounts = tuple(0 if n == value else amount for n, amount in enumerate(amounts))
    parts = zip(plan.storage.dimensions, rule.dimensions, strict=True)
    key = tuple(finding.key_part(column, _first(get, paths)) for column, paths in parts)
    if rule.found:
        key = world.complete(plan.storage, rule, key, get)
    day, returns = _day(get(rule.posting.date), env), _source_line(rule, get)
    allot = _allot(plan, rule.allotting, key, get, actor, env) if rule.allotting else None
    yield NewEntry(rule.posting.id, line, day, key, amounts, where, facts, returns, allot)


def _allot(
    plan: LedgerPlan, by: Allotting, key: tuple[Any, ...], get: Get, actor: Actor, env: Env
) -> Allot:
    if by.spec.of is not None:
        return Allot(by, of=_line_at(by.source_form, by.spec.of.record, by.spec.of.row, get))
    is_given = key[by.place] != NOTHING[plan.storage.dimensions[by.place].kind]
    for order in () if is_given else by.spec.first:
        if order.when is None or is_true(order.when, get, actor, env):
            return Allot(by, order)
    return Allot(by)


def _first(get: Get, paths: tuple[str, ...]) -> Any:
    for path in paths:
        value = get(path)
        if value is not None and value != "":
            return value
    return None


def _facts(
    plan: LedgerPlan, rule: Rule, amounts: tuple[int, ...], get: Get, env: Env
) -> Facts | None:
    """The design's rule, or: what its formula gives, else the method."""
    place = plan.storage.value_place
    if place is None:
        return None
    cost = rule.posting.cost
    given = "method" if rule.measures[place] is None else "given"
    weight = _amount(plan, plan.storage.measures[place], rule.share, get, env, scale=6)
    kind = cost.rule if cost else given
    return Facts(kind, amounts[place], weight, None, rule.feeds, rule.by_row)


def _source_line(rule: Rule, get: Get) -> SourceLine | None:
    cost = rule.posting.cost
    if cost is None or cost.record is None:
        return None
    return _line_at(rule.source_form, cost.record, cost.row, get)


def _line_at(form: str, record_path: str, row_path: str | None, get: Get) -> SourceLine | None:
    record = get(record_path)
    if not isinstance(record, int):
        return None
    row = get(row_path) if row_path else None
    return SourceLine(form, record, None if row is None else int(row))


def _amount(
    plan: LedgerPlan,
    column: MeasureColumn,
    formula: Formula | None,
    get: Get,
    env: Env,
    scale: int | None = None,
) -> int:
    if formula is None:
        return 0
    scale = column.scale if scale is None else scale
    value = fitted(formula.run(get, env), "number", scale)
    if value is None:
        return 0
    if isinstance(value, FormulaError):
        words = _FORMULA, _FORMULA_SOMEWHERE
        raise Unfit(plan, [column.id], "LEDGER_FORMULA", *words, error=value.code)
    amount = to_scaled(value, scale)  # type: ignore[arg-type] # "number" gives decimals
    if abs(amount) > LIMIT:
        raise too_large(plan, column)
    return amount


def too_large(plan: LedgerPlan, column: MeasureColumn) -> Unfit:
    return Unfit(plan, [column.id], "LEDGER_AMOUNT", _AMOUNT, _AMOUNT_SOMEWHERE)


def _day(value: Any, env: Env) -> date:
    """A document without a date counts on the day it is posted."""
    if isinstance(value, datetime):
        return value.astimezone(env.now.tzinfo).date()
    return value if isinstance(value, date) else env.today


def _where(rule: Rule, each: str, position: int) -> str:
    """``lines.2.qty``: the first column of the row that the first measure reads."""
    for formula in rule.measures:
        for path in sorted(formula.refs) if formula else ():
            first, _, column = path.partition(".")
            if first == each and column:
                return f"{each}.{position}.{column}"
    return f"{each}.{position}"
