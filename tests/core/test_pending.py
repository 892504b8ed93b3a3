"""Statements that wait for the end of the transaction: when they are sent, and what is left."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from huiliu.core.pending import (
    Asked,
    Statement,
    held,
    hold,
    known,
    may_change,
    send_later,
    send_pending,
    send_with_pending,
)
from huiliu.core.transactions import Stage, aside, before_commit, run_in_transaction
from huiliu.server.jobs.models import Heartbeat

pytestmark = pytest.mark.django_db

_INSERT = "INSERT INTO jobs_heartbeat (name, at) VALUES (%s, %s)"


def _note(name: str, **rest: Any) -> Statement:
    return Statement(_INSERT, [name, "2026-01-02 03:04:05+00:00"], **rest)


def _names() -> list[str]:
    return sorted(Heartbeat.objects.values_list("name", flat=True))


class _Rows:
    """One row whose name is ``name`` and how many rows there were when it was asked."""

    def __init__(self, name: str) -> None:
        self._name, self._count = name, -1

    def prepare(self) -> list[Statement]:
        def then(cursor: Any) -> None:
            self._count = cursor.fetchone()[0]

        return [Statement("SELECT count(*) FROM jobs_heartbeat", [], then)]

    def statements(self) -> list[Statement]:
        return [_note(f"{self._name} {self._count}")]


def test_they_are_sent_after_the_effects_and_before_the_locks() -> None:
    seen: list[tuple[str, list[str]]] = []

    def work() -> None:
        before_commit(lambda items: seen.append((items[0], _names())), "locks", stage=Stage.LOCKS)
        send_later(_note("first"))
        before_commit(lambda items: seen.append((items[0], _names())), "effects")
        send_later(_note("second"))
        seen.append(("work", _names()))

    run_in_transaction(work)
    assert seen == [("work", []), ("effects", []), ("locks", ["first", "second"])]


def test_an_effect_may_add_some() -> None:
    run_in_transaction(lambda: before_commit(lambda items: send_later(_note("late")), 1))
    assert _names() == ["late"]


def test_each_sees_what_its_own_statement_did() -> None:
    counts: list[int] = []

    def work() -> None:
        for name in ("a", "b"):
            send_later(_note(name, then=lambda cursor: counts.append(cursor.rowcount)))
        select = "SELECT name FROM jobs_heartbeat ORDER BY name"
        send_later(Statement(select, [], lambda cursor: counts.append(len(cursor.fetchall()))))

    run_in_transaction(work)
    assert counts == [1, 1, 2]


def test_what_a_failed_part_left_is_not_sent() -> None:
    def refused() -> None:
        send_later(_note("refused"))
        raise ValueError

    def work() -> None:
        send_later(_note("kept"))
        with suppress(ValueError), transaction.atomic():
            run_in_transaction(refused)

    run_in_transaction(work)
    assert _names() == ["kept"]


def test_whoever_must_read_them_has_them_sent() -> None:
    def work() -> list[str]:
        send_later(_note("needed"))
        send_pending()
        return _names()

    assert run_in_transaction(work) == ["needed"]
    assert _names() == ["needed"]


def test_outside_of_a_transaction_they_are_sent_at_once() -> None:
    send_later(_note("alone"))
    assert _names() == ["alone"]


def test_values_are_bound_and_never_read_as_sql() -> None:
    odd = "'; DROP TABLE jobs_heartbeat; -- %s"

    def work() -> None:
        send_later(_note(odd))
        send_later(_note("other"))

    run_in_transaction(work)
    assert _names() == sorted([odd, "other"])


def test_inserts_of_the_same_text_become_one_and_each_gets_its_own_row() -> None:
    got: list[tuple[str, str]] = []

    def insert(name: str) -> Statement:
        sql = "INSERT INTO jobs_heartbeat (name, at) VALUES {rows} RETURNING name"
        args = [name, "2026-01-02 03:04:05+00:00"]
        return Statement(sql, args, lambda c: got.append((name, c.fetchone()[0])), "(%s, %s)")

    def work() -> None:
        for name in ("a", "b"):
            send_later(insert(name))
            send_later(_note(f"{name} alone"))
        send_later(insert("c"))

    with CaptureQueriesContext(connection) as captured:
        run_in_transaction(work)
    assert got == [("a", "a"), ("b", "b"), ("c", "c")]
    assert _names() == ["a", "a alone", "b", "b alone", "c"]
    inserts = "; ".join(one["sql"] for one in captured).count("INSERT")
    assert inserts == 3


def test_the_same_is_sent_once_if_it_says_so() -> None:
    counts: list[int] = []
    select = "SELECT name FROM jobs_heartbeat"

    def look() -> None:
        then = lambda cursor: counts.append(len(cursor.fetchall()))  # noqa: E731
        send_later(Statement(select, [], then, once=True))

    def work() -> None:
        send_later(_note("first"))
        look()
        look()

    run_in_transaction(work)
    assert counts == [1]


def test_what_is_held_is_there_for_the_next_statement() -> None:
    def work() -> list[str]:
        hold(_Rows("held"))
        assert len(held()) == 1
        names = _names()
        assert held() == []
        return names

    assert run_in_transaction(work) == ["held 0"]
    assert _names() == ["held 0"]


def test_what_is_held_and_not_read_asks_and_is_sent_behind_what_waits() -> None:
    def work() -> None:
        hold(_Rows("held"))
        send_later(_note("waits"))

    run_in_transaction(work)
    assert _names() == ["held 1", "waits"]


def test_a_statement_that_stands_aside_leaves_it_held() -> None:
    def work() -> None:
        hold(_Rows("held"))
        with aside():
            assert _names() == []
        assert len(held()) == 1

    run_in_transaction(work)
    assert _names() == ["held 0"]


def test_the_last_statements_take_along_all_that_waits() -> None:
    def lock(_: list[int]) -> None:
        send_with_pending([_note("first")], [_note("lock")])
        assert held() == []

    def work() -> None:
        before_commit(lock, 1, stage=Stage.LOCKS)
        hold(_Rows("held"))
        send_later(_note("later"))

    with CaptureQueriesContext(connection) as captured:
        run_in_transaction(work)
    assert _names() == ["first", "held 2", "later", "lock"]
    if connection.vendor == "postgresql":
        sent = [one["sql"] for one in captured if "INSERT" in one["sql"]]
        assert [["later" in sql, "count" in sql, "lock" in sql] for sql in sent] == [
            [True, True, False],
            [False, False, True],
        ]


def test_what_a_failed_part_held_is_not_sent_even_if_it_was_read() -> None:
    def refused() -> None:
        hold(_Rows("read"))
        _names()
        hold(_Rows("unread"))
        send_later(_note("refused"))
        raise ValueError

    def work() -> None:
        hold(_Rows("kept"))
        send_later(_note("kept too"))
        with suppress(ValueError), transaction.atomic():
            run_in_transaction(refused)
        hold(_Rows("after"))

    run_in_transaction(work)
    assert _names() == ["after 2", "kept 1", "kept too"]


_COUNT = "SELECT count(*) FROM jobs_heartbeat"


def test_a_question_goes_along_with_what_is_sent_next() -> None:
    def work() -> None:
        question = Asked(_COUNT, [], key="how many")
        send_later(_note("first"))
        assert question.is_open
        send_pending()
        assert not question.is_open
        with CaptureQueriesContext(connection) as nothing_more:
            assert question.rows() == [(0,)]
        assert len(nothing_more) == 0
        assert known("how many") is question
        assert known("how much") is None

    run_in_transaction(work)
    assert _names() == ["first"]


def test_a_question_that_nothing_took_along_is_asked_when_the_answer_is_wanted() -> None:
    def work() -> int:
        send_later(_note("waits"))
        question = Asked(_COUNT, [], first=[_note("before it")])
        rows = question.rows()
        assert _names() == ["before it"]
        return int(rows[0][0])

    assert run_in_transaction(work) == 1
    assert _names() == ["before it", "waits"]


def _answered() -> Asked:
    question = Asked(_COUNT, [], key="how many")
    question.rows()
    return question


def test_what_was_learnt_in_a_part_that_failed_is_not_known() -> None:
    """What was locked with it is free again."""

    def refused() -> None:
        _answered()
        raise ValueError

    def work() -> None:
        with suppress(ValueError), transaction.atomic():
            run_in_transaction(refused)
        assert known("how many") is None
        with suppress(ValueError), transaction.atomic():
            run_in_transaction(_answered)
            assert known("how many") is not None
            raise ValueError
        assert known("how many") is None
        before = _answered()
        with suppress(ValueError), transaction.atomic():
            run_in_transaction(refused)
        assert known("how many") is before

    run_in_transaction(work)


def test_a_question_taken_along_inside_a_savepoint_is_known_as_long_as_that() -> None:
    def work() -> None:
        question = Asked(_COUNT, [], key="how many")
        with suppress(ValueError), transaction.atomic():
            send_later(_note("gone"))
            send_pending()
            assert known("how many") is question
            raise ValueError
        assert known("how many") is None

    run_in_transaction(work)


def test_what_the_transaction_itself_may_change_is_not_known() -> None:
    def work() -> None:
        _answered()
        may_change("how many")
        assert known("how many") is None
        _answered()
        assert known("how many") is None

    run_in_transaction(work)
    run_in_transaction(lambda: _answered() and None)
    with pytest.raises(RuntimeError):
        known("how many")


def test_a_question_nobody_wants_answered_is_never_asked() -> None:
    def work() -> None:
        Asked("SELECT nonsense FROM nowhere", [])

    run_in_transaction(work)
