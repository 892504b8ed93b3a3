"""Rows that a ledger offers for a subform: the open items a payment may settle. Part of a form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.documents import Id, Title


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spread(_Part):
    """The amount ``of`` (a formula over the record) is given to the rows in their order, to each at
    most what is open of it, into the column ``into``. What gets nothing is not offered. Nothing to
    give offers everything, whole."""

    of: str = Field(max_length=4000)
    into: Id


class FromLedger(_Part):
    """``key``: dimension → field of the record; while one of these is empty there is nothing to
    offer. ``open``: the measure that is not 0; ``order``: a dimension, the least first.
    ``columns``: own column → dimension or measure."""

    title: Title
    ledger: Id
    key: dict[Id, Id] = Field(min_length=1, max_length=8)
    open: Id
    order: Id | None = None
    columns: dict[Id, Id] = Field(min_length=1, max_length=20)
    spread: Spread | None = None
