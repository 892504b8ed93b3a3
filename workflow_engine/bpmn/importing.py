"""BPMN 2.0 XML → a form with the variables it speaks of, and the flow over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from huiliu.core.safe_xml import Element, UnsafeXml, read
from workflow_engine.bpmn import graph, times
from workflow_engine.bpmn.choices import option_id
from workflow_engine.bpmn.expressions import Variables, slug
from workflow_engine.bpmn.refusal import Refused
from workflow_engine.bpmn.step import told
from workflow_engine.bpmn.weaving import Names, Weaver

Json = dict[str, Any]


@dataclass
class Imported:
    """Two documents, ready to be published in this order. ``fields``: variable → field id.
    ``notes``: what was decided where the file is silent."""

    form: Json
    flow: Json
    fields: dict[str, str]
    notes: list[str] = field(default_factory=list)


def import_bpmn(data: bytes, *, process: str = "", form: str = "") -> Imported:
    """``process``: which one, if the file has several that nobody calls. ``form``: the key of the
    form; made of the process's name if empty. Raises Refused."""
    try:
        root = read(data)
    except UnsafeXml as error:
        raise Refused("the file", str(error)) from None
    processes = graph.processes_of(root)
    chosen = _chosen(processes, process)
    graph.require_no_messages(root, chosen)
    variables, notes = Variables(), list[str]()
    try:
        nodes = _nodes(chosen, processes, variables, notes)
    except RecursionError:
        raise Refused(told(chosen), "its ways are entangled") from None
    title = chosen.get("name") or chosen.get("id")
    key = form or _key(title, chosen.get("id"))
    _let_people_fill_in(nodes, variables)
    flow = {
        "kind": "flow",
        "version": 1,
        "id": f"{key}_flow",
        "form": key,
        "title": _words(title),
        "nodes": [{"id": "start", "type": "start"}, *nodes, {"id": "end", "type": "end"}],
    }
    return Imported(_form(key, title, variables), flow, dict(variables.fields), notes)


def _nodes(
    chosen: Element, processes: dict[str, Element], variables: Variables, notes: list[str]
) -> list[Json]:
    read = graph.read(chosen)
    if not read.start:
        raise Refused(told(chosen), "there is nothing in it")
    weaver = Weaver(
        read,
        variables=variables,
        names=Names(),
        others=processes,
        notes=notes,
        above=(chosen.get("id"),),
    )
    return weaver.whole()


def _chosen(processes: dict[str, Element], wanted: str) -> Element:
    if wanted:
        if wanted not in processes:
            raise Refused("the file", f"it has no process '{wanted}'")
        return processes[wanted]
    called = {
        one.get("calledElement").rpartition(":")[2]
        for process in processes.values()
        for one in process.walk()
        if one.name == "callActivity"
    }
    tops = [one for key, one in processes.items() if key not in called]
    if len(tops) != 1:
        named = ", ".join(one.get("id") for one in tops)
        raise Refused("the file", f"it has {len(tops)} processes ({named}): say which")
    return tops[0]


def _let_people_fill_in(nodes: list[Json], variables: Variables) -> None:
    """BPMN lets every task set every variable."""
    filled_in = [path for name, path in variables.fields.items() if name not in variables.lates]
    rights = dict.fromkeys(filled_in, "edit")
    for node in nodes:
        if node["type"] == "handle" and rights:
            node["fields"] = rights
        for sequence in times.sequences_in(node):
            _let_people_fill_in(sequence, variables)


def _form(key: str, title: str, variables: Variables) -> Json:
    return {
        "kind": "form",
        "version": 1,
        "id": key,
        "title": _words(title),
        "document": True,
        "title_field": "subject",
        "fields": [
            {"id": "subject", "type": "text", "label": {"zh-CN": "主题", "en": "Subject"}},
            *(_field(name, variables) for name in variables.fields),
        ],
    }


def _field(name: str, variables: Variables) -> Json:
    base = {"id": variables.fields[name], "label": _label(name, variables)}
    match variables.types[name] or "text":
        case "number":
            return {**base, "type": "number", "scale": 4}
        case "choice":
            labels = variables.options[name]
            options = [{"id": option_id(one, labels), "label": _words(one)} for one in labels]
            return {**base, "type": "choice", "options": options}
        case "people":
            who = {"id": "member", "type": "member", "label": {"zh-CN": "成员", "en": "Member"}}
            return {**base, "type": "subform", "fields": [who]}
        case other:
            return {**base, "type": other}


def _label(name: str, variables: Variables) -> dict[str, str]:
    if task := variables.lates.get(name):
        return {"zh-CN": f"“{task}”已超时", "en": f"{task}: out of time"}
    return _words(name)


def _key(title: str, process_id: str) -> str:
    for name in (title, process_id):
        if slug(name).strip("v_"):
            return slug(name)[:50]
    return "imported"


def _words(text: str) -> dict[str, str]:
    return {"zh-CN": text, "en": text}
