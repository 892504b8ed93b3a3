"""Checks over several measures or ledgers, ready to run: which balances a sum is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from huiliu.core.exact import to_scaled
from huiliu.ledgers.document import LedgerDocument
from huiliu.ledgers.limits import Check, CheckTerm, least
from huiliu.ledgers.storage import NOTHING, LedgerStorage

Key = tuple[Any, ...]


class Compiled(Protocol):
    """What a check needs to know of a ledger."""

    @property
    def id(self) -> int: ...
    @property
    def document(self) -> LedgerDocument: ...
    @property
    def storage(self) -> LedgerStorage: ...


@dataclass(frozen=True)
class TermPlan:
    """``by`` and ``empty`` are places in the key of ``storage``."""

    ledger: int
    storage: LedgerStorage
    measure: int
    sign: int
    by: tuple[int, ...]
    empty: tuple[int, ...]

    def key_of(self, key: Key) -> Key | None:
        """The part of a balance's key that the check adds up by; None if it does not count."""
        dimensions = self.storage.dimensions
        if any(key[place] != NOTHING[dimensions[place].kind] for place in self.empty):
            return None
        return tuple(key[place] for place in self.by)


@dataclass(frozen=True)
class CheckPlan:
    owner: int
    check: Check
    terms: tuple[TermPlan, ...]
    low: int
    scale: int

    def full_key(self, storage: LedgerStorage, key: Key) -> Key:
        """As a key of the owner, nothing in the dimensions that are added up."""
        given = dict(zip(self.check.by, key, strict=True))
        return tuple(given.get(d.id, NOTHING[d.kind]) for d in storage.dimensions)


def check_plans(ledgers: Sequence[Compiled]) -> tuple[CheckPlan, ...]:
    """Of all ledgers of an app. A check on a ledger that is not published yet waits for it."""
    by_key = {ledger.document.id: ledger for ledger in ledgers}
    return tuple(
        plan
        for owner in ledgers
        for check in owner.document.checks
        if (plan := _check(owner, check, by_key)) is not None
    )


def _check(owner: Compiled, check: Check, by_key: Mapping[str, Compiled]) -> CheckPlan | None:
    terms = [_term(by_key.get(t.ledger or owner.document.id), t, check.by) for t in check.terms]
    found = [term for term in terms if term is not None]
    if len(found) < len(terms):
        return None
    first = found[0]
    scale = first.storage.measures[first.measure].scale
    return CheckPlan(owner.id, check, tuple(found), to_scaled(least(check), scale), scale)


def _term(ledger: Compiled | None, term: CheckTerm, by: Iterable[str]) -> TermPlan | None:
    if ledger is None:
        return None
    storage = ledger.storage
    dimensions = [d.id for d in storage.dimensions]
    measures = [m.id for m in storage.measures]
    if term.measure not in measures or not {*by, *term.empty} <= {*dimensions}:
        return None
    return TermPlan(
        ledger.id,
        storage,
        measures.index(term.measure),
        1 if term.sign == "+" else -1,
        tuple(dimensions.index(id_) for id_ in by),
        tuple(dimensions.index(id_) for id_ in term.empty),
    )
