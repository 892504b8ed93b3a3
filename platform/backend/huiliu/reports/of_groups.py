"""The lines of a report over groups: documents of several forms, or their rows, added up by what
they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.forms import published_shapes
from huiliu.reports.asked import Cells
from huiliu.reports.document import Groups, Source
from huiliu.reports.sight import Sight

Group = dict[str, Any]


def lines(sight: Sight, rows: Groups, by: Sequence[str], given: Cells) -> Iterator[Cells]:
    """Totals for each different value of the keys ``by``, in no order."""
    wanted = _shown_totals(sight)
    found: dict[tuple[Any, ...], dict[str, Decimal]] = {}
    for source in rows.groups:
        for group in _totals(sight, source, by, wanted, given):
            sums = found.setdefault(tuple(group[source.keys[one]] for one in by), {})
            for name in wanted:
                amount = group[name] or Decimal(0)
                sums[name] = sums.get(name, Decimal(0)) + (-amount if source.minus else amount)
    for key, sums in found.items():
        yield _cells(sight, dict(zip(by, key, strict=True)), sums)


def nothing(sight: Sight) -> Cells:
    """The line of no documents at all."""
    return _cells(sight, {}, {})


def _shown_totals(sight: Sight) -> list[str]:
    columns = sight.plan.document.columns
    shown = [one.total for one in columns if one.total is not None and one.id in sight.columns]
    return [*dict.fromkeys(shown)]


def _totals(
    sight: Sight, source: Source, by: Sequence[str], wanted: Sequence[str], given: Cells
) -> list[Group]:
    access = (
        system_access(sight.actor, source.form)
        if sight.access.everything
        else ports.permissions().access(sight.actor, sight.plan.app, source.form)
    )
    return ports.records().totals(
        sight.plan.app,
        source.form,
        Condition(cond=tuple(_where(sight, source, given))),
        [source.keys[one] for one in by],
        {name: ("sum", source.totals[name]) for name in wanted},
        access=access,
    )


def _where(sight: Sight, source: Source, given: Cells) -> Iterator[Condition | Term]:
    if source.where is not None:
        yield source.where
    shape = published_shapes(sight.plan.app)(source.form)
    if shape is not None and shape.is_document:
        yield Term(field="$state", op="eq", value="approved")
    if source.date is not None:
        for day, op in ((given["$from"], "gte"), (given["$to"], "lte")):
            if day is not None:
                yield Term(field=source.date, op=op, value=day.isoformat())  # type: ignore[arg-type]


def _cells(sight: Sight, keys: Group, sums: dict[str, Decimal]) -> Cells:
    cells: Cells = {}
    for one in sight.plan.document.columns:
        if one.id not in sight.columns:
            continue
        if one.key is not None:
            cells[one.id] = keys.get(one.key)
        elif one.total is not None:
            cells[one.id] = sums.get(one.total, Decimal(0))
    return cells
