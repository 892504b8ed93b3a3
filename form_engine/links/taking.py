"""What a document takes of its sources, and whether that is still there.

Sums are always made anew from the approved documents, while the source is locked: so what is kept
on the source can never drift away from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from form_engine.link_document import Link
from form_engine.links.catalog import links_of
from form_engine.links.sight import seen_title, sees
from form_engine.plan import Plan
from form_engine.queries.sources import sources_of, taken_of
from form_engine.resolve import Key, Values
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, RuleRefused
from huiliu.core.expressions.formula import FormulaError, parse
from huiliu.core.expressions.results import fitted
from huiliu.core.expressions.values import plain
from huiliu.core.paths import env_of
from huiliu.core.records import Record

_ZERO = Decimal(0)
_WORDS = {
    "zh-CN": "{source} 可执行数量不足：上限 {limit}，已执行 {taken}，本次 {quantity}，超出 {over}",
    "en": "{source} has not so much left: at most {limit}, already taken {taken}, now {quantity},"
    " {over} too much",
}
_UNSEEN = {
    "zh-CN": "超出来源单据的可执行数量",
    "en": "More than the source has left",
}


@dataclass
class Taken:
    """By one document of one source. ``wheres``: the places of its quantities in the document."""

    key: Key
    quantity: Decimal = _ZERO
    wheres: list[str] = field(default_factory=list)


def taken_by(link: Link, values: Values) -> dict[Key, Taken]:
    """What a document with these values takes, by source."""
    found: dict[Key, Taken] = {}
    for place, row in _rows(link, values):
        record = (values if "." not in link.record else row).get(_column(link.record))
        number = row.get(_column(link.row)) if link.row else None
        if record is None or (link.row and number is None):
            continue
        key = (record, None if number is None else int(number))
        one = found.setdefault(key, Taken(key))
        if link.quantity != link.record:
            one.quantity += row.get(_column(link.quantity)) or _ZERO
        one.wheres.append(f"{place}{_column(link.quantity)}")
    return found


Others = dict[str, dict[Key, Decimal]]
"""By link: what other approved documents took of the sources of one."""


def require_room(plan: Plan, record: Record, actor: Actor) -> Others:
    """Raises the link's own RuleRefused when a document takes more than its sources have left."""
    found: Others = {}
    for linked in links_of(plan):
        link = linked.link
        own = taken_by(link, record.values)
        if not own or (link.limit is None and link.into is None):
            continue
        found[link.id] = others_took(plan, record, link, own)
        if link.limit is not None:
            _require(record, link, own, found[link.id], actor)
    return found


def _require(
    record: Record, link: Link, own: dict[Key, Taken], others: dict[Key, Decimal], actor: Actor
) -> None:
    formula = parse(link.limit or "")
    sources = sources_of(record.app, link.form, link.lines, {k[0] for k in own}, formula.refs)
    env = env_of(actor)
    short: list[tuple[Taken, dict[str, Decimal]]] = []
    for key, one in own.items():
        limit = limit_of(formula.run(sources.get(key, {}).get, env))
        before = others.get(key, _ZERO)
        total = before + one.quantity
        if (one.quantity > 0 and total > limit) or (one.quantity < 0 and total < 0):
            over = total - limit if one.quantity > 0 else -total
            numbers = {"limit": limit, "taken": before, "quantity": one.quantity, "over": over}
            short.append((one, numbers))
    if short:
        raise _refusal(record, link, short, actor)


def others_took(
    plan: Plan, record: Record, link: Link, own: dict[Key, Taken]
) -> dict[Key, Decimal]:
    """What all other approved documents took of the same sources."""
    numbers = {number_of(key): key for key in own}
    found = taken_of(plan, link.scope, link.key, numbers, [link.quantity], but=record.id)
    return {numbers[number]: sums[0] for number, sums in found.items()}


def number_of(key: Key) -> int:
    return key[0] if key[1] is None else key[1]


def limit_of(value: Any) -> Decimal:
    """A formula that fails leaves nothing to take."""
    found = fitted(value, "number", 6)
    return _ZERO if found is None or isinstance(found, FormulaError) else found  # type: ignore[return-value]


def _refusal(
    record: Record, link: Link, short: list[tuple[Taken, dict[str, Decimal]]], actor: Actor
) -> RuleRefused:
    """Who may not see what is left of the source is told that it is too much, not by how much."""
    code = link.refused.code if link.refused else "OVER_SOURCE"
    words = link.refused.message if link.refused else _WORDS
    read = parse(link.limit or "").refs | ({link.into} if link.into else set())
    told = [one for one in short if sees(record.app, link.form, one[0].key[0], read, actor)]
    if len(told) < len(short):
        words = _UNSEEN
    fields: dict[str, list[FieldError]] = {}
    for one, numbers in short:
        data = {} if words is _UNSEEN else _data(record.app, link, one, numbers, actor)
        for where in one.wheres:
            fields.setdefault(where, []).append(FieldError(code, words, data))
    data = {} if words is _UNSEEN else _data(record.app, link, *short[0], actor)
    return RuleRefused(code, words, fields=fields, **data)


def _data(
    app: AppRef, link: Link, one: Taken, numbers: dict[str, Decimal], actor: Actor
) -> dict[str, str]:
    shown = {name: plain(number) for name, number in numbers.items()}
    return {**shown, "source": seen_title(app, link.form, one.key[0], actor)}


def _rows(link: Link, values: Values) -> Iterator[tuple[str, Values]]:
    if not link.scope:
        yield "", values
        return
    for position, row in enumerate(values.get(link.scope) or ()):
        yield f"{link.scope}.{position}.", row


def _column(path: str | None) -> str:
    return (path or "").rpartition(".")[2]
