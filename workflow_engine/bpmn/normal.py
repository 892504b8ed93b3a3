"""Shapes of a graph that mean the same as simpler ones: written as those, before it is read."""

from __future__ import annotations

from dataclasses import replace

from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.safe_xml import Element
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
    first = [step for step in steps.values() if not step.into]
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


def time_limits(steps: dict[str, Step]) -> None:
    """A timer that interrupts a task is a choice behind it: was it late, or not?"""
    for event in [step for step in steps.values() if step.kind == "limit"]:
        task = _limited(event, steps)
        task.limit, event.kind = event.element, "pass"
        choice = Step(f"{event.id} or in time", "xor", event.name, event.element)
        goes_on = Step(f"{task.id} in time", "pass", task.name, task.element)
        _move_out(task, goes_on, steps)
        _join(task, choice)
        _join(choice, event, condition=task.ran_out)
        _join(choice, goes_on, is_default=True)
        steps |= {choice.id: choice, goes_on.id: goes_on}


def _limited(event: Step, steps: dict[str, Step]) -> Step:
    """The task with the timer on its boundary."""
    element = event.element
    task = steps.get(element.get("attachedToRef"))
    if task is None or task.kind != "task":
        raise Refused(told(element), "only the time limit of a task is read")
    if element.get("cancelActivity") in ("false", "0"):
        raise Refused(told(element), "a timer that lets its task go on: use a reminder of the node")
    if task.limit is not None:
        raise Refused(told(element), "its task has a time limit already")
    if event.into:
        raise Refused(told(element), "a sequence flow leads to it")
    return task


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
