"""What one document means in accounts: the lines its rules ask for. Computes, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from huiliu.core.actor import Actor
from huiliu.core.exact import CONTEXT, round_half_up, to_scaled
from huiliu.core.expressions.formula import Env, Formula, FormulaError
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import Get, Reader, env_of, is_true
from huiliu.core.records import Record
from huiliu.journal import refusal
from huiliu.journal.plan import EntryPlan, RulePlan
from huiliu.journal.rule_document import AtPath, ByTable, Posted

SCALE = 2
FACTOR = 6
"""Decimals of what an amount is multiplied by, as those of a rate."""
MOST = 10**17
"""The greatest amount of a line in cents: sums of many stay within 64 bits."""
Account = str | int
"""A code, or the internal id of a record of the chart."""
Auxiliaries = tuple[tuple[str, Any], ...]
"""Auxiliary and value, in the order of the auxiliaries' ids, without empty ones."""
Amounts = Callable[[Posted, int | None], Decimal]
"""What the document posted: of the row of this id, or (None) of all."""


@dataclass(frozen=True)
class Line:
    """One line of a voucher to be, in cents."""

    account: Account
    auxiliaries: Auxiliaries
    summary: str
    debit: int
    credit: int


@dataclass(frozen=True)
class Wanted:
    """The voucher that a rule wants for a document. Without lines there is none."""

    rule: RulePlan
    date: date
    summary: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _At:
    """Where an entry is worked out: the record or one of its rows."""

    get: Get
    row: int | None
    env: Env
    actor: Actor
    posted: Amounts


def wanted(
    rule: RulePlan, record: Record, reader: Reader, posted: Amounts, actor: Actor
) -> Wanted | None:
    """None where the rule's condition does not hold."""
    env = env_of(actor)
    here = _At(reader.at_record, None, env, actor, posted)
    when = rule.document.when
    if when is not None and not is_true(when, here.get, actor, env):
        return None
    summary = _text(rule, rule.summary, here)
    lines = [line for one in rule.entries for line in _lines(rule, one, reader, here, summary)]
    return Wanted(
        rule,
        _day(here.get(rule.document.date), env),
        summary,
        tuple(merged(lines) if rule.document.merge else lines),
    )


def merged(lines: list[Line]) -> list[Line]:
    """Lines that differ in nothing but their amount become one, at the place of the first. What
    adds up to nothing is left out."""
    found: dict[Any, Line] = {}
    for line in lines:
        key = (line.account, line.auxiliaries, line.summary, bool(line.debit))
        had = found.get(key)
        found[key] = (
            line
            if had is None
            else replace(had, debit=had.debit + line.debit, credit=had.credit + line.credit)
        )
    return [line for line in found.values() if line.debit or line.credit]


def _lines(
    rule: RulePlan, one: EntryPlan, reader: Reader, here: _At, summary: str
) -> Iterator[Line]:
    each = one.entry.each
    if each is None:
        yield from _line(rule, one, here, summary)
        return
    for row in reader.rows(each):
        at = replace(here, get=reader.at_row(each, row), row=row.get("$row"))
        yield from _line(rule, one, at, summary)


def _line(rule: RulePlan, one: EntryPlan, at: _At, summary: str) -> Iterator[Line]:
    entry = one.entry
    if entry.when is not None and not is_true(entry.when, at.get, at.actor, at.env):
        return
    amount = _amount(rule, one, at)
    if not amount and entry.skip_zero:
        return
    debit, credit = (amount, 0) if entry.side == "debit" else (0, amount)
    own = _text(rule, one.summary, at) if one.summary else summary
    yield Line(_account(rule, one, at), _auxiliaries(one, at), own, debit, credit)


def _amount(rule: RulePlan, one: EntryPlan, at: _At) -> int:
    if isinstance(one.entry.amount, Posted):
        value = at.posted(one.entry.amount, at.row)
        value = -value if one.entry.amount.negate else value
        if one.amount is not None:
            value = _times(value, _number(rule, one.amount, at, FACTOR))
    else:
        assert one.amount is not None
        value = _number(rule, one.amount, at, SCALE)
    amount = to_scaled(value, SCALE)
    if abs(amount) > MOST:
        raise refusal.formula(rule, "#NUM!")
    return amount


def _times(value: Decimal, factor: Decimal) -> Decimal:
    return round_half_up(CONTEXT.multiply(value, factor), SCALE)


def _number(rule: RulePlan, formula: Formula, at: _At, scale: int) -> Decimal:
    result = fitted(formula.run(at.get, at.env), "number", scale)
    if isinstance(result, FormulaError):
        raise refusal.formula(rule, result.code)
    return result if isinstance(result, Decimal) else Decimal(0)


def _account(rule: RulePlan, one: EntryPlan, at: _At) -> Account:
    match one.entry.account:
        case str(code):
            return code
        case AtPath(path=path):
            found = at.get(path)
        case ByTable(by=path, codes=codes, otherwise=otherwise):
            found = codes.get(_word(at.get(path)), otherwise)
        case _:
            assert one.account is not None
            found = fitted(one.account.run(at.get, at.env), "text")
    if isinstance(found, bool) or not isinstance(found, str | int) or not found:
        raise refusal.no_account(rule, "")
    return found


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value or "")


def _auxiliaries(one: EntryPlan, at: _At) -> Auxiliaries:
    found = ((id_, at.get(path)) for id_, path in sorted(one.entry.auxiliaries.items()))
    return tuple((id_, value) for id_, value in found if value not in (None, ""))


def _text(rule: RulePlan, formula: Formula | None, at: _At) -> str:
    if formula is None:
        return ""
    found = fitted(formula.run(at.get, at.env), "text")
    if isinstance(found, FormulaError):
        raise refusal.formula(rule, found.code)
    return str(found or "")[:200]


def _day(value: Any, env: Env) -> date:
    """A document without a date counts on the day it is vouchered."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else env.today
