"""What is wrong with a permission document that reads well: unknown fields, and what would leak."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.ports import Problem
from huiliu.core.text import Words, choose
from huiliu.permissions.decide import leaking, stated
from huiliu.permissions.document import PermissionDocument
from huiliu.permissions.shape import SYSTEM, Shape, parent_of

ShapeOf = Callable[[str], Shape | None]
"""The shape of a form by its key, None when there is no such form."""

_DEEPEST = 3

_UNKNOWN_TARGET: Words = {
    "zh-CN": "没有“{key}”这个表单或台账",
    "en": "There is no form or ledger “{key}”",
}
_UNKNOWN_FIELD: Words = {"zh-CN": "没有“{path}”这个字段", "en": "There is no field “{path}”"}
_LEAKS: Words = {
    "zh-CN": "此权限组可以看到公式“{formula}”，但看不到它读取的“{reads}”。请一并隐藏公式。",
    "en": "This group sees the formula “{formula}” but not “{reads}”, which it reads. Hide both.",
}
_IN_HIDDEN: Words = {
    "zh-CN": "“{path}”所在的子表单已隐藏，无法单独显示",
    "en": "“{path}” cannot be shown: its subform is hidden",
}


def problems(group: PermissionDocument, shape: Shape | None, form: ShapeOf) -> list[Problem]:
    """``shape`` is that of what the group is on; None when it does not exist."""
    kind, key = group.on
    if shape is None:
        return [Problem(kind, "unknown_form", _UNKNOWN_TARGET, {"key": key})]
    found = [*_fields(group, shape), *_leaks(group, shape)]
    if group.rows is not None:
        found += _rows(group.rows, shape, form, "rows")
    return found


def _fields(group: PermissionDocument, shape: Shape) -> Iterator[Problem]:
    for path, right in group.fields.items():
        parent = parent_of(path)
        if path != "*" and not shape.has(path):
            yield _unknown(f"fields.{path}", path)
        elif parent and right != "hidden" and group.fields.get(parent) == "hidden":
            yield Problem(f"fields.{path}", "hidden_subform", _IN_HIDDEN, {"path": path})


def _leaks(group: PermissionDocument, shape: Shape) -> Iterator[Problem]:
    """Inside this form. What another form hides is decided for each actor at run time."""
    leaks = leaking(stated(group, shape), shape, lambda form, path: True)
    for path, reads in leaks.items():
        names = {"formula": _label(shape, path), "reads": _label(shape, reads)}
        yield Problem(f"fields.{path}", "formula_reads_hidden", _LEAKS, names)


def _rows(condition: Condition, shape: Shape, form: ShapeOf, pointer: str) -> Iterator[Problem]:
    for position, part in enumerate(condition.cond):
        here = f"{pointer}.cond.{position}"
        if not isinstance(part, Term):
            yield from _rows(part, shape, form, here)
            continue
        if not exists(part.field, shape, form):
            yield _unknown(f"{here}.field", part.field)
        if isinstance(part.value, FieldValue) and not exists(part.value.field, shape, form):
            yield _unknown(f"{here}.value.field", part.value.field)


def exists(path: str, shape: Shape, form: ShapeOf, depth: int = 0) -> bool:
    """Whether the path leads somewhere: here, or through references."""
    if path in SYSTEM or shape.has(path):
        return True
    parts = path.split(".")
    for cut in (1, 2):
        target = shape.references.get(".".join(parts[:cut]))
        there = form(target) if target and depth < _DEEPEST else None
        if there is not None and exists(".".join(parts[cut:]), there, form, depth + 1):
            return True
    return False


def _unknown(pointer: str, path: str) -> Problem:
    return Problem(pointer, "unknown_field", _UNKNOWN_FIELD, {"path": path})


def _label(shape: Shape, path: str) -> str:
    return choose(shape.labels.get(path, {}), "zh-CN") or path
