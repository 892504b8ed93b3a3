"""A shop that knows what its goods cost: every kind of document that moves them, in one ledger."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from huiliu.core.records import EventName, Record
from huiliu.ledgers import entry_store
from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.plan import LedgerPlan
from tests.support.designs import record
from tests.support.shop import Shop
from tests.support.stock import FORMS, STOCK

_ROW = [
    {"id": "product", "type": "reference", "form": "product"},
    {"id": "qty", "type": "number", "scale": 4},
    {"id": "amount", "type": "money", "scale": 2},
    {"id": "row", "type": "number", "scale": 0},
]
_KINDS = ("receipt", "delivery", "sales_return", "purchase_return", "found", "transfer")
_KINDS += ("assembly", "split", "adjustment")
_SOURCE = {"sales_return": "delivery", "purchase_return": "receipt"}


def _form(key: str) -> dict[str, Any]:
    fields = [
        {"id": "bill_date", "type": "date"},
        {"id": "warehouse", "type": "reference", "form": "warehouse"},
        {"id": "to", "type": "reference", "form": "warehouse"},
        {"id": "product", "type": "reference", "form": "product"},
        {"id": "qty", "type": "number", "scale": 4},
        {"id": "fee", "type": "money", "scale": 2},
        {"id": "source", "type": "reference", "form": _SOURCE.get(key, "receipt")},
        {"id": "cost", "type": "money", "scale": 2},
        {"id": "lines", "type": "subform", "fields": _ROW},
    ]
    head = {"kind": "form", "version": 1, "id": key, "title": {"zh-CN": key}}
    return {**head, "document": True, "fields": fields}


def _posting(
    id_: str, qty: str, *, form: str = "", value: str | None = None, **more: Any
) -> dict[str, Any]:
    of_row = "{lines." in qty or "{lines." in (value or "")
    measures = {"qty": qty} if qty else {}
    dimensions = {"product": "lines.product" if of_row else "product", "warehouse": "warehouse"}
    return {
        "id": id_,
        "form": form or id_,
        "event": "approved",
        "each": "lines" if of_row else None,
        "date": "bill_date",
        "dimensions": dimensions | more.pop("dimensions", {}),
        "measures": measures | ({"value": value} if value else {}),
        **more,
    }


def _source(rule: str) -> dict[str, Any]:
    return {"rule": rule, "record": "source", "row": "lines.row"}


POSTINGS = [
    _posting("receipt", "{lines.qty}", value="{lines.amount}"),
    _posting("delivery", "-{lines.qty}"),
    _posting("sales_return", "{lines.qty}", cost=_source("source")),
    _posting("purchase_return", "-{lines.qty}", value="-{lines.amount}", cost=_source("refund")),
    _posting("found", "{lines.qty}", value="{lines.amount}", cost={"rule": "method"}),
    _posting("moved_out", "-{lines.qty}", form="transfer"),
    _posting(
        "moved_in",
        "{lines.qty}",
        form="transfer",
        dimensions={"warehouse": "to"},
        cost={"rule": "taken", "of": ["moved_out"], "same_row": True},
    ),
    _posting("component", "-{lines.qty}", form="assembly"),
    _posting(
        "made", "{qty}", form="assembly", value="{fee}", cost={"rule": "taken", "of": ["component"]}
    ),
    _posting("taken_apart", "-{qty}", form="split"),
    _posting(
        "part",
        "{lines.qty}",
        form="split",
        cost={"rule": "taken", "of": ["taken_apart"], "share": "{lines.amount}"},
    ),
    _posting("adjustment", "", value="{lines.amount}"),
]
PAST = {"code": "NEGATIVE_STOCK_HISTORY", "message": {"zh-CN": "{product} 在 {date} 不足"}}


def design(method: str = "moving_average", scope: Sequence[str] = ("product",)) -> dict[str, Any]:
    content = deepcopy(STOCK)
    content["measures"][0]["floor"]["past"] = PAST
    content["postings"] = deepcopy(POSTINGS)
    costing = {"method": method, "quantity": "qty", "value": "value", "scope": list(scope)}
    return {**content, "costing": costing}


def open_costed(shop: Shop, method: str = "moving_average", *scope: str) -> CostedShop:
    for kind in _KINDS:
        shop.documents.publish(shop.app, _form(kind))
    assert set(FORMS) >= {"product", "warehouse"}
    shop.publish(design(method, scope or ("product",)))
    return CostedShop(shop)


@dataclass
class CostedShop:
    shop: Shop

    def document(
        self,
        form: str,
        *lines: tuple[int, str, str] | tuple[int, str],
        on: int = 1,
        id_: int | None = None,
        source: Record | None = None,
        rows: Sequence[int] = (),
        **head: Any,
    ) -> Record:
        """A line is a product, a quantity and an amount. ``rows``: the source's row of each."""
        self.shop.last += 1
        values: dict[str, Any] = {
            "bill_date": date(2026, 10, on),
            "warehouse": 1,
            "source": source.id if source else None,
            "lines": [
                {
                    "$row": number,
                    "product": line[0],
                    "qty": Decimal(line[1]),
                    "amount": Decimal(line[2]) if len(line) > 2 else None,
                    "row": Decimal(rows[number - 1] if rows else number) if source else None,
                }
                for number, line in enumerate(lines, 1)
            ],
        }
        head = {k: Decimal(v) if isinstance(v, str) else v for k, v in head.items()}
        return record(form, id_ or self.shop.last, values | head, app=self.shop.app)

    def approve(self, form: str, *lines: Any, **more: Any) -> Record:
        document = self.document(form, *lines, **more)
        self.shop.tell("approved", document)
        return document

    def tell(self, name: EventName, *about: Record) -> None:
        self.shop.tell(name, *about)

    @property
    def plan(self) -> LedgerPlan:
        return self.shop.plan

    def costs(self, document: Record) -> list[str]:
        """The values of its entries, in their order."""
        live = entry_store.live_entries(self.plan.storage, document.form, document.id)
        return [str(Decimal(entry.amounts[1]).scaleb(-2)) for entry in live]

    def pools(self) -> dict[tuple[Any, ...], tuple[str, str]]:
        """Quantity and value by pool."""
        cost = self.plan.storage.cost
        assert cost is not None
        return {
            key: (
                f"{Decimal(row.pool.qty).scaleb(-4).normalize():f}",
                str(Decimal(row.pool.value).scaleb(-2)),
            )
            for key, row in sorted(pool_rows.read(cost).items())
        }
