"""Timers and repetitions of BPMN in our settings."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from huiliu.core.safe_xml import Element
from workflow_engine.bpmn.expressions import Variables, condition
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.step import Step, told

_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")
_VARIABLE = re.compile(r"(?:[$#]\{\s*|=\s*)(\w+)\s*\}?")
MOST_WAYS = 20
_MOST = {"days": 3660, "hours": 10_000, "minutes": 100_000}
"""Of a period of ours."""
_CYCLE = re.compile(r"R(\d{0,4})/(P[^/]+)")
_ENOUGH: tuple[tuple[str, dict[str, str]], ...] = (
    (r"nrOfCompletedInstances(?:>=1|==1|>0)", {"mode": "any"}),
    (r"nrOfCompletedInstances(?:==|>=)nrOfInstances", {}),
    (r"nrOfInstances==nrOfCompletedInstances", {}),
    (r"nrOfActiveInstances==0", {}),
)
_SHARE = re.compile(r"\(?nrOfCompletedInstances/nrOfInstances\)?(?:>=|==)(0?\.\d{1,2}|1(?:\.0+)?)")


def wait(element: Element, variables: Variables, notes: list[str]) -> dict[str, Any]:
    """Until a timer rings for the first time."""
    return ringing(element, variables, notes, most=1)[0]


def ringing(
    element: Element, variables: Variables, notes: list[str], *, most: int = MOST_WAYS
) -> list[dict[str, Any]]:
    """When a timer rings, the first time first: ``{"days": 1, "hours": 2}`` of ``P1DT2H`` (seconds
    are rounded up to a minute), a moment, or a date of the form out of a variable."""
    timer = element.first("timerEventDefinition")
    given = {one.name: one.text.strip() for one in timer.children} if timer is not None else {}
    if "timeDuration" in given:
        return [_period(element, given["timeDuration"].strip("\"'"))]
    if "timeDate" in given:
        return [_date(element, given["timeDate"].strip("\"'"), variables, notes)]
    if "timeCycle" in given:
        return _cycle(element, given["timeCycle"].strip("\"'"), notes, most)
    raise Refused(told(element), "its timer says neither how long, nor when, nor how often")


def _date(element: Element, text: str, variables: Variables, notes: list[str]) -> dict[str, Any]:
    if match := _VARIABLE.fullmatch(text):
        return {"until": {"field": variables.field_for(match[1], "datetime")}}
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(told(element), f"the date '{text[:100]}' is not read") from None
    if moment.tzinfo is None:
        notes.append(f"{told(element)} names no time zone: its date is read as UTC")
        moment = moment.replace(tzinfo=UTC)
    return {"moment": moment.isoformat()}


def _cycle(element: Element, text: str, notes: list[str], most: int) -> list[dict[str, Any]]:
    """``R3/PT10M``: three times, every ten minutes. Where it can ring only once, it does."""
    match = _CYCLE.fullmatch(text)
    if match is None:
        raise Refused(told(element), f"the cycle '{text[:100]}' is not read, only R3/PT10M is")
    period = _period(element, match[2])
    count = int(match[1]) if match[1] else None
    if most == 1:
        notes.append(f"{told(element)} rings once: what it waits for is over then")
        return [period]
    if count is None or not 1 <= count <= most:
        raise Refused(told(element), f"a cycle that rings without end or more than {most} times")
    return [_times(element, period, n) for n in range(1, count + 1)]


def _times(element: Element, period: dict[str, int], n: int) -> dict[str, int]:
    found = {name: value * n for name, value in period.items()}
    if any(value > _MOST[name] for name, value in found.items()):
        raise Refused(told(element), "a cycle that is too long")
    return found


def _period(element: Element, text: str) -> dict[str, int]:
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise Refused(told(element), f"the duration '{text[:100]}' is not read")
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in match.groups())
    found = {"days": weeks * 7 + days, "hours": hours, "minutes": minutes - (-seconds // 60)}
    if any(value > _MOST[name] for name, value in found.items()):
        raise Refused(told(element), f"the duration '{text[:100]}' is too long")
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
        raise Refused(
            told(step.element), "a multi-instance over something other than a variable with people"
        )
    people = variables.field_for(name, "people")
    node = {**nodes[0], "assignees": {"fields": [f"{people}.member"]}}
    all_of_them = {"mode": "sequential" if many.get("isSequential") == "true" else "all"}
    until = many.first("completionCondition")
    if until is None:
        return {**node, **all_of_them}
    return {**node, **all_of_them, **_enough(step, until.text, all_of_them["mode"])}


def _enough(step: Step, text: str, mode: str) -> dict[str, Any]:
    """How many answers are enough, in our words; nothing: all of them."""
    plain = re.sub(r"^\s*[$#]\{(.*)\}\s*$", r"\1", text, flags=re.S)
    plain = re.sub(r"\s+", "", plain)
    for pattern, found in _ENOUGH:
        if re.fullmatch(pattern, plain) and (not found or mode == "all"):
            return dict(found)
    share = _SHARE.fullmatch(plain)
    if share is None or mode != "all":
        raise Refused(told(step.element), f"the completion condition '{text.strip()[:100]}'")
    percent = int(Decimal(share[1]) * 100)
    return {} if percent == 100 else {"mode": "percent", "percent": percent}


def renamed(nodes: list[Any], node_id: Any) -> list[Any]:
    """The same sequence with ids of its own."""
    return [_renamed(node, node_id) for node in nodes]


def sequences_in(node: dict[str, Any]) -> list[list[Any]]:
    """What is inside a node."""
    ways = [*node.get("branches", []), *node.get("clocks", [])]
    return [node.get("nodes", []), node.get("after", []), *(way.get("nodes", []) for way in ways)]


def _renamed(node: dict[str, Any], node_id: Any) -> dict[str, Any]:
    fresh = {**node, "id": node_id(node["id"])}
    for one in ("nodes", "after"):
        if one in node:
            fresh[one] = renamed(node[one], node_id)
    for many in ("branches", "clocks"):
        if many in node:
            fresh[many] = [
                {**way, "nodes": renamed(way.get("nodes", []), node_id)} for way in node[many]
            ]
    return fresh


def _count(step: Step, text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise Refused(told(step.element), f"{text} instances")
    return int(text)


def _text(element: Element, name: str) -> str:
    child = element.first(name)
    return child.text.strip() if child is not None else ""
