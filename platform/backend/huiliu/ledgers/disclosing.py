"""One answer of two limits: who is shown what is available, and not what is there, is not told by
the kind of a refusal that the goods themselves are missing. Asking for one piece more and one less
would tell how many there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from huiliu.core.actor import Actor
from huiliu.ledgers import checks
from huiliu.ledgers.check_plan import CheckPlan
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.hearing import may_know
from huiliu.ledgers.plan import AppPlan
from huiliu.ledgers.shortage import Short, Shortage


def instead(
    plan: AppPlan, deltas: Mapping[int, Deltas], short: Short, askers: Collection[Actor | None]
) -> Short:
    """A floor that was met is told as the check that discloses its measure, where that is met as
    well: what is less than nothing is less than what others have reserved."""
    if not any(_is_hidden(one, askers) for one in short.shortages):
        return short
    for check in plan.checks:
        if check.check.discloses and check.check.refuses and _is_of(check, short):
            found = checks.short_of(plan, check, deltas, short.unchanged)
            if found is not None:
                return found
    return short


def _is_hidden(shortage: Shortage, askers: Collection[Actor | None]) -> bool:
    if shortage.of_undone:
        return False
    return any(one is not None and not may_know(one, shortage) for one in askers)


def _is_of(check: CheckPlan, short: Short) -> bool:
    """Whether the check counts one of the balances that are short."""
    return any(
        term.sign > 0
        and (term.ledger, term.measure) == (summed.plan.id, summed.measure)
        and term.key_of(one.key) is not None
        for term in check.terms
        for one in short.shortages
        for summed in one.of
    )
