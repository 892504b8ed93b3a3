"""What new records are called, which a number may be part of that nobody has been given yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from huiliu.core.pending import Statement


@dataclass(frozen=True)
class Wording:
    """How a record is named in lists and found by search."""

    title: str
    search: str


@dataclass(frozen=True)
class Naming:
    """``due``: what gives the records their numbers. ``wordings`` says, after it, what they are
    called, in their order."""

    due: Sequence[Statement]
    wordings: Callable[[], list[Wording]]
