"""Reads one workbook and writes its first sheet as JSON lines; runs alone, under limits.

Started by ``sheet.py`` as a process of its own: a workbook is a zip full of XML from a stranger,
and what a parser does with a bad one (hang, fill the memory, abort) must not happen to the server.
It imports nothing of ours. Arguments: workbook, output, megabytes of memory, seconds of CPU, most
rows, most columns.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROW, VALUE, INLINE, TEXT = (f"{SHEET}{tag}" for tag in ("row", "v", "is", "t"))
TOO_MANY_ROWS, TOO_MANY_COLUMNS, UNREADABLE, TOO_HEAVY = 3, 4, 5, 6


def main(workbook: str, output: str, megabytes: int, seconds: int, rows: int, columns: int) -> int:
    import openpyxl

    limit(megabytes, seconds)
    try:
        with open(workbook, "rb") as given, open(output, "w", encoding="utf-8") as out:
            book = openpyxl.load_workbook(given, read_only=True, data_only=True, keep_links=False)
            for number, row in rows_of(book):
                cells = trimmed(row)
                if number > rows and cells:
                    return TOO_MANY_ROWS
                if len(cells) > columns:
                    return TOO_MANY_COLUMNS
                if cells:
                    out.write(json.dumps([number, cells], ensure_ascii=False) + "\n")
    except MemoryError:
        return TOO_HEAVY
    except OSError as error:
        return TOO_HEAVY if error.errno == errno.EFBIG else UNREADABLE
    except Exception as error:
        print(f"{type(error).__name__}: {error}"[:500], file=sys.stderr)
        return UNREADABLE
    return 0


def limit(megabytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the parent's clock still ends it
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def rows_of(book: Any) -> Iterator[tuple[int, list[str | None]]]:
    """The first sheet, each row with its number: as openpyxl reads it, but for what takes most of
    the time, plain cells, which are read here."""
    from xml.etree.ElementTree import iterparse

    sheet = book.worksheets[0]
    parser = parser_of(book, sheet)
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag == ROW:
                parser.row_counter = number_of(element, parser.row_counter + 1)
                parser.col_counter = 0
                yield parser.row_counter, cells_of(element, parser)
                element.clear()


def parser_of(book: Any, sheet: Any) -> Any:
    from openpyxl.worksheet._reader import WorkSheetParser

    return WorkSheetParser(
        None,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def number_of(row: Any, following: int) -> int:
    number = row.get("r")
    return following if number is None else int(float(number))


def cells_of(row: Any, parser: Any) -> list[str | None]:
    found: list[str | None] = []
    for cell in row:
        place = cell.get("r")
        column = parser.col_counter + 1 if place is None else column_of(place)
        said = plain_cell(cell, parser)
        value = text(parser.parse_cell(cell)["value"]) if said is None else said or None
        parser.col_counter = column
        while len(found) < column:
            found.append(None)
        found[column - 1] = value
    return found


def plain_cell(cell: Any, parser: Any) -> str | None:
    """What a cell with a text or a bare number says; None: it has to be looked at more closely."""
    kind = cell.get("t", "n")
    if kind == "s":
        index = cell.findtext(VALUE)
        return str(parser.shared_strings[int(index)]).strip() if index else ""
    if kind == "inlineStr":
        inside = cell.find(INLINE)
        if inside is None or len(inside) != 1 or inside[0].tag != TEXT:
            return None
        return (inside[0].text or "").strip()
    if kind != "n" or int(cell.get("s", 0)) in parser.date_formats:
        return None
    number = cell.findtext(VALUE)
    if not number:
        return ""
    return number if len(number) <= 15 and number.isdigit() and number[0] != "0" else None


@lru_cache(maxsize=1024)
def letters_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_of(place: str) -> int:
    """``AB12`` → 28."""
    return letters_number(place.rstrip("0123456789"))


def trimmed(cells: list[str | None]) -> list[str | None]:
    """Without the empty ones at the end."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def text(cell: Any) -> str | None:
    """What the cell says, as a person would have typed it: numbers with the 15 digits Excel has."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return plain(cell)
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time(0)
        return cell.date().isoformat() if at_midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip() or None


def plain(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    from decimal import Decimal

    return format(Decimal(f"{number:.15g}"), "f")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:7])))
