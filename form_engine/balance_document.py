"""A field that learns what a ledger holds: 账面数量 of a stock-take. Part of a form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id

Paths = Annotated[tuple[str, ...], Field(min_length=1, max_length=5)]


class Balance(BaseModel):
    """``into``: a read-only number of the record or of its rows. ``measure``: of the ledger, or
    one of its checks (可用量) along the very dimensions of the key. ``key``: dimension → where its
    value is (of several fields the first that has one), null for empty; balances along dimensions
    that are not named are added up. Without a value in the key the field stays empty; of several
    balances ``into`` one field the last counts whose key has all of its values (of the batch, where
    one is named; else of the product).

    ``per``: divided by this measure, as a value by a quantity; empty where that is 0. ``when``:
    ``once``, as soon as the key is there and again when the key changes, so that a count is
    compared with what lay there at that moment; ``always``, with each save until the approval.
    ``where``: only balances for which this holds; it is a condition on dimensions, and may compare
    with fields of the record (what is due before its date). Not for checks. ``only``: asked of the
    record and of its row; elsewhere it counts as one without its key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    into: str = Field(max_length=200)
    ledger: Id
    measure: Id
    per: Id | None = None
    key: dict[Id, str | Paths | None] = Field(min_length=1, max_length=8)
    when: Literal["once", "always"] = "once"
    where: Condition | None = None
    only: Condition | None = None

    def paths_of(self, dimension: str) -> tuple[str, ...]:
        given = self.key[dimension]
        if given is None:
            return ()
        return (given,) if isinstance(given, str) else given

    @property
    def scope(self) -> str:
        """The subform whose rows learn it; empty: the record does."""
        return self.into.rpartition(".")[0]
