"""An office at work: real forms, records and automations; people, flows and clock are stand-ins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from form_engine.api import publisher as form_publisher
from form_engine.api import records
from huiliu.core import ports
from huiliu.core.access import Access, Grant, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.jobs import find as find_job
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from huiliu.notify.api import notifier
from tests.support.designs import FakeDocuments
from tests.support.fakes import (
    FakeClock,
    FakeOrg,
    FakePermissions,
    NoFlows,
    RecordingEvents,
    RecordingJobs,
    RecordingLedgers,
)
from workflow_engine.automations.api import automations, publisher

_apps = iter(range(5_000, 1_000_000))
ACTOR = Actor(2, 1, "采购员")


def _fields(*given: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"label": {"zh-CN": one["id"]}, **one} for one in given]


CUSTOMER = {
    "id": "customer",
    "title_field": "name",
    "fields": _fields(
        {"id": "name", "type": "text"},
        {"id": "last", "type": "date"},
        {"id": "credit", "type": "number", "scale": 2},
        {"id": "orders", "type": "number", "scale": 0},
    ),
}
TASK = {
    "id": "task",
    "title_field": "note",
    "fields": _fields(
        {"id": "no", "type": "serial", "parts": [{"kind": "count", "digits": 4}]},
        {"id": "customer", "type": "reference", "form": "customer"},
        {"id": "note", "type": "text"},
        {"id": "amount", "type": "number", "scale": 2},
    ),
}
ORDER = {
    "id": "order",
    "document": True,
    "title_field": "note",
    "fields": _fields(
        {"id": "day", "type": "date"},
        {"id": "customer", "type": "reference", "form": "customer"},
        {"id": "total", "type": "number", "scale": 2},
        {"id": "owner", "type": "member"},
        {"id": "note", "type": "text"},
        {
            "id": "lines",
            "type": "subform",
            "fields": _fields(
                {"id": "qty", "type": "number", "scale": 2}, {"id": "note", "type": "text"}
            ),
        },
    ),
}
FORMS = [
    {"kind": "form", "version": 1, "title": {"zh-CN": form["id"]}, **form}
    for form in (CUSTOMER, TASK, ORDER)
]

STOCK: dict[str, Any] = {
    "kind": "ledger",
    "version": 1,
    "id": "stock",
    "title": {"zh-CN": "库存"},
    "dimensions": [
        {"id": "customer", "label": {"zh-CN": "客户"}, "type": "reference", "form": "customer"}
    ],
    "measures": [{"id": "qty", "label": {"zh-CN": "数量"}, "scale": 0}],
    "postings": [],
}

LOW: dict[str, Any] = {
    "kind": "report",
    "version": 1,
    "id": "low",
    "title": {"zh-CN": "缺货"},
    "rows": {"form": "customer"},
    "columns": [
        {"id": "name", "label": {"zh-CN": "名称"}, "field": "name"},
        {
            "id": "qty",
            "label": {"zh-CN": "数量"},
            "figure": {"ledger": "stock", "measure": "qty", "by": {"customer": "$id"}},
        },
    ],
}


def automation(
    id_: str,
    on: str,
    *steps: dict[str, Any],
    trigger: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """``on``: ``approved order``. ``trigger``: its other settings."""
    event, form = on.split()
    return {
        "kind": "automation",
        "version": 1,
        "id": id_,
        "title": {"zh-CN": id_},
        "trigger": {"type": f"record_{event}", "form": form, **(trigger or {})},
        "steps": [{"id": f"s{n}", **step} for n, step in enumerate(steps, 1)],
        **more,
    }


def of_customer(**values: str) -> dict[str, Any]:
    """A step that changes the order's customer; values are formulas."""
    match = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "customer"}}]}
    sources = {path: {"formula": formula} for path, formula in values.items()}
    return {"type": "update_record", "form": "customer", "match": match, "values": sources}


@dataclass
class _Job:
    id: int = 1
    workspace_id: int = 1
    member_id: int | None = 2
    attempt: int = 1

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...


@dataclass
class Office:
    documents: FakeDocuments
    app_id: int
    clock: FakeClock = field(default_factory=FakeClock)
    org: FakeOrg = field(default_factory=FakeOrg)
    events: RecordingEvents = field(default_factory=RecordingEvents)
    ledgers: RecordingLedgers = field(default_factory=RecordingLedgers)
    permissions: FakePermissions = field(default_factory=FakePermissions)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)

    @property
    def app(self) -> AppRef:
        return self.documents.apps[self.app_id]

    def publish_form(self, content: Mapping[str, Any]) -> None:
        key = str(content["id"])
        prepared = form_publisher.prepare(self.app, key, 1, content)
        run_in_transaction(lambda: form_publisher.flip(self.app, key, 1, content, prepared))
        self.documents.publish(self.app, content)

    def publish(self, content: Mapping[str, Any]) -> None:
        assert publisher.validate(self.app, str(content["id"]), content) == []
        self.documents.publish(self.app, content)

    def system(self, form: str) -> Access:
        return system_access(ACTOR, form)

    def create(self, form: str, *, submit: bool = False, **values: Any) -> Record:
        return records.create(
            self.app, form, values, access=self.system(form), submit=submit, cause=Cause()
        )

    def change(self, record: Record, **values: Any) -> Record:
        return records.change(
            self.app, record.form, record.id, values, access=self.system(record.form), cause=Cause()
        )

    def unapprove(self, record: Record) -> Record:
        return records.unapprove(
            self.app, record.form, record.id, access=self.system(record.form), cause=Cause()
        )

    def remove(self, record: Record) -> None:
        access = self.system(record.form)
        records.remove(self.app, record.form, record.id, access=access, cause=Cause())

    def read(self, record: Record) -> dict[str, Any]:
        access = self.system(record.form)
        return records.read(self.app, record.form, record.id, access=access).values

    def all(self, form: str) -> list[Record]:
        from huiliu.core.conditions import ALWAYS

        return records.find(self.app, form, ALWAYS, access=self.system(form))

    def grant(self, member: int, form: str, **fields: str) -> None:
        """The member may see the form, but for the fields that are ``hidden``."""
        from form_engine.api import get_plan

        rights: dict[str, Any] = dict.fromkeys(get_plan(self.app, form).fields, "view")
        grant = Grant("g", frozenset({"view"}), {**rights, **fields})
        access = Access(self.org.actor(member), form, (grant,))
        self.permissions.given[form, member] = access

    def work(self) -> None:
        """Does the jobs that were promised."""
        queued, self.jobs.queued = self.jobs.queued, []
        for kind, payload in queued:
            found = find_job(kind)
            if found is not None and found.transactional:
                handler = found.handler
                run_in_transaction(lambda h=handler, p=payload: h(p, _Job()))  # type: ignore[misc]
            elif found is not None:
                found.handler(payload, _Job())


@contextmanager
def open_office() -> Iterator[Office]:
    app = AppRef(next(_apps), "office", 1, 1)
    office = Office(FakeDocuments(apps={app.id: app}), app.id)
    with ports.bound(
        documents=office.documents,
        clock=office.clock,
        org=office.org,
        events=office.events,
        ledgers=office.ledgers,
        permissions=office.permissions,
        jobs=office.jobs,
        flows=NoFlows(),
        records=records,
        automations=automations,
        notifier=notifier,
    ):
        for form in FORMS:
            office.publish_form(form)
        yield office
