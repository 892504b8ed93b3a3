"""Shapes of a graph that mean the same as simpler ones: written as those, before it is read."""

from __future__ import annotations

from dataclasses import replace

from huiliu.core.safe_xml import Element
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.step import Flow, Step, told


def begun(container: Element, steps: dict[str, Step]) -> str:
    """Where it begins. Without a start event: with everything that nothing leads to, at once.
    Several start events are one if they all lead to the same place. Nothing inside: ""."""
    starts = [step for step in steps.values() if step.kind == "start"]
    if not steps:
        return ""
    if not starts:
        return _without_event(container, steps)
    first, *others = starts
    places = {tuple(flow.target for flow in step.out) for step in starts}
    if len(places) > 1 or (others and len(first.out) != 1):
        named = ", ".join(told(step.element) for step in starts)
        raise Refused(told(container), f"it has {len(starts)} start events ({named}): one is read")
    for step in others:
        del steps[step.id]
        target = steps[step.out[0].target]
        target.into = [flow for flow in target.into if flow.source != step.id]
    return first.id


def _without_event(container: Element, steps: dict[str, Step]) -> str:
    first = [s for s in steps.values() if not s.into and s.element.name != "boundaryEvent"]
    if not first:
        raise Refused(told(container), "it has no beginning: something leads to all that is in it")
    if len(first) == 1:
        return first[0].id
    begin = Step(f"{container.get('id')} begins", "and", container.get("name"), container)
    for step in first:
        _join(begin, step)
    steps[begin.id] = begin
    return begin.id


def forks_after_joins(steps: dict[str, Step]) -> None:
    """A gateway that both joins and forks is a join, and a fork behind it."""
    for step in list(steps.values()):
        if step.kind in ("and", "or") and len(step.into) > 1 and len(step.out) > 1:
            fork = Step(f"{step.id} forks", step.kind, step.name, step.element)
            _move_out(step, fork, steps)
            _join(step, fork)
            steps[fork.id] = fork


def links(steps: dict[str, Step]) -> None:
    """A link is a sequence flow that is drawn in two pieces."""
    ends = {_link(step): step for step in steps.values() if step.kind == "link to"}
    for step in steps.values():
        if step.kind == "link from":
            end = ends.get(_link(step))
            if end is None or step.out:
                raise Refused(told(step.element), "its link leads nowhere, or something follows it")
            _join(step, end)
    for step in steps.values():
        step.kind = "pass" if step.kind.startswith("link ") else step.kind


def _link(step: Step) -> str:
    link = step.element.first("linkEventDefinition")
    return link.get("name") if link is not None else ""


def time_limits(steps: dict[str, Step]) -> None:
    """A timer that interrupts is a choice behind what it limits: was it late, or not? One that lets
    it go on is the beginning of a way of its own."""
    for event in [step for step in steps.values() if step.kind == "limit"]:
        limited = _limited(event, steps)
        event.kind = "pass"
        if event.element.get("cancelActivity") in ("false", "0"):
            limited.beside.append(event.element)
            continue
        limited.limits.append(event.element)
        choice = Step(f"{event.id} or in time", "xor", event.name, event.element)
        _join(choice, event, condition=limited.ran_out(len(limited.limits) - 1))
        _put_behind(limited, choice, steps)
    for step in list(steps.values()):
        if step.beside and len(step.out) > 1:
            _put_behind(step, Step(f"{step.id} done", "pass", step.name, step.element), steps)


def _put_behind(step: Step, choice: Step, steps: dict[str, Step]) -> None:
    """What followed the step follows the other, which follows the step."""
    goes_on = Step(f"{choice.id}: on", "pass", step.name, step.element)
    _move_out(step, goes_on, steps)
    _join(step, choice)
    _join(choice, goes_on, is_default=choice.kind == "xor")
    steps |= {choice.id: choice, goes_on.id: goes_on}


def _limited(event: Step, steps: dict[str, Step]) -> Step:
    """What has the timer on its boundary."""
    limited = steps.get(event.element.get("attachedToRef"))
    if limited is None or limited.kind not in ("task", "sub"):
        raise Refused(told(event.element), "only tasks and sub-processes have a time limit")
    if event.into:
        raise Refused(told(event.element), "a sequence flow leads to it")
    return limited


def _move_out(step: Step, to: Step, steps: dict[str, Step]) -> None:
    moved = {flow.id: replace(flow, source=to.id) for flow in step.out}
    for flow in moved.values():
        target = steps[flow.target]
        target.into = [moved.get(one.id, one) for one in target.into]
    to.out, step.out = list(moved.values()), []


def _join(step: Step, to: Step, *, condition: str = "", is_default: bool = False) -> None:
    flow = Flow(f"{step.id} → {to.id}", step.id, to.id, "", condition, is_default)
    step.out.append(flow)
    to.into.append(flow)
