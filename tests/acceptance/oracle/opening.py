"""The books on the day before going live (M23–M25)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .model import Document, Entry, Line, World
from .money import ZERO, money, quantity, r2
from .posting import accept, add_row, revalue
from .purchase import Answer
from .vouchers import into_stock, write


def opening(world: World, inputs: dict[str, Any]) -> Answer:
    doc = accept(world, Document("opening", inputs["date"]), no="期初")
    for number, one in enumerate(inputs["stock"], 1):
        line = Line(number, one["sku"], one["wh"], quantity(one["qty"]))
        doc.lines.append(line)
        value = r2(line.qty * Decimal(one["unit_cost"]))
        add_row(world, doc, line, line.qty, "entered", given=value)
    revalue(world)
    entries = [*into_stock(world, doc.lines), *_accounts(doc, inputs), *_parties(world, inputs)]
    capital = money(inputs["capital"])
    rest = sum((entry.dr - entry.cr for entry in entries), ZERO) - capital
    entries += [Entry("3001", cr=capital), Entry("3104", cr=rest)]
    write(world, doc.date, "期初余额", entries, kind="opening", doc=doc.no)
    return {"docs": {}}


def _accounts(doc: Document, inputs: dict[str, Any]) -> list[Entry]:
    for one in inputs["accounts"]:
        doc.money[one["code"]] = money(one["amount"])
    return [Entry(o["gl"], dr=money(o["amount"]), aux=o["code"]) for o in inputs["accounts"]]


def _parties(world: World, inputs: dict[str, Any]) -> list[Entry]:
    """One open item each, addressed as 期初-<party>."""
    entries = []
    for side, kind in (("ar", "customer"), ("ap", "supplier")):
        for one in inputs.get(side) or []:
            party, amount = one[kind], money(one["amount"])
            item = Document("opening_item", inputs["date"], party=party, item=(side, amount))
            accept(world, item, no=f"期初-{party}")
            ar = side == "ar"
            dr, cr = (amount, ZERO) if ar else (ZERO, amount)
            entries.append(Entry("1122" if ar else "220201", dr, cr, party))
    return entries
