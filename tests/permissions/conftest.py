"""Two forms and a ledger, published without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.ports import PublishedDocument

_revs = count(1)

PRODUCT: dict[str, Any] = {
    "kind": "form",
    "id": "product",
    "fields": [
        {"id": "basics", "type": "section", "label": {"zh-CN": "基本信息"}},
        {"id": "name", "type": "text", "label": {"zh-CN": "名称"}},
        {"id": "cost", "type": "number", "label": {"zh-CN": "进价"}},
        {
            "id": "margin", "type": "formula", "label": {"zh-CN": "毛利"},
            "formula": "{price}-{cost}", "result": "number",
        },
        {"id": "price", "type": "number", "label": {"zh-CN": "售价"}},
    ],
}  # fmt: skip
DELIVERY: dict[str, Any] = {
    "kind": "form",
    "id": "delivery",
    "fields": [
        {"id": "warehouse", "type": "reference", "form": "warehouse", "label": {"zh-CN": "仓库"}},
        {
            "id": "lines", "type": "subform", "label": {"zh-CN": "明细"},
            "fields": [
                {
                    "id": "product", "type": "reference", "form": "product",
                    "label": {"zh-CN": "商品"},
                },
                {"id": "qty", "type": "number", "label": {"zh-CN": "数量"}},
                {
                    "id": "cost", "type": "formula", "label": {"zh-CN": "成本"},
                    "formula": "{lines.qty}*{lines.product.cost}",
                },
            ],
        },
        {
            "id": "total_cost", "type": "formula", "label": {"zh-CN": "总成本"},
            "formula": "SUM({lines.cost})",
        },
        {"id": "remark", "type": "text", "label": {"zh-CN": "备注"}},
    ],
}  # fmt: skip
WAREHOUSE: dict[str, Any] = {
    "kind": "form",
    "id": "warehouse",
    "fields": [{"id": "department", "type": "department", "label": {"zh-CN": "部门"}}],
}
STOCK: dict[str, Any] = {
    "kind": "ledger",
    "id": "stock",
    "dimensions": [
        {"id": "warehouse", "type": "reference", "form": "warehouse", "label": {"zh-CN": "仓库"}}
    ],
    "measures": [{"id": "qty", "label": {"zh-CN": "数量"}}],
}


class FakeDocuments:
    """What is published, by kind and key."""

    def __init__(self, *contents: Mapping[str, Any]) -> None:
        self.contents = [PublishedDocument(c["kind"], c["id"], 1, c) for c in contents]
        self.closed: set[tuple[str, str]] = set()

    def app(self, workspace_id: int, key: str) -> AppRef:
        raise NotImplementedError

    def app_by_id(self, app_id: int) -> AppRef:
        raise NotImplementedError

    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]:
        return [c for c in self.contents if c.kind == kind]

    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None:
        return next((c for c in self.published(app, kind) if c.key == key), None)

    def may_open(self, actor: Actor, app: AppRef, kind: str, key: str) -> bool:
        return (kind, key) not in self.closed


def group(id: str, on: str = "delivery", **more: Any) -> dict[str, Any]:
    target = {"ledger": on} if on == "stock" else {"form": on}
    head = {"kind": "permission", "version": 1, "id": id, "title": {"zh-CN": id}, **target}
    return {**head, "members": {"roles": ["sales"]}, "actions": ["view"], **more}


@pytest.fixture
def sales() -> Actor:
    return Actor(7, 1, "周婷", key="sales", role_keys=frozenset({"sales"}))


@pytest.fixture
def publish(request: pytest.FixtureRequest) -> Callable[..., AppRef]:
    """Makes an app of these groups and the forms above; the port stays bound for the test."""

    def make(*groups: Mapping[str, Any], closed: Sequence[tuple[str, str]] = ()) -> AppRef:
        documents = FakeDocuments(PRODUCT, DELIVERY, WAREHOUSE, STOCK, *groups)
        documents.closed = set(closed)
        binding = ports.bound(documents=documents)
        binding.__enter__()
        request.addfinalizer(lambda: binding.__exit__(None, None, None))
        return AppRef(-1, "shop", next(_revs), 1)

    return make
