"""The demo company's books say what its ledgers say, to the cent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.journal import api as journal
from huiliu.org import api as org
from templates_library.api import install

pytestmark = pytest.mark.django_db
ZERO = Decimal(0)


@pytest.fixture
def admin() -> Actor:
    org.make_first_administrator()
    workspace = org.Workspace.objects.get()
    return ports.org().actor(ports.org().administrators(workspace.pk)[0])


def _total(app: AppRef, ledger: str, measure: str) -> Decimal:
    (row,) = ports.ledgers().sums_within(app, ledger, [], None, first=None, last=None)
    return Decimal(row[measure])


def _balances(app: AppRef) -> dict[str, Decimal]:
    """Debit less credit by code."""
    found: dict[str, Decimal] = {}
    access = system_access(Actor(0, app.workspace_id, ""), "account")
    codes = {
        one.id: one.values["code"]
        for one in ports.records().find(app, "account", Condition(), access=access, limit=1000)
    }
    sums = ports.ledgers().sums_within(app, "general", ["account"], None, first=None, last=None)
    for row in sums:
        found[codes[row["account"]]] = row["debit"] - row["credit"]
    return found


def _as(app: AppRef, login: str) -> Actor:
    return ports.org().actor(org.Account.objects.get(login=login).pk)


def test_the_books_are_the_ledgers(admin: Actor) -> None:
    app = install("jxc", actor=admin, sample_data=True)
    net = _balances(app)
    assert sum(net.values(), ZERO) == ZERO
    assert net["1405"] == _total(app, "stock", "value")
    assert net["1122"] == _total(app, "receivable", "amount")
    assert -net["220201"] == _total(app, "payable", "amount")
    finance = _as(app, "finance")
    (main,) = journal.readable_journals(app, finance)
    _, lines = journal.statement(app, main.id, "balance_sheet", finance, **_ever())
    amounts = {one.line.id: one.amount for one in lines}
    assert amounts["assets"] == amounts["both"] > 0
    assert amounts["inventory"] == net["1405"]
    _, profit = journal.statement(app, main.id, "profit", finance, **_ever())
    earned = {one.line.id: one.amount for one in profit}
    assert earned["net"] == -sum(amount for code, amount in net.items() if code[0] == "5")
    for login in ("sales", "buyer", "keeper", "chaoyang", "admin"):
        _require_nothing(app, _as(app, login))


def _ever() -> dict[str, str]:
    return {"first": "2000-01", "last": "2999-12"}


def _require_nothing(app: AppRef, actor: Actor) -> None:
    assert journal.readable_journals(app, actor) == []
    with pytest.raises(NotFound):
        ports.permissions().access(actor, app, "voucher")
    with pytest.raises(NotFound):
        ports.permissions().ledger_access(actor, app, "general")


def test_every_company_starts_with_the_chart(admin: Actor) -> None:
    app = install("jxc", actor=admin)
    access: Any = system_access(admin, "account")
    accounts = ports.records().find(app, "account", Condition(), access=access, limit=1000)
    codes = {one.values["code"] for one in accounts}
    assert {"1405", "22210107", "220201", "5401", "3103"} <= codes
    leaves = {one.values["code"] for one in accounts if one.values["leaf"]}
    parents = {code for code in codes if any(c != code and c.startswith(code) for c in codes)}
    assert parents - {"222101"} == codes - leaves, "222101 takes the tax of small taxpayers itself"
