"""What ledgers find wrong, with all its figures: not yet a refusal, which tells only what its
reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huiliu.core.text import Words
from huiliu.ledgers.part import Refusal
from huiliu.ledgers.plan import LedgerPlan


@dataclass(frozen=True)
class Where:
    """A value of a record: ``lines.2.qty``."""

    form: str
    record: int
    path: str


@dataclass(frozen=True)
class Summed:
    """The balances that a figure adds up: those of a measure that have ``key`` in the dimensions
    at ``places``, and nothing in those at ``empty``."""

    plan: LedgerPlan
    measure: int
    places: tuple[int, ...]
    key: tuple[Any, ...]
    empty: tuple[int, ...] = ()

    @classmethod
    def one(cls, plan: LedgerPlan, measure: int, key: tuple[Any, ...]) -> Summed:
        """The balance of a whole key."""
        return cls(plan, measure, tuple(range(len(key))), key)


@dataclass(frozen=True)
class Shortage:
    """A key that would have less than ``low``. Scaled amounts; ``current`` is what it has without
    the transaction, ``required`` what that takes away. ``of``: what these add up, each along the
    same dimensions; ``wheres``: values of the record at the door; ``named_by``: form and id of the
    records there that name the key; ``more``: further figures of the message."""

    limit: Refusal
    key: tuple[Any, ...]
    scale: int
    low: int
    current: int
    required: int
    of: tuple[Summed, ...]
    wheres: tuple[Where, ...] = ()
    named_by: Collection[tuple[str, int]] = ()
    held_in: tuple[Summed, ...] = ()
    """Those of them that make it less: what others have reserved."""
    more: Mapping[str, str] = field(default_factory=dict)
    of_undone: bool = False
    """A document is taken back that others have used."""


class Short(Exception):
    """Balances of ``plan`` would be too low. The first shortage is what is said."""

    def __init__(self, plan: LedgerPlan, shortages: Sequence[Shortage]) -> None:
        super().__init__(shortages[0].limit.code)
        self.plan, self.shortages = plan, shortages


class Unfit(Exception):
    """A document cannot be posted. ``words`` may name the ledger, a measure and a date, for who
    sees these ``columns``; ``plain`` is for everybody."""

    def __init__(
        self,
        plan: LedgerPlan,
        columns: Sequence[str],
        code: str,
        words: Words,
        plain: Words,
        **data: str,
    ) -> None:
        super().__init__(code)
        self.plan, self.columns, self.code = plan, tuple(columns), code
        self.words, self.plain, self.data = words, plain, data
