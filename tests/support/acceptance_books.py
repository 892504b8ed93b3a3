"""The replay of the acceptance oracle, asked and answering in the words of ``cost_oracle``."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from tests.acceptance.oracle.model import Row, World
from tests.acceptance.oracle.replay import Replay
from tests.acceptance.oracle.stock import lowest
from tests.support.cost_oracle import Document, Impossible


def yuan(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


class Worth(Replay):
    """Tells what a move inside a pool is worth, and what is found where nothing ever was."""

    def move_out(self, row: Row) -> Decimal:
        if self.world.scope == "warehouse":
            return super().move_out(row)
        return -self.pool(row).worth(-row.qty, Fraction(0))

    def move_in(self, row: Row) -> Decimal:
        if self.world.scope == "warehouse":
            return super().move_in(row)
        assert row.source is not None
        return -self.values[row.source]

    def _reference(self, row: Row) -> Fraction:
        return Fraction(row.given) / Fraction(row.qty)


class AcceptanceBooks:
    """``costs``: document → cents of its entries; ``stocks``: pool → ``q`` and ``v`` in cents."""

    def __init__(self, documents: list[Document], *, fifo: bool, by_warehouse: bool) -> None:
        scope = "warehouse" if by_warehouse else "company"
        self.world = World({}, scope, "fifo" if fifo else "mwa")
        self.sources: dict[tuple[int, int], Row] = {}
        """Document and line → the row that sold or bought it."""
        for document in sorted(documents, key=lambda d: (d["day"], d["seq"])):
            getattr(self, document["kind"])(document)
        if any(least < 0 for least in lowest(list(self.world.rows.values())).values()):
            raise Impossible
        replay = Worth(self.world).run()
        self.costs: dict[int, list[int]] = {document["id"]: [] for document in documents}
        for row in self.world.rows.values():
            self.costs[int(row.doc)].append(int(replay.values[row.id] * 100))
        self.stocks = {
            tuple(int(part) for part in key): SimpleNamespace(q=pool.qty, v=int(pool.value * 100))
            for key, pool in replay.pools.items()
        }

    def row(self, d: Document, sku: int, wh: int, qty: int, rule: str, **more: Any) -> Row:
        row = Row(
            len(self.world.rows) + 1, str(d["id"]), f"{d['day']:02d}", d["seq"],
            str(sku), str(wh), Decimal(qty), rule, **more,
        )  # fmt: skip
        self.world.rows[row.id] = row
        return row

    def receipt(self, d: Document) -> None:
        for n, (p, q, v) in enumerate(d["lines"]):
            self.sources[d["id"], n] = self.row(d, p, d["wh"], q, "entered", given=yuan(v))

    def delivery(self, d: Document) -> None:
        for n, (p, q, _) in enumerate(d["lines"]):
            self.sources[d["id"], n] = self.row(d, p, d["wh"], -q, "issue")

    def found(self, d: Document) -> None:
        for p, q, v in d["lines"]:
            self.row(d, p, d["wh"], q, "gain", given=yuan(v))

    def _source(self, d: Document) -> int:
        source = self.sources.get((d["source"]["id"], d["row"]))
        if source is None or d["source"]["day"] > d["day"]:
            raise Impossible
        return source.id

    def sales_return(self, d: Document) -> None:
        (p, q, _) = d["lines"][0]
        self.row(d, p, d["wh"], q, "returned_goods", source=self._source(d))

    def purchase_return(self, d: Document) -> None:
        (p, q, v) = d["lines"][0]
        self.row(d, p, d["wh"], -q, "refund", given=yuan(v), source=self._source(d))

    def transfer(self, d: Document) -> None:
        (p, q, _) = d["lines"][0]
        out = self.row(d, p, d["wh"], -q, "move_out")
        self.row(d, p, d["to"], q, "move_in", source=out.id)

    def assembly(self, d: Document) -> None:
        for p, q, _ in d["lines"]:
            self.row(d, p, d["wh"], -q, "component")
        self.row(d, d["product"], d["wh"], d["qty"], "assembled", given=yuan(d["fee"]))
