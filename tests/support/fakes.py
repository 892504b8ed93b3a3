"""Stand-ins for the other engines, to be bound with ``ports.bound(...)`` in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound, RuleRefused
from huiliu.core.ports import FlowSteps, NodeRights, Person, Posting, Problem
from huiliu.core.records import Record, RecordEvent
from huiliu.core.working_time import WorkingTime

WORKSPACE = 1


@dataclass
class FakeClock:
    """Stands still until told otherwise."""

    at: datetime = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self, time_zone: str) -> date:
        return self.at.astimezone(ZoneInfo(time_zone)).date()

    def advance(self, **delta: float) -> None:
        self.at += timedelta(**delta)


@dataclass
class FakeOrg:
    """Members and departments that are only their numbers."""

    members: dict[int, str] = field(default_factory=lambda: {1: "管理员", 2: "采购员", 3: "销售员"})
    departments: dict[int, str] = field(default_factory=lambda: {1: "总部", 2: "门店"})
    belongs: dict[int, list[int]] = field(default_factory=lambda: {1: [1], 2: [1], 3: [2]})
    roles: dict[str, list[int]] = field(default_factory=dict)
    calendar: WorkingTime = field(default_factory=WorkingTime)

    def actor(self, member_id: int) -> Actor:
        departments = frozenset(self.belongs.get(member_id, []))
        return Actor(
            member_id,
            WORKSPACE,
            self.members[member_id],
            department_ids=departments,
            departments_below=departments,
        )

    def member(self, member_id: int) -> Person:
        return Person(member_id, self.members[member_id], True)

    def names(self, member_ids: Sequence[int]) -> Mapping[int, str]:
        return {i: self.members[i] for i in member_ids if i in self.members}

    def department_names(self, ids: Sequence[int]) -> Mapping[int, str]:
        return {i: self.departments[i] for i in ids if i in self.departments}

    def departments_of(self, member_id: int) -> list[int]:
        return list(self.belongs.get(member_id, []))

    def heads(self, department_id: int) -> list[int]:
        return []

    def parent_department(self, department_id: int) -> int | None:
        return None

    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        return sorted({m for role in roles for m in self.roles.get(role, [])})

    def in_departments(self, workspace_id: int, departments: Sequence[str]) -> list[int]:
        return []

    def working_in(self, workspace_id: int, department_ids: Sequence[int]) -> list[int]:
        wanted = set(department_ids)
        return [m for m, belongs in sorted(self.belongs.items()) if wanted & set(belongs)]

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        return []

    def administrators(self, workspace_id: int) -> list[int]:
        return [1]

    def working_time(self, workspace_id: int) -> WorkingTime:
        return self.calendar

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        return [i for i in member_ids if i in self.members]

    def called(self, workspace_id: int, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        return {n: [i for i, name in self.members.items() if name == n] for n in names}

    def departments_called(
        self, workspace_id: int, names: Sequence[str]
    ) -> Mapping[str, Sequence[int]]:
        return {n: [i for i, name in self.departments.items() if name == n] for n in names}

    def resolve_member(self, workspace_id: int, public_id: str) -> int | None:
        return int(public_id) if public_id.isdigit() and int(public_id) in self.members else None

    def resolve_department(self, workspace_id: int, public_id: str) -> int | None:
        known = public_id.isdigit() and int(public_id) in self.departments
        return int(public_id) if known else None


@dataclass
class RecordingEvents:
    """Remembers what was published."""

    published: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def publish(self, name: str, payload: Mapping[str, Any], *, workspace_id: int) -> None:
        self.published.append((name, dict(payload)))

    def names(self) -> list[str]:
        """What happened to records, in its order."""
        told = (payload for name, payload in self.published if name == "record")
        return [event for payload in told for event in payload["events"]]


@dataclass
class NoFlows:
    """No form has an approval, unless ``waits``: then a submitted document stays pending."""

    waits: bool = False
    withdrawn: list[int] = field(default_factory=list)

    def foresee(self, app: AppRef, form: str) -> None:
        """Nothing is asked."""

    def start(self, record: Record, *, actor: Actor, cause: Cause) -> bool:
        return self.waits

    def withdraw(self, record: Record, *, actor: Actor, comment: str = "") -> None:
        self.withdrawn.append(record.id)

    def retract(self, record: Record, *, actor: Actor) -> None:
        self.withdrawn.append(record.id)

    def rights(self, record: Record, actor: Actor) -> NodeRights | None:
        return None

    def access(self, actor: Actor, app: AppRef, form: str, record_id: int) -> Access | None:
        return None

    def timeline(self, record: Record, *, actor: Actor) -> list[dict[str, Any]]:
        return []

    def diagram(self, record: Record, *, actor: Actor) -> dict[str, Any] | None:
        return None


@dataclass
class RecordingLedgers:
    """Remembers the events it was given, one list a transaction; raises ``refuse`` if set."""

    applied: list[list[RecordEvent]] = field(default_factory=list)
    refuse: Exception | None = None
    closed: date | None = None

    def foresee(self, app: AppRef, form: str) -> None:
        """Nothing is asked."""

    def require_open(self, app: AppRef, day: date, *, posts: bool) -> None:
        if self.closed is not None and day <= self.closed:
            raise RuleRefused("PERIOD_CLOSED", {"en": "closed"})

    def apply(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> None:
        self.apply_all([Posting(event, actor, cause)])

    def apply_all(self, postings: Sequence[Posting]) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.applied.append([posting.event for posting in postings])


class NoLedgers(RecordingLedgers):
    """Nothing is posted anywhere."""


@dataclass
class RecordingAutomations:
    events: list[RecordEvent] = field(default_factory=list)

    def run(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> bool:
        self.events.append(event)
        return False

    def step_problems(
        self, app: AppRef, form: str, steps: Sequence[Mapping[str, Any]]
    ) -> list[Problem]:
        return []

    def perform(self, record: Record, steps: FlowSteps, *, actor: Actor, cause: Cause) -> None: ...


@dataclass
class FakePermissions:
    """Everything, unless a form (and member) was given its own access."""

    given: dict[tuple[str, int], Access | None] = field(default_factory=dict)

    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        access = self.given.get((form, actor.member_id), system_access(actor, form))
        if access is None:
            raise NotFound
        return access

    def ledger_access(self, actor: Actor, app: AppRef, ledger: str) -> Access:
        return self.access(actor, app, ledger)


@dataclass
class RecordingJobs:
    queued: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    due: list[datetime | None] = field(default_factory=list)
    schedules: dict[str, dict[str, Any]] = field(default_factory=dict)

    def enqueue(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        run_after: datetime | None = None,
        **_: Any,
    ) -> int:
        self.queued.append((kind, dict(payload)))
        self.due.append(run_after)
        return len(self.queued)

    def schedule(self, key: str, kind: str, payload: Mapping[str, Any], **when: Any) -> None:
        self.schedules[key] = {"kind": kind, "payload": dict(payload), **when}

    def unschedule(self, key: str, *, workspace_id: int) -> None:
        self.schedules.pop(key, None)
