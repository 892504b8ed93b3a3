"""The process of a BPMN file as a graph: what its elements are, and refusals for all others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.safe_xml import Element

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TASKS = ("userTask", "task", "manualTask")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
SILENT = frozenset({
    "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "textAnnotation",
    "association", "group", "category", "ioSpecification", "property", "dataObject",
    "dataObjectReference", "dataStoreReference", "dataInputAssociation", "dataOutputAssociation",
    "monitoring", "auditing", "sequenceFlow", "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
})  # fmt: skip
"""Says nothing about the order of work, or is read with what it belongs to."""

_WHY = {
    "scriptTask": "it runs code; use an automation",
    "serviceTask": "it calls a program; use an automation",
    "sendTask": "it sends a message to another system; use an automation",
    "receiveTask": "it waits for a message of another system",
    "businessRuleTask": "it needs a rule engine; use a formula or a branch",
    "eventBasedGateway": "it waits for the first of several events",
    "complexGateway": "its rule is not an and, an or or an exclusive choice",
    "boundaryEvent": "use the time-out of a node",
    "adHocSubProcess": "its order is left open",
    "transaction": "it needs compensation",
}


@dataclass(frozen=True)
class Flow:
    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    is_default: bool = False


@dataclass
class Step:
    """``kind``: ``start end task timer pass xor and or sub``. ``element`` is where it came from."""

    id: str
    kind: str
    name: str
    element: Element
    out: list[Flow] = field(default_factory=list)
    into: list[Flow] = field(default_factory=list)


@dataclass
class Process:
    steps: dict[str, Step]
    start: str
    lanes: dict[str, str]
    """Step → the name of its lane."""


def processes_of(root: Element) -> dict[str, Element]:
    """By id, in the order of the file."""
    if root.name != "definitions" or root.space != MODEL:
        raise Refused("the file", "it is not BPMN 2.0 (no definitions element)")
    for element in root.walk():
        if element.name == "messageFlow":
            raise Refused(told(element), "messages between pools have no counterpart")
    return {one.get("id"): one for one in root.all("process")}


def read(container: Element) -> Process:
    """A process or an embedded sub-process."""
    steps = {}
    for element in container.children:
        if element.space == MODEL and element.name not in SILENT:
            step = Step(element.get("id"), _kind(element), _name(element), element)
            steps[step.id] = step
    for flow in _flows(container):
        if flow.source not in steps or flow.target not in steps:
            raise Refused(f"the sequence flow '{flow.id}'", "it leads to or from nothing")
        steps[flow.source].out.append(flow)
        steps[flow.target].into.append(flow)
    starts = [step.id for step in steps.values() if step.kind == "start"]
    if len(starts) != 1:
        raise Refused(told(container), f"it has {len(starts)} start events; one is needed")
    _require_connected(steps, starts[0])
    return Process(steps, starts[0], dict(_lanes(container)))


def told(element: Element) -> str:
    named = element.get("name") or element.get("id")
    return f"{element.name} '{named}'" if named else element.name


def _kind(element: Element) -> str:
    events = [one.name for one in element.children if one.name.endswith("EventDefinition")]
    name = element.name
    if name in TASKS:
        _require_plain_counts(element)
        return "task"
    if name in GATEWAYS:
        return {"e": "xor", "p": "and", "i": "or"}[name[0]]
    if name == "startEvent" and not events:
        return "start"
    if name == "endEvent" and events in ([], ["terminateEventDefinition"]):
        return "end"
    if name == "intermediateCatchEvent" and events == ["timerEventDefinition"]:
        return "timer"
    if name == "intermediateThrowEvent" and not events:
        return "pass"
    if name == "callActivity" or (
        name == "subProcess" and element.get("triggeredByEvent") != "true"
    ):
        return "sub"
    if events:
        raise Refused(
            told(element), f"{events[0].removesuffix('EventDefinition')} events are not read"
        )
    raise Refused(told(element), _WHY.get(name, "this element is not read"))


def _require_plain_counts(element: Element) -> None:
    for attribute in ("startQuantity", "completionQuantity"):
        if element.get(attribute, "1") != "1":
            raise Refused(told(element), f"{attribute} other than 1 is not read")


def _name(element: Element) -> str:
    return " ".join(element.get("name").split()) or element.get("id")


def _flows(container: Element) -> Iterator[Flow]:
    defaults = {one.get("default") for one in container.children if one.get("default")}
    for one in container.all("sequenceFlow"):
        condition = one.first("conditionExpression")
        text = condition.text.strip() if condition is not None else ""
        yield Flow(
            one.get("id"),
            one.get("sourceRef"),
            one.get("targetRef"),
            " ".join(one.get("name").split()),
            text,
            one.get("id") in defaults,
        )


def _lanes(container: Element) -> Iterator[tuple[str, str]]:
    for lanes in container.all("laneSet"):
        for lane in lanes.walk():
            if lane.name == "lane":
                for ref in lane.all("flowNodeRef"):
                    yield ref.text.strip(), " ".join(lane.get("name").split())


def _require_connected(steps: dict[str, Step], start: str) -> None:
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += [flow.target for flow in steps[here].out]
    for step in steps.values():
        if step.id not in seen:
            raise Refused(told(step.element), "it can never be reached")
        if step.kind == "end" and step.out:
            raise Refused(told(step.element), "something follows it")
