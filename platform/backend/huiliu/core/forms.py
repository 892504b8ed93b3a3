"""What the other engines may know of a form: which paths it has, of what type, and where they lead.

Read from the published document, so that nobody needs to import the form engine for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from huiliu.core.actor import AppRef

MAX_DEPTH = 3
"""How many references a path may go through."""

SYSTEM_TYPES: Mapping[str, str] = {
    "$id": "reference",
    "$state": "choice",
    "$created_at": "datetime",
    "$created_by": "member",
    "$created_department": "department",
    "$updated_at": "datetime",
}
ROW_NUMBER = "$row"
"""``lines.$row``: the number of a row, by which other documents name it."""


@dataclass(frozen=True)
class FieldShape:
    """One field. ``type`` of a formula is the type of its result, and ``is_computed`` says that
    nobody writes it; ``subform`` is where it sits."""

    path: str
    type: str
    form: str = ""
    scale: int = 0
    subform: str = ""
    label: Mapping[str, str] | None = None
    is_computed: bool = False
    formula: str = ""


@dataclass(frozen=True)
class FormShape:
    key: str
    is_document: bool
    title: Mapping[str, str]
    fields: Mapping[str, FieldShape]
    lines_of: str = ""
    """Of the lines of a report: its id. They are no records of a form."""
    items_of: str = ""
    """Of the balances of a ledger: its id. They are no records either."""


_LEDGER = "ledger:"
_REPORT = "report:"
LINE_RECORD = "record"
"""What a line of a report is about, as a column of it."""

Shapes = Callable[[str], FormShape | None]
"""The shape of a form by its key, if it is published."""


def shape_of(content: Mapping[str, Any]) -> FormShape:
    fields: dict[str, FieldShape] = {}
    for field in content.get("fields", ()):
        _add(fields, field, "")
    return FormShape(
        str(content["id"]), bool(content.get("document", False)), content["title"], fields
    )


def split_path(form: FormShape, path: str) -> tuple[FieldShape, str] | None:
    """The form's own field the path begins with, and what is left to follow through references."""
    return _step(form, path)


def find_path(form: FormShape, path: str, shapes: Shapes) -> FieldShape | None:
    """The field at the end of a path, through references; ``subform`` is where the path starts."""
    here = _step(form, path)
    for _ in range(MAX_DEPTH):
        if here is None or here[1] == "":
            break
        first, rest = here
        target = shapes(first.form) if first.type == "reference" and first.form else None
        found = _step(target, rest) if target else None
        if found is None or found[0].subform or found[0].type == "subform":
            return None
        last, rest = found
        here = FieldShape(path, last.type, last.form, last.scale, first.subform, last.label), rest
    return here[0] if here is not None and here[1] == "" else None


def ledger_key(ledger: str) -> str:
    """What a ledger is called where shapes are asked for: form keys have no colon."""
    return f"{_LEDGER}{ledger}"


def ledger_shape_of(content: Mapping[str, Any]) -> FormShape:
    """Its dimensions, and its measures as numbers that nobody writes."""
    fields: dict[str, FieldShape] = {}
    for one in content.get("dimensions", ()):
        kind, form = str(one["type"]), str(one.get("form") or "")
        fields[one["id"]] = FieldShape(one["id"], kind, form, label=one.get("label"))
    for one in content.get("measures", ()):
        scale, label = int(one.get("scale", 2)), one.get("label")
        fields[one["id"]] = FieldShape(
            one["id"], "number", scale=scale, label=label, is_computed=True
        )
    return FormShape("", False, content["title"], fields)


def ledger_items_of(shape: FormShape, ledger: str) -> FormShape:
    """The same, of balances that were found in it."""
    return replace(shape, items_of=ledger)


def report_key(report: str) -> str:
    """What a report is called where shapes are asked for."""
    return f"{_REPORT}{report}"


def report_shape_of(content: Mapping[str, Any], shapes: Shapes) -> FormShape:
    """Its columns, which nobody writes, and ``record``: what a line is about, if it is a record."""
    rows = content["rows"]
    form = str(rows.get("form", ""))
    fields: dict[str, FieldShape] = {}
    if form:
        fields[LINE_RECORD] = FieldShape(LINE_RECORD, "reference", form, is_computed=True)
    for one in content.get("columns", ()):
        fields[one["id"]] = _column(one, *_source(one, rows), shapes)
    return FormShape("", False, content["title"], fields, lines_of=str(content["id"]))


def _source(column: Mapping[str, Any], rows: Mapping[str, Any]) -> tuple[str, str]:
    """Form and path of what a column shows as it is; of groups those of the first source."""
    first: Mapping[str, Any] = next(iter(rows.get("groups", ())), {})
    if column.get("key"):
        return str(first.get("form", "")), str(first.get("keys", {}).get(column["key"], ""))
    if column.get("total"):
        return str(first.get("form", "")), str(first.get("totals", {}).get(column["total"], ""))
    return str(rows.get("form", "")), str(column.get("field") or "")


def _column(column: Mapping[str, Any], form: str, path: str, shapes: Shapes) -> FieldShape:
    id_, label = str(column["id"]), column.get("label")
    shape = shapes(form) if form and path else None
    found = find_path(shape, path, shapes) if shape else None
    if found is not None:
        return FieldShape(id_, found.type, found.form, found.scale, label=label, is_computed=True)
    figure = column.get("figure")
    kind = str(column.get("result", "number")) if figure is None else "number"
    if figure is not None and figure.get("part") == "first":
        kind = "date"
    scale = int(column.get("scale", 2)) if figure is None else 6
    return FieldShape(id_, kind, scale=scale, label=label, is_computed=True)


def published_shapes(app: AppRef) -> Shapes:
    """The shapes of an app's published forms, of its ledgers by ``ledger_key``, and of its reports
    by ``report_key``."""
    from huiliu.core import ports

    def shape(key: str) -> FormShape | None:
        if key.startswith(_LEDGER):
            ledger = ports.documents().find(app, "ledger", key.removeprefix(_LEDGER))
            return ledger_shape_of(ledger.content) if ledger else None
        if key.startswith(_REPORT):
            report = ports.documents().find(app, "report", key.removeprefix(_REPORT))
            return report_shape_of(report.content, shape) if report else None
        found = ports.documents().find(app, "form", key)
        return found.form_shape if found else None

    return shape


def _add(fields: dict[str, FieldShape], field: Mapping[str, Any], subform: str) -> None:
    path = f"{subform}.{field['id']}" if subform else str(field["id"])
    kind = field["type"] if field["type"] != "formula" else field.get("result", "number")
    scale = int(field.get("scale", 2)) if kind in ("number", "money") else 0
    form = str(field.get("form", "")) if kind == "reference" else ""
    computed = field["type"] == "formula"
    formula = str(field.get("formula", "")) if computed else ""
    fields[path] = FieldShape(
        path, kind, form, scale, subform, field.get("label"), computed, formula
    )
    for column in field.get("fields", ()):
        _add(fields, column, path)


def _row_number(path: str, rows: FieldShape) -> FieldShape:
    """What tells a row of a stored record from the others, for whoever follows from it."""
    return FieldShape(path, "number", subform=rows.path, label=rows.label, is_computed=True)


def _step(form: FormShape, path: str) -> tuple[FieldShape, str] | None:
    """The longest own field the path begins with, and what is left of the path."""
    if path in SYSTEM_TYPES:
        own = form.key if path == "$id" else ""
        return FieldShape(path, SYSTEM_TYPES[path], own), ""
    parts = path.split(".")
    if len(parts) == 2 and parts[1] == ROW_NUMBER:
        rows = form.fields.get(parts[0])
        return (_row_number(path, rows), "") if rows and rows.type == "subform" else None
    for length in (2, 1):
        found = form.fields.get(".".join(parts[:length]))
        if found is not None and len(parts) >= length:
            return found, ".".join(parts[length:])
    return None
