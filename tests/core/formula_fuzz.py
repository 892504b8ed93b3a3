"""Random formulas from a seed, and what the two engines make of them.

By hand: ``python -m tests.core.formula_fuzz 1000000 7`` (how many, seed)."""

from __future__ import annotations

import importlib.resources
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from huiliu.core.expressions.formula import Env, FormulaSyntax, Value, parse, show
from huiliu.core.expressions.functions import all_functions

WEB = Path(__file__).resolve().parents[2] / "platform" / "web"
TWIN = Path(__file__).with_name("formula_twin.mjs")
VECTORS: dict[str, Any] = json.loads(
    importlib.resources.files("huiliu.core.expressions").joinpath("vectors.json").read_text("utf-8")
)
WORLD = {key: VECTORS[key] for key in ("today", "now", "offset", "member", "fields")}
_NUMBERS = [
    *"0 1 2 3 4 7 12 100 .5 0.1 0.2 0.3 1.005 2.675 99.99 33.333 2.5 0.5 1e30 1e-20".split(),  # noqa: SIM905
    *["1234567.891", "0.00001", "1e308", "1e999", "1e-400", "123456789012345678901234567890"],
    *["0.1234567890123456789012345678901234567", "10000000000000000000000000000000005"],
]
_TEXTS = ["", "abc", "中文字符", "12", "1.50", "-3.2", " 4 ", "TRUE", "false", "2024-02-29",
          "2023-12-31", "2026-10-15T08:00:00Z", "2024-13-01", "𠮷野家𠮷", 'x"y', "²", "１２", "12%",
          "1,234.5", "a-b-a", "  a  b ", ">2", "<>a", "<=2026-01-01", "ß", "é", "D", "m", "Y",
          "￥𐀀", "\n"]  # fmt: skip
_FORMATS = ["0", "0.00", "#,##0.00", "0.0%", "¥0.##", "0000", "yyyy-MM-dd", "yyyy年m月d日", "#,##0",
            "yy/M/d H:m:s", "hh:mm:ss", "HH点mm分", "#", "abc"]  # fmt: skip
_SIGNS = [
    " + ",
    "-",
    "*",
    "/",
    "^",
    "&",
    "=",
    "<>",
    "<",
    ">",
    "<=",
    ">=",
    "＋",
    "×",
    "÷",
    "≥",
    "==",
]


class Generator:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._functions = list(all_functions())

    def formula(self, depth: int) -> str:
        kind = self._random.random()
        if depth <= 0 or kind < 0.22:
            return self._leaf()
        if kind < 0.55:
            inner = self.formula(depth - 1) + self._pick(_SIGNS) + self.formula(depth - 1)
            return f"({inner})" if self._random.random() < 0.8 else inner
        if kind < 0.6:
            return "-" + self.formula(depth - 1)
        if kind < 0.63:
            return self.formula(depth - 1) + "%"
        if kind < 0.635:
            return self._broken(depth)
        return self._call(depth)

    def _pick(self, choices: Sequence[str]) -> str:
        return self._random.choice(choices)

    def _leaf(self) -> str:
        kind = self._random.random()
        if kind < 0.3:
            return self._pick(_NUMBERS)
        if kind < 0.55:
            digits = self._random.randint(0, 6)
            return f"{Decimal(self._random.randint(0, 10**10)).scaleb(-digits):f}"
        if kind < 0.65:
            return _quoted(self._pick(_TEXTS))
        if kind < 0.8:
            return self._pick(["{a}", "{b}", "{c}", "{product.price}", "{n}"])
        if kind < 0.94:
            return "{" + self._pick(sorted(WORLD["fields"])) + "}"
        return self._pick(["TRUE", "FALSE", "today()", "NOW()", "CURRENTUSER()"])

    def _call(self, depth: int) -> str:
        function = self._random.choice(self._functions)
        most = function.most if function.most is not None else function.least + 3
        count = self._random.randint(function.least, most)
        if function.pairs and count % 2:
            count += 1
        arguments = [self.formula(depth - 1) for _ in range(count)]
        self._likely(function.name, arguments)
        return f"{function.name}({','.join(arguments)})"

    def _likely(self, name: str, arguments: list[str]) -> None:
        """Arguments that get past the first check, most of the time."""
        if self._random.random() < 0.3 or not arguments:
            return
        if name == "TEXT":
            arguments[1] = _quoted(self._pick(_FORMATS))
        elif name.startswith("ROUND") and len(arguments) > 1:
            arguments[1] = str(self._random.randint(-4, 8))
        elif name in ("YEAR", "MONTH", "DAY", "DATEDIF", "DAYS", "EDATE", "EOMONTH", "WEEKDAY"):
            arguments[0] = self._pick(["{d}", "{m}", "TODAY()", '"2026-10-31"', "{lines.day}"])
            if name in ("DATEDIF", "DAYS"):
                arguments[1] = self._pick(["{m}", "TODAY()", '"2028-02-29"', "{c}"])
            elif len(arguments) > 1:
                arguments[1] = str(self._random.randint(-30, 30))
        elif name in ("SUMIF", "COUNTIF"):
            arguments[0] = self._pick(["{lines.qty}", "{lines.name}", "{lines.day}"])
            arguments[1] = self._pick(['">1"', '"<>a"', "2.5", '"<=2026-01-01"', '"a"', '"=3"'])
        elif name in ("LARGE", "SMALL", "REPT", "LEFT", "RIGHT") and len(arguments) > 1:
            arguments[1] = str(self._random.randint(-1, 5))
        elif name == "MID":
            arguments[1:] = [str(self._random.randint(0, 4)), str(self._random.randint(0, 4))]

    def _broken(self, depth: int) -> str:
        text = self.formula(depth - 1)
        cut = self._random.randint(0, len(text))
        return (
            text[:cut]
            + self._pick(["", "(", ")", ",", "'", '"', "{", "}", "%", "#", "X"])
            + (text[cut + 1 :])
        )


def formulas(count: int, seed: int) -> list[str]:
    generator = Generator(seed)
    return [generator.formula(1 + index % 4) for index in range(count)]


def by_python(given: Sequence[str]) -> list[str]:
    zone = timezone(timedelta(minutes=WORLD["offset"]))
    now = datetime.fromisoformat(WORLD["now"]).astimezone(zone)
    env = Env(date.fromisoformat(WORLD["today"]), now, WORLD["member"])
    fields = {name: typed(value) for name, value in WORLD["fields"].items()}
    return [_result(formula, fields, env) for formula in given]


def by_typescript(given: Sequence[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        question, answer = Path(folder) / "in.json", Path(folder) / "out.json"
        question.write_text(json.dumps({**WORLD, "formulas": list(given)}), "utf-8")
        subprocess.run(["node", TWIN, WEB, question, answer], check=True, timeout=300)
        return json.loads(answer.read_text("utf-8"))  # type: ignore[no-any-return]


def mismatches(count: int, seed: int) -> list[tuple[str, str, str]]:
    given = formulas(count, seed)
    both = zip(given, by_python(given), by_typescript(given), strict=True)
    return [(formula, ours, theirs) for formula, ours, theirs in both if ours != theirs]


def typed(value: Any) -> Value:
    if isinstance(value, list):
        return [typed(item) for item in value]
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    if "number" in value:
        return Decimal(value["number"])
    if "date" in value:
        return date.fromisoformat(value["date"])
    return datetime.fromisoformat(value["moment"])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _result(formula: str, fields: dict[str, Value], env: Env) -> str:
    try:
        return show(parse.__wrapped__(formula).run(fields.get, env))
    except FormulaSyntax as refused:
        return f"!{refused.reason}@{refused.position}"


if __name__ == "__main__":
    found = mismatches(int(sys.argv[1]), int(sys.argv[2]))
    for each in found[:20]:
        print(*each, sep="\n  ")
    print(len(found), "mismatches")
