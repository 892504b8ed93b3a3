"""Writes what the functions declare to where others read it: the reference page and the browser's
catalogue. Run ``python -m huiliu.core.expressions.catalogue`` after changing a function."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from huiliu.core.expressions.functions import Function, all_functions

_PLATFORM = Path(__file__).resolve().parents[4]
PAGE = _PLATFORM / "docs" / "reference" / "formulas.md"
JSON = _PLATFORM / "web" / "src" / "core" / "formula" / "catalogue.json"

_GROUPS: Mapping[str, str] = {
    "math": "Numbers 数学",
    "logic": "Logic 逻辑",
    "text": "Text 文本",
    "date": "Dates 日期",
}
_INTRODUCTION = """# Formulas

Generated from the functions in `huiliu/core/expressions/functions/`; do not edit.

Excel's syntax. Fields stand in braces: `{qty}`, `{lines.qty}`, `{product.purchase_price}`. Inside a
subform column `{lines.qty}` is this row's value, outside it is the list of all rows' values.

- Operators, the strongest first: `%`, sign, `^`, `* /`, `+ -`, `&`, `= <> < > <= >=`. `==` and `!=`
  are understood. Texts stand in `"…"`; a doubled quote is a quote. Names are not case-sensitive.
- Full-width signs `（），＋－×÷＝＞＜≥≤≠％“”` count as ASCII outside texts.
- Numbers are decimal with 34 digits: `0.1+0.2` is `0.3`. `ROUND`, `TEXT` and fields round half up.
- Empty is 0 in arithmetic, the empty text in texts, FALSE in tests, and before every date.
- A date plus a number is a date, a date minus a date is a number of days; with an empty side the
  result is empty. A text like `2026-10-15` counts as a date. Moments are seen in the user's zone.
- Errors are values: `#DIV0`, `#VALUE`, `#NUM` (too large, out of range), `#NA` (nothing matches).
  `IFERROR` catches them, `ISERROR` asks for them, everything else passes them on.
- Limits: 4,000 characters, 64 levels, 2,000 parts; a text result has at most 20,000 characters.
"""


def as_json() -> str:
    functions = [_entry(function) for function in all_functions()]
    return json.dumps(functions, ensure_ascii=False, indent=1) + "\n"


def as_markdown() -> str:
    parts = [_INTRODUCTION]
    for group, title in _GROUPS.items():
        rows = [_row(function) for function in all_functions() if function.group == group]
        head = "| function | meaning | 含义 | example |\n|---|---|---|---|"
        parts.append(f"## {title}\n\n{head}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def write() -> None:
    PAGE.write_text(as_markdown(), "utf-8")
    JSON.write_text(as_json(), "utf-8")


def _entry(function: Function) -> dict[str, object]:
    return {
        "name": function.name,
        "group": function.group,
        "least": function.least,
        "most": function.most,
        "pairs": function.pairs,
        "words": dict(function.words),
        "arguments": dict(function.arguments),
        "samples": [list(sample) for sample in function.samples],
    }


def _row(function: Function) -> str:
    call = f"`{function.name}({function.arguments.get('en', '')})`"
    samples = " · ".join(f"`{formula}` → `{result}`" for formula, result in function.samples)
    cells = [call, function.words["en"], function.words["zh-CN"], samples]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    write()
