"""The first sheet of a workbook as rows of text, read by a child process under limits."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from form_engine.exchange.errors import BadWorkbook, WorkbookTooHeavy, WorkbookTooLarge
from form_engine.exchange.sheet_child import TOO_MANY_COLUMNS, TOO_MANY_ROWS, UNREADABLE
from form_engine.exchange.text_sheet import text_rows
from huiliu.core.errors import FieldError

_CHILD = Path(__file__).with_name("sheet_child.py")


@dataclass(frozen=True)
class Limits:
    rows: int = 50_001
    """With the header."""
    columns: int = 200
    unpacked_megabytes: int = 300
    memory_megabytes: int = 1024
    seconds: int = 120


@dataclass(frozen=True)
class SheetRow:
    """``number`` as Excel shows it. A cell beyond the last one is empty."""

    number: int
    cells: list[str | None]
    wrong: Mapping[int, FieldError] = field(default_factory=dict)
    """By the place of the cell: what was found before its text was looked at."""

    def cell(self, column: int) -> str | None:
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class OpenSheet:
    """The rows that have anything in them, the header first; ``count`` is without it."""

    rows: Iterator[SheetRow]
    count: int


@contextmanager
def open_sheet(
    workbook: Path, limits: Limits = Limits(), *, is_text: bool = False
) -> Iterator[OpenSheet]:
    """Raises BadWorkbook, WorkbookTooLarge or WorkbookTooHeavy before the first row. ``is_text``:
    it is no workbook but comma separated."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "rows"
        if is_text:
            _read_text(workbook, lines, limits)
        else:
            _require_light(workbook, limits)
            _read_in_child(workbook, lines, limits)
        with lines.open("rb") as counted:
            count = sum(1 for _ in counted)
        with lines.open("rb") as rows:
            yield OpenSheet((SheetRow(*orjson.loads(line)) for line in rows), max(count - 1, 0))


def _read_text(given: Path, lines: Path, limits: Limits) -> None:
    with lines.open("wb") as out:
        for row in text_rows(given, limits.rows, limits.columns):
            out.write(orjson.dumps(row) + b"\n")


def _require_light(workbook: Path, limits: Limits) -> None:
    """A zip bomb says itself what it unpacks to; one that lies meets the child's limits."""
    try:
        with zipfile.ZipFile(workbook) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        raise BadWorkbook from None
    if size > limits.unpacked_megabytes * 1024 * 1024:
        raise WorkbookTooHeavy


def _read_in_child(workbook: Path, lines: Path, limits: Limits) -> None:
    given = (limits.memory_megabytes, limits.seconds, limits.rows, limits.columns)
    command = [sys.executable, "-I", str(_CHILD), str(workbook), str(lines), *map(str, given)]
    try:
        done = subprocess.run(
            command,
            timeout=limits.seconds + 10,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WorkbookTooHeavy from None
    match done.returncode:
        case 0:
            return
        case code if code in (TOO_MANY_ROWS, TOO_MANY_COLUMNS):
            raise WorkbookTooLarge(rows=str(limits.rows - 1), columns=str(limits.columns))
        case code if code == UNREADABLE:
            raise BadWorkbook
        case _:
            raise WorkbookTooHeavy
