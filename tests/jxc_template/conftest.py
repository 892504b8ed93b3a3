"""The demo company of the bundled template, installed once for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.records import Record
from huiliu.journal.api import vouchers_of
from huiliu.ledgers import api as ledgers
from huiliu.org import api as org
from templates_library.api import install
from templates_library.models import SampleRecord
from workflow_engine import api as workflow

CAUSE = Cause("browser")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Demo:
    """The company, and its people by their sign-in names."""

    app: AppRef

    def actor(self, login: str) -> Actor:
        return org.actor_of(org.Account.objects.get(login=login).pk)

    def named(self, key: str) -> Record:
        """A record of the sample data, as it is now."""
        note = SampleRecord.objects.get(app_id=self.app.id, key=key)
        this = Condition(cond=(Term(field="$id", op="eq", value=note.uid),))
        access = system_access(self.actor("admin"), note.form)
        (found,) = ports.records().find(self.app, note.form, this, access=access, limit=1)
        return found

    def lines(self, key: str) -> dict[str, dict[str, Any]]:
        """Product → line of a sample record."""
        access = system_access(self.actor("admin"), "product")
        rows = self.named(key).values["lines"]
        names = {
            row["product"]: ports.records()
            .read(self.app, "product", row["product"], access=access)
            .values["name"]
            for row in rows
        }
        return {names[row["product"]]: row for row in rows}

    def enter(self, form: str, login: str, **values: Any) -> Record:
        """Submitted by a member with their own rights; references as keys of sample records."""
        actor = self.actor(login)
        access = ports.permissions().access(actor, self.app, form)
        given = {name: self._spelled(value) for name, value in values.items()}
        return ports.records().create(
            self.app, form, given, access=access, submit=True, cause=CAUSE
        )

    def enter_plain(self, form: str, login: str, **values: Any) -> Record:
        """A record that is no document."""
        access = ports.permissions().access(self.actor(login), self.app, form)
        given = {name: self._spelled(value) for name, value in values.items()}
        return ports.records().create(
            self.app, form, given, access=access, submit=False, cause=CAUSE
        )

    def set(self, key: str, **values: Any) -> None:
        record = self.named(key)
        access = system_access(self.actor("admin"), record.form)
        ports.records().change(self.app, record.form, record.id, values, access=access, cause=CAUSE)

    def push(
        self, source: str, link: str, login: str, amounts: dict[str, str], **more: str
    ) -> Record:
        """下推 of the named products, submitted."""
        rows = {self.lines(source)[name]["$row"]: amount for name, amount in amounts.items()}
        return self.push_record(self.named(source), link, login, rows, **more)

    def push_record(
        self,
        source: Record,
        link: str,
        login: str,
        rows: Mapping[int, str | None] | None = None,
        **more: str,
    ) -> Record:
        actor = self.actor(login)
        form, made = forms.push(self.app, [source], link, actor=actor, cause=CAUSE, wanted=rows)
        access = ports.permissions().access(actor, self.app, form)
        if more:
            ports.records().change(self.app, form, made.id, more, access=access, cause=CAUSE)
        return ports.records().submit(self.app, form, made.id, access=access, cause=CAUSE)

    def unapprove(self, key: str, login: str) -> None:
        self.unapprove_record(self.named(key), login)

    def unapprove_record(self, record: Record, login: str) -> None:
        access = ports.permissions().access(self.actor(login), self.app, record.form)
        ports.records().unapprove(self.app, record.form, record.id, access=access, cause=CAUSE)

    def approve(self, record: Record, login: str, **values: Any) -> None:
        """``values``: what the approver fills in."""
        rights = ports.flows().rights(record, self.actor(login))
        assert rights is not None, f"{login} is not asked"
        workflow.approve(rights.task_id, actor=self.actor(login), values=values or None)

    def now(self, record: Record) -> Record:
        access = system_access(self.actor("admin"), record.form)
        return ports.records().read(self.app, record.form, record.id, access=access)

    def now_of(self, form: str, record: int) -> Record:
        """As it is now, by its internal number."""
        return ports.records().read(
            self.app, form, record, access=system_access(self.actor("admin"), form)
        )

    def booked(self, record: Record) -> dict[str, str]:
        """Code → debit less credit of the vouchers of a document."""
        net: dict[str, Decimal] = {}
        access = system_access(self.actor("admin"), "account")
        for form, one, _ in vouchers_of(self.app, (record.form, record.id)):
            voucher = self.now_of(form, one)
            for row in voucher.values["lines"]:
                account = ports.records().read(self.app, "account", row["account"], access=access)
                code = str(account.values["code"])
                amount = (row["debit"] or ZERO) - (row["credit"] or ZERO)
                net[code] = net.get(code, ZERO) + amount
        return {code: str(amount) for code, amount in net.items() if amount}

    def balances(
        self, ledger: str, login: str = "boss", **key: str
    ) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """Titles (or values) of the dimensions, and measures, as the member may see them."""
        actor = self.actor(login)
        access = ports.permissions().ledger_access(actor, self.app, ledger)
        plan = ledgers.latest_plan(self.app).get(ledger)
        asked = {name: self._spelled(value) for name, value in key.items()}
        page = ledgers.list_balances(plan, access, ledgers.BalanceQuery(key=asked, limit=1000))
        return [(_titles(one["dimensions"]), one["measures"]) for one in page.items]

    def total(self, ledger: str, measure: str, **key: str) -> Decimal:
        found = self.balances(ledger, **key)
        return sum((Decimal(one[measure]) for _, one in found), Decimal(0))

    def change(self, record: Record, login: str, **values: Any) -> Record:
        access = ports.permissions().access(self.actor(login), self.app, record.form)
        return ports.records().change(
            self.app, record.form, record.id, values, access=access, cause=CAUSE
        )

    def submit(self, record: Record, login: str) -> Record:
        access = ports.permissions().access(self.actor(login), self.app, record.form)
        return ports.records().submit(self.app, record.form, record.id, access=access, cause=CAUSE)

    def sees(self, record: Record, login: str, path: str) -> bool:
        """Whether the member is shown this field of this record."""
        access = ports.permissions().access(self.actor(login), self.app, record.form)
        this = Condition(cond=(Term(field="$id", op="eq", value=record.uid),))
        sub, _, column = path.rpartition(".")
        asked = forms.Query(filter=this, fields=(sub or path,))
        (item,) = forms.query(self.app, record.form, asked, access=access).items
        values = item["values"]
        return any(column in row for row in values.get(sub, ())) if sub else path in values

    def books_agree(self) -> bool:
        """The account of stock is what the ledger of stock is worth."""
        net = [
            Decimal(m["debit"]) - Decimal(m["credit"])
            for d, m in self.balances("general")
            if d["account"].startswith("1405")
        ]
        return sum(net) == self.total("stock", "value")

    def numbers(self, form: str, login: str) -> list[str]:
        """Of the documents that the member sees."""
        access = ports.permissions().access(self.actor(login), self.app, form)
        found = ports.records().find(self.app, form, Condition(), access=access, limit=1000)
        return sorted(one.values["no"] for one in found)

    def vouchers(self, document: Record) -> list[tuple[str, str, Decimal]]:
        """Side, account and amount of the lines that name the document as their source."""
        source = Term(field="source", op="eq", value=document.values["no"])
        access = system_access(self.actor("admin"), "voucher")
        found = ports.records().find(
            self.app, "voucher", Condition(cond=(source,)), access=access, limit=100
        )
        lines = [line for one in sorted(found, key=lambda v: v.id) for line in one.values["lines"]]
        accounts = sorted({line["account"] for line in lines})
        names = ports.records().titles(self.app, "account", accounts)
        return [_voucher_line(line, names[line["account"]][1].split()[0]) for line in lines]

    def _spelled(self, value: Any) -> Any:
        match value:
            case str() if "/" in value:
                return SampleRecord.objects.get(app_id=self.app.id, key=value).uid
            case list():
                return [self._spelled(one) for one in value]
            case dict():
                return {name: self._spelled(one) for name, one in value.items()}
            case _:
                return value


def _voucher_line(line: dict[str, Any], account: str) -> tuple[str, str, Decimal]:
    if line["debit"]:
        return "debit", account, line["debit"]
    return "credit", account, line["credit"]


def _titles(dimensions: dict[str, Any]) -> dict[str, Any]:
    return {k: v["title"] if isinstance(v, dict) else v for k, v in dimensions.items()}


class _House:
    """The demo company: installed when the first module asks for it, undone after the last test of
    this folder. Installing takes longer than most modules do."""

    def __init__(self) -> None:
        self._undo = ExitStack()
        self._app: AppRef | None = None

    def app(self) -> AppRef:
        if self._app is None:
            self._undo.enter_context(transaction.atomic())
            self._undo.callback(transaction.set_rollback, True)
            login, _ = org.make_first_administrator() or ("", "")
            admin = org.actor_of(org.Account.objects.get(login=login).pk)
            self._app = install("jxc", actor=admin, sample_data=True)
        return self._app

    def close(self) -> None:
        self._app = None
        self._undo.close()


_house = _House()
_unblocked: list[AbstractContextManager[None]] = []
"""How to reach the database once no fixture does any more."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """What a module does is undone after it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUILIU_DEMO", "1")
        app = _house.app()
        _unblocked[:] = [django_db_blocker.unblock()]
        with transaction.atomic():
            yield Demo(app)
            transaction.set_rollback(True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the fixtures of the last test here."""
    if nextitem is None or nextitem.path.parent != item.path.parent:
        with _unblocked.pop() if _unblocked else nullcontext():
            _house.close()
