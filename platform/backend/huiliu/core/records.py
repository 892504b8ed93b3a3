"""The shape of a record while engines hand it to each other. No database in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from huiliu.core.actor import AppRef

State = Literal["draft", "pending", "approved", "void"]
"""A document's life (jxc-domain 0.5). A plain form's records have no state (None)."""

EventName = Literal[
    "created", "changed", "deleted", "restored",
    "submitted", "approved", "rejected", "withdrawn", "unapproved", "voided",
    "closed", "reopened", "reversed",
]  # fmt: skip

Values = dict[str, Any]
"""Field id → typed value: str, bool, Decimal, date, aware UTC datetime, list[str] (multi_choice),
int (internal id of a referenced record, member or department), list[dict] (attachment), and for a
subform list[Values], each row with ``$row`` (its stable id, int, absent on new rows). None = empty.
``Any`` because the closed union of these makes every reader cast; the field type is the guard."""


@dataclass
class Record:
    """One record of one form version, typed. ``id`` is internal, ``uid`` the public id."""

    app: AppRef
    form: str
    id: int
    uid: str
    rev: int
    version: int
    state: State | None
    values: Values
    created_by: int
    created_department: int | None
    created_at: datetime
    updated_at: datetime
    named: Mapping[str, Mapping[int, tuple[str, str]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What its writer learnt on the way of the records it points at: form → internal id → (public
    id, title). May be empty; whoever shows the record asks for the rest."""
    unsent: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """Fields whose values come when the record is sent to the database, because everybody wants the
    row they are counted in. Who reads them calls ``pending.send_pending`` first."""


@dataclass(frozen=True)
class RecordEvent:
    """What just happened to a record. ``changed`` maps path → (old, new) for ``changed``."""

    name: EventName
    record: Record
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
