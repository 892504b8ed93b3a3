"""The process of a BPMN file as a graph: what its elements are, and refusals for all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huiliu.core.safe_xml import Element
from workflow_engine.bpmn import normal
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.step import Flow, Process, Step, told

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MOST_STEPS = 500
TASKS = ("userTask", "task", "manualTask")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
LINKS = {"intermediateThrowEvent": "link from", "intermediateCatchEvent": "link to"}
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
    "boundaryEvent": "only a timer on a boundary is read",
    "adHocSubProcess": "its order is left open",
    "transaction": "it needs compensation",
    "subProcess": "a sub-process that an event starts is not read",
}


def processes_of(root: Element) -> dict[str, Element]:
    """By id, in the order of the file."""
    if root.name != "definitions" or root.space != MODEL:
        raise Refused("the file", "it is not BPMN 2.0 (no definitions element)")
    return {one.get("id"): one for one in root.all("process")}


def require_no_messages(root: Element, process: Element) -> None:
    """None to or from this process: other pools may send each other what they like."""
    ours = {one.get("id") for one in process.walk()}
    for collaboration in root.all("collaboration"):
        for pool in collaboration.all("participant"):
            if pool.get("processRef").rpartition(":")[2] == process.get("id"):
                ours.add(pool.get("id"))
        for message in collaboration.all("messageFlow"):
            ends = [message.get(end).rpartition(":")[2] for end in ("sourceRef", "targetRef")]
            if ours.intersection(ends):
                raise Refused(told(message), "messages between pools have no counterpart")


def read(container: Element) -> Process:
    """A process or an embedded sub-process."""
    steps: dict[str, Step] = {}
    for element in container.children:
        if element.space == MODEL and element.name not in SILENT:
            _add(Step(element.get("id"), _kind(element), _name(element), element), steps)
    if len(steps) > MOST_STEPS:
        raise Refused(told(container), f"it has more than {MOST_STEPS} elements")
    for flow in _flows(container):
        if flow.source not in steps or flow.target not in steps:
            raise Refused(f"the sequence flow '{flow.id}'", "it leads to or from nothing")
        steps[flow.source].out.append(flow)
        steps[flow.target].into.append(flow)
    normal.links(steps)
    normal.time_limits(steps)
    start = normal.begun(container, steps)
    normal.forks_after_joins(steps)
    if start:
        _require_connected(steps, start)
    return Process(steps, start, dict(_lanes(container)))


def _add(step: Step, steps: dict[str, Step]) -> None:
    if not step.id:
        raise Refused(told(step.element), "it has no id")
    if step.id in steps:
        raise Refused(told(step.element), f"the id '{step.id}' is used twice")
    steps[step.id] = step


def _kind(element: Element) -> str:
    events = [one.name for one in element.children if one.name.endswith("EventDefinition")]
    if refs := element.all("eventDefinitionRef"):
        raise Refused(told(element), f"its event '{refs[0].text.strip()}' is defined elsewhere")
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
    if events == ["linkEventDefinition"] and name in LINKS:
        return LINKS[name]
    if name == "boundaryEvent" and events == ["timerEventDefinition"]:
        return "limit"
    if name == "callActivity" or (
        name == "subProcess" and element.get("triggeredByEvent") not in ("true", "1")
    ):
        return "sub"
    raise _refused(element, events)


def _refused(element: Element, events: list[str]) -> Refused:
    if element.name == "startEvent" and events == ["timerEventDefinition"]:
        return Refused(told(element), "a timer that starts it: use an automation with a schedule")
    if events:
        kinds = ", ".join(one.removesuffix("EventDefinition") for one in events)
        return Refused(told(element), f"{kinds} events are not read")
    return Refused(told(element), _WHY.get(element.name, "this element is not read"))


def _require_plain_counts(element: Element) -> None:
    for attribute in ("startQuantity", "completionQuantity"):
        if element.get(attribute, "1") != "1":
            raise Refused(told(element), f"{attribute} other than 1 is not read")


def _name(element: Element) -> str:
    return " ".join(element.get("name").split())[:200] or element.get("id")[:200]


def _flows(container: Element) -> Iterator[Flow]:
    defaults = {one.get("default") for one in container.children if one.get("default")}
    known: set[str] = set()
    for n, one in enumerate(container.all("sequenceFlow"), 1):
        condition = one.first("conditionExpression")
        flow_id = one.get("id") or f"way {n}"
        if flow_id in known:
            raise Refused(told(one), f"the id '{flow_id}' is used twice")
        known.add(flow_id)
        yield Flow(
            flow_id,
            one.get("sourceRef"),
            one.get("targetRef"),
            " ".join(one.get("name").split())[:200],
            condition.text.strip() if condition is not None else "",
            one.get("id") in defaults,
        )


def _lanes(container: Element) -> Iterator[tuple[str, str]]:
    for lanes in container.all("laneSet"):
        for lane in lanes.walk():
            if lane.name == "lane":
                for ref in lane.all("flowNodeRef"):
                    yield ref.text.strip(), " ".join(lane.get("name").split())


def _require_connected(steps: Mapping[str, Step], start: str) -> None:
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen.add(here)
            todo += [flow.target for flow in steps[here].out]
            todo += [event.get("id") for event in steps[here].beside]
    for step in steps.values():
        if step.id not in seen:
            raise Refused(told(step.element), "it can never be reached")
        if step.kind == "end" and step.out:
            raise Refused(told(step.element), "something follows it")
