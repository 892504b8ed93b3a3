"""Records as a workbook: what this reader may see of them, in a shape that can be imported again.

Texts are written as texts, so a cell that begins with ``=`` is never a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from form_engine.catalog import get_plan
from form_engine.exchange.layout import SheetColumn, columns_out
from form_engine.planning.scope import NO_TITLES
from form_engine.queries.listing import Page, Query, query
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.errors import FieldError, Forbidden, TooLarge, ValidationFailed
from huiliu.core.records import Values

PAGE = 500
MOST_ROWS = 500_000
_EXACT_DIGITS = 15
"""What a number in a sheet can hold; longer ones are written as text."""


def export(
    app: AppRef,
    form: str,
    into: Path,
    *,
    access: Access,
    asked: Query = Query(),  # noqa: B008
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Writes the records that fulfil the query, and returns how many. ``asked.fields`` None: all
    fields, with the rows of subforms."""
    access = _exporting(access)
    plan = get_plan(app, form)
    visible = [path for path in plan.fields if access.may_see(path)]
    wanted = _chosen(visible, asked.fields)
    language = access.actor.language
    columns = columns_out(plan, wanted, language)
    fields = tuple(dict.fromkeys(column.path for column in columns))
    asked = replace(asked, fields=fields, limit=PAGE, cursor=None, count=False)
    with _open(into) as book:
        writer = _Writer(book, columns, language, ZoneInfo(access.actor.time_zone))
        done = 0
        for page in _pages(app, form, asked, access):
            for record, item in zip(page.records, page.items, strict=True):
                writer.write(record.values, item["values"])
            done += len(page.items)
            progress(done)
    return done


def _exporting(access: Access) -> Access:
    """Only what a grant lets them see *and* take out."""
    if access.everything:
        return access
    grants = tuple(g for g in access.grants if {"view", "export"} <= g.actions)
    if not grants:
        raise Forbidden
    return replace(access, grants=grants)


def _chosen(visible: Sequence[str], fields: Sequence[str] | None) -> set[str]:
    """A subform stands for its columns. What is hidden does not exist."""
    if fields is None:
        return set(visible)
    unknown = [path for path in fields if path not in visible]
    if unknown:
        raise ValidationFailed(fields={path: [FieldError("unknown_field")] for path in unknown})
    return {path for path in visible if path in fields or path.partition(".")[0] in fields}


def _pages(app: AppRef, form: str, asked: Query, access: Access) -> Iterator[Page]:
    page = query(app, form, asked, access=access)
    yield page
    while page.next is not None:
        page = query(app, form, replace(asked, cursor=page.next), access=access)
        yield page


def _open(into: Path) -> Any:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    return xlsxwriter.Workbook(str(into), options)


@dataclass
class _Writer:
    """One sheet, row by row. A record takes as many rows as its longest subform; its own values
    stand in the first of them."""

    book: Any
    columns: Sequence[SheetColumn]
    language: str
    zone: ZoneInfo

    def __post_init__(self) -> None:
        self.sheet = self.book.add_worksheet()
        self.row = 1
        self._formats = {one.position: self._format(one) for one in self.columns}
        head = self.book.add_format({"bold": True, "bg_color": "#F2F4F7", "bottom": 1})
        self.sheet.freeze_panes(1, 0)
        for column in self.columns:
            self.sheet.set_column(column.position, column.position, 16)
            self.sheet.write_string(0, column.position, column.header, head)

    def write(self, values: Mapping[str, Any], wire: Mapping[str, Any]) -> None:
        """``wire`` has only what may be seen, ``values`` the typed values behind it."""
        own = [column for column in self.columns if not column.subform]
        subforms = dict.fromkeys(column.subform for column in self.columns if column.subform)
        height = max([len(wire.get(sub) or ()) for sub in subforms], default=0)
        if self.row + height > MOST_ROWS:
            raise TooLarge(limit=str(MOST_ROWS))
        for offset in range(max(height, 1)):
            if offset == 0:
                self._cells(own, values, wire)
            for sub in subforms:
                lines = wire.get(sub) or ()
                if offset < len(lines):
                    mine = [column for column in self.columns if column.subform == sub]
                    self._cells(mine, values[sub][offset], lines[offset])
            self.row += 1

    def _cells(
        self, columns: Sequence[SheetColumn], values: Values | Mapping[str, Any], wire: Any
    ) -> None:
        for column in columns:
            key = column.config.id
            if wire.get(key) is not None:
                self._cell(column, values[key], wire[key])

    def _cell(self, column: SheetColumn, value: Any, wire: Any) -> None:
        row, position, style = self.row, column.position, self._formats[column.position]
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT_DIGITS:
            self.sheet.write_number(row, position, value, style)
        elif isinstance(value, datetime):
            local = value.astimezone(self.zone).replace(tzinfo=None)
            self.sheet.write_datetime(row, position, local, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, position, value, style)
        else:
            self.sheet.write_string(row, position, self._text(column, value, wire))

    def _text(self, column: SheetColumn, value: Any, wire: Any) -> str:
        if column.kind.link is not None and isinstance(wire, dict):
            return str(wire.get("title") or wire.get("name") or "")
        if isinstance(value, Decimal):
            return format(value, "f")
        return column.kind.show(value, column.config, self.language, NO_TITLES)[:32_767]

    def _format(self, column: SheetColumn) -> Any:
        storage = column.kind.storage(column.config)
        match storage[0] if storage is not None else "":
            case "scaled":
                return self.book.add_format(
                    {"num_format": column.kind.number_format(column.config)}
                )
            case "date":
                return self.book.add_format({"num_format": "yyyy-mm-dd"})
            case "datetime":
                return self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
            case _:
                return None
