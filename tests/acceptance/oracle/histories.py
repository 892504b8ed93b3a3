"""Invariants between two moments (I10 to I13, I15), over the same plain dicts."""

from __future__ import annotations

from typing import Any

from .compare import differences
from .invariants import Books, State

Moment = dict[str, Any]


def i10_undone(before: State, after: State) -> list[str]:
    """Taken back at once, a document leaves stock, items, balances and cost as they were."""
    return [f"I10 {line}" for line in differences(after, before)]


def i11_refused(before: Moment, after: Moment) -> list[str]:
    """A refusal changes nothing: hand in the state and the next number of every sequence."""
    return [f"I11 {line}" for line in differences(after, before)]


def i12_again(once: State, twice: State) -> list[str]:
    """The same channel order a second time makes nothing new."""
    return [f"I12 {line}" for line in differences(twice, once)]


def i13_closed(before: Books, after: Books, months: set[str]) -> list[str]:
    """Rows and vouchers of closed months are what they were."""
    then, now = ({key: _of(books[key], months) for key in ("rows", "vouchers")} for books in
                 (before, after))  # fmt: skip
    return [f"I13 {line}" for line in differences(now, then)]


def _of(things: list[dict[str, Any]], months: set[str]) -> list[dict[str, Any]]:
    return [thing for thing in things if thing["date"][:7] in months]


def i15_any_order(one: State, other: State, *, same_values: bool) -> list[str]:
    """Quantities never depend on the order of arrival; values neither unless rows share a day."""
    keys = ["stock", "in_transit", *(["valuation", "inventory_value"] if same_values else [])]
    return [f"I15 {line}" for key in keys for line in differences(other[key], one[key], key)]
