"""Vouchers (7.3): one function an event; accounts that cancel out are left to the reader."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from .model import Document, Entry, Line, Row, Voucher, World
from .money import ZERO, r2

BY_KIND = {"商品": "1405", "原材料": "1403", "半成品": "1405", "产成品": "1405", "包材": "1411"}
INPUT_TAX, OUTPUT_TAX, TRANSFERRED_OUT, WAITING_TAX = "22210101", "22210107", "22210109", "222105"


def inventory_account(world: World, sku: str) -> str:
    product = world.product(sku)
    return str(product.get("inv_account") or BY_KIND[product.get("kind", "商品")])


def output_tax_account(world: World) -> str:
    return OUTPUT_TAX if world.general else "222101"


def write(
    world: World, date: str, summary: str, entries: list[Entry], kind: str = "auto", doc: str = ""
) -> None:
    """Keep the voucher if anything is left of it; it must balance."""
    entries = [entry for entry in entries if entry.dr or entry.cr]
    for entry in entries:
        entry.doc = entry.doc or doc
    assert sum((entry.dr - entry.cr for entry in entries), ZERO) == 0, summary
    if entries:
        world.vouchers.append(Voucher(date, summary, kind, entries))


def write_for(world: World, doc: Document, title: str, entries: list[Entry]) -> None:
    write(world, doc.date, f"{title} {doc.no}", entries, doc=doc.no)


def value_of(world: World, line: Line) -> Decimal:
    """What a line brought in (negative for what it took out)."""
    return ZERO if line.row is None else world.rows[line.row].value


def into_stock(world: World, lines: list[Line]) -> list[Entry]:
    """The stock's side: a debit for each inventory account."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[inventory_account(world, line.sku)] += value_of(world, line)
    return [Entry(account, dr=value) for account, value in sums.items()]


def out_of_stock(world: World, lines: list[Line]) -> list[Entry]:
    return [Entry(entry.account, cr=-entry.dr) for entry in into_stock(world, lines)]


def cost_entries(world: World, lines: list[Line], red: bool = False) -> list[Entry]:
    """Cost of sales, a pair of lines each (#6); red when goods come back (#7)."""
    entries = []
    for line in lines:
        cogs = str(world.product(line.sku).get("cogs_account") or "5401")
        cost = -value_of(world, line)
        entries += [Entry(cogs, dr=cost), Entry(inventory_account(world, line.sku), cr=cost)]
    return entries


def revenue_entries(world: World, lines: list[Line], sign: int = 1) -> list[Entry]:
    """Revenue and output tax (#5); with sign −1 the red lines of a return (#7)."""
    net = sum((line.net for line in lines), ZERO)
    tax = sum((line.tax for line in lines), ZERO)
    return [Entry("5001", cr=sign * net), Entry(output_tax_account(world), cr=sign * tax)]


def loss_entries(
    world: World, lines: list[Line], rates: list[Decimal], compensation: Decimal, party: str
) -> list[Entry]:
    """A loss through 1901: value and its input tax out, what is compensated and the rest (#13)."""
    value = -sum((value_of(world, line) for line in lines), ZERO)
    tax = transferred_tax(world, lines, rates)
    return [
        Entry("1901", dr=value + tax),
        *out_of_stock(world, lines),
        Entry(TRANSFERRED_OUT, cr=tax),
        Entry("1901", cr=value + tax),
        Entry("1221", dr=compensation, aux=party),
        Entry("5711", dr=value + tax - compensation),
    ]


def transferred_tax(world: World, lines: list[Line], rates: list[Decimal]) -> Decimal:
    if not world.general:
        return ZERO
    pairs = zip(lines, rates, strict=True)
    return sum((r2(-value_of(world, line) * rate) for line, rate in pairs), ZERO)


def contra_of_change(row: Row, change: Decimal, tax: Decimal) -> list[Entry]:
    """The other side of a changed row value; ``tax`` is the change of the tax transferred out."""
    if not row.contra:
        return []
    return [
        Entry(TRANSFERRED_OUT, cr=tax, doc=row.doc),
        Entry(row.contra, dr=tax - change, doc=row.doc),
    ]
