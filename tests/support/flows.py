"""A small company with one form, for tests of approvals: forms and records are stand-ins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.jobs import find as find_job
from huiliu.core.ports import PublishedDocument
from huiliu.core.records import Record, State
from tests.support.fakes import (
    WORKSPACE,
    FakeClock,
    FakeOrg,
    FakePermissions,
    RecordingEvents,
    RecordingJobs,
)
from workflow_engine import api
from workflow_engine.models import Process, WorkItem

APP = AppRef(7, "jxc", 1, WORKSPACE)
FORM: dict[str, Any] = {
    "kind": "form",
    "version": 1,
    "id": "expense",
    "title": {"zh-CN": "报销", "en": "Expense"},
    "document": True,
    "fields": [
        {"id": "no", "type": "text", "label": {"zh-CN": "编号"}},
        {"id": "total", "type": "money", "label": {"zh-CN": "金额"}},
        {"id": "x", "type": "number", "label": {"zh-CN": "X"}},
        {"id": "y", "type": "number", "label": {"zh-CN": "Y"}},
        {"id": "qty", "type": "number", "label": {"zh-CN": "数量"}},
        {"id": "remark", "type": "text", "label": {"zh-CN": "备注"}},
        {"id": "day", "type": "date", "label": {"zh-CN": "日期"}},
        {"id": "owner", "type": "member", "label": {"zh-CN": "负责人"}},
        {"id": "late", "type": "switch", "label": {"zh-CN": "已超时"}},
        {"id": "store", "type": "reference", "form": "store", "label": {"zh-CN": "门店"}},
        {
            "id": "lines",
            "type": "subform",
            "label": {"zh-CN": "明细"},
            "fields": [
                {"id": "price", "type": "money", "label": {"zh-CN": "单价"}},
                {"id": "buyer", "type": "member", "label": {"zh-CN": "采购员"}},
            ],
        },
    ],
}
STORE: dict[str, Any] = {
    "kind": "form",
    "version": 1,
    "id": "store",
    "title": {"zh-CN": "门店"},
    "fields": [{"id": "manager", "type": "member", "label": {"zh-CN": "店长"}}],
}
NAMES = (
    "管理员", "ann", "bob", "m1", "m2", "d1", "d2", "d3", "f1", "k1", "k2", "cfo"
)  # fmt: skip
ADMIN, ANN, BOB, M1, M2, D1, D2, D3, F1, K1, K2, CFO = range(1, 13)


@dataclass
class Company(FakeOrg):
    """Members 1 to 12 by name; roles and heads are set by a test."""

    members: dict[int, str] = field(default_factory=lambda: dict(enumerate(NAMES, start=1)))
    belongs: dict[int, list[int]] = field(default_factory=lambda: {ANN: [2], BOB: [1]})
    led_by: dict[int, list[int]] = field(default_factory=lambda: {2: [M1], 1: [CFO]})
    above: dict[int, int] = field(default_factory=lambda: {2: 1})
    gone: set[int] = field(default_factory=set)

    def heads(self, department_id: int) -> list[int]:
        return self.led_by.get(department_id, [])

    def parent_department(self, department_id: int) -> int | None:
        return self.above.get(department_id)

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        numbers = {name: number for number, name in self.members.items()}
        return self.active(workspace_id, [numbers[key] for key in members if key in numbers])

    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        return self.active(workspace_id, super().in_roles(workspace_id, roles))

    def in_departments(self, workspace_id: int, departments: Sequence[str]) -> list[int]:
        numbers = {"head_office": 1, "shop": 2}
        wanted = {numbers[key] for key in departments}
        there = [m for m, belongs in sorted(self.belongs.items()) if wanted & set(belongs)]
        return self.active(workspace_id, there)

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        return [i for i in member_ids if i in self.members and i not in self.gone]


@dataclass
class Documents:
    content: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    def app(self, workspace_id: int, key: str) -> AppRef:
        return APP

    def app_by_id(self, app_id: int) -> AppRef:
        return APP

    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]:
        return [
            PublishedDocument(k, key, 1, c) for (k, key), c in self.content.items() if k == kind
        ]

    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None:
        found = self.content.get((kind, key))
        return PublishedDocument(kind, key, 1, found) if found is not None else None


@dataclass
class Records:
    """Records in memory. ``decisions`` is what flows have said; ``refuse`` is raised once asked."""

    kept: dict[int, Record] = field(default_factory=dict)
    decisions: list[tuple[int, str]] = field(default_factory=list)
    changes: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    attached: list[tuple[Any, ...]] = field(default_factory=list)
    refuse: Exception | None = None
    others: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    """Form → number → values, of what references point at."""

    def read(self, app: AppRef, form: str, record_id: int, *, access: Access) -> Record:
        if record_id not in self.kept:
            raise NotFound
        return self.kept[record_id]

    def ids(self, app: AppRef, form: str, uids: Sequence[str]) -> Mapping[str, int]:
        return {f"{form}-{i}": i for i in self.others.get(form, {}) if f"{form}-{i}" in uids}

    def values(
        self, app: AppRef, form: str, ids: Sequence[int], paths: Sequence[str]
    ) -> Mapping[int, Mapping[str, Any]]:
        return {i: {path: self.others[form][i].get(path) for path in paths} for i in ids}

    def titles(self, app: AppRef, form: str, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        return {i: (self.kept[i].uid, str(self.kept[i].values.get("no", ""))) for i in ids}

    def texts(
        self, record: Record, paths: Sequence[str], *, access: Access, language: str
    ) -> Mapping[str, str]:
        """Only titles, which are the field ``no`` here."""
        if not access.may_see("no"):
            return {}
        return {path: str(record.values.get("no", "")) for path in paths if path == "$title"}

    def change(
        self,
        app: AppRef,
        form: str,
        record_id: int,
        values: dict[str, Any],
        *,
        access: Access,
        cause: Cause,
        rev: int | None = None,
    ) -> Record:
        record = self.kept[record_id]
        self.changes.append((record_id, dict(values)))
        self.kept[record_id] = replace(record, values={**record.values, **values})
        return self.kept[record_id]

    def attach(
        self, app: AppRef, form: str, record_id: int, files: Sequence[str], *, actor: Actor
    ) -> None:
        self.attached.append((record_id, *files))

    def decide(
        self, app: AppRef, form: str, record_id: int, event: str, *, actor: Actor, cause: Cause
    ) -> Record:
        if self.refuse is not None:
            raise self.refuse
        self.decisions.append((record_id, event))
        return self._in_state(self.kept[record_id], "approved" if event == "approved" else "draft")

    def take_up(self, record: Record, *, actor: Actor, cause: Cause) -> Record:
        if self.refuse is not None:
            raise self.refuse
        self.decisions.append((record.id, "taken_up"))
        return self._in_state(record, "pending")

    def _in_state(self, record: Record, state: State) -> Record:
        self.kept[record.id] = replace(record, state=state)
        return self.kept[record.id]


@dataclass
class RecordingNotifier:
    sent: list[dict[str, Any]] = field(default_factory=list)

    def notify(self, workspace_id: int, members: Sequence[int], **rest: Any) -> None:
        self.sent.append({"members": list(members), **rest})

    def kinds(self) -> list[tuple[str, list[int]]]:
        return [(one["kind"], one["members"]) for one in self.sent]


@dataclass
class JobInHand:
    id: int = 1
    workspace_id: int = WORKSPACE
    member_id: int | None = None
    attempt: int = 1

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...


@dataclass
class World:
    """Publishes flows, submits records and lets people act by their number."""

    org: Company = field(default_factory=Company)
    documents: Documents = field(
        default_factory=lambda: Documents({("form", "expense"): FORM, ("form", "store"): STORE})
    )
    records: Records = field(default_factory=Records)
    clock: FakeClock = field(default_factory=FakeClock)
    events: RecordingEvents = field(default_factory=RecordingEvents)
    notifier: RecordingNotifier = field(default_factory=RecordingNotifier)
    permissions: FakePermissions = field(default_factory=FakePermissions)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)
    published: int = 0

    @contextmanager
    def bound(self) -> Iterator[None]:
        with ports.bound(
            org=self.org,
            documents=self.documents,
            records=self.records,
            clock=self.clock,
            events=self.events,
            notifier=self.notifier,
            permissions=self.permissions,
            jobs=self.jobs,
        ):
            yield

    def publish(self, content: dict[str, Any], key: str = "expense") -> int:
        self.published += 1
        api.publisher.flip(APP, key, self.published, content, None)
        return self.published

    def submit(self, initiator: int = ANN, **values: Any) -> Record:
        number = len(self.records.kept) + 1
        at = datetime(2026, 10, 1, tzinfo=UTC)
        given = {"no": f"BX-{number}", "total": Decimal(0), **values}
        record = Record(
            APP, "expense", number, f"r{number}", 1, 1, "pending", given, initiator, None, at, at
        )
        self.records.kept[number] = record
        self.resubmit(record)
        return record

    def resubmit(self, record: Record) -> bool:
        actor = self.org.actor(record.created_by)
        return api.flows.start(record, actor=actor, cause=Cause("browser"))

    def work(self) -> list[str]:
        """What the jobs that were promised do; their kinds."""
        queued, self.jobs.queued = self.jobs.queued, []
        for kind, payload in queued:
            found = find_job(kind)
            assert found is not None
            handler = found.handler
            handler(payload, JobInHand())
        return [kind for kind, _ in queued]

    def later(self, **delta: float) -> int:
        """Time goes by, and what is due rings; how many it were."""
        self.clock.advance(**delta)
        found = api.timers.sweep()
        self.work()
        return found

    def item(self, record: Record, member: int, node: str = "") -> int:
        """The number of the member's open work item on the record, at the node if several."""
        open_items = WorkItem.objects.filter(state="pending", member_id=member)
        open_items = open_items.filter(node=node) if node else open_items
        return open_items.get(process__record_id=record.id).pk

    def approve(self, record: Record, *members: int) -> str:
        state = ""
        for member in members:
            state = api.approve(self.item(record, member), actor=self.org.actor(member))
        return state

    def handle(self, record: Record, *members: int, **values: Any) -> str:
        state = ""
        for member in members:
            actor = self.org.actor(member)
            state = api.handle(self.item(record, member), actor=actor, values=values)
        return state

    def reject(self, record: Record, member: int, comment: str = "") -> str:
        item = self.item(record, member)
        return api.reject(item, actor=self.org.actor(member), comment=comment)


def flow(*nodes: dict[str, Any], **settings: Any) -> dict[str, Any]:
    """A flow document with these nodes between start and end."""
    return {
        "kind": "flow",
        "version": 1,
        "id": "expense",
        "form": "expense",
        "title": {"zh-CN": "报销审批", "en": "Expense approval"},
        "nodes": [{"id": "start", "type": "start"}, *nodes, {"id": "end", "type": "end"}],
        **({"settings": settings} if settings else {}),
    }


def approval(node: str, *members: int, **more: Any) -> dict[str, Any]:
    """An approval by these members, ``any`` of them unless said otherwise."""
    asked = {"members": [NAMES[member - 1] for member in members]}
    return {"id": node, "type": "approval", "assignees": asked, **more}


def handle(node: str, *members: int, **more: Any) -> dict[str, Any]:
    """These members fill in; any of them unless said otherwise."""
    return {**approval(node, *members, **more), "type": "handle"}


def parallel(node: str, *ways: Sequence[dict[str, Any]]) -> dict[str, Any]:
    branches = [{"id": f"way_{n}", "nodes": list(way)} for n, way in enumerate(ways)]
    return {"id": node, "type": "parallel", "branches": branches}


def inclusive(
    node: str, *branches: dict[str, Any], rest: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {**branch(node, *branches, rest=rest), "type": "inclusive"}


def over(path: str, value: int, *nodes: dict[str, Any], id: str = "large") -> dict[str, Any]:
    """A branch of a branch node: taken when the field is greater than the value."""
    term = {"field": path, "op": "gt", "value": str(value)}
    return {"id": id, "when": {"cond": [term]}, "nodes": list(nodes)}


def branch(
    node: str, *branches: dict[str, Any], rest: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    return {
        "id": node,
        "type": "branch",
        "branches": [*branches, {"id": "else", "nodes": list(rest)}],
    }


def todo(record: Record) -> dict[str, set[int]]:
    """Node → members, of everything somebody must answer now."""
    open_items: dict[str, set[int]] = {}
    found = WorkItem.objects.filter(process__record_id=record.id, state="pending")
    for node, member in found.values_list("node", "member_id"):
        open_items.setdefault(node, set()).add(member)
    return open_items


def state(record: Record) -> tuple[str, str]:
    """How the newest run of the record stands, for viewflow and for us."""
    newest = Process.objects.filter(record_id=record.id).order_by("-id")
    found: tuple[str, str] = newest.values_list("status", "outcome")[0]
    return found
