"""Columns that the question for ids carries along, and what the answer says of each record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_engine.moments import outgoing
from form_engine.planning.ahead import Ahead
from form_engine.queries.far_values import typed
from form_engine.queries.paths import Source
from form_engine.queries.rights import vendor
from huiliu.core.expressions.sql import where


@dataclass(frozen=True, slots=True)
class Known:
    """Of one record: its values by path, and the places of the filters it fulfils."""

    values: Mapping[str, Any]
    fulfils: frozenset[int]


class Reading:
    """Paths into subforms are left out: they are many values, and asked for alone."""

    def __init__(self, source: Source, ahead: Ahead, current: Mapping[str, Any]) -> None:
        operands = [(path, source.operand(path)) for path in ahead.paths]
        self._operands = [(path, one) for path, one in operands if one.wrap is None]
        columns = [operand.sql for _, operand in self._operands]
        self.args: list[Any] = []
        for condition in ahead.filters:
            text, args = where(condition, source.operand, current, vendor())
            columns.append(f"CASE WHEN {text} THEN 1 ELSE 0 END")
            self.args += outgoing(args)
        self.columns = "".join(f", {column}" for column in columns)

    def known(self, row: Sequence[Any]) -> Known:
        values = {
            path: typed(value, operand)
            for (path, operand), value in zip(self._operands, row, strict=False)
        }
        answers = row[len(self._operands) :]
        return Known(values, frozenset(n for n, answer in enumerate(answers) if answer))
