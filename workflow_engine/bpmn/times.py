"""Timers and repetitions of BPMN in our settings."""

from __future__ import annotations

import re
from typing import Any

from workflow_engine.bpmn.expressions import Variables, condition
from workflow_engine.bpmn.graph import Step, told
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.safe_xml import Element

_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
MOST_WAYS = 20


def wait(step: Step) -> dict[str, Any]:
    """``{"days": 1, "hours": 2}`` of ``P1DT2H``. Seconds are rounded up to a minute."""
    timer = step.element.first("timerEventDefinition")
    duration = timer.first("timeDuration") if timer is not None else None
    if duration is None:
        raise Refused(told(step.element), "only timers with a duration are read")
    match = _DURATION.fullmatch(duration.text.strip())
    if match is None or not any(match.groups()):
        raise Refused(told(step.element), f"the duration '{duration.text.strip()}' is not read")
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups())
    minutes += -(-seconds // 60)
    found = {"days": weeks * 7 + days, "hours": hours, "minutes": minutes}
    return {name: value for name, value in found.items() if value} or {"minutes": 1}


def repeated(step: Step, nodes: list[Any], node_id: Any, variables: Variables) -> list[Any]:
    """The nodes of an activity, wrapped as its markers say. ``node_id`` makes ids of names."""
    loop = step.element.first("standardLoopCharacteristics")
    many = step.element.first("multiInstanceLoopCharacteristics")
    if loop is not None:
        return _standard(step, loop, nodes, node_id, variables)
    return nodes if many is None else _many(step, many, nodes, node_id, variables)


def _standard(
    step: Step, loop: Element, nodes: list[Any], node_id: Any, variables: Variables
) -> list[Any]:
    asked, most = loop.first("loopCondition"), loop.get("loopMaximum")
    if (asked is None) == (not most):
        raise Refused(told(step.element), "a loop needs a condition or a maximum, one of them")
    node: dict[str, Any] = {"id": node_id("repeat"), "type": "repeat", "nodes": nodes}
    if asked is None:
        return [{**node, "times": _count(step, most)}]
    again = condition(asked.text, variables)
    if loop.get("testBefore") != "true":
        return [{**node, "again": again}]
    ways = [{"id": "again", "when": again, "nodes": [{**node, "again": again}]}, {"id": "else"}]
    return [{"id": node_id("branch"), "type": "branch", "branches": ways}]


def _many(
    step: Step, many: Element, nodes: list[Any], node_id: Any, variables: Variables
) -> list[Any]:
    if many.get("behavior", "All") != "All":
        raise Refused(told(step.element), f"multi-instance behavior {many.get('behavior')}")
    count = many.first("loopCardinality")
    if count is None:
        return [_for_people(step, many, nodes, variables)]
    if many.first("completionCondition") is not None:
        raise Refused(told(step.element), "a completion condition of a counted multi-instance")
    in_order = many.get("isSequential") == "true"
    text = re.sub(r"^[$#]\{\s*(\w+)\s*\}$", r"\1", count.text.strip())
    if not text.lstrip("-").isdigit():
        if not in_order or not text.isidentifier():
            why = "a number of parallel instances that is known only at run time"
            raise Refused(told(step.element), why)
        times: Any = {"field": variables.field_for(text, "number")}
    else:
        times = _count(step, text)
    if in_order or times == 1:
        return [{"id": node_id("repeat"), "type": "repeat", "nodes": nodes, "times": times}]
    return [_beside_each_other(step, nodes, times, node_id)]


def _beside_each_other(step: Step, nodes: list[Any], times: int, node_id: Any) -> dict[str, Any]:
    if times > MOST_WAYS:
        raise Refused(told(step.element), f"more than {MOST_WAYS} parallel instances")
    ways = [
        {"id": f"way_{n}", "nodes": nodes if n == 1 else renamed(nodes, node_id)}
        for n in range(1, times + 1)
    ]
    return {"id": node_id("parallel"), "type": "parallel", "branches": ways}


def _for_people(
    step: Step, many: Element, nodes: list[Any], variables: Variables
) -> dict[str, Any]:
    """One task for each of a collection of people: all of them at one node."""
    collection = many.get("collection") or _text(many, "loopDataInputRef")
    name = re.sub(r"^[$#]\{\s*(\w+)\s*\}$", r"\1", collection)
    if len(nodes) != 1 or nodes[0]["type"] != "handle" or not name.isidentifier():
        raise Refused(told(step.element), "a multi-instance over something other than people")
    people = variables.field_for(name, "people")
    node = {**nodes[0], "assignees": {"fields": [f"{people}.member"]}}
    until = many.first("completionCondition")
    if until is None:
        return {**node, "mode": "sequential" if many.get("isSequential") == "true" else "all"}
    if not re.fullmatch(r"[$#]\{\s*nrOfCompletedInstances\s*(>=|==)\s*1\s*\}", until.text.strip()):
        raise Refused(told(step.element), "a completion condition other than the first one done")
    return {**node, "mode": "any"}


def renamed(nodes: list[Any], node_id: Any) -> list[Any]:
    """The same sequence with ids of its own."""
    return [_renamed(node, node_id) for node in nodes]


def _renamed(node: dict[str, Any], node_id: Any) -> dict[str, Any]:
    fresh = {**node, "id": node_id(node["id"])}
    if "nodes" in node:
        fresh["nodes"] = renamed(node["nodes"], node_id)
    if "branches" in node:
        fresh["branches"] = [
            {**way, "nodes": renamed(way.get("nodes", []), node_id)} for way in node["branches"]
        ]
    return fresh


def _count(step: Step, text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise Refused(told(step.element), f"{text} instances")
    return int(text)


def _text(element: Element, name: str) -> str:
    child = element.first(name)
    return child.text.strip() if child is not None else ""
