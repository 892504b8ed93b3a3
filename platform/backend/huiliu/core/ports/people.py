"""Who is who, and who may do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.working_time import WorkingTime


class Permissions(Protocol):
    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        """Raises NotFound when the actor may do nothing at all with the form."""

    def ledger_access(self, actor: Actor, app: AppRef, ledger: str) -> Access:
        """The same for a ledger: paths are its dimensions and measures."""


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    active: bool


class Org(Protocol):
    """The public id of a member or a department is its number as a string. Who is named by a
    department's key works there or anywhere below it."""

    def actor(self, member_id: int) -> Actor: ...
    def member(self, member_id: int) -> Person: ...
    def names(self, member_ids: Sequence[int]) -> Mapping[int, str]: ...
    def department_names(self, ids: Sequence[int]) -> Mapping[int, str]: ...
    def departments_of(self, member_id: int) -> list[int]:
        """The main department first."""

    def heads(self, department_id: int) -> list[int]: ...
    def parent_department(self, department_id: int) -> int | None: ...
    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        """Active member ids by role keys."""

    def in_departments(self, workspace_id: int, departments: Sequence[str]) -> list[int]:
        """Active members of these departments, by their keys, or of any below them."""

    def working_in(self, workspace_id: int, department_ids: Sequence[int]) -> list[int]:
        """Active members of these departments, or of any below them."""

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        """Active member ids by member keys (their login names)."""

    def administrators(self, workspace_id: int) -> list[int]: ...
    def working_time(self, workspace_id: int) -> WorkingTime:
        """When the workspace works, as its administrators have set it."""

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        """Those of them who are active members of the workspace, in the order given."""

    def resolve_member(self, workspace_id: int, public_id: str) -> int | None: ...
    def resolve_department(self, workspace_id: int, public_id: str) -> int | None: ...
    def called(self, workspace_id: int, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Active members by what people call them: name or login. Several may share a name."""

    def departments_called(
        self, workspace_id: int, names: Sequence[str]
    ) -> Mapping[str, Sequence[int]]:
        """Departments by name or key."""
