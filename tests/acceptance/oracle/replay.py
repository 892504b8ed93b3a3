"""The value of every ledger row, worked out from nothing in the order of the books (7.5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .cost import Average, Layers
from .model import Row, World
from .money import ZERO, part

Values = dict[int, Decimal]


def in_order(rows: list[Row]) -> list[Row]:
    """(bill date, posting sequence), and within a document as its rows stand."""
    return sorted(rows, key=lambda row: (row.date, row.seq, row.id))


class Replay:
    """One pass over all rows. ``values`` are signed: what came is positive, what went negative."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.values: Values = {}
        self.pools: dict[tuple[str, ...], Average] = {}
        self.returned: dict[int, tuple[Decimal, Decimal]] = {}
        self.parts: dict[str, Decimal] = {}
        """Cost of the components of each assembly so far."""

    def run(self) -> Replay:
        for row in in_order(list(self.world.rows.values())):
            self.values[row.id] = getattr(self, row.rule)(row)
        return self

    def pool(self, row: Row) -> Average:
        key = (row.sku,) if self.world.scope == "company" else (row.sku, row.wh)
        if key not in self.pools:
            self.pools[key] = Layers() if self.world.method == "fifo" else Average()
        return self.pools[key]

    def entered(self, row: Row) -> Decimal:
        return self.pool(row).receive(row.qty, row.given, row.id)

    def issue(self, row: Row) -> Decimal:
        return -self.pool(row).issue(-row.qty)

    def component(self, row: Row) -> Decimal:
        cost = self.pool(row).issue(-row.qty)
        self.parts[row.doc] = self.parts.get(row.doc, ZERO) + cost
        return -cost

    def assembled(self, row: Row) -> Decimal:
        return self.pool(row).receive(row.qty, self.parts.get(row.doc, ZERO) + row.given, row.id)

    def refund(self, row: Row) -> Decimal:
        return -self.pool(row).refund(-row.qty, row.given, row.source)

    def gain(self, row: Row) -> Decimal:
        pool = self.pool(row)
        return pool.receive(row.qty, pool.worth(row.qty, self._reference(row)), row.id)

    def returned_goods(self, row: Row) -> Decimal:
        """At the current cost of the line that sold them; the last return takes the rest."""
        assert row.source is not None
        source = self.world.rows[row.source]
        cost, sold = -self.values[source.id], -source.qty
        qty, value = self.returned.get(source.id, (Decimal(0), ZERO))
        back = cost - value if qty + row.qty == sold else part(cost, row.qty, sold)
        self.returned[source.id] = (qty + row.qty, value + back)
        return self.pool(row).receive(row.qty, back, row.id)

    def move_out(self, row: Row) -> Decimal:
        if self.world.scope == "company":
            return ZERO
        return -self.pool(row).issue(-row.qty)

    def move_in(self, row: Row) -> Decimal:
        if self.world.scope == "company":
            return ZERO
        assert row.source is not None
        return self.pool(row).receive(row.qty, -self.values[row.source], row.id)

    def _reference(self, row: Row) -> Fraction:
        """Of what never had a cost: the reference purchase price without tax."""
        product = self.world.product(row.sku)
        price = Fraction(str(product.get("ref_purchase_price") or 0))
        return price / (1 + Fraction(str(product["tax_rate"])))
