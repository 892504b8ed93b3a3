"""What can be wrong with a sheet as a whole, and with one cell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from huiliu.core.errors import FieldError, HuiliuError


class BadWorkbook(HuiliuError):
    code, status = "bad_workbook", 422
    words = {
        "zh-CN": "无法读取此文件，请上传 Excel（.xlsx）、CSV 或银行对账文件（MT940、CAMT.053）。",
        "en": "This file cannot be read. Please upload an Excel workbook (.xlsx), a CSV file or"
        " a bank statement (MT940, CAMT.053).",
    }


class WorkbookTooLarge(HuiliuError):
    code, status = "workbook_too_large", 413
    words = {
        "zh-CN": "表格过大：最多 {rows} 行、{columns} 列。",
        "en": "The sheet is too large: at most {rows} rows and {columns} columns.",
    }


class WorkbookTooHeavy(HuiliuError):
    """It unpacks to far more than it should, or took too long."""

    code, status = "workbook_too_heavy", 413
    words = {
        "zh-CN": "文件内容过于复杂，请另存为新的 .xlsx 文件后重试。",
        "en": "The file is too complex. Save it as a new .xlsx workbook and try again.",
    }


class SeveralAccounts(HuiliuError):
    code, status = "several_accounts", 422
    words = {
        "zh-CN": "对账文件中有多个账户，请分别导出后逐个导入。",
        "en": "The statement is of several accounts. Please import them one at a time.",
    }


class UnknownColumns(HuiliuError):
    code, status = "unknown_columns", 422
    words = {
        "zh-CN": "表头中有无法识别的列：{columns}",
        "en": "The header has columns that are not in the form: {columns}",
    }


class NothingToImport(HuiliuError):
    code, status = "nothing_to_import", 422
    words = {"zh-CN": "表格中没有可导入的数据。", "en": "There is nothing to import in the sheet."}


@dataclass(frozen=True)
class CellError:
    """``cell`` is ``C5``, or ``5`` for the whole row; ``column`` is the header above it."""

    cell: str
    row: int
    column: str
    error: FieldError
    words: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, language: str) -> dict[str, str | int]:
        told = self.error.as_json(language)
        return {
            "cell": self.cell,
            "row": self.row,
            "column": self.column,
            "code": told["code"],
            "message": told["message"],
        }
