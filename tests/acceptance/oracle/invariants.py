"""The invariants of part 11 over plain dicts, so that any program's figures can be held to them.

``state`` is what a story compares after a step (README of the acceptance stories). ``books`` is
what lies behind it; every key may be absent, and then nothing is said about it:

* ``accounts``: money account → GL account
* ``rows``: stock ledger in any order: ``doc, date, seq, id, sku, wh, qty, value``; what is in
  transit stands at a location whose name begins with ``TR:``
* ``vouchers``: ``kind, date, lines`` of ``account, dr, cr, aux, doc``
* ``parties``: ``ar, ap, advance, prepaid`` → party → amount of its open items
* ``links``: ``name, of, done, limit``: what may not be exceeded
* ``wholes``: ``of, whole, parts``: amounts that must add up
* ``transfers``: ``no, sku, shipped, received, lost``
* ``places``: ``kind, id, on_hand``: batches and serial numbers wherever they are
* ``must_have_vouchers``: ``doc, expected``: net per account of a document's own vouchers
* ``profits``: dimension → key → gross profit, and ``sales_docs``

Amounts are strings. Each function yields a sentence for each breach. I10 to I13 and I15 compare
two moments: ``histories.py``. I14 is about who sees what and cannot be seen in figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

State = dict[str, Any]
Books = dict[str, Any]
Breaches = Iterator[str]

INVENTORY = ("1403", "1405", "1408", "1411")
PARTIES = {  # what the state calls it, its account, the sign of the account
    "ar": ("1122", 1),
    "ap": ("220201", -1),
    "advance_from_customers": ("2203", -1),
    "prepaid_to_suppliers": ("1123", 1),
}


def total(amounts: Any) -> Decimal:
    return sum((Decimal(amount) for amount in amounts), Decimal(0))


def i1_balance_is_sum_of_rows(state: State, books: Books) -> Breaches:
    if "rows" not in books:
        return
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for row in books["rows"]:
        if not row["wh"].startswith("TR:"):
            sums[row["sku"], row["wh"]] += Decimal(row["qty"])
    shown = {(one["sku"], one["wh"]): Decimal(one["on_hand"]) for one in state["stock"]}
    for place in {*sums, *shown}:
        if sums.get(place, 0) != shown.get(place, 0):
            yield f"I1 {place}: rows {sums.get(place, 0)}, shown {shown.get(place, 0)}"


def i2_never_negative(state: State, books: Books) -> Breaches:
    for one in state["stock"]:
        has, held, free = (Decimal(one[key]) for key in ("on_hand", "reserved", "available"))
        if has < 0 or held < 0 or free < 0 or free != has - held:
            yield f"I2 {one}"
    running: dict[Any, Decimal] = defaultdict(Decimal)
    rows = books.get("rows", [])
    for row in sorted(rows, key=lambda row: (row["date"], row["seq"], row["id"])):
        running[row["sku"], row["wh"]] += Decimal(row["qty"])
        if running[row["sku"], row["wh"]] < 0:
            yield f"I2 {row['sku']} {row['wh']} below zero at {row['date']} {row['doc']}"


def i3_stock_value_is_in_the_books(state: State, books: Books) -> Breaches:
    value = Decimal(state["inventory_value"])
    in_gl = total(v for k, v in state["gl"].items() if k.startswith(INVENTORY))
    if in_gl != value or value != total(one["value"] for one in state["valuation"]):
        yield f"I3 GL {in_gl}, shown {value}"
    if "rows" in books and total(row["value"] for row in books["rows"]) != value:
        yield f"I3 rows {total(row['value'] for row in books['rows'])}, shown {value}"
    for one in state["valuation"]:
        qty, worth, unit = (Decimal(one[key]) for key in ("qty", "value", "unit_cost"))
        if (not qty and worth) or (qty and abs(worth / qty - unit) > Decimal("0.0000005")):
            yield f"I3 {one}"


def i4_everything_balances(state: State, books: Books) -> Breaches:
    if total(state["gl"].values()):
        yield f"I4 trial balance {total(state['gl'].values())}"
    for voucher in books.get("vouchers", []):
        if total(x["dr"] for x in voucher["lines"]) != total(x["cr"] for x in voucher["lines"]):
            yield f"I4 {voucher}"
    yield from _posted_once(books)


def _posted_once(books: Books) -> Breaches:
    """A document's vouchers of kind ``auto`` add up to what it must post, and not twice."""
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for voucher in books.get("vouchers", []):
        for line in voucher["lines"]:
            if voucher["kind"] == "auto":
                sums[line["doc"], line["account"]] += Decimal(line["dr"]) - Decimal(line["cr"])
    for must in books.get("must_have_vouchers", []):
        for account, amount in must["expected"].items():
            if sums[must["doc"], account] != Decimal(amount):
                yield f"I4 {must['doc']} {account}: {sums[must['doc'], account]}, not {amount}"


def i5_parties_and_money_are_in_the_books(state: State, books: Books) -> Breaches:
    for name, (account, sign) in PARTIES.items():
        in_gl = sign * Decimal(state["gl"].get(account, 0))
        if in_gl != total(state[name].values()):
            yield f"I5 {account} {in_gl}, {name} {total(state[name].values())}"
    by_aux: dict[Any, Decimal] = defaultdict(Decimal)
    for voucher in books.get("vouchers", []):
        for line in voucher["lines"]:
            amount = Decimal(line["dr"]) - Decimal(line["cr"])
            by_aux[line["account"], line.get("aux", "")] += amount
    if "vouchers" in books:
        yield from _each_party(state, books, by_aux)


def _each_party(state: State, books: Books, by_aux: dict[Any, Decimal]) -> Breaches:
    expected: dict[Any, Decimal] = defaultdict(Decimal)
    for name, (account, sign) in PARTIES.items():
        for party, amount in state[name].items():
            expected[account, party] = sign * Decimal(amount)
    for code, amount in state["money"].items():
        expected[books["accounts"][code], code] = Decimal(amount)
    kept = {account for account, _ in PARTIES.values()} | set(books["accounts"].values())
    for key in {*expected, *(key for key in by_aux if key[0] in kept)}:
        if expected[key] != by_aux[key]:
            yield f"I5 {key}: items {expected[key]}, GL {by_aux[key]}"


def i6_nothing_over_its_source(state: State, books: Books) -> Breaches:
    for link in books.get("links", []):
        if abs(Decimal(link["done"])) > abs(Decimal(link["limit"])):
            yield f"I6 {link}"


def i7_parts_add_up(state: State, books: Books) -> Breaches:
    for whole in books.get("wholes", []):
        if total(whole["parts"]) != Decimal(whole["whole"]):
            yield f"I7 {whole}"


def i8_transit(state: State, books: Books) -> Breaches:
    everywhere: dict[str, Decimal] = defaultdict(Decimal)
    for one in state["stock"]:
        everywhere[one["sku"]] += Decimal(one["on_hand"])
    for one in state["in_transit"]:
        everywhere[one["sku"]] += Decimal(one["qty"])
    valued = {one["sku"]: Decimal(one["qty"]) for one in state["valuation"]}
    for sku in {*everywhere, *valued}:
        if everywhere.get(sku, 0) != valued.get(sku, 0):
            yield f"I8 {sku}: {everywhere.get(sku, 0)} lie about, {valued.get(sku, 0)} are valued"
    for one in books.get("transfers", []):
        left = Decimal(one["shipped"]) - Decimal(one["received"]) - Decimal(one["lost"])
        shown = total(
            x["qty"]
            for x in state["in_transit"]
            if (x["transfer"], x["sku"]) == (one["no"], one["sku"])
        )
        if left != shown:
            yield f"I8 {one}: {left} left, {shown} shown"


def i9_batches_and_serials(state: State, books: Books) -> Breaches:
    seen: dict[Any, Decimal] = defaultdict(Decimal)
    for place in books.get("places", []):
        if Decimal(place["on_hand"]) < 0:
            yield f"I9 {place}"
        if place["kind"] == "serial":
            seen[place["id"]] += Decimal(place["on_hand"])
    yield from (f"I9 serial {id_} is in {count} places" for id_, count in seen.items() if count > 1)


def i16_profit_is_the_same_over_any_dimension(state: State, books: Books) -> Breaches:
    if "profits" not in books:
        return
    sales = set(books["sales_docs"])
    in_gl = -total(
        Decimal(line["dr"]) - Decimal(line["cr"])
        for voucher in books["vouchers"]
        for line in voucher["lines"]
        if line["doc"] in sales and line["account"] in ("5001", "5051", "5401", "5402")
    )
    for dim, keys in books["profits"].items():
        if total(keys.values()) != in_gl:
            yield f"I16 by {dim} {total(keys.values())}, GL {in_gl}"


INVARIANTS: tuple[Callable[[State, Books], Breaches], ...] = (
    i1_balance_is_sum_of_rows,
    i2_never_negative,
    i3_stock_value_is_in_the_books,
    i4_everything_balances,
    i5_parties_and_money_are_in_the_books,
    i6_nothing_over_its_source,
    i7_parts_add_up,
    i8_transit,
    i9_batches_and_serials,
    i16_profit_is_the_same_over_any_dimension,
)


def broken(state: State, books: Books | None = None) -> list[str]:
    """Every breach, as a sentence that begins with the invariant's number."""
    return [breach for check in INVARIANTS for breach in check(state, books or {})]
