"""Ledgers: balances, entries, the way from a number to its documents, and the check of both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.design import api as design
from huiliu.ledgers import api as ledgers
from huiliu.server.http.doors import actor_of, app_of, open_app_of
from huiliu.server.http.payload import MOST_ROWS

router = Router()
_AT = "/apps/{app}/ledgers/{ledger}"

_OWN = frozenset({"as_of", "search", "limit", "cursor", "from", "to", "open"})


class LedgerOut(Schema):
    ledger: dict[str, Any]  # the ledger document, without what one may not see


class BalanceOut(Schema):
    """``dimensions``: ``{"id","title"}``, or a plain text or day; null when empty. ``unit_cost``:
    where the row is a whole pool of costs, with 6 decimals. ``checks``: what the row comes to in
    the checks it takes part in, as 可用量; absent where they do not count it, or hide a part."""

    dimensions: dict[str, Any]
    measures: dict[str, str]
    unit_cost: str | None
    checks: dict[str, str]


class BalancesOut(Schema):
    items: list[BalanceOut]
    next: str | None


class DocumentOut(Schema):
    id: str
    title: str


class EntryOut(Schema):
    """``running``: the balance after this entry, when a key was asked for. ``record`` is null
    when one may not open it. ``reverses``: the entry this one takes back."""

    id: str
    date: str
    at: str
    form: str
    record: DocumentOut | None
    posting: str
    reverses: str | None
    dimensions: dict[str, Any]
    measures: dict[str, str]
    running: dict[str, str] | None


class EntriesOut(Schema):
    items: list[EntryOut]
    next: str | None


class BalancesIn(Schema):
    """``open``: only what has something of this measure."""

    as_of: date | None = None
    open: str | None = Field(default=None, max_length=63)
    search: str = Field(default="", max_length=200)
    limit: int = Field(default=100, ge=1, le=MOST_ROWS)
    cursor: str | None = None


class AgedOut(Schema):
    dimensions: dict[str, Any]
    amounts: list[str]
    total: str


class AgeingOut(Schema):
    """``days``: where the groups end; ``amounts``: not due yet, then one for each group, the last
    of them without end."""

    days: list[int]
    items: list[AgedOut]
    amounts: list[str]
    total: str


class EntriesIn(Schema):
    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    limit: int = Field(default=100, ge=1, le=MOST_ROWS)
    cursor: str | None = None


class FlowOut(Schema):
    """Amounts by measure; ``outgoing`` is positive."""

    dimensions: dict[str, Any]
    opening: dict[str, str]
    incoming: dict[str, str]
    outgoing: dict[str, str]
    closing: dict[str, str]


class FlowsOut(Schema):
    items: list[FlowOut]
    next: str | None


class FlowsIn(Schema):
    """Both days count."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    search: str = Field(default="", max_length=200)
    limit: int = Field(default=100, ge=1, le=MOST_ROWS)
    cursor: str | None = None


class RevaluationOut(Schema):
    """``record``: the document that changed the costs of ``entries`` others."""

    id: str
    at: str
    form: str
    record: DocumentOut | None
    entries: int
    difference: str


class RevaluationsOut(Schema):
    items: list[RevaluationOut]


class CostChangeOut(Schema):
    entry: str
    date: str
    form: str
    record: DocumentOut | None
    dimensions: dict[str, Any]
    before: str
    after: str
    difference: str


class CostChangesOut(Schema):
    items: list[CostChangeOut]


class DifferenceOut(Schema):
    """A key whose balance is not the sum of its entries."""

    dimensions: dict[str, str]
    balance: dict[str, str]
    entries: dict[str, str]


class DifferencesOut(Schema):
    differences: list[DifferenceOut]


@router.get(_AT, response=LedgerOut)
def get_ledger(request: HttpRequest, app: str, ledger: str) -> Any:
    plan, access = _door(request, app, ledger)
    return {"ledger": ledgers.visible_document(plan, access)}


@router.get(_AT + "/balances", response=BalancesOut)
def get_balances(request: HttpRequest, app: str, ledger: str, given: Query[BalancesIn]) -> Any:
    """Every other parameter is a dimension: ``?warehouse=<id>``."""
    plan, access = _door(request, app, ledger)
    query = ledgers.BalanceQuery(
        key=_key(request.GET),
        search=given.search,
        as_of=given.as_of,
        open=given.open,
        limit=given.limit,
        cursor=given.cursor,
    )
    return ledgers.list_balances(plan, access, query)


@router.get(_AT + "/entries", response=EntriesOut)
def get_entries(request: HttpRequest, app: str, ledger: str, given: Query[EntriesIn]) -> Any:
    return _entries(request, app, ledger, given)


@router.get(_AT + "/trace", response=EntriesOut)
def get_trace(request: HttpRequest, app: str, ledger: str, given: Query[EntriesIn]) -> Any:
    """The entries of a key with the running balance and the documents behind them."""
    return _entries(request, app, ledger, given)


@router.post(_AT + "/rebuild", response=DifferencesOut)
def post_rebuild(request: HttpRequest, app: str, ledger: str, dry_run: bool = True) -> Any:
    """For those who design the ledger."""
    found = open_app_of(request, app)
    design.grants.require_design(actor_of(request), found, "ledger", ledger)
    plan = ledgers.latest_plan(found).get(ledger)
    differences = ledgers.differences(plan) if dry_run else ledgers.rebuild(plan)
    return {"differences": [difference.as_json(plan) for difference in differences]}


@router.get(_AT + "/flows", response=FlowsOut)
def get_flows(request: HttpRequest, app: str, ledger: str, given: Query[FlowsIn]) -> Any:
    """收发存: what there was, what came and went, what is left. Other parameters: dimensions."""
    plan, access = _door(request, app, ledger)
    query = ledgers.FlowQuery(
        given.first,
        given.last,
        key=_key(request.GET),
        search=given.search[:200],
        limit=given.limit,
        cursor=given.cursor,
    )
    return ledgers.list_flows(plan, access, query)


@router.get(_AT + "/ageing", response=AgeingOut)
def get_ageing(
    request: HttpRequest, app: str, ledger: str, as_of: date | None = None, search: str = ""
) -> Any:
    """账龄 on a day, today without one. Other parameters: dimensions."""
    plan, access = _door(request, app, ledger)
    today = ports.clock().today(access.actor.time_zone)
    key, day = _key(request.GET), as_of or today
    return ledgers.ageing(plan, access, day, key, past=day < today, search=search[:200])


@router.get(_AT + "/revaluations", response=RevaluationsOut)
def get_revaluations(request: HttpRequest, app: str, ledger: str, limit: int = 100) -> Any:
    """Documents that changed the costs of others, for who may see all values."""
    return ledgers.list_revaluations(*_door(request, app, ledger), limit=limit)


@router.get(_AT + "/revaluations/{revaluation}", response=CostChangesOut)
def get_cost_changes(request: HttpRequest, app: str, ledger: str, revaluation: int) -> Any:
    return ledgers.list_changes(*_door(request, app, ledger), revaluation)


def _entries(request: HttpRequest, app: str, ledger: str, given: EntriesIn) -> ledgers.Page:
    plan, access = _door(request, app, ledger)
    query = ledgers.EntryQuery(
        key=_key(request.GET),
        first=given.first,
        last=given.last,
        limit=given.limit,
        cursor=given.cursor,
    )
    return ledgers.list_entries(plan, access, query)


def _door(request: HttpRequest, app: str, ledger: str) -> tuple[ledgers.LedgerPlan, Access]:
    found = app_of(request, app)
    access = ports.permissions().ledger_access(actor_of(request), found, ledger)
    return ledgers.latest_plan(found).get(ledger), access


def _key(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(given[name]) for name in given if name not in _OWN}
