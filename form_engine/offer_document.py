"""Rows that are offered for a subform: by a ledger (the open items a payment may settle), or by a
record that was chosen (the components of a bill of materials). Part of a form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.conditions import Condition
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
    """``key``: dimension → field of the record, or null: only what has nothing there; while one of
    the fields is empty there is nothing to offer. ``open``: the measure that is not 0, or a check
    along all of the ledger's dimensions; ``order``: a dimension, the least first. ``columns``: own
    column → dimension or measure; ``values``: own column → what it has in each of these rows.

    ``when``: only while this holds for the record. ``only``: own column that is a reference →
    a condition on the records it may point at; a comparison with an empty field is left out.
    ``fills``: a record without rows gets them when it is saved, as if its writer had asked."""

    title: Title
    ledger: Id
    key: dict[Id, Id | None] = Field(min_length=1, max_length=8)
    open: Id
    order: Id | None = None
    columns: dict[Id, Id] = Field(min_length=1, max_length=20)
    values: dict[Id, str | bool] = Field(default_factory=dict, max_length=20)
    spread: Spread | None = None
    when: Condition | None = None
    only: dict[Id, Condition] = Field(default_factory=dict, max_length=8)
    fills: bool = False


class FromRecord(_Part):
    """``record``: own reference to the record that brings rows along, ``rows`` its subform.
    ``columns``: own column → column there. ``formulas``: own column → formula over this record, the
    other one (``{bom.qty_per}``) and its row (``{bom.components.qty}``). ``fills`` as above."""

    title: Title
    record: Id
    rows: Id
    columns: dict[Id, Id] = Field(min_length=1, max_length=20)
    formulas: dict[Id, str] = Field(default_factory=dict, max_length=20)
    fills: bool = False
