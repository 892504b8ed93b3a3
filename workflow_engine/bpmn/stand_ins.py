"""An empty world for a headless run: one record in memory, one member, a clock that jumps ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.ports import PublishedDocument
from huiliu.core.records import Record
from huiliu.core.working_time import WorkingTime

APP = AppRef(1, "bpmn", 1, 1)
MEMBER = 1


@dataclass
class Clock:
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self, time_zone: str) -> date:
        return self.at.astimezone(ZoneInfo(time_zone)).date()


@dataclass
class Documents:
    form: Mapping[str, Any]

    def app_by_id(self, app_id: int) -> AppRef:
        return APP

    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None:
        is_ours = kind == "form" and key == self.form["id"]
        return PublishedDocument(kind, key, 1, self.form) if is_ours else None


class Org:
    """Whoever is asked for is somebody: as many members as the run names."""

    def actor(self, member_id: int) -> Actor:
        return Actor(member_id, 1, "somebody")

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        return list(member_ids)

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        return [MEMBER]

    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        return [MEMBER]

    def administrators(self, workspace_id: int) -> list[int]:
        return [MEMBER]

    def departments_of(self, member_id: int) -> list[int]:
        return []

    def working_time(self, workspace_id: int) -> WorkingTime:
        return WorkingTime("UTC")


class Permissions:
    """Nothing is hidden from anybody: a process knows no rights."""

    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        return system_access(actor, form)


@dataclass
class Records:
    record: Record
    decided: str = ""

    def read(self, *_: Any, **__: Any) -> Record:
        return self.record

    def titles(self, app: AppRef, form: str, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        return dict.fromkeys(ids, (self.record.uid, "bpmn"))

    def ids(self, *_: Any) -> dict[str, int]:
        return {}

    def change(self, app: AppRef, form: str, record_id: int, values: Any, **_: Any) -> Record:
        self.record = replace(self.record, values={**self.record.values, **values})
        return self.record

    def decide(self, app: AppRef, form: str, record_id: int, event: str, **_: Any) -> Record:
        self.decided = event
        return self.record


class Nobody:
    """Hears everything and does nothing: notifications, events and jobs."""

    def notify(self, *_: Any, **__: Any) -> None: ...
    def publish(self, *_: Any, **__: Any) -> None: ...
    def enqueue(self, *_: Any, **__: Any) -> int:
        return 0


@dataclass
class World:
    documents: Documents
    records: Records
    clock: Clock = field(default_factory=Clock)
    org: Org = field(default_factory=Org)
    permissions: Permissions = field(default_factory=Permissions)
    nobody: Nobody = field(default_factory=Nobody)

    def ports(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "records": self.records,
            "clock": self.clock,
            "org": self.org,
            "permissions": self.permissions,
            "notifier": self.nobody,
            "events": self.nobody,
            "jobs": self.nobody,
        }


def world(form: Mapping[str, Any], values: Mapping[str, Any]) -> World:
    clock = Clock()
    record = Record(
        APP,
        str(form["id"]),
        1,
        "r1",
        1,
        1,
        "pending",
        dict(values),
        MEMBER,
        None,
        clock.at,
        clock.at,
    )
    return World(Documents(form), Records(record), clock)
