"""In which order the nodes come to their turn: as drawn, one way after the other.

viewflow goes through sets: who of two sibling ways asks first would depend on numbers of rows. It
also lets a node that was created before the run ended ask people after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def take_turns(process: Any, activations: Iterable[Any]) -> None:
    """Until everything has come to rest or the run is over. Meetings and ends (``join`` in
    viewflow's words) come when nothing else can move, the innermost first."""
    ready: list[Any] = []
    meetings: dict[int, Any] = {}
    _queue(activations, ready, meetings)
    while (ready or meetings) and process.finished is None:
        step = ready.pop() if ready else meetings.pop(_innermost(meetings))
        if step.activate.can_proceed():
            step.activate()
        if step.complete.can_proceed():
            step.complete()
        if step.create_next.can_proceed():
            _queue(step.create_next(), ready, meetings)


def _queue(activations: Iterable[Any], ready: list[Any], meetings: dict[int, Any]) -> None:
    """``ready`` is a stack: the way drawn first is on top."""
    in_order = sorted(activations, key=lambda step: step.task.pk, reverse=True)
    ready += [step for step in in_order if step.type != "join"]
    meetings |= {step.task.pk: step for step in in_order if step.type == "join"}


def _innermost(meetings: dict[int, Any]) -> int:
    return max(meetings, key=lambda pk: (meetings[pk].task.token.token.count("/"), -pk))
