"""What is taken back, moved, returned or changed stays with the batches that left."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.actor import Cause
from huiliu.core.ports import Posting
from huiliu.core.records import Record, RecordEvent
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers.posting import LedgerPoster
from tests.support.lots import FROZEN, A, B, C, approve, held, refused
from tests.support.shop import ACTOR, Shop


def test_taken_back_everything_is_as_it_was(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None), ("6", None))

    lots.tell("unapproved", issue)

    assert held(lots) == {A: Decimal(10), B: Decimal(5)}


def test_what_arrived_is_not_taken_back_once_it_was_issued(lots: Shop) -> None:
    first = approve(lots, "arrival", ("5", B))
    approve(lots, "arrival", ("10", A))
    approve(lots, "issue", ("1", None))

    assert refused(lots, lambda: lots.tell("unapproved", first)).wire_code == "NEGATIVE_STOCK"


def test_a_move_takes_its_batches_along(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))

    move = approve(lots, "move", ("7", None), ("1", A), to=2)

    assert held(lots) == {A: Decimal(7)}
    assert held(lots, 2) == {A: Decimal(3), B: Decimal(5)}
    lots.tell("unapproved", move)
    assert (held(lots), held(lots, 2)) == ({A: Decimal(10), B: Decimal(5)}, {})


def test_what_comes_back_is_of_the_batches_that_left(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))

    approve(lots, "back", ("4", None), source=issue.id)
    second = approve(lots, "back", ("3", None), source=issue.id)

    assert held(lots) == {A: Decimal(10), B: Decimal(5)}
    lots.tell("unapproved", second)
    approve(lots, "back", ("2", A), source=issue.id)
    assert held(lots) == {A: Decimal(10), B: Decimal(4)}


def test_another_batch_or_more_of_it_than_left_does_not_come_back(lots: Shop) -> None:
    approve(lots, "arrival", ("10", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))

    for line in (("1", C), ("3", A)):
        error = refused(lots, partial(approve, lots, "back", line, source=issue.id))
        assert (error.wire_code, list(error.fields)) == ("BATCH_OF_SOURCE", ["lines.0.qty"])


def test_an_approved_document_that_changes_keeps_its_batches_where_it_can(lots: Shop) -> None:
    approve(lots, "arrival", ("5", A), ("5", B))
    issue = approve(lots, "issue", ("7", None))
    approve(lots, "arrival", ("5", FROZEN))
    lots.records.known["lot", FROZEN]["frozen"] = False
    entries = _count(lots)

    same = replace(issue, values={**issue.values, "by_hand": None})
    tell_changed(lots, same, {"lines.qty": None})
    assert (held(lots), _count(lots)) == ({A: Decimal(3), FROZEN: Decimal(5)}, entries)

    rows = [{**issue.values["lines"][0], "qty": Decimal(9)}]
    tell_changed(lots, replace(issue, values={**issue.values, "lines": rows}), {"lines.qty": None})
    assert held(lots) == {A: Decimal(5), B: Decimal(1)}


def tell_changed(shop: Shop, after: Record, changed: dict[str, Any]) -> None:
    posting = Posting(RecordEvent("changed", after, changed), ACTOR, Cause())
    run_in_transaction(lambda: LedgerPoster().apply_all([posting]))


def _count(shop: Shop) -> int:
    table = ddl.qualified(shop.ledger("lots").storage.entries)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])
