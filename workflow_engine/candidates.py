"""Finds the people that a setting names, for one run: members by their internal ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.expressions.formula import FormulaError, parse
from huiliu.core.forms import find_path, published_shapes
from huiliu.core.paths import env_of
from workflow_engine.run import Run

if TYPE_CHECKING:
    from workflow_engine.assignees import Assignees

LEVELS = 5


def candidates(assignees: Assignees, run: Run, node: str) -> Iterator[int]:
    """In the order of the settings; may repeat, may have left."""
    org, workspace = ports.org(), run.app.workspace_id
    if assignees.members:
        yield from org.by_keys(workspace, assignees.members)
    if assignees.roles:
        yield from org.in_roles(workspace, assignees.roles)
    if assignees.departments:
        yield from org.in_departments(workspace, assignees.departments)
    if assignees.initiator:
        yield run.initiator_id
    if assignees.heads:
        yield from heads_at(run.initiator_department, assignees.heads)
    for level in range(1, (assignees.heads_up_to or 0) + 1):
        yield from heads_at(run.initiator_department, level)
    yield from _of_record(assignees, run)
    if assignees.previous:
        yield from run.last_handlers() or [run.initiator_id]
    if assignees.chosen:
        yield from run.choices.get(node, ())
    if assignees.formula:
        yield from _by_formula(assignees.formula, run)


def heads_at(department: int | None, level: int) -> list[int]:
    """The heads ``level`` steps up, 1 being the department's own."""
    org = ports.org()
    for _ in range(level - 1):
        if department is None:
            return []
        department = org.parent_department(department)
    return org.heads(department) if department is not None else []


def superiors(member: int) -> list[int]:
    """The nearest heads above a member who are somebody else."""
    department = next(iter(ports.org().departments_of(member)), None)
    for level in range(1, LEVELS + 1):
        found = [one for one in heads_at(department, level) if one != member]
        if found:
            return found
    return []


def _of_record(assignees: Assignees, run: Run) -> Iterator[int]:
    paths = [*assignees.fields, *(one.field for one in assignees.field_heads)]
    if not paths:
        return
    at = run.reader(paths)
    org, workspace = ports.org(), run.app.workspace_id
    for path in assignees.fields:
        found = _numbers(at(path))
        if found and _holds_departments(run, path):
            yield from org.working_in(workspace, found)
        else:
            yield from found
    for one in assignees.field_heads:
        for number in _numbers(at(one.field)):
            yield from _heads_of(run, one.field, number, one.level)


def _heads_of(run: Run, path: str, number: int, level: int) -> list[int]:
    """A person is not their own superior."""
    if _holds_departments(run, path):
        return heads_at(number, level)
    department = next(iter(ports.org().departments_of(number)), None)
    return [one for one in heads_at(department, level) if one != number]


def _holds_departments(run: Run, path: str) -> bool:
    field = find_path(run.shape, path, published_shapes(run.app))
    return field is not None and field.type == "department"


def _by_formula(text: str, run: Run) -> Sequence[int]:
    formula = parse(text)
    value: Any = formula.run(run.reader(formula.refs), env_of(run.initiator))
    if isinstance(value, FormulaError) or value is None:
        return []
    if isinstance(value, str):
        keys = [one.strip() for one in value.split(",") if one.strip()]
        return ports.org().by_keys(run.app.workspace_id, keys)
    return _numbers(value)


def _numbers(value: Any) -> list[int]:
    """Ids in a field: one, many, or many of many rows."""
    if isinstance(value, list):
        return [number for one in value for number in _numbers(one)]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return [int(value)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []
