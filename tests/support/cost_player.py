"""Plays any story of documents into a ledger and into a second way of costing, which must agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.ledgers import entry_store
from tests.support.cost_oracle import Document, Impossible
from tests.support.costed import CostedShop

KINDS = {
    "receipt": 6, "delivery": 8, "found": 1, "transfer": 3, "assembly": 4, "split": 2,
    "adjustment": 1, "sales_return": 5, "purchase_return": 3, "undo": 4,
}  # fmt: skip


def story(seed: int, length: int, without: Iterable[str] = ()) -> Iterator[tuple[Any, ...]]:
    """A stock of everything, then documents of all kinds but some on any day."""
    kinds = {kind: weight for kind, weight in KINDS.items() if kind not in without}
    chance = random.Random(seed)
    for warehouse in (1, 2):
        yield "receipt", [(p, 20, chance.randint(500, 9000)) for p in (1, 2, 3)], warehouse, 1
    for _ in range(length):
        kind = chance.choices([*kinds], [*kinds.values()])[0]
        lines = [
            (chance.randint(1, 3), chance.randint(1, 9), chance.randint(1, 2000))
            for _ in range(chance.randint(1, 2))
        ]
        single = kind in ("transfer", "adjustment", "found")
        which = kind in ("undo", "sales_return", "purchase_return")
        what: Any = chance.randint(0, 1000) if which else lines[:1] if single else lines
        yield kind, what, chance.randint(1, 2), chance.randint(2, 8)


class Player:
    """Plays each step into the ledger and into the books, which must agree that it can be."""

    def __init__(self, costed: CostedShop, books: Callable[[list[Document]], Any]) -> None:
        """``books`` works out ``costs`` (by document, in cents) and ``stocks`` (pools)."""
        self.costed, self.books = costed, books
        self.posted: list[Document] = []
        self.records: dict[int, Record] = {}

    def play(self, step: tuple[Any, ...]) -> None:
        kind, what, wh, on = step
        if kind == "undo":
            self._undo(what)
        elif kind in ("sales_return", "purchase_return"):
            self._return(kind, what, wh, on)
        else:
            self._post(self._document(kind, what, wh, on))

    def _document(self, kind: str, lines: Any, wh: int, on: int) -> Document:
        base = {"kind": kind, "day": on, "wh": wh, "lines": lines}
        first = lines[0]
        if kind == "adjustment":
            base["lines"] = [(first[0], 0, first[2] - 1000)]
        if kind in ("assembly", "split"):
            base |= {"product": first[0] % 3 + 1, "qty": first[1], "fee": first[2]}
            base["lines"] = [x for x in lines if x[0] != base["product"]]
        return base | {"to": 3 - wh}

    def _return(self, kind: str, what: int, wh: int, on: int) -> None:
        form = {"sales_return": "delivery", "purchase_return": "receipt"}[kind]
        sources = [d for d in self.posted if d["kind"] == form]
        if sources:
            source = sources[what % len(sources)]
            row = what % len(source["lines"])
            (p, q, v) = source["lines"][row]
            gone = sum(d["lines"][0][1] for d in self.posted if self._is_of(d, source, row))
            if q > gone:
                lines = [(p, 1 + what % (q - gone), v // 3)]
                base = {"kind": kind, "day": on, "wh": wh, "lines": lines}
                self._post(base | {"source": source, "row": row})

    def _is_of(self, document: Document, source: Document, row: int) -> bool:
        return document.get("source") is source and document.get("row") == row

    def _post(self, document: Document) -> None:
        document = document | {"id": self.costed.shop.last + 1, "seq": self.costed.shop.last + 1}
        record = self._record(document)
        if self._agree([*self.posted, document], "approved", record):
            self.posted.append(document)
            self.records[document["id"]] = record

    def _undo(self, what: int) -> None:
        if self.posted:
            document = self.posted[what % len(self.posted)]
            rest = [d for d in self.posted if d is not document]
            if self._agree(rest, "unapproved", self.records[document["id"]]):
                self.posted = rest

    def _agree(self, after: list[Document], event: Any, record: Record) -> bool:
        """Both accept, with the same costs everywhere, or both refuse and nothing changes."""
        try:
            books = self.books(after)
        except Impossible:
            books = None
        before = self._costs(self.posted), self.costed.pools()
        try:
            with transaction.atomic():
                self.costed.tell(event, record)
        except RuleRefused:
            assert books is None
            assert (self._costs(self.posted), self.costed.pools()) == before
            return False
        assert books is not None
        self.records[record.id] = record
        assert self._costs(after) == books.costs
        stocks = {key: (stock.q, stock.v) for key, stock in books.stocks.items() if stock.q}
        pools = {k: (int(q), int(Decimal(v) * 100)) for k, (q, v) in self.costed.pools().items()}
        assert {key: pool for key, pool in pools.items() if any(pool)} == stocks
        return True

    def _costs(self, documents: list[Document]) -> dict[int, list[int]]:
        storage = self.costed.plan.storage
        live = {d["id"]: entry_store.live_entries(storage, d["kind"], d["id"]) for d in documents}
        return {id_: [entry.amounts[1] for entry in entries] for id_, entries in live.items()}

    def _record(self, d: Document) -> Record:
        lines = [(p, str(q), str(Decimal(v).scaleb(-2))) for p, q, v in d["lines"]]
        head: dict[str, Any] = {"warehouse": d["wh"], "to": d.get("to")}
        if "product" in d:
            fee = str(Decimal(d["fee"]).scaleb(-2))
            head |= {"product": d["product"], "qty": str(d["qty"]), "fee": fee}
        source = self.records[d["source"]["id"]] if "source" in d else None
        more = {"source": source, "rows": [d["row"] + 1]} if source else {}
        return self.costed.document(d["kind"], *lines, on=d["day"], id_=d["id"], **more, **head)
