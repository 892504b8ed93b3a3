"""A sheet as text, as banks and payment services hand them out: CSV in any usual encoding, or a
statement in a format of banks."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from form_engine.exchange import bank_files
from form_engine.exchange.errors import BadWorkbook, WorkbookTooHeavy, WorkbookTooLarge

MOST_BYTES = 50 * 1024 * 1024
_DELIMITERS = ",\t;"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_rows(path: Path, rows: int, columns: int) -> Iterator[tuple[int, list[str | None]]]:
    """Each row that says anything, with its number; at most so many rows and columns."""
    try:
        for number, cells in enumerate(_cells(path), 1):
            row = _trimmed(cells)
            if row and (number > rows or len(row) > columns):
                raise WorkbookTooLarge(rows=str(rows - 1), columns=str(columns))
            if row:
                yield number, row
    except csv.Error:
        raise BadWorkbook from None


def _cells(path: Path) -> Iterable[Sequence[str | None]]:
    if bank_files.is_xml(path):
        return bank_files.camt_rows(path)
    text = decoded(path)
    if bank_files.is_mt940(text):
        return bank_files.mt940_rows(text)
    return csv.reader(io.StringIO(text), delimiter=_delimiter(text))


def decoded(path: Path) -> str:
    """By its mark; else UTF-8 if that is what it is, else GB18030, of which GBK is a part."""
    if path.stat().st_size > MOST_BYTES:
        raise WorkbookTooHeavy
    given = path.read_bytes()
    marked = [name for mark, name in _MARKS if given.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            text = given.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadWorkbook


def _delimiter(text: str) -> str:
    """What its first lines have most of."""
    counts = Counter(one for one in text[:20_000] if one in _DELIMITERS)
    return max(_DELIMITERS, key=lambda one: counts[one])


def _trimmed(cells: Iterable[str | None]) -> list[str | None]:
    found: list[str | None] = [(cell or "").strip() or None for cell in cells]
    while found and found[-1] is None:
        found.pop()
    return found
