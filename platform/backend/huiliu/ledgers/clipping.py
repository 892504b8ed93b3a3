"""Posts only as much as a check allows: lock what is available, use what was locked.

Decided when the check's own lock is held, so that two who want the last goods do not both get them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from huiliu.ledgers import checks
from huiliu.ledgers.check_plan import CheckPlan, Key, TermPlan
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.journal import Journal, Page
from huiliu.ledgers.plan import AppPlan, LedgerPlan
from huiliu.ledgers.tasks import Task


def bounding(plan: AppPlan, journal: Journal) -> Iterator[tuple[CheckPlan, Key]]:
    """The sums that waiting entries will be kept within, also those that refuse nothing."""
    for page in journal.pages.values():
        for _, entry in page.waiting if page.plan.clipped else ():
            yield from _bounding(plan, page.plan, entry)


def bounding_later(plan: AppPlan, tasks: Sequence[Task]) -> Iterator[tuple[CheckPlan, Key]]:
    """The sums that the entries of these will be kept within once it is their turn."""
    for task in tasks:
        for entry in task.wanted if task.plan.clipped else ():
            yield from _bounding(plan, task.plan, entry)


def _bounding(
    plan: AppPlan, ledger: LedgerPlan, entry: NewEntry
) -> Iterator[tuple[CheckPlan, Key]]:
    check = _check_of(plan, ledger, entry)
    if check is not None:
        for _, key in _lowering(ledger, check, entry):
            yield check, key


def clip(plan: AppPlan, journal: Journal) -> None:
    """Makes waiting entries smaller, or drops them, until their checks hold, the last ones first.
    Called once the keys of the checks are locked, and before the entries are stored."""
    for page in journal.pages.values():
        if page.plan.clipped and page.waiting:
            _clip_page(plan, page, journal.deltas)


def _clip_page(plan: AppPlan, page: Page, deltas: Mapping[int, Deltas]) -> None:
    kept = []
    for source, entry in reversed(page.waiting):
        check = _check_of(plan, page.plan, entry)
        left = entry if check is None else _clipped(page, check, entry, deltas)
        if left is not None:
            kept.append((source, left))
    page.waiting = kept[::-1]


def _clipped(
    page: Page, check: CheckPlan, entry: NewEntry, deltas: Mapping[int, Deltas]
) -> NewEntry | None:
    """The entry with as much as the check leaves it; None if that is nothing."""
    amounts = entry.amounts
    for term, key in _lowering(page.plan, check, entry):
        missing = check.low - checks.total(check, key, deltas)
        if missing > 0:
            amount = amounts[term.measure]
            cut = min(missing, abs(amount)) * (1 if amount > 0 else -1)
            change = tuple(-cut if n == term.measure else 0 for n in range(len(amounts)))
            page.deltas.correct(entry.key, change)
            amounts = tuple(a + c for a, c in zip(amounts, change, strict=True))
    return replace(entry, amounts=amounts) if any(amounts) else None


def _check_of(plan: AppPlan, ledger: LedgerPlan, entry: NewEntry) -> CheckPlan | None:
    limit = ledger.clipped.get(entry.posting)
    return plan.check(*limit) if limit else None


def _lowering(
    ledger: LedgerPlan, check: CheckPlan, entry: NewEntry
) -> Iterator[tuple[TermPlan, Key]]:
    """The terms of the check that the entry makes less, each with the key of its sum."""
    for term in check.terms:
        key = term.key_of(entry.key) if term.ledger == ledger.id else None
        if key is not None and term.sign * entry.amounts[term.measure] < 0:
            yield term, key
