"""Cells are read as they are meant, whoever wrote the file."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from form_engine.exchange.sheet import open_sheet


def test_a_sheet_is_read_as_openpyxl_reads_it(tmp_path: Path) -> None:
    """But for plain cells, which are read faster: in every shape that Excel writes them in."""
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [
        ["编号", "  名称 ", None, "a\nb", ""],
        [1, 1.0, 1.1, 0.1 + 0.2, 1e20, 1e-7, 123456789012345678, True, False, "#N/A", 1234.5],
        [date(2026, 10, 1), datetime(2026, 10, 1, 8, 30), time(8, 30), timedelta(hours=30), 45000],
        [None, None],
        [None, "末行"],
    ]
    for row in rows:
        book.active.append(row)
    book.active["E3"].number_format = "yyyy-mm-dd"
    book.active["K2"].number_format = "#,##0.00"
    path = tmp_path / "kinds.xlsx"
    book.save(path)
    with open_sheet(path) as opened:
        found = [(row.number, row.cells) for row in opened.rows]
    assert found == [
        (1, ["编号", "名称", None, "a\nb"]),
        (2, ["1", "1", "1.1", "0.3", "100000000000000000000", "0.0000001", "123456789012346000",
             "true", "false", "#N/A", "1234.5"]),
        (3, ["2026-10-01", "2026-10-01T08:30:00", "08:30:00", "1 day, 6:00:00", "2023-03-15"]),
        (5, [None, "末行"]),
    ]  # fmt: skip


SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2"><c r="AB2" t="inlineStr"><is><t> 远 </t></is></c>
<c r="B2" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c></row>
<row><c><v>007</v></c><c t="s"><v>0</v></c><c t="str"><f>1</f><v>算</v></c><c t="e"><v>#REF!</v></c>
<c/><c t="b"><v>1</v></c><c><v>-5</v></c><c t="s"/></row></sheetData></worksheet>"""


def test_cells_that_others_write_are_read_too(tmp_path: Path) -> None:
    """Without places, out of their order, with formatted text."""
    path, odd = tmp_path / "good.xlsx", tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "共享")
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(odd, "w") as packed:
        for entry in good.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            packed.writestr(entry.filename, SHEET if is_sheet else good.read(entry))
    with open_sheet(odd) as opened:
        found = [(row.number, row.cells) for row in opened.rows]
    assert found == [
        (2, [None, "富文本", *[None] * 25, "远"]),
        (3, ["7", "共享", "算", "#REF!", None, "true", "-5"]),
    ]
