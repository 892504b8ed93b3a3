"""What balances must never become: a floor of one measure, a check over several."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator

from huiliu.core.documents import Id, Title
from huiliu.core.exact import parse
from huiliu.ledgers.part import Part, Refusal


class Floor(Refusal):
    """No balance goes below ``min``; the database itself refuses it. With ``past`` no balance was
    below it at any moment either, in the order of dates: for documents that are dated back.
    ``undone``: what is said instead where a document is taken back of which others have used
    something (jxc-domain U2)."""

    min: str = "0"
    past: Refusal | None = None
    undone: Refusal | None = None

    @field_validator("min")
    @classmethod
    def _is_exact(cls, given: str) -> str:
        if parse(given) > 0:
            raise ValueError("a key that was never posted to has 0, so the floor is at most 0")
        return given


class CheckTerm(Part):
    """The balances of a measure, of this ledger or of another, added or taken away. ``empty``
    names dimensions: only keys without a value there count."""

    measure: Id
    ledger: Id | None = None
    sign: Literal["+", "-"] = "+"
    empty: tuple[Id, ...] = Field(default=(), max_length=8)


class Check(Refusal):
    """The sum of the terms, along the dimensions ``by``, never falls below ``min``: available =
    on hand − reserved. A change that does not lower the sum is always let through. ``discloses``:
    the sum is shown on purpose to who sees the row and not what it adds up; its designer answers
    for what it lets through. Without ``refuses`` it is a sum and no limit: fields learn it, rows
    are offered by it and postings stay within it (what has no batch)."""

    id: Id
    label: Title
    by: tuple[Id, ...] = Field(min_length=1, max_length=8)
    terms: tuple[CheckTerm, ...] = Field(min_length=1, max_length=10)
    min: str = "0"
    discloses: bool = False
    refuses: bool = True

    @field_validator("min")
    @classmethod
    def _is_exact(cls, given: str) -> str:
        if parse(given) > 0:
            raise ValueError("a key that was never posted to has 0, so the least is at most 0")
        return given


class UpTo(Part):
    """A check, of this ledger or of another, that a posting stays within instead of being refused:
    what is too much is not posted."""

    check: Id
    ledger: Id | None = None


def least(limit: Floor | Check) -> Decimal:
    return parse(limit.min)
