"""Part 11 of the domain description: what must hold after every step, whatever was expected."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tests.acceptance.player.amounts import dec, money
from tests.acceptance.player.expecting import Difference
from tests.acceptance.player.stage import Stage
from tests.acceptance.player.vouchers import Voucher

INVENTORY = ("1401", "1402", "1403", "1405", "1408", "1411")


def violations(
    stage: Stage, state: dict[str, Any], vouchers: dict[str, Voucher]
) -> list[Difference]:
    return [
        *_books_agree(state),
        *_nothing_negative(stage, state),
        *_quantities_agree(state),
        *_vouchers_balance(vouchers),
        *_parties_agree(state, vouchers),
    ]


def ledgers_are_their_entries(stage: Stage) -> list[Difference]:
    """I1: a rebuild would change nothing, in any ledger."""
    found = []
    for ledger in stage.designs.ledgers():
        path = f"/ledgers/{ledger['id']}/rebuild?dry_run=true"
        differences = stage.admin.app("POST", path)["differences"]
        if differences:
            found.append((f"invariant.I1.{ledger['id']}", [], differences))
    return found


def _books_agree(state: dict[str, Any]) -> list[Difference]:
    """I3, I5: the general ledger says what the other ledgers say."""
    gl = state["gl"]
    inventory = sum((dec(gl.get(account)) for account in INVENTORY), Decimal(0))
    found = _same("I3.inventory", state["inventory_value"], inventory)
    for account, part, sign in (
        ("1122", "ar", 1), ("220201", "ap", -1), ("1123", "prepaid_to_suppliers", 1),
        ("2203", "advance_from_customers", -1),
    ):  # fmt: skip
        if state[part] is not None:
            found += _same(f"I5.{account}", _total(state[part]), sign * dec(gl.get(account)))
    if state["money"] is not None:
        cash = sum((dec(gl.get(account)) for account in ("1001", "1002", "1012")), Decimal(0))
        found += _same("I5.money", _total(state["money"]), cash)
    if sum((dec(amount) for amount in gl.values()), Decimal(0)):
        found.append(("invariant.I4.trial_balance", "0.00", gl))
    return found


def _nothing_negative(stage: Stage, state: dict[str, Any]) -> list[Difference]:
    """I2: now and at every past moment, in the order of days and then of posting."""
    found: list[Difference] = [
        (f"invariant.I2.{place}.{name}", "not negative", row[name])
        for place, row in state["stock"].items()
        for name in ("on_hand", "available")
        if dec(row[name]) < 0
    ]
    entries = stage.observer.session.ledger("stock", "entries")
    gone = {one["reverses"] for one in entries if one["reverses"]}
    standing = [one for one in entries if not one["reverses"] and one["id"] not in gone]
    running: dict[str, Decimal] = defaultdict(Decimal)
    for one in sorted(standing, key=lambda one: (one["date"], int(one["id"]))):
        key = str(one["dimensions"])
        running[key] += dec(one["measures"].get("qty"))
        if running[key] < 0:
            found.append((f"invariant.I2.{one['date']}", "not negative", key))
    return found


def _quantities_agree(state: dict[str, Any]) -> list[Difference]:
    """I8: warehouses and what is on its way are all there is."""
    here: dict[str, Decimal] = defaultdict(Decimal)
    for place, row in state["stock"].items():
        here[place.rpartition("@")[0]] += dec(row["on_hand"])
    for place, qty in state["in_transit"].items():
        here[place.rpartition("/")[2]] += dec(qty)
    valued = {sku: dec(row["qty"]) for sku, row in state["valuation"].items()}
    return [
        (f"invariant.I8.{sku}", str(here.get(sku, Decimal(0))), str(valued.get(sku, Decimal(0))))
        for sku in here.keys() | valued.keys()
        if here.get(sku, Decimal(0)) != valued.get(sku, Decimal(0))
    ]


def _vouchers_balance(vouchers: dict[str, Voucher]) -> list[Difference]:
    """I4."""
    return [
        (f"invariant.I4.{one.no}", "balanced", [str(line) for line in one.lines])
        for one in vouchers.values()
        if sum((line.debit - line.credit for line in one.lines), Decimal(0))
    ]


def _parties_agree(state: dict[str, Any], vouchers: dict[str, Voucher]) -> list[Difference]:
    """I5 by party: what the vouchers say of a party is what its open items say."""
    found: list[Difference] = []
    for account, part, sign in (("1122", "ar", 1), ("220201", "ap", -1)):
        booked: dict[str, Decimal] = defaultdict(Decimal)
        for one in vouchers.values():
            for line in one.lines:
                if line.account == account:
                    booked[line.aux] += sign * (line.debit - line.credit)
        got = {party: money(amount) for party, amount in booked.items() if amount}
        if got != (state[part] or {}):
            found.append((f"invariant.I5.{account} by party", state[part], got))
    return found


def _same(name: str, expected: Any, got: Decimal) -> list[Difference]:
    return [] if dec(expected) == got else [(f"invariant.{name}", expected, money(got))]


def _total(amounts: dict[str, str]) -> Decimal:
    return sum((dec(amount) for amount in amounts.values()), Decimal(0))
