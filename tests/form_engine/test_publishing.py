"""Publishing: only adds, survives a kill at any statement, loses no value silently."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from form_engine.api import get_plan, publisher
from form_engine.models import DdlStep, Form, FormVersion
from form_engine.plan import Plan
from form_engine.records.changing import write_changes
from form_engine.records.context import Writing
from form_engine.records.outdated import FormChanged
from huiliu.core import ddl
from huiliu.core.actor import AppRef, Cause
from huiliu.core.records import Record
from huiliu.core.transactions import run_in_transaction
from tests.form_engine.conftest import Company

FIELDS: list[dict[str, Any]] = [
    {"id": "code", "type": "text", "unique": True},
    {"id": "amount", "type": "text"},
    {"id": "lines", "type": "subform", "fields": [{"id": "qty", "type": "number", "scale": 2}]},
]
CHANGED: list[dict[str, Any]] = [
    {"id": "code", "type": "text"},
    {"id": "amount", "type": "money", "index": True},
    {"id": "day", "type": "date"},
    {"id": "lines", "type": "subform", "fields": [{"id": "qty", "type": "number", "scale": 4}]},
    {"id": "more", "type": "subform", "fields": [{"id": "note", "type": "text"}]},
]


class Killed(Exception):
    """The process is gone."""


class KillAt:
    """Lets so many statements that write pass, then ends the process."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "PRAGMA", "SET LOCAL", "SAVEPOINT", "RELEASE")):
            if self.left == 0:
                raise Killed(sql)
            self.left -= 1
        return execute(sql, params, many, context)


def _publish(company: Company, n: int, content: dict[str, Any]) -> None:
    prepared = publisher.prepare(company.app, "item", n, content)
    run_in_transaction(lambda: publisher.flip(company.app, "item", n, content, prepared))


@pytest.mark.django_db
def test_a_publish_that_is_undone_within_a_transaction_is_not_remembered(company: Company) -> None:
    company.publish("item", FIELDS)
    changed, before = company.document("item", CHANGED), company.app
    undone, done = (replace(before, rev=before.rev + n) for n in (1, 2))
    with transaction.atomic():
        with transaction.atomic():
            company.app = undone
            _publish(company, 2, changed)
            assert _versions(undone, undone, before) == [2, 2, 2]
            transaction.set_rollback(True)
        assert _versions(before, before) == [1, 1]
        company.app = done
        _publish(company, 2, changed)
        assert _versions(done, before, done) == [2, 2, 2]


def _versions(*apps: AppRef) -> list[int]:
    return [get_plan(app, "item").version for app in apps]


def _survives(company: Company, content: dict[str, Any], statement: int) -> bool:
    """Whether the publish ended by itself before it was killed at this statement."""
    try:
        with connection.execute_wrapper(KillAt(statement)):
            _publish(company, 2, content)
    except Killed:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_a_publish_killed_at_any_statement_is_finished_by_the_next(company: Company) -> None:
    statement = 0
    finished = False
    while not finished:
        company.app = type(company.app)(
            company.app.id + 100_000, company.app.key, company.app.rev, company.app.workspace_id
        )
        company.versions.clear()
        company.publish("item", FIELDS)
        row = {"code": "A", "amount": "12.30", "lines": [{"qty": "1.25"}]}
        record = company.create("item", row)
        content = company.document("item", CHANGED)
        finished = _survives(company, content, statement)
        if not finished:
            assert company.read(record).values["amount"] == "12.30"
            company.change(record, {"amount": "45.60"})
            _publish(company, 2, content)
        company.app = type(company.app)(
            company.app.id, company.app.key, company.app.rev + 5, company.app.workspace_id
        )
        read = company.read(record).values
        assert str(read["amount"]) == ("12.30" if finished else "45.60")
        assert str(read["lines"][0]["qty"]) == "1.2500"
        assert Form.objects.get(app_id=company.app.id).version == 2
        statement += 1
    assert statement > 20


@pytest.mark.django_db
def test_an_unchanged_form_takes_no_step(company: Company) -> None:
    company.publish("item", FIELDS)
    steps = DdlStep.objects.count()
    company.publish("item", FIELDS)
    assert DdlStep.objects.count() == steps
    assert DdlStep.objects.filter(done_at=None).count() == 0
    assert FormVersion.objects.get(number=1).storage == FormVersion.objects.get(number=2).storage


@pytest.mark.django_db
def test_values_that_cannot_be_converted_are_told_before(company: Company) -> None:
    company.publish("item", FIELDS)
    company.create("item", {"code": "A", "amount": "12.30"})
    company.create("item", {"code": "B", "amount": "about ten"})
    problems = publisher.validate(company.app, "item", company.document("item", CHANGED))
    assert [(p.path, p.code, p.data) for p in problems] == [
        ("fields.1", "unconvertible_values", {"count": "1", "examples": "about ten"})
    ]


@pytest.mark.django_db
def test_equal_values_cannot_become_unique(company: Company) -> None:
    company.publish("item", FIELDS)
    company.create("item", {"code": "A", "amount": "1"})
    company.create("item", {"code": "B", "amount": "1"})
    fields = [FIELDS[0], {**FIELDS[1], "unique": True}, FIELDS[2]]
    problems = publisher.validate(company.app, "item", company.document("item", fields))
    assert [(p.path, p.code) for p in problems] == [("fields.1", "duplicate_values")]


@pytest.mark.django_db
def test_a_field_that_comes_back_finds_its_values(company: Company) -> None:
    company.publish("item", FIELDS)
    record = company.create("item", {"code": "A", "amount": "1"})
    company.publish("item", [FIELDS[0], FIELDS[2]])
    assert "amount" not in company.read(record).values
    company.publish("item", FIELDS)
    assert company.read(record).values["amount"] == "1"


@pytest.mark.django_db
def test_a_kind_that_comes_back_has_the_newer_values(company: Company) -> None:
    company.publish("item", FIELDS)
    record = company.create("item", {"code": "A", "amount": "1.50"})
    money = [FIELDS[0], {"id": "amount", "type": "money"}, FIELDS[2]]
    company.publish("item", money)
    company.change(record, {"amount": "2.75"})
    other = company.create("item", {"code": "B"})
    company.publish("item", FIELDS)
    assert company.read(record).values["amount"] == "2.75"
    assert company.read(other).values["amount"] is None


@pytest.mark.django_db
def test_what_is_no_longer_unique_may_repeat(company: Company) -> None:
    company.publish("item", FIELDS)
    company.create("item", {"code": "A"})
    company.publish("item", [{"id": "code", "type": "text"}, *FIELDS[1:]])
    company.create("item", {"code": "A"})


@pytest.mark.django_db
def test_drift_is_found_and_mended(company: Company, capsys: pytest.CaptureFixture[str]) -> None:
    company.publish("item", FIELDS)
    form = Form.objects.get(app_id=company.app.id)
    call_command("storage_check")
    ddl.drop_index(f"f_{form.pk}_uid")
    with pytest.raises(CommandError, match="1 things are missing"):
        call_command("storage_check")
    call_command("storage_check", "--mend")
    call_command("storage_check")
    assert ddl.has_index(f"f_{form.pk}_uid")
    assert "create_index" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_view_speaks_the_words_of_the_admin(company: Company) -> None:
    company.publish(
        "customer", [{"id": "name", "type": "text", "label": {"zh-CN": "名称"}}], title_field="name"
    )
    company.publish(
        "bill",
        [
            {"id": "total", "type": "money", "label": {"zh-CN": "合计 100%"}},
            {"id": "who", "type": "reference", "form": "customer", "label": {"zh-CN": "客户"}},
            {"id": "also", "type": "text", "label": {"zh-CN": "客户"}},
        ],
    )
    customer = company.create("customer", {"name": "华东商贸"})
    company.create("bill", {"total": "12.5", "who": customer.uid, "also": "x"})
    view = ddl.qualified(f"v_{company.app.key}_bill")
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "合计 100%", "客户", "客户_2" FROM {view}')  # noqa: S608
        total, who, also = cursor.fetchone()
    assert (f"{total:.2f}", who, also) == ("12.50", "华东商贸", "x")


@pytest.mark.django_db
def test_a_writer_of_an_old_version_finishes_unless_values_moved(company: Company) -> None:
    company.publish("item", FIELDS)
    record = company.create("item", {"code": "A", "amount": "1"})
    begun = get_plan(company.app, "item")
    company.publish("item", [*FIELDS, {"id": "day", "type": "date"}])
    store_as(company, begun, record, "2")
    assert company.read(record).values["amount"] == "2"
    company.publish("item", CHANGED)
    with pytest.raises(FormChanged):
        store_as(company, begun, company.read(record), "3")
    assert str(company.read(record).values["amount"]) == "2.00"


def store_as(company: Company, plan: Plan, record: Record, amount: str) -> None:
    """A change by a writer that took its plan before the publish."""
    writing = replace(Writing.on(company.app, "item", company.system("item"), Cause()), plan=plan)
    values = {"code": "A", "amount": amount, "lines": []}
    run_in_transaction(lambda: write_changes(writing, record, values))
