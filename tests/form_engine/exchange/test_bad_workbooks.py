"""A file that is no workbook, or one made to fill the memory, is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from form_engine.exchange.errors import BadWorkbook, WorkbookTooHeavy, WorkbookTooLarge
from form_engine.exchange.sheet import Limits, open_sheet
from tests.support.sheets import workbook


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(4):
            packed.writestr(f"xl/{number}.xml", b"0" * 1024 * 1024)
    with pytest.raises(WorkbookTooHeavy), open_sheet(bomb, Limits(unpacked_megabytes=3)):
        pass


def test_a_workbook_that_fills_the_memory_ends_in_the_child(tmp_path: Path) -> None:
    """500 kB with one cell of 120 MB."""
    path, heavy = workbook(tmp_path, ["单号"]), tmp_path / "heavy.xlsx"
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    start += b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    end = b"</t></is></c></row></sheetData></worksheet>"
    with (
        zipfile.ZipFile(path) as good,
        zipfile.ZipFile(heavy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for entry in good.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            bomb = start + b"x" * 120_000_000 + end
            packed.writestr(entry.filename, bomb if is_sheet else good.read(entry))
    with pytest.raises(WorkbookTooHeavy), open_sheet(heavy, Limits(memory_megabytes=100)):
        pass


def test_a_sheet_that_unpacks_to_too_much_text_ends_in_the_child(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[["x" * 30_000] for _ in range(1500)])
    with pytest.raises(WorkbookTooHeavy), open_sheet(path, Limits(memory_megabytes=40)):
        pass


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    text, empty = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    text.write_bytes(b"no zip at all")
    with zipfile.ZipFile(empty, "w") as packed:
        packed.writestr("hello.txt", "no sheet")
    for path in (text, empty):
        with pytest.raises(BadWorkbook), open_sheet(path):
            pass


def test_too_many_rows_or_columns_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[["a", "b"]] * 5)
    for limits in (Limits(rows=4), Limits(columns=1)):
        with pytest.raises(WorkbookTooLarge), open_sheet(path, limits):
            pass
