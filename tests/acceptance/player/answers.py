"""What a story expects beside documents and state: statements, suggestions, outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.acceptance.player.expecting import Difference, compare
from tests.acceptance.player.ops.closing import title

_ROWS = {"replenishment": "sku"}
_SAME_TITLE = {"资产合计": "资产总计", "应收账款": "应收账款"}


def differences(part: str, expected: Any, got: Any) -> list[Difference]:
    return _COMPARISONS.get(part, compare_whole)(expected, got, part)


def compare_whole(expected: Any, got: Any, part: str) -> list[Difference]:
    return compare(expected, got, part)


def _outcomes(expected: list[Any], got: Any, part: str) -> list[Difference]:
    return compare(sorted(_word(one) for one in expected), got, part)


def _word(outcome: Any) -> str:
    """``ok`` or an error code, whether it stands alone or in a dictionary."""
    if isinstance(outcome, dict):
        return str(outcome.get("error_code") or outcome.get("result"))
    return str(outcome)


def _statement(expected: dict[str, Any], got: Any, part: str) -> list[Difference]:
    """Only the lines that the story names; a balance sheet's in its sections."""
    lines = got or {}
    found = []
    for name, value in expected.items():
        if isinstance(value, dict):
            found += _statement(value, got, f"{part}.{name}")
            continue
        words = title(name)
        found += compare(value, lines.get(words, lines.get(_SAME_TITLE.get(words, ""))),
                         f"{part}.{name}")  # fmt: skip
    return found


def _rows(expected: list[dict[str, Any]], got: Any, part: str) -> list[Difference]:
    key = _ROWS[part]
    by_key = {row[key]: row for row in got or []}
    return [
        difference
        for row in expected
        for name, value in row.items()
        for difference in compare(
            str(value), by_key.get(row[key], {}).get(name), f"{part}.{row[key]}.{name}"
        )
    ]


_COMPARISONS: dict[str, Callable[[Any, Any, str], list[Difference]]] = {
    "outcomes_any_order": _outcomes,
    "profit_and_loss": _statement,
    "balance_sheet": _statement,
    "replenishment": _rows,
}
