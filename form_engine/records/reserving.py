"""Ids for a new record and the rows of its subforms, before they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from form_engine.plan import Plan
from form_engine.records.statements import statements_of
from huiliu.core import ddl
from huiliu.core.pending import Asked

_RESERVE = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
_MOST_AHEAD = 1000


class Reserved:
    """Asked for with whatever is sent next, so as soon as one knows how many there will be. Ids
    that are not taken are lost, as those of a transaction that rolls back are."""

    def __init__(self, plan: Plan, counts: Mapping[str, int]) -> None:
        """``counts``: subform → number of its rows."""
        self.counts = counts
        statements = statements_of(plan)
        tables = [(statements.table, 1)]
        tables += [(statements.subforms[sub].table, n) for sub, n in counts.items()]
        each = [_RESERVE] * len(tables)
        self._asked = Asked(" UNION ALL ".join(each), [one for pair in tables for one in pair])

    def ids(self) -> tuple[int, dict[str, list[int]]]:
        """Of the record, and of the rows of each subform."""
        numbers: Iterator[int] = (row[0] for row in self._asked.rows())
        own = next(numbers)
        return own, {sub: [next(numbers) for _ in range(n)] for sub, n in self.counts.items()}


def reserve(plan: Plan, many: Sequence[Mapping[str, Any]]) -> Reserved | None:
    """For one record that may be held back. Its values are as given, and not yet looked at."""
    if len(many) != 1 or not ddl.is_postgresql():
        return None
    counts = rows_of(plan, many[0])
    return Reserved(plan, counts) if sum(counts.values()) <= _MOST_AHEAD else None


def rows_of(plan: Plan, values: Mapping[str, Any]) -> dict[str, int]:
    found = {sub: values.get(sub) for sub in plan.storage.subforms}
    return {sub: len(rows) for sub, rows in found.items() if isinstance(rows, list) and rows}
