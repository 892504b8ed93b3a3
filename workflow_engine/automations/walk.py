"""Goes through steps in their order: does what belongs to the transaction, promises the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workflow_engine.automations.plan import action_of
from workflow_engine.automations.variables import Variable
from workflow_engine.automations.work import Ahead, Work

Line = dict[str, Any]


@dataclass(frozen=True)
class Promised:
    """A step for after the commit. ``line`` is its line of the trace, ``rest`` waits for it."""

    ahead: Ahead
    line: int
    variables: dict[str, Variable]
    rest: list[Ahead] = field(default_factory=list)
    due: Any = None


def begin(steps: Iterable[Any]) -> list[Ahead]:
    return [Ahead(f"steps.{n}", step) for n, step in enumerate(steps)]


def walk(work: Work, lines: list[Line]) -> list[Promised]:
    """Everything in ``work.ahead``, or as far as a step that others wait for. In a dry run nothing
    is promised and nobody waits."""
    promised: list[Promised] = []
    while work.ahead:
        ahead = work.ahead.pop(0)
        action = action_of(ahead.step)
        if action.in_transaction:
            lines.append(_line(ahead, "done", _done(ahead, work)))
        elif work.is_dry:
            lines.append(_line(ahead, "foreseen", _foreseen(ahead, work)))
        else:
            promised.append(_promised(ahead, work, len(lines)))
            lines.append(_line(ahead, "waiting", {}))
            if action.pauses(ahead.step):
                break
    return promised


def _done(ahead: Ahead, work: Work) -> dict[str, Any]:
    action = action_of(ahead.step)
    saw: dict[str, Any] = work.step_over(ahead, lambda: action.do(ahead.step, work))
    return saw


def _foreseen(ahead: Ahead, work: Work) -> dict[str, Any]:
    action = action_of(ahead.step)
    saw: dict[str, Any] = work.step_over(ahead, lambda: action.foresee(ahead.step, work))
    return saw


def _promised(ahead: Ahead, work: Work, line: int) -> Promised:
    action = action_of(ahead.step)
    due = work.step_over(ahead, lambda: action.due(ahead.step, work))
    rest: list[Ahead] = []
    if action.pauses(ahead.step):
        rest, work.ahead = work.ahead, []
    return Promised(ahead, line, dict(work.variables), rest, due)


def _line(ahead: Ahead, outcome: str, saw: dict[str, Any]) -> Line:
    step = ahead.step
    return {
        "id": step.id,
        "type": step.type,
        "place": ahead.place,
        "outcome": outcome,
        "saw": saw,
        "error": None,
    }
