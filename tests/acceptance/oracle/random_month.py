"""A month made of whole numbers: each tuple becomes an operation that may or may not be allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .model import Document, World
from .parties import open_amount

Request = tuple[str, dict[str, Any]]
Numbers = tuple[int, int, int, int]

SKUS, PLACES = ("X", "Y", "Z"), ("A", "B")
MASTER: dict[str, Any] = {
    "company": {"taxpayer": "general", "enabled_on": "2026-10-01"},
    "settings": {},
    "warehouses": [{"code": code} for code in PLACES],
    "products": [
        {"sku": sku, "base_uom": "个", "uoms": {"箱": "3"}, "tax_rate": rate,
         "ref_purchase_price": "7.77"}
        for sku, rate in zip(SKUS, ("0.13", "0.09", "0.13"), strict=True)
    ],
    "suppliers": [{"code": "S", "taxpayer": "general"}, {"code": "T", "taxpayer": "small"}],
    "customers": [{"code": "C", "credit_limit": "900.00", "channel": "批发"},
                  {"code": "D", "channel": "天猫"}],
    "accounts": [{"code": "BANK", "gl": "1002"}, {"code": "CASH", "gl": "1001"}],
}  # fmt: skip
WHO = {"salesperson": "谁", "store": "店", "channel": "批发"}
OPENING = {
    "date": "2026-09-30",
    "stock": [{"sku": "X", "wh": "A", "qty": "60", "unit_cost": "3.33"},
              {"sku": "Y", "wh": "A", "qty": "50", "unit_cost": "11.07"},
              {"sku": "X", "wh": "B", "qty": "40", "unit_cost": "3.33"},
              {"sku": "Z", "wh": "A", "qty": "30", "unit_cost": "0.29"},
              {"sku": "Z", "wh": "B", "qty": "30", "unit_cost": "0.29"}],
    "accounts": [{"code": "BANK", "gl": "1002", "amount": "5000.00"}],
    "ar": [{"customer": "C", "amount": "100.00"}],
    "ap": [{"supplier": "S", "amount": "50.00"}],
    "capital": "5000.00",
}  # fmt: skip


def price(n: int) -> str:
    return f"{n % 40}.{n % 97:02d}"


def pick(documents: list[Document], n: int) -> Document | None:
    return documents[n % len(documents)] if documents else None


class Month:
    """Makes requests that mostly refer to what is there."""

    def __init__(self, world: World, today: str, date: str) -> None:
        self.world, self.today, self.date = world, today, date

    def request(self, kind: str, numbers: Numbers) -> Request | None:
        make: Callable[..., Request | None] = getattr(self, kind)
        made = make(*numbers)
        return (made[0], {"date": self.date, **made[1]}) if made else None

    def _live(self, *ops: str) -> list[Document]:
        return list(self.world.live(*ops))

    def _line(self, a: int, b: int, c: int) -> dict[str, Any]:
        units = {"uom": "箱"} if c % 5 == 0 else {}
        return {"sku": SKUS[a % 3], "wh": PLACES[b % 2], "qty": str(1 + b % 9),
                "price": price(c), **units}  # fmt: skip

    def _pair(self, a: int, b: int, c: int) -> list[dict[str, Any]]:
        return [self._line(a, b, c), self._line(a + 1 + b % 2, c, b)]

    def receipt(self, a: int, b: int, c: int, d: int) -> Request:
        lines = self._pair(a, b, c) if d % 2 else [self._line(a, b, c)]
        return "purchase_receipt", {"supplier": "ST"[d % 2], "lines": lines}

    def ordered(self, a: int, b: int, c: int, d: int) -> Request:
        lines = [one | {"price_includes_tax": bool(d % 2)} for one in self._pair(a, b, c)]
        return "purchase_order", {"supplier": "S", "lines": lines}

    def arrived(self, a: int, b: int, c: int, d: int) -> Request | None:
        order = pick(self._live("purchase_order"), a)
        if not order:
            return None
        line = order.lines[b % len(order.lines)]
        new = {"po_line": line.number, "sku": line.sku, "wh": PLACES[c % 2],
               "qty": str(1 + d % 9), "price": price(c)}  # fmt: skip
        return "purchase_receipt", {"supplier": "S", "po": order.no, "lines": [new]}

    def sent_back(self, a: int, b: int, c: int, d: int) -> Request | None:
        source = pick(self._live("purchase_receipt"), a)
        if not source:
            return None
        line = source.lines[b % len(source.lines)]
        new = {"src_line": line.number, "sku": line.sku, "wh": line.wh, "qty": str(1 + d % 5)}
        given = {"supplier": source.party, "source": source.no, "lines": [new]}
        return "purchase_return", given

    def invoiced(self, a: int, b: int, c: int, d: int) -> Request | None:
        source = pick(self._live("purchase_receipt"), a)
        if not source:
            return None
        amounts = {"net": str(source.total("net")), "tax": str(source.total("tax"))}
        given = {"supplier": source.party, "sources": [source.no], "invoice_no": str(b * 100 + c)}
        return "purchase_invoice", given | amounts

    def order(self, a: int, b: int, c: int, d: int) -> Request:
        given = {"customer": "CD"[d % 2], **WHO, "order_discount": f"0.{d % 90:02d}"}
        return "sales_order", given | {"lines": self._pair(a, b, c)}

    def delivery(self, a: int, b: int, c: int, d: int) -> Request:
        given = {"customer": "CD"[d % 2], **WHO}
        return "delivery", given | {"lines": self._pair(a, b, c)}

    def part(self, a: int, b: int, c: int, d: int) -> Request | None:
        order = pick(self._live("sales_order"), a)
        if not order:
            return None
        line = order.lines[b % len(order.lines)]
        return "delivery", {"so": order.no, "lines": [{"so_line": line.number,
                                                       "qty": str(1 + c % 4)}]}  # fmt: skip

    def close(self, a: int, b: int, c: int, d: int) -> Request | None:
        order = pick(self._live("sales_order"), a)
        return ("so_close", {"so": order.no}) if order else None

    def came_back(self, a: int, b: int, c: int, d: int) -> Request | None:
        source = pick(self._live("delivery", "retail"), a)
        if not source:
            return None
        line = source.lines[b % len(source.lines)]
        back = [{"src_line": line.number, "wh": PLACES[c % 2], "qty": str(1 + c % 3)}]
        if d % 2:
            out = [self._line(a, c, d)]
            return "exchange", {"source": source.no, "return_lines": back, "out_lines": out}
        return "sales_return", {"source": source.no, "lines": back}

    def unsourced(self, a: int, b: int, c: int, d: int) -> Request:
        return "sales_return", {"customer": "D", **WHO, "lines": [self._line(a, b, c)]}

    def shipped(self, a: int, b: int, c: int, d: int) -> Request:
        lines = [{"sku": SKUS[a % 3], "qty": str(1 + c % 6)}]
        return "transfer_ship", {"from": PLACES[b % 2], "to": PLACES[1 - b % 2], "lines": lines}

    def unloaded(self, a: int, b: int, c: int, d: int) -> Request | None:
        transfer = pick(self._live("transfer_ship"), a)
        if not transfer:
            return None
        lines = [{"sku": transfer.lines[0].sku, "qty": str(1 + b % 4)}]
        if d % 4:
            return "transfer_receive", {"transfer": transfer.no, "lines": lines}
        lost = {"transfer": transfer.no, "lines": lines, "tax_transfer_rate": "0.13"}
        return "transit_loss", lost | {"compensation": "1.00", "compensation_party": "车"}

    def sample(self, a: int, b: int, c: int, d: int) -> Request:
        return "misc_out", {"type": "样品", "contra": "5601", "lines": [self._line(a, b, c)]}

    def snapshot(self, a: int, b: int, c: int, d: int) -> Request:
        return "stocktake_snapshot", {"wh": PLACES[b % 2], "lines": [{"sku": s} for s in SKUS]}

    def count(self, a: int, b: int, c: int, d: int) -> Request | None:
        plan = pick([one for one in self._live("stocktake_snapshot") if not one.more["done"]], a)
        if not plan:
            return None
        off = {"X": b % 3 - 1, "Y": c % 3 - 1, "Z": d % 3 - 1}
        lines = [{"sku": sku, "counted": str(max(0, plan.more["book"][sku] + off[sku])),
                  "tax_transfer_rate": "0.13"} for sku in SKUS]  # fmt: skip
        return "stocktake", {"wh": plan.more["wh"], "stocktake": plan.no, "lines": lines}

    def assembly(self, a: int, b: int, c: int, d: int) -> Request:
        made, used = SKUS[a % 3], SKUS[(a + 1) % 3]
        place = PLACES[b % 2]
        given = {"product": made, "wh": place, "qty": str(1 + c % 3), "fee": f"{d % 5}.55"}
        parts = [{"sku": used, "wh": place, "qty": str(1 + d % 4)}]
        return "assembly", given | {"fee_party": "工坊", "components": parts}

    def paid(self, a: int, b: int, c: int, d: int) -> Request | None:
        """Money in or out on some open item, some of it ahead of time."""
        op, key, side = [("money_in", "customer", "ar"), ("money_out", "supplier", "ap")][d % 2]
        item = pick([one for one in self._live() if one.item and one.item[0] == side], a)
        if not item or not open_amount(self.world, item):
            return None
        amount = open_amount(self.world, item)
        ahead = c % 3 if amount > 0 else 0
        given = {key: item.party, "account": "BANK", "amount": str(amount + ahead)}
        return op, given | {"apply": [{"doc": item.no, "amount": str(amount)}]}

    def undo(self, a: int, b: int, c: int, d: int) -> Request | None:
        """Only what stands under a number of its own can be named."""
        numbered = [doc for doc in self._live() if "期初" not in doc.no and "/" not in doc.no]
        document = pick(numbered, a * 7 + b)
        return ("unapprove", {"doc": document.no}) if document else None


KINDS = [
    name
    for name, what in vars(Month).items()
    if callable(what) and not name.startswith("_") and name != "request"
]
