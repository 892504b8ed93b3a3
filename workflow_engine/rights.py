"""What the holder of a task may see and change on the record, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeGuard

from huiliu.core.access import Access, FieldRight, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.expressions.formula import parse
from huiliu.core.forms import FormShape, published_shapes, split_path
from workflow_engine.node_type import NodeConfig

Rights = Mapping[str, FieldRight]
"""As written in a node: ``{"*": "view", "remark": "edit", "lines.cost": "hidden"}``."""


def expanded(given: Rights, paths: Iterable[str]) -> dict[str, FieldRight]:
    """Every path of the form with its right. ``*`` is the default (``view``), a subform's own
    entry the default for its columns. A column is never more open than its hidden subform."""
    rights: dict[str, FieldRight] = {}
    for path in paths:
        outer = path.split(".", 1)[0]
        general = given.get(outer, given.get("*", "view"))
        rights[path] = given.get(path, general)
        if general == "hidden" and outer != path and given.get(outer) == "hidden":
            rights[path] = "hidden"
    return rights


def read_only(rights: Rights) -> dict[str, FieldRight]:
    """The same after the task is done: what was editable stays visible."""
    return {path: "view" if right == "edit" else right for path, right in rights.items()}


def of_visit(given: Rights, app: AppRef, form: str) -> dict[str, FieldRight]:
    """Rights as written, for every path of the published form."""
    shape = published_shapes(app)(form)
    return without_leaks(expanded(given, shape.fields), shape) if shape else {}


def without_leaks(rights: dict[str, FieldRight], shape: FormShape) -> dict[str, FieldRight]:
    """A formula is hidden with anything that it reads: its value would tell. What a formula reads
    through a reference is the designer's to show: a task has no rights on other forms."""
    found = dict(rights)
    reads = _reads(shape) if "hidden" in rights.values() else {}
    while True:
        hidden = {path for path, right in found.items() if right == "hidden"}
        more = {path for path in reads.keys() - hidden if not hidden.isdisjoint(reads[path])}
        if not more:
            return found
        found.update(dict.fromkeys(more, "hidden"))


def _reads(shape: FormShape) -> dict[str, set[str]]:
    """Of each formula field, the form's own fields that it reads."""
    return {
        path: {
            step[0].path for ref in parse(field.formula).refs if (step := split_path(shape, ref))
        }
        for path, field in shape.fields.items()
        if field.formula
    }


def has_rights(node: NodeConfig) -> TypeGuard[WithRights]:
    return bool(getattr(node, "fields", None))


class WithRights(Protocol):
    fields: Rights


def access(actor: Actor, form: str, rights: Rights) -> Access:
    """A task opens the record to its holder by itself: the node decides, not a permission group."""
    actions = frozenset({"view", "print"})
    if "edit" in rights.values():
        actions |= {"edit"}
    return Access(actor, form, (Grant("flow", actions, rights),))
