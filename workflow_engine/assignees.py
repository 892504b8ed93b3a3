"""Who is asked, as an admin says it: by name, by place, by the record, or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from huiliu.core import ports
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.ports import Problem
from workflow_engine.candidates import candidates, superiors
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import Part
from workflow_engine.run import Run

Keys = tuple[str, ...]
Level = Annotated[int, Field(ge=1, le=5)]
Chooser = Literal["initiator", "previous"]
HOLD_PEOPLE = ("member", "department")


class FieldHeads(Part):
    """Heads ``level`` steps up from the department in a field, or of the member in it."""

    field: str = Field(min_length=1, max_length=200)
    level: Level = 1


class Assignees(Part):
    """The union counts. Members, roles and departments are named by their keys; ``heads`` is the
    level above the initiator (1: their own department's head), ``heads_up_to`` all levels, the
    nearest first; ``fields`` are paths of member and department fields, also of rows and through
    references; ``previous`` whoever answered last; ``chosen`` by hand; ``formula`` gives login
    names, one or more with commas, or what a member field holds."""

    members: Keys = ()
    roles: Keys = ()
    departments: Keys = ()
    initiator: bool = False
    heads: Level | None = None
    heads_up_to: Level | None = None
    fields: Keys = ()
    field_heads: tuple[FieldHeads, ...] = ()
    previous: bool = False
    chosen: Chooser | None = None
    formula: Annotated[str, StringConstraints(max_length=4000)] = ""

    def names_nobody(self) -> bool:
        return not any(getattr(self, name) for name in type(self).model_fields)

    def names_only_active(self) -> bool:
        """By name and place: nobody who has left is found so."""
        by_place = {"members", "roles", "departments"}
        return not any(getattr(self, n) for n in type(self).model_fields if n not in by_place)


class NamedMembers(Part):
    """Who is asked when nobody else is found."""

    members: Keys = Field(min_length=1)


Empty = Literal["admin", "head", "pass", "stop"] | NamedMembers


def resolve(assignees: Assignees, run: Run, node: str = "") -> list[int]:
    """The active members asked, each once, in the order of the settings. ``node``: whose choices
    count."""
    found = list(dict.fromkeys(candidates(assignees, run, node)))
    if assignees.names_only_active():
        return found
    return ports.org().active(run.app.workspace_id, found) if found else []


def in_place_of_nobody(empty: Empty, run: Run) -> list[int]:
    """Whom the policy for an empty node names; nobody under ``pass`` and ``stop``. Who has nobody
    above them is answered for by the administrators."""
    org, workspace = ports.org(), run.app.workspace_id
    if empty == "head":
        above = org.active(workspace, superiors(run.initiator_id))
        return list(above) or org.administrators(workspace)
    if isinstance(empty, NamedMembers):
        return org.by_keys(workspace, empty.members) or org.administrators(workspace)
    return org.administrators(workspace) if empty == "admin" else []


def problems(
    assignees: Assignees, form: FormPaths, pointer: str = "assignees"
) -> Iterator[Problem]:
    """An empty list of people, fields that hold no person, a formula that does not read. Pointers
    relative to the node."""
    if assignees.names_nobody():
        yield Problem(pointer, "no_assignees", _NOBODY)
    for position, path in enumerate(assignees.fields):
        yield from _no_person(path, form, f"{pointer}.fields.{position}")
    for position, one in enumerate(assignees.field_heads):
        yield from _no_person(one.field, form, f"{pointer}.field_heads.{position}.field")
    if assignees.formula:
        yield from _bad_formula(assignees.formula, form, f"{pointer}.formula")


def _no_person(path: str, form: FormPaths, pointer: str) -> Iterator[Problem]:
    field = form.find(path)
    if field is None or field.type not in HOLD_PEOPLE:
        yield Problem(pointer, "not_a_member_field", _NO_PERSON, {"field": path})


def _bad_formula(text: str, form: FormPaths, pointer: str) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        words = {language: error.message(language) for language in ("zh-CN", "en")}
        yield Problem(pointer, "bad_formula", words)
        return
    for path in sorted(formula.refs):
        if form.find(path) is None:
            yield Problem(pointer, "unknown_field", _UNKNOWN, {"field": path})


_NOBODY = {"zh-CN": "请设置负责人", "en": "Say who is asked here"}
_NO_PERSON = {
    "zh-CN": "“{field}”不是本表单的成员或部门字段",
    "en": '"{field}" is not a member or department field of this form',
}
_UNKNOWN = {"zh-CN": "没有字段“{field}”", "en": 'There is no field "{field}"'}
