"""Reports for the other engines: the ``reports`` port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.expressions.values import FormulaError
from huiliu.core.forms import LINE_RECORD
from huiliu.reports.asked import Asked
from huiliu.reports.running import Line, run


class ReportRunner:
    """``ports.Reports``."""

    def lines(
        self, app: AppRef, report: str, *, actor: Actor, given: Mapping[str, str], everything: bool
    ) -> list[dict[str, Any]]:
        ran = run(app, report, actor, Asked(parameters=given), everything=everything)
        return [_values(line) for line in ran.lines]


def _values(line: Line) -> dict[str, Any]:
    """Without what could not be worked out: it reads as empty."""
    cells = {id_: value for id_, value in line.cells.items() if not id_.startswith("$")}
    found = {k: v for k, v in cells.items() if not isinstance(v, FormulaError)}
    return {**found, LINE_RECORD: line.record.id if line.record is not None else None}
