"""kill -9 of the process that publishes a form, after each statement it writes with."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, connections

from form_engine import api as forms
from form_engine.models import DdlStep, Form, FormVersion
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.design import api as design
from huiliu.design.models import DocumentVersion
from huiliu.org import api as org

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
_READS = ("SELECT", "PRAGMA", "SET LOCAL", "SAVEPOINT", "RELEASE")
_LABEL = {"zh-CN": "x"}


def _fields(*more: dict[str, Any], amount: str = "text", scale: int = 2) -> list[dict[str, Any]]:
    qty = {"id": "qty", "type": "number", "scale": scale, "label": _LABEL}
    return [
        {"id": "code", "type": "text", "unique": True, "label": _LABEL},
        {"id": "amount", "type": amount, "label": _LABEL},
        {"id": "lines", "type": "subform", "label": _LABEL, "fields": [qty]},
        *more,
    ]


FIELDS = _fields()
CHANGED = _fields(
    {"id": "day", "type": "date", "index": True, "label": _LABEL},
    {
        "id": "more",
        "type": "subform",
        "label": _LABEL,
        "fields": [{"id": "note", "type": "text", "label": _LABEL}],
    },
    amount="money",
    scale=4,
)


@dataclass
class Office:
    admin: Actor

    @property
    def app(self) -> AppRef:
        return ports.documents().app(self.admin.workspace_id, "shop")

    def publish(self, form: str, fields: list[dict[str, Any]]) -> None:
        content = {"kind": "form", "version": 1, "id": form, "title": _LABEL, "fields": fields}
        rev = design.drafts.revision_of(self.app, "form", form)
        saved = design.drafts.save(self.admin, self.app, "form", form, content, rev)
        design.publish(self.admin, self.app, "form", form, rev=saved.rev)

    def create(self, form: str, values: dict[str, Any]) -> int:
        access = system_access(self.admin, form)
        cause = Cause("system")
        return ports.records().create(
            self.app, form, values, access=access, submit=False, cause=cause
        ).id  # fmt: skip

    def read(self, form: str, record: int) -> Any:
        access = system_access(self.admin, form)
        return ports.records().read(self.app, form, record, access=access).values


@pytest.fixture
def office() -> Office:
    org.make_first_administrator()
    workspace = org.Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    design.apps.create(admin, "shop", _LABEL)
    return Office(admin)


class KillAt:
    """Lets so many statements that write pass, then the process is no more."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(_READS):
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
        return execute(sql, params, many, context)


def killed(work: Callable[[], None], statement: int) -> bool:
    """False when ``work``, in a process of its own, ended before it came to that statement."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(KillAt(statement)):
                work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), f"it ended by itself with {status}"
    return status != 0


def test_a_publisher_killed_at_any_statement_leaves_a_form_that_works(office: Office) -> None:
    statement, interrupted = 0, True
    while interrupted:
        form = f"item_{statement}"
        office.publish(form, FIELDS)
        old = office.create(form, {"code": "A", "amount": "12.30", "lines": [{"qty": "1.25"}]})
        interrupted = killed(lambda: office.publish(form, CHANGED), statement)  # noqa: B023
        assert_works(office, form, old)
        office.publish(form, CHANGED)
        assert_published(office, form, old)
        statement += 1
    assert statement > 25, "the kills have missed the steps of the journal"
    assert forms.find_drift() == []


def assert_works(office: Office, form: str, old: int) -> None:
    """As the restarted server finds it: the old version or the new one, whole."""
    assert str(office.read(form, old)["amount"]) == "12.30"
    new = office.create(form, {"code": "B", "amount": "4.50", "lines": [{"qty": "2"}]})
    assert str(office.read(form, new)["amount"]) == "4.50"


def assert_published(office: Office, form: str, old: int) -> None:
    row = Form.objects.get(app_id=office.app.id, key=form)
    mine = DdlStep.objects.filter(form_id=row.pk)
    assert mine.filter(done_at=None).count() == 0, "the journal still has open steps"
    assert row.version == 2
    versions = DocumentVersion.objects.filter(document__key=form)
    assert sorted(versions.values_list("n", flat=True)) == [1, 2]
    assert sorted(FormVersion.objects.filter(form=row).values_list("number", flat=True)) == [1, 2]
    values = office.read(form, old)
    assert (str(values["amount"]), str(values["lines"][0]["qty"])) == ("12.30", "1.2500")
    new = office.create(
        form, {"code": "C", "amount": "1", "day": "2026-01-05", "more": [{"note": "x"}]}
    )
    assert office.read(form, new)["more"][0]["note"] == "x"
