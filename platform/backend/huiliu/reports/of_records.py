"""The lines of a report over records: one each, with figures of ledgers for all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from huiliu.core import ports
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound, TooLarge
from huiliu.core.figures import FigureQuery, Key
from huiliu.core.paths import Reader
from huiliu.core.records import Record
from huiliu.reports.asked import Cells
from huiliu.reports.document import Figure, Rows
from huiliu.reports.sight import Sight

MOST_ROWS = 20_000
"""Records of one run: what one process may hold at once."""


def lines(sight: Sight, rows: Rows, given: Cells) -> Iterator[tuple[Record, Cells]]:
    """What is read, before any formula."""
    records = _records(sight, rows)
    readers = sight.plan.read.readers(records) if records else []
    figures = {
        one.id: _figures(sight, one.figure, readers, given)
        for one in sight.plan.document.columns
        if one.figure is not None and one.id in sight.columns
    }
    for reader in readers:
        yield reader.record, _read(sight, reader, figures)


def _records(sight: Sight, rows: Rows) -> list[Record]:
    parts: list[Condition | Term] = [rows.filter] if rows.filter is not None else []
    if sight.plan.form.is_document:
        parts.append(Term(field="$state", op="eq", value="approved"))
    found = ports.records().find(
        sight.plan.app,
        rows.form,
        Condition(cond=tuple(parts)),
        access=sight.access,
        limit=MOST_ROWS + 1,
    )
    if len(found) > MOST_ROWS:
        raise TooLarge(limit=str(MOST_ROWS))
    return found


def _read(
    sight: Sight, reader: Reader, figures: Mapping[str, Mapping[Key, Decimal | date]]
) -> Cells:
    cells: Cells = {}
    for one in sight.plan.document.columns:
        if one.id not in sight.columns:
            continue
        if one.field is not None:
            cells[one.id] = reader.at_record(one.field)
        elif one.figure is not None:
            cells[one.id] = _figure(one.figure, reader, figures[one.id])
    return cells


def _figures(
    sight: Sight, figure: Figure, readers: Sequence[Reader], given: Cells
) -> Mapping[Key, Decimal | date]:
    query = FigureQuery(
        figure.ledger,
        figure.measure,
        [*figure.by],
        [key for one in readers if (key := _key(figure, one)) is not None],
        figure.where,
        figure.postings,
        given["$from"] if figure.over == "period" else None,
        given["$to"] if figure.over != "now" else None,
        figure.part,
    )
    try:
        access = sight.ledger_access(figure.ledger)
    except NotFound:
        return {}
    found = ports.ledgers().figures(sight.plan.app, query, access=access)
    return {key: _signed(figure, amount) for key, amount in found.items()}


def _key(figure: Figure, reader: Reader) -> Key | None:
    """None for a row that lacks a part of it."""
    key = tuple(reader.at_record(path) for path in figure.by.values())
    return None if any(part in (None, "") for part in key) else key


def _signed(figure: Figure, amount: Decimal | date) -> Decimal | date:
    return -amount if figure.negate and isinstance(amount, Decimal) else amount


def _figure(
    figure: Figure, reader: Reader, found: Mapping[Key, Decimal | date]
) -> Decimal | date | None:
    key = _key(figure, reader)
    if key is None:
        return None
    return found.get(key, None if figure.part == "first" else Decimal(0))
