"""A small company to test forms with: an app, its forms, and everybody else faked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from form_engine.api import publisher, records
from huiliu.core import ports
from huiliu.core.access import Access, Grant, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from tests.support.fakes import (
    WORKSPACE,
    FakeClock,
    FakeOrg,
    FakePermissions,
    NoFlows,
    RecordingAutomations,
    RecordingEvents,
    RecordingJobs,
    RecordingLedgers,
)

_apps = iter(range(1, 1_000_000))


@dataclass
class Company:
    """Publishes forms and writes records, as one member or as the system."""

    app: AppRef
    clock: FakeClock = field(default_factory=FakeClock)
    org: FakeOrg = field(default_factory=FakeOrg)
    events: RecordingEvents = field(default_factory=RecordingEvents)
    flows: NoFlows = field(default_factory=NoFlows)
    ledgers: RecordingLedgers = field(default_factory=RecordingLedgers)
    automations: RecordingAutomations = field(default_factory=RecordingAutomations)
    permissions: FakePermissions = field(default_factory=FakePermissions)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)
    versions: dict[str, int] = field(default_factory=dict)

    def document(self, key: str, fields: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        labelled = [{"label": {"zh-CN": one["id"]}, **one} for one in fields]
        for one in labelled:
            if "fields" in one:
                one["fields"] = [{"label": {"zh-CN": c["id"]}, **c} for c in one["fields"]]
        title = {"zh-CN": key}
        return {"kind": "form", "version": 1, "id": key, "title": title, "fields": labelled, **more}

    def publish(self, key: str, fields: list[dict[str, Any]], **more: Any) -> None:
        self.publish_document(self.document(key, fields, **more))

    def publish_document(self, content: dict[str, Any]) -> None:
        key = content["id"]
        n = self.versions.get(key, 0) + 1
        assert publisher.validate(self.app, key, content) == []
        prepared = publisher.prepare(self.app, key, n, content)
        run_in_transaction(lambda: publisher.flip(self.app, key, n, content, prepared))
        self.versions[key] = n
        self.app = AppRef(self.app.id, self.app.key, self.app.rev + 1, self.app.workspace_id)

    def actor(self, member: int = 1) -> Actor:
        return self.org.actor(member)

    def system(self, form: str, member: int = 1) -> Access:
        return system_access(self.actor(member), form)

    def grant(
        self,
        form: str,
        *,
        member: int = 3,
        actions: str = "view create edit delete restore submit withdraw unapprove void",
        fields: Mapping[str, str] | None = None,
        rows: Mapping[str, Any] | None = None,
    ) -> Access:
        """Gives the member one more grant on the form and returns all they have."""
        from form_engine.catalog import get_plan

        paths: dict[str, Any] = dict.fromkeys(get_plan(self.app, form).fields, "edit")
        for path, right in (fields or {}).items():
            paths.update({p: right for p in paths if p == path or p.startswith(f"{path}.")})
        condition = None if rows is None else Condition.model_validate(rows)
        grant = Grant(
            f"g{len(self.permissions.given)}", frozenset(actions.split()), paths, condition
        )
        had = self.permissions.given.get((form, member))
        access = Access(self.actor(member), form, (*(had.grants if had else ()), grant))
        self.permissions.given[(form, member)] = access
        return access

    def create(
        self,
        form: str,
        values: dict[str, Any],
        *,
        submit: bool = False,
        access: Access | None = None,
    ) -> Record:
        return records.create(
            self.app, form, values, access=access or self.system(form), submit=submit, cause=Cause()
        )

    def change(
        self,
        record: Record,
        values: dict[str, Any],
        *,
        access: Access | None = None,
        rev: int | None = None,
        cause: Cause | None = None,
    ) -> Record:
        return records.change(
            self.app,
            record.form,
            record.id,
            values,
            access=access or self.system(record.form),
            cause=cause or Cause(),
            rev=rev,
        )

    def read(self, record: Record, access: Access | None = None) -> Record:
        access = access or self.system(record.form)
        return records.read(self.app, record.form, record.id, access=access)


@pytest.fixture
def company() -> Iterator[Company]:
    number = next(_apps)
    company = Company(AppRef(number, f"app{number}", 1, WORKSPACE))
    with ports.bound(
        clock=company.clock,
        org=company.org,
        events=company.events,
        flows=company.flows,
        ledgers=company.ledgers,
        automations=company.automations,
        permissions=company.permissions,
        jobs=company.jobs,
        records=records,
    ):
        yield company
