"""Posts only as much as a check allows: lock what is available, use what was locked.

Decided when the check's own lock is held, so that two who want the last goods do not both get them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from huiliu.ledgers import checks
from huiliu.ledgers.check_plan import CheckPlan, Key, TermPlan
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.journal import Journal, Page
from huiliu.ledgers.plan import AppPlan


def bounding(plan: AppPlan, journal: Journal) -> Iterator[tuple[CheckPlan, Key]]:
    """The sums that waiting entries will be kept within, also those that refuse nothing."""
    for page in journal.pages.values():
        for _, entry in page.waiting if page.plan.clipped else ():
            check = _check_of(plan, page, entry)
            for _, key in _lowering(page, check, entry) if check is not None else ():
                assert check is not None
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
        check = _check_of(plan, page, entry)
        left = entry if check is None else _clipped(page, check, entry, deltas)
        if left is not None:
            kept.append((source, left))
    page.waiting = kept[::-1]


def _clipped(
    page: Page, check: CheckPlan, entry: NewEntry, deltas: Mapping[int, Deltas]
) -> NewEntry | None:
    """The entry with as much as the check leaves it; None if that is nothing."""
    amounts = entry.amounts
    for term, key in _lowering(page, check, entry):
        missing = check.low - checks.total(check, key, deltas)
        if missing > 0:
            amount = amounts[term.measure]
            cut = min(missing, abs(amount)) * (1 if amount > 0 else -1)
            change = tuple(-cut if n == term.measure else 0 for n in range(len(amounts)))
            page.deltas.correct(entry.key, change)
            amounts = tuple(a + c for a, c in zip(amounts, change, strict=True))
    return replace(entry, amounts=amounts) if any(amounts) else None


def _check_of(plan: AppPlan, page: Page, entry: NewEntry) -> CheckPlan | None:
    limit = page.plan.clipped.get(entry.posting)
    return plan.check(*limit) if limit else None


def _lowering(page: Page, check: CheckPlan, entry: NewEntry) -> Iterator[tuple[TermPlan, Key]]:
    """The terms of the check that the entry makes less, each with the key of its sum."""
    for term in check.terms:
        key = term.key_of(entry.key) if term.ledger == page.plan.id else None
        if key is not None and term.sign * entry.amounts[term.measure] < 0:
            yield term, key
