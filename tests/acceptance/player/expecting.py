"""The ``state`` of a story in the same shape as the one that is read, to be compared key by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.acceptance.player.amounts import dec

Difference = tuple[str, Any, Any]
"""Path, expected, got."""
_NO_STOCK = {"on_hand": "0", "reserved": "0", "available": "0"}


def shaped(state: dict[str, Any]) -> dict[str, Any]:
    """Lists become dictionaries by what names their rows; what is nothing is left out."""
    return {key: _SHAPES.get(key, _kept)(value) for key, value in state.items()}


def compare(expected: Any, got: Any, path: str) -> list[Difference]:
    """Exact. A dictionary is compared by its keys; what is missing there is None."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return [
            difference
            for key in dict.fromkeys([*expected, *got])
            for difference in compare(expected.get(key), got.get(key), f"{path}.{key}")
        ]
    return [] if expected == got else [(path, expected, got)]


def without_empty_stock(stock: dict[str, Any]) -> dict[str, Any]:
    return {place: row for place, row in stock.items() if row != _NO_STOCK}


def _kept(value: Any) -> Any:
    return value


def _stock(rows: list[dict[str, str]]) -> dict[str, Any]:
    found = {
        f"{row['sku']}@{row['wh']}": {
            name: row[name] for name in ("on_hand", "reserved", "available")
        }
        for row in rows
    }
    return without_empty_stock(found)


def _transit(rows: list[dict[str, str]]) -> dict[str, str]:
    return {f"{row['transfer']}/{row['sku']}": row["qty"] for row in rows if dec(row["qty"])}


def _valuation(rows: list[dict[str, str]]) -> dict[str, Any]:
    return {
        row["sku"]: {name: row[name] for name in ("qty", "value", "unit_cost")}
        for row in rows
        if dec(row["qty"]) or dec(row["value"])
    }


def _amounts(given: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in given.items() if dec(value)}


_SHAPES: dict[str, Callable[[Any], Any]] = {
    "stock": _stock,
    "in_transit": _transit,
    "valuation": _valuation,
    **dict.fromkeys(
        ("on_order", "ar", "ap", "advance_from_customers", "prepaid_to_suppliers", "gl", "money"),
        _amounts,
    ),
}
