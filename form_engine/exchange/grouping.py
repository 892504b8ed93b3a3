"""Rows of a sheet become records: the lines of one document stand in consecutive rows.

A row goes on with the record above when it says nothing about the record itself, or the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from form_engine.exchange.layout import SheetColumn
from form_engine.exchange.sheet import SheetRow
from huiliu.core.errors import FieldError


@dataclass
class SheetRecord:
    """One record to be: its rows in the sheet, and what is given for each path."""

    rows: list[SheetRow]
    main: list[str | None]
    given: dict[str, Any] = field(default_factory=dict)
    line_rows: dict[str, list[int]] = field(default_factory=dict)
    """Per subform, the number of the sheet's row that each line came from."""
    wrong: dict[str, FieldError] = field(default_factory=dict)


def records_of(
    rows: Iterable[SheetRow], columns: Sequence[SheetColumn], zone: tzinfo
) -> Iterator[SheetRecord]:
    own = [column for column in columns if not column.subform]
    lines = [column for column in columns if column.subform]
    own_places = [column.position for column in own]
    line_places = [column.position for column in lines]
    main = _readers(own, zone)
    subforms = {
        sub: _readers([one for one in lines if one.subform == sub], zone)
        for sub in dict.fromkeys(one.subform for one in lines)
    }
    current: SheetRecord | None = None
    for row in rows:
        if current is not None and lines and _goes_on(row, own_places, line_places, current):
            current.rows.append(row)
        else:
            if current is not None:
                yield current
            current = SheetRecord([row], _cells(row, own_places))
            _fill(current.given, row, main)
            current.wrong |= {
                one.path: row.wrong[one.position] for one in own if one.position in row.wrong
            }
        _add_lines(current, row, subforms)
    if current is not None:
        yield current


def _goes_on(row: SheetRow, own: Sequence[int], lines: Sequence[int], current: SheetRecord) -> bool:
    if not any(_cells(row, lines)):
        return False
    main = _cells(row, own)
    return not any(main) or main == current.main


def _cells(row: SheetRow, places: Sequence[int]) -> list[str | None]:
    cells = row.cells
    width = len(cells)
    return [cells[place] if place < width else None for place in places]


def _add_lines(
    record: SheetRecord, row: SheetRow, subforms: Mapping[str, Sequence[_Reader]]
) -> None:
    for subform, readers in subforms.items():
        line: dict[str, Any] = {}
        _fill(line, row, readers)
        if line:
            record.given.setdefault(subform, []).append(line)
            record.line_rows.setdefault(subform, []).append(row.number)


_Reader = tuple[int, str, Callable[[str], Any]]
"""The place of a column, its field, and what a text in it means."""


def _readers(columns: Sequence[SheetColumn], zone: tzinfo) -> list[_Reader]:
    def reading(column: SheetColumn) -> Callable[[str], Any]:
        read_text, config = column.kind.read_text, column.config
        return lambda text: read_text(text, config, zone)

    return [(column.position, column.config.id, reading(column)) for column in columns]


def _fill(into: dict[str, Any], row: SheetRow, readers: Iterable[_Reader]) -> None:
    """An empty cell says nothing: the default applies."""
    cells = row.cells
    width = len(cells)
    for position, field_id, read in readers:
        text = cells[position] if position < width else None
        if text is not None:
            into[field_id] = read(text)
