"""Rows written and read without the ORM's statements are what the ORM would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiliu.core.pending import send
from huiliu.core.rows import insert, insert_as, insert_later, keep, select
from huiliu.core.transactions import run_in_transaction
from huiliu.notify.models import Notification

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)


def notice(member: int, key: str = "k", **rest: Any) -> Notification:
    return Notification(
        workspace_id=1, member_id=member, kind="told", words={"zh-CN": "“引号”'%s"},
        data={"n": 1}, link={}, key=key, at=AT, **rest,
    )  # fmt: skip


def kept() -> list[tuple[Any, ...]]:
    return list(Notification.objects.order_by("id").values_list("member_id", "key", "read_at"))


def test_many_are_inserted_at_once_and_learn_their_keys() -> None:
    rows = [notice(n) for n in range(1200)]
    with CaptureQueriesContext(connection) as captured:
        made = insert(rows, by="member_id")
    assert len(captured) == 3
    assert made == rows
    by_member = {n.member_id: n for n in Notification.objects.all()}
    assert {n.pk for n in made} == {n.pk for n in by_member.values()}
    assert all(by_member[n.member_id].pk == n.pk for n in rows)
    assert (by_member[7].words, by_member[7].data) == ({"zh-CN": "“引号”'%s"}, {"n": 1})
    assert (by_member[7].at, by_member[7].read_at) == (AT, None)


def test_what_is_there_already_is_left_out() -> None:
    first = notice(1)
    insert([first], by="member_id", unless=["member_id", "key"])
    again, new = notice(1), notice(2)
    assert insert([again, new], by="member_id", unless=["member_id", "key"]) == [new]
    assert again.pk is None
    assert [member for member, *_ in kept()] == [1, 2]


def test_nothing_is_nothing() -> None:
    assert insert([], by="member_id") == []


def test_what_is_held_is_there_for_whoever_looks() -> None:
    def work() -> None:
        insert_later(notice(1))
        assert kept() == [(1, "k", None)]

    run_in_transaction(work)
    assert kept() == [(1, "k", None)]


def test_a_held_row_is_sent_as_it_is_by_then() -> None:
    row = notice(1)
    row.pk = 77

    def work() -> None:
        insert_as(row)
        row.read_at = AT
        keep(row, "read_at")

    with CaptureQueriesContext(connection) as captured:
        run_in_transaction(work)
    assert sum("UPDATE" in one["sql"] for one in captured) == 0
    assert list(Notification.objects.values_list("pk", "read_at")) == [(77, AT)]
    row.save()
    assert Notification.objects.count() == 1


def test_changes_of_a_row_become_one_statement() -> None:
    (row,) = insert([notice(1)], by="member_id")

    def work() -> None:
        row.key, row.read_at = "other", AT
        row.kind = "not kept"
        keep(row, "key")
        keep(row, "read_at")

    with CaptureQueriesContext(connection) as captured:
        run_in_transaction(work)
    assert sum("UPDATE" in one["sql"] for one in captured) == 1
    assert kept() == [(1, "other", AT)]
    assert Notification.objects.get().kind == "told"


def test_what_fails_leaves_nothing() -> None:
    (row,) = insert([notice(1)], by="member_id")

    def work() -> None:
        row.key = "other"
        keep(row, "key")
        insert_later(notice(2))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_in_transaction(work)
    assert kept() == [(1, "k", None)]


def test_rows_are_read_as_the_orm_reads_them() -> None:
    insert([notice(1), notice(2, read_at=AT)], by="member_id")
    found: list[Notification] = []
    send([select(Notification, "FROM notify_notification ORDER BY id", [], found.append)])
    plain = list(Notification.objects.order_by("id"))
    columns = [field.attname for field in Notification._meta.concrete_fields]
    assert [[getattr(n, c) for c in columns] for n in found] == [
        [getattr(n, c) for c in columns] for n in plain
    ]
    assert not found[0]._state.adding
