"""A document through its life: submitted by who fills it in, approved by whoever is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.acceptance.people import Refused
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.people import SYSTEM, Person
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Approval, Stage

MOST_APPROVALS = 12


def submit(stage: Stage, person: Person, sheet: Sheet) -> Doc:
    """Filled in and sent in one go, then through its flow. Raises Refused; what was refused is
    taken out of the way, as its writer would."""
    given, left = _filled_in(sheet, person)
    is_document = bool(stage.designs.form(sheet.form).get("document"))
    doc = _created(person, sheet, {"values": given, "submit": is_document})
    return _approved(stage, doc, person, left)


def draft(stage: Stage, person: Person, sheet: Sheet) -> Doc:
    """Filled in and kept."""
    given, _ = _filled_in(sheet, person)
    return _created(person, sheet, {"values": given, "submit": False})


def submit_draft(stage: Stage, person: Person, doc: Doc, sheet: Sheet) -> Doc:
    """A kept one, filled in further and sent."""
    given, left = sheet.for_person(person)
    record = person.session.record(doc.form, doc.id)
    path = f"/forms/{doc.form}/records/{doc.id}"
    person.session.app("PATCH", path, {"values": given, "rev": record["rev"]})
    person.session.act(doc.form, doc.id, "submit")
    return _approved(stage, doc, person, left)


def _filled_in(sheet: Sheet, person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    complete(sheet, person)
    return sheet.for_person(person)


def _created(person: Person, sheet: Sheet, body: dict[str, Any]) -> Doc:
    record = person.session.app("POST", f"/forms/{sheet.form}/records", body)
    return Doc(sheet.form, record["id"], _number(record))


def _approved(stage: Stage, doc: Doc, person: Person, left: dict[str, Any]) -> Doc:
    try:
        approve(stage, doc, person, left)
    except Refused:
        _put_away(stage, person, doc)
        raise
    return doc


def complete(sheet: Sheet, person: Person) -> None:
    """What a form insists on and a story does not say: the last of the choices, some words."""
    editable = person.editable(sheet.form)
    for path, field in sheet.fields.items():
        wanted = field.get("required") and "default" not in field and "." not in path
        if not wanted or path in sheet.values or path not in editable:
            continue
        if field["type"] == "choice":
            sheet.values[path] = field["options"][-1]["id"]
        elif field["type"] == "text":
            sheet.values[path] = "无"


def approve(stage: Stage, doc: Doc, creator: Person, left: dict[str, Any]) -> None:
    """``left``: values that approvers may fill in and the creator may not."""
    for _ in range(MOST_APPROVALS):
        if stage.read(doc)["state"] != "pending":
            return
        person = _asked(stage, doc, creator)
        task = _task(person, doc)
        body: dict[str, Any] = {"comment": "同意"}
        if values := _fillable(person, task, left):
            body["values"] = values
        person.session.call("POST", f"/tasks/{task}/approve", body)
        stage.approvals.append(Approval(doc, person.role, status_words(stage, doc)))
    raise AssertionError(f"{doc.no} is still pending after {MOST_APPROVALS} approvals")


def status_words(stage: Stage, doc: Doc) -> str:
    """``pending(总经理)``: who is asked now; otherwise the state."""
    state = str(stage.read(doc)["state"])
    if state != "pending":
        return state
    roles = dict.fromkeys(one.role for one in _candidates(stage, doc))
    return f"pending({'、'.join(roles)})"


def _candidates(stage: Stage, doc: Doc) -> list[Person]:
    timeline = stage.observer.session.record(doc.form, doc.id, "/flow")["timeline"]
    names = [
        person["name"]
        for node in timeline
        if node["state"] == "current"
        for person in node["people"]
        if person["state"] == "current"
    ]
    return [person for name in names if (person := stage.staff.named(name)) is not None]


def _asked(stage: Stage, doc: Doc, creator: Person) -> Person:
    people = _candidates(stage, doc)
    assert people, f"{doc.no} is pending and nobody known is asked"
    human = [one for one in people if one.role != SYSTEM]
    others = [one for one in human if one is not creator]
    return (others or human or people)[0]


def _task(person: Person, doc: Doc) -> str:
    items = person.session.call("GET", f"/tasks?box=todo&limit=1000&form={doc.form}")["items"]
    return next(str(item["id"]) for item in items if item["record"] == doc.id)


def _fillable(person: Person, task: str, left: dict[str, Any]) -> dict[str, Any]:
    """What of ``left`` this node lets them fill in; rows beside what they hold already."""
    if not left:
        return {}
    record = person.session.call("GET", f"/tasks/{task}")["record"]
    rights, values = record["fields"], {}
    for name, value in left.items():
        if not isinstance(value, list):
            if rights.get(name) == "edit":
                values[name] = value
            continue
        rows = [
            {k: v for k, v in row.items() if rights.get(f"{name}.{k}") == "edit"} for row in value
        ]
        if any(rows):
            held = record["values"][name]
            values[name] = [
                {"$row": old["$row"], **new} for old, new in zip(held, rows, strict=True)
            ]
    return values


def _put_away(stage: Stage, person: Person, doc: Doc) -> None:
    """A document that could not be approved: withdrawn, and voided by who may. It keeps its
    number, as a sheet of paper would, and does nothing."""
    stage.put_away.add(doc)
    if stage.read(doc)["state"] == "pending":
        _take_back(stage, person, doc)
    void(stage, [person, *stage.staff.everybody], doc, "不能通过")


def void(stage: Stage, people: Sequence[Person], doc: Doc, why: str) -> None:
    """By the first of them who may."""
    for one in people:
        if "void" in _actions(one, doc):
            one.session.act(doc.form, doc.id, "void", comment=why)
            return
    raise AssertionError(f"nobody can void {doc.no}")


def _take_back(stage: Stage, person: Person, doc: Doc) -> None:
    """Withdrawn, or once somebody has said yes, sent back by whoever is asked now."""
    try:
        person.session.act(doc.form, doc.id, "withdraw")
    except Refused:
        asked = _asked(stage, doc, person)
        task = _task(asked, doc)
        asked.session.call("POST", f"/tasks/{task}/reject", {"comment": "不能通过"})


def _actions(person: Person, doc: Doc) -> list[str]:
    try:
        return list(person.session.record(doc.form, doc.id)["actions"])
    except Refused:
        return []


def _number(record: dict[str, Any]) -> str:
    return str(record["values"].get("no", record["title"]))
