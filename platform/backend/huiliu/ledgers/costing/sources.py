"""Finds the entries that new ones return: the goods of a delivery line that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from huiliu.core.errors import RuleRefused
from huiliu.ledgers import entry_store
from huiliu.ledgers.entries import NewEntry, SourceLine
from huiliu.ledgers.entry_store import LiveEntry
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Unfit
from huiliu.ledgers.storage import LedgerStorage

_BEFORE = (
    {
        "zh-CN": "退货日期不能早于来源单据日期 {date}",
        "en": "A return cannot be dated before what it returns: {date}",
    },
    {
        "zh-CN": "退货日期不能早于来源单据日期",
        "en": "A return cannot be dated before what it returns",
    },
)
_MISSING = {
    "zh-CN": "来源单据没有可退回的流水",
    "en": "The source has no entry that could be returned",
}


def with_sources(plan: LedgerPlan, entries: list[NewEntry]) -> list[NewEntry]:
    """The entries, each knowing the number of the one it returns. Raises Unfit with
    ``RETURN_BEFORE_SOURCE``, RuleRefused with ``SOURCE_NOT_POSTED``."""
    if plan.storage.cost is None or not any(entry.returns for entry in entries):
        return entries
    read: dict[tuple[str, int], list[LiveEntry]] = {}
    found: list[NewEntry] = []
    for entry in entries:
        line, facts = entry.returns, entry.facts
        if line is None or facts is None:
            found.append(entry)
            continue
        place = line.form, line.record
        if place not in read:
            read[place] = entry_store.live_entries(plan.storage, *place)
        source = _source(plan, entry, line, read[place])
        found.append(replace(entry, facts=replace(facts, source=source)))
    return found


def _source(plan: LedgerPlan, entry: NewEntry, line: SourceLine, there: Sequence[LiveEntry]) -> int:
    storage = plan.storage
    quantity = _quantity(storage)
    opposite = [
        one
        for one in there
        if one.amounts[quantity] * entry.amounts[quantity] < 0
        and (one.line == line.row if line.row is not None else _same_pool(storage, one, entry))
    ]
    if not opposite:
        raise RuleRefused("SOURCE_NOT_POSTED", _MISSING)
    if opposite[0].date > entry.date:
        day = opposite[0].date.isoformat()
        raise Unfit(plan, [*plan.document.dimension], "RETURN_BEFORE_SOURCE", *_BEFORE, date=day)
    return opposite[0].id


def _quantity(storage: LedgerStorage) -> int:
    assert storage.cost is not None
    return storage.measure_columns.index(storage.cost.quantity)


def _same_pool(storage: LedgerStorage, one: LiveEntry, entry: NewEntry) -> bool:
    assert storage.cost is not None
    places = [storage.key_columns.index(column) for column in storage.cost.scope]
    return all(one.key[place] == entry.key[place] for place in places)
