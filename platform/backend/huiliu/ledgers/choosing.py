"""Which of what is there goes first, and what may not go at all. Pure but for one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from huiliu.core import ports
from huiliu.core.expressions.conditions import evaluate, paths
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.entries import Allot
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.storage import NOTHING

Get = Callable[[str], Any]


@dataclass(frozen=True)
class Candidate:
    part: Any
    amount: int


def in_order(
    plan: LedgerPlan, allot: Allot, there: Mapping[Any, int], day: date
) -> tuple[list[Candidate], list[Candidate]]:
    """Those that may go on that day, in their order, and those that may not."""
    spec, column = allot.by.spec, plan.storage.dimensions[allot.by.place]
    assert allot.order is not None
    nothing = NOTHING[column.kind]
    ids = sorted(part for part in there if part != nothing)
    wanted = sorted({*allot.order.by, *_asked(spec)})
    known = ports.records().values(plan.app, column.form, ids, wanted) if ids else {}
    may: list[tuple[Any, Candidate]] = []
    may_not: list[Candidate] = []
    for part, amount in there.items():
        get = known.get(part, {}).get
        candidate = Candidate(part, amount)
        if part == nothing or _is_good(spec, get, day):
            rank = *(_rank(get(path)) for path in allot.order.by), part
            may.append((rank, candidate))
        else:
            may_not.append(candidate)
    return [one for _, one in sorted(may, key=lambda pair: pair[0])], may_not


def _asked(spec: Allotted) -> set[str]:
    until = {spec.until} if spec.until else set()
    return until | (paths(spec.only) if spec.only else frozenset())


def _is_good(spec: Allotted, get: Get, day: date) -> bool:
    last = get(spec.until) if spec.until else None
    if isinstance(last, datetime):
        last = last.date()
    if last is not None and last < day:
        return False
    return spec.only is None or evaluate(spec.only, get, {}, kinds=lambda _: "json")


def _rank(value: Any) -> tuple[bool, Any]:
    """Empty before all others."""
    return (False, 0) if value is None or value == "" else (True, value)
