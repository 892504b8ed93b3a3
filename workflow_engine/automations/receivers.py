"""Who is told: members, roles, departments, people of the record."""

from __future__ import annotations

from collections.abc import Iterator

from huiliu.core import ports
from huiliu.core.ports import Problem
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part, problem
from workflow_engine.automations.work import Work


class Receivers(Part):
    """The union counts. Members, roles and departments by their keys; ``creator`` is who made the
    record, ``actor`` whoever set the automation off; ``fields`` are member fields of the record or
    of what a step found."""

    members: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    creator: bool = False
    actor: bool = False
    fields: tuple[str, ...] = ()

    @property
    def is_nobody(self) -> bool:
        named = self.members or self.roles or self.departments or self.fields
        return not (named or self.creator or self.actor)


def receiver_problems(to: Receivers, design: Design) -> Iterator[Problem]:
    if to.is_nobody:
        yield problem("to", "nobody")
    for path in to.fields:
        field = design.find(path)
        if field is None or field.type != "member":
            yield problem("to.fields", "not_a_member_field", path=path)


def receivers_of(to: Receivers, work: Work) -> list[int]:
    """Active members, each once."""
    org, workspace = ports.org(), work.app.workspace_id
    found = [
        *org.by_keys(workspace, to.members),
        *org.in_roles(workspace, to.roles),
        *org.in_departments(workspace, to.departments),
        *([work.record.created_by] if to.creator else []),
        *([work.actor.member_id] if to.actor else []),
    ]
    for path in to.fields:
        value = work.get(path)
        found += [v for v in (value if isinstance(value, list) else [value]) if v is not None]
    return org.active(workspace, list(dict.fromkeys(found))) if found else []
