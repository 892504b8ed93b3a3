"""Balances and entries show what a member may see, and nothing else, by any way of asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiliu.core.access import Access, Grant, system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, CurrentValue, Term
from huiliu.core.errors import Malformed, NotFound
from huiliu.core.expressions.sql import Operand, UnknownPath
from huiliu.core.records import Record
from huiliu.ledgers.balance_list import BalanceQuery, list_balances
from huiliu.ledgers.document_view import visible_document
from huiliu.ledgers.entry_list import EntryQuery, entries_of_record, list_entries
from tests.support.designs import TitledRecords, record
from tests.support.shop import ACTOR, Shop

DEPARTMENT = {1: 10, 2: 20}
"""Warehouse → department."""
TITLE = {1: "保温杯", 2: "雨伞", 3: "毛巾"}


class Records(TitledRecords):
    """Reads departments and titles of a few known records in SQL."""

    def operand(self, app: AppRef, form: str, id_sql: str, path: str) -> Operand:
        if (form, path) == ("warehouse", "department"):
            return Operand(_case(id_sql, DEPARTMENT), "id")
        return self.called(app, form, id_sql)

    def called(self, app: AppRef, form: str, id_sql: str) -> Operand:
        words = TITLE if form == "product" else {1: "总仓", 2: "门店仓"}
        return Operand(_case(id_sql, {k: f"'{v}'" for k, v in words.items()}), "text")

    def find(
        self, app: AppRef, form: str, where: Condition, *, access: Access, limit: int = 100
    ) -> list[Record]:
        term = where.cond[0]
        assert isinstance(term, Term)
        assert isinstance(term.value, list)
        return [record(form, int(str(i)), {}) for i in term.value if access.everything]


def _case(id_sql: str, words: Mapping[int, Any]) -> str:
    return f"CASE {id_sql} {' '.join(f'WHEN {k} THEN {v}' for k, v in words.items())} END"


@pytest.fixture
def full(shop: Shop) -> Shop:
    """Product 1: 10 in warehouse 1 and 4 in 2; product 2: 7 in warehouse 2."""
    from huiliu.core import ports

    shop.approve("receipt", (1, "12"), warehouse=1, price="2", day=date(2026, 10, 1))
    shop.approve("receipt", (1, "4"), (2, "7"), warehouse=2, price="3", day=date(2026, 10, 2))
    shop.approve("delivery", (1, "2"), warehouse=1, day=date(2026, 10, 3))
    shop.records = Records(shop.records.known)
    ports.bind(records=shop.records)
    return shop


ALL = {"product": "view", "warehouse": "view", "qty": "view", "value": "view"}
BELOW = CurrentValue(current="departments_below")
STORE = Condition(cond=(Term(field="warehouse.department", op="in", value=BELOW),))
KEEPER = replace(ACTOR, departments_below=frozenset({20}))


def access(*grants: Grant, actor: Actor = ACTOR) -> Access:
    return Access(actor, "stock", grants)


def grant(id_: str = "g", rows: Condition | None = None, **fields: str) -> Grant:
    return Grant(id_, frozenset({"view"}), {**ALL, **fields}, rows)  # type: ignore[dict-item]


def shown(items: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Titles of the dimensions, then the measures."""
    return [
        (
            *(d and d["title"] for d in item["dimensions"].values()),
            *item["measures"].values(),
        )
        for item in items
    ]


def test_everything_with_titles_and_exact_decimals(full: Shop) -> None:
    page = list_balances(full.plan, system_access(ACTOR, "stock"), BalanceQuery())

    assert page.next is None
    assert page.items[0] == {
        "dimensions": {
            "product": {"id": "product-1", "title": "保温杯"},
            "warehouse": {"id": "warehouse-1", "title": "warehouse 1"},
        },
        "measures": {"qty": "10.0000", "value": "24.00"},
        "unit_cost": None,
        "checks": {},
    }
    assert [row[2] for row in shown(page.items)] == ["10.0000", "4.0000", "7.0000"]


def test_pages_join_without_a_gap(full: Shop) -> None:
    everything = system_access(ACTOR, "stock")
    items, cursor = [], None
    for _ in range(3):
        page = list_balances(full.plan, everything, BalanceQuery(limit=1, cursor=cursor))
        items += page.items
        cursor = page.next

    assert cursor is None
    assert items == list_balances(full.plan, everything, BalanceQuery()).items


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMiwzLDQsNV0", "WyJhIiwiYiIsImMiLCJkIl0"])
def test_a_cursor_that_is_none_is_malformed(full: Shop, cursor: str) -> None:
    with pytest.raises(Malformed):
        list_balances(full.plan, system_access(ACTOR, "stock"), BalanceQuery(cursor=cursor))


def test_balances_as_of_a_day(full: Shop) -> None:
    query = BalanceQuery(as_of=date(2026, 10, 1))
    page = list_balances(full.plan, system_access(ACTOR, "stock"), query)

    assert shown(page.items) == [("保温杯", "warehouse 1", "12.0000", "24.00")]


def test_a_key_and_a_search_narrow_the_list(full: Shop) -> None:
    everything = system_access(ACTOR, "stock")

    by_key = list_balances(full.plan, everything, BalanceQuery(key={"product": "product-2"}))
    assert [row[0] for row in shown(by_key.items)] == ["雨伞"]
    by_words = list_balances(full.plan, everything, BalanceQuery(search="雨"))
    assert by_words.items == by_key.items
    unknown = list_balances(full.plan, everything, BalanceQuery(key={"product": "nothing"}))
    assert unknown.items == []
    with pytest.raises(UnknownPath):
        list_balances(full.plan, everything, BalanceQuery(key={"colour": "red"}))


def test_rows_are_those_of_ones_own_shops(full: Shop) -> None:
    own = access(grant(rows=STORE), actor=KEEPER)

    assert shown(list_balances(full.plan, own, BalanceQuery()).items) == [
        ("保温杯", "warehouse 2", "4.0000", "12.00"),
        ("雨伞", "warehouse 2", "7.0000", "21.00"),
    ]
    entries = list_entries(full.plan, own, EntryQuery(key={"product": "product-1"}))
    assert [item["running"]["qty"] for item in entries.items] == ["4.0000"]


def test_a_hidden_measure_is_nowhere(full: Shop) -> None:
    blind = access(grant(value="hidden"))

    for item in list_balances(full.plan, blind, BalanceQuery()).items:
        assert list(item["measures"]) == ["qty"]
    for item in list_entries(full.plan, blind, EntryQuery(key={"product": "product-1"})).items:
        assert list(item["measures"]) == ["qty"]
        assert list(item["running"]) == ["qty"]
    document = visible_document(full.plan, blind)
    assert [m["id"] for m in document["measures"]] == ["qty"]
    assert "postings" not in document


def test_a_hidden_dimension_is_added_up_and_cannot_be_asked_for(full: Shop) -> None:
    blind = access(grant(warehouse="hidden"))

    assert shown(list_balances(full.plan, blind, BalanceQuery()).items) == [
        ("保温杯", "14.0000", "36.00"),
        ("雨伞", "7.0000", "21.00"),
    ]
    with pytest.raises(UnknownPath):
        list_balances(full.plan, blind, BalanceQuery(key={"warehouse": "warehouse-1"}))
    assert list_balances(full.plan, blind, BalanceQuery(search="总仓")).items == []


def test_no_dimension_at_all_gives_one_total(full: Shop) -> None:
    blind = access(grant(warehouse="hidden", product="hidden"))

    assert list_balances(full.plan, blind, BalanceQuery()).items == [
        {
            "dimensions": {},
            "measures": {"qty": "21.0000", "value": "57.00"},
            "unit_cost": None,
            "checks": {},
        }
    ]


def test_two_groups_add_up_row_by_row(full: Shop) -> None:
    both = access(
        grant("all", warehouse="hidden", value="hidden"), grant("own", STORE), actor=KEEPER
    )

    page = list_balances(full.plan, both, BalanceQuery())
    assert page.items == [
        {
            "dimensions": {"product": {"id": "product-1", "title": "保温杯"}},
            "measures": {"qty": "10.0000"},
            "unit_cost": None,
            "checks": {},
        },
        {
            "dimensions": {
                "product": {"id": "product-1", "title": "保温杯"},
                "warehouse": {"id": "warehouse-2", "title": "warehouse 2"},
            },
            "measures": {"qty": "4.0000", "value": "12.00"},
            "unit_cost": None,
            "checks": {},
        },
        {
            "dimensions": {
                "product": {"id": "product-2", "title": "雨伞"},
                "warehouse": {"id": "warehouse-2", "title": "warehouse 2"},
            },
            "measures": {"qty": "7.0000", "value": "21.00"},
            "unit_cost": None,
            "checks": {},
        },
    ]
    rejoined: list[dict[str, Any]] = []
    cursor = None
    for _ in range(3):
        part = list_balances(full.plan, both, BalanceQuery(limit=1, cursor=cursor))
        rejoined, cursor = rejoined + part.items, part.next
    assert rejoined == page.items


def test_no_grant_is_no_ledger(full: Shop) -> None:
    with pytest.raises(NotFound):
        list_balances(full.plan, access(), BalanceQuery())


def test_a_number_is_opened_down_to_its_documents(full: Shop) -> None:
    query = EntryQuery(key={"product": "product-1", "warehouse": "warehouse-1"})
    page = list_entries(full.plan, system_access(ACTOR, "stock"), query)

    seen = [(i["date"], i["form"], i["measures"]["qty"], i["running"]["qty"]) for i in page.items]
    assert seen == [
        ("2026-10-01", "receipt", "12.0000", "12.0000"),
        ("2026-10-03", "delivery", "-2.0000", "10.0000"),
    ]
    assert page.items[0]["record"] == {"id": "receipt-1", "title": "receipt 1"}
    assert page.items[0]["at"] == "2026-10-01T02:00:00Z"
    assert page.items[0]["posting"] == "receipt"


def test_a_part_of_a_trace_still_runs_from_the_beginning(full: Shop) -> None:
    key = {"product": "product-1"}
    query = EntryQuery(key=key, first=date(2026, 10, 2), last=date(2026, 10, 2))
    page = list_entries(full.plan, system_access(ACTOR, "stock"), query)
    assert [item["running"]["qty"] for item in page.items] == ["16.0000"]

    first = list_entries(full.plan, system_access(ACTOR, "stock"), EntryQuery(key=key, limit=1))
    rest = EntryQuery(key=key, cursor=first.next)
    following = list_entries(full.plan, system_access(ACTOR, "stock"), rest)
    assert [item["running"]["qty"] for item in following.items] == ["16.0000", "14.0000"]


def test_documents_one_may_not_open_are_not_named(full: Shop) -> None:
    full.permissions.given["receipt", ACTOR.member_id] = None

    page = list_entries(full.plan, system_access(ACTOR, "stock"), EntryQuery())
    assert [item["record"] and item["record"]["id"] for item in page.items] == [
        None, None, None, "delivery-3",
    ]  # fmt: skip
    assert page.items[0]["running"] is None


def test_what_a_record_did_is_listed_with_its_undoing(full: Shop) -> None:
    full.tell("unapproved", record("delivery", 3, {}, app=full.app))

    found = entries_of_record(full.app, "delivery", 3, actor=ACTOR)
    assert [(item["ledger"], item["measures"]["qty"]) for item in found] == [
        ("stock", "-2.0000"),
        ("stock", "2.0000"),
    ]
    assert found[1]["reverses"] == found[0]["id"]
    full.permissions.given["stock", ACTOR.member_id] = None
    assert entries_of_record(full.app, "delivery", 3, actor=ACTOR) == []


def test_open_items_are_what_is_shown_whole(full: Shop) -> None:
    """A part of an item is none, and a hidden column decides nothing."""
    from huiliu.core.conditions import ALWAYS
    from huiliu.ledgers.open_items import open_items

    def found(access: Access, where: Condition = ALWAYS) -> list[tuple[Any, ...]]:
        items = open_items(full.app, "stock", "qty", where, access=access, limit=9)
        return [(one["product"], one["warehouse"], str(one["qty"])) for one in items]

    everything = [(1, 1, "10.0000"), (1, 2, "4.0000"), (2, 2, "7.0000")]
    of_one = Condition(cond=(Term(field="product", op="eq", value="1"),))
    assert found(system_access(ACTOR, "stock")) == everything
    assert found(system_access(ACTOR, "stock"), of_one) == everything[:2]
    assert found(access(grant(rows=STORE), actor=KEEPER)) == everything[1:]
    assert found(access(grant(value="hidden"))) == []
    assert found(access()) == []
    with pytest.raises(UnknownPath):
        found(access(grant(product="hidden")), of_one)
