"""How a ledger values what it counts: the method, the pool of a cost, the rule of a posting."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from huiliu.core.documents import Id
from huiliu.ledgers.part import Part, Path200

Method = Literal["moving_average", "fifo"]
Rule = Literal["given", "method", "source", "refund", "taken"]


class Costing(Part):
    """``value`` of every entry follows from the entries before it in the same pool. A pool is all
    that agrees in the dimensions of ``scope``: the product for the whole company, or the product
    in each warehouse."""

    method: Method
    quantity: Id
    value: Id
    scope: tuple[Id, ...] = Field(min_length=1, max_length=8)


class CostRule(Part):
    """Where the value of a posting comes from.

    - ``given``: its own formula; alone, without a quantity, it changes the value of what is there.
    - ``method``: what goes out costs what the pool says; what comes in is worth what the pool holds
      a unit at, or its formula if there was never a cost.
    - ``source``: the share of the line it returns, at ``record`` and ``row``; without one: method.
    - ``refund``: its own formula, as long as the rest of the pool keeps a value (采购退货).
    - ``taken``: what the postings ``of`` the same document cost, shared by ``share``, and its own
      formula on top; with ``same_row`` row by row (组装, 拆卸, 调拨).

    ``into`` is a field of the document, or of its row, that learns the cost, without a sign.
    """

    rule: Rule
    record: Path200 | None = None
    row: Path200 | None = None
    of: tuple[Id, ...] = Field(default=(), max_length=20)
    same_row: bool = False
    share: str | None = Field(default=None, max_length=2000)
    into: Path200 | None = None
