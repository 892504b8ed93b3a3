"""Statements that only have to be there when the transaction commits, sent together at its end.

A row of the history or of the outbox is read by nobody before the commit. On PostgreSQL all of them
travel in one round trip, which costs more than the rows do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from django.db import IntegrityError, connection

from huiliu.core import ddl
from huiliu.core.arrays import array_text
from huiliu.core.transactions import (
    Stage,
    aside,
    before_commit,
    flush_now,
    in_frame,
    memory,
    take,
    waiting,
)

_MOST_ROWS = 500
_CHANGING = "changing"


@dataclass(frozen=True)
class Statement:
    """``then`` gets the cursor that ran it, to look at ``rowcount`` or fetch what it returned.
    ``row``: the placeholders of the one row of an insert, which then stands as ``{rows}`` in
    ``sql``; inserts of the same text become one, and each ``then`` fetches its own row.
    ``of_json``: the same insert for PostgreSQL, of all rows in one JSON array of arrays.
    ``guard`` may raise in its own words what the database refused. ``once``: the same with the same
    arguments is sent only once."""

    sql: str
    args: Sequence[Any]
    then: Callable[[Any], None] = lambda cursor: None
    row: str = ""
    of_json: str = ""
    guard: Callable[[IntegrityError], None] = lambda error: None
    once: bool = False

    @property
    def group(self) -> Any:
        """What becomes one statement with others of the same."""
        if self.once:
            return self.sql, *self.args
        return self.sql if self.row else id(self)


class Held(Protocol):
    """Rows that the next reader must find, and nobody may have to read: they are sent before the
    next statement of the transaction, or with the last ones."""

    def prepare(self) -> Sequence[Statement]:
        """What to ask the database first, as late as can be: a number whose row everybody wants."""

    def statements(self) -> Sequence[Statement]:
        """Asked for when ``prepare`` has been answered."""


_Sent = Statement | Held


def send_later(statement: Statement) -> None:
    """At once when no ``run_in_transaction`` is open."""
    if in_frame():
        before_commit(_send, statement, stage=Stage.STATEMENTS)
    else:
        send([statement])


def hold(rows: Held) -> None:
    """Inside ``run_in_transaction``."""
    before_commit(_send, rows, stage=Stage.HELD)


def held() -> list[Held]:
    return [one for one in waiting(_send) if not isinstance(one, Statement)]


class Asked:
    """A question that looks at nothing the transaction writes. It goes along with what is sent
    next; ``rows`` asks at once if nothing was."""

    def __init__(
        self, sql: str, args: Sequence[Any], *, first: Sequence[Statement] = (), key: Any = None
    ) -> None:
        """Inside ``run_in_transaction``. ``first`` is sent before it. By ``key``, whoever wants to
        know the same later in the transaction finds it: see ``known``."""
        self.statements = [*first, Statement(sql, args, self._hear)]
        self._savepoints: list[str] = []
        self._rows: list[tuple[Any, ...]] | None = None
        before_commit(_forget, self, stage=Stage.ASIDE)
        if key is not None and memory().get(key) != _CHANGING:
            memory()[key] = self

    @property
    def is_open(self) -> bool:
        return self._rows is None

    @property
    def is_undone(self) -> bool:
        """Answered inside a savepoint that is gone: what was locked with it may be free again."""
        return _savepoints()[: len(self._savepoints)] != self._savepoints

    def rows(self) -> list[tuple[Any, ...]]:
        if self._rows is None:
            with aside():
                send([])
        assert self._rows is not None
        return self._rows

    def _hear(self, cursor: Any) -> None:
        self._rows, self._savepoints = cursor.fetchall(), _savepoints()


def known(key: Any) -> Asked | None:
    """The last question of this key. For those whose answer stays true until the commit: the
    transaction has locked what it tells of, or may go by what was true when it asked."""
    found = memory().get(key)
    return found if isinstance(found, Asked) and not found.is_undone else None


def may_change(key: Any) -> None:
    """The transaction itself is about to change what questions of this key tell: from now on they
    are asked each time."""
    if in_frame():
        memory()[key] = _CHANGING


def _savepoints() -> list[str]:
    return [one for one in connection.savepoint_ids if one is not None]


def _forget(_: list[Asked]) -> None:
    """Nobody wants to know any more."""


def _along() -> list[Statement]:
    open_ = [one for one in waiting(_forget) if one.is_open]
    return [statement for one in open_ for statement in one.statements]


def send_pending() -> None:
    """For whoever must read what is still to be sent."""
    flush_now(_send)


def send_with_pending(first: Sequence[Statement], last: Sequence[Statement]) -> None:
    """``first`` with what waits, and ``last`` behind all of it, for what that locks is wanted by
    everybody."""
    _send([*take(_send), *first], last)


def send(statements: Sequence[Statement]) -> None:
    """In this order, but for inserts that become one. On PostgreSQL in one round trip."""
    statements = [*_along(), *_merged(statements)]
    with connection.cursor() as cursor:
        if len(statements) == 1 or not ddl.is_postgresql():
            for statement in statements:
                _execute(cursor, statement.sql, list(statement.args), [statement])
                statement.then(cursor)
            return
        _send_at_once(cursor, statements, [_text(cursor, one) for one in statements])


def _send(all_: Sequence[_Sent], last: Sequence[Statement] = ()) -> None:
    """What is held comes as late as can be: what its questions lock is locked until the commit."""
    rows = [one for one in all_ if not isinstance(one, Statement)]
    statements = [one for one in all_ if isinstance(one, Statement)]
    questions = [one for some in rows for one in some.prepare()]
    with aside():
        if not questions:
            send([*statements, *_rows(rows), *last])
        else:
            _send_in_two([*statements, *questions], rows, last)


def _send_in_two(
    first: Sequence[Statement], rows: Sequence[Held], last: Sequence[Statement]
) -> None:
    if not ddl.is_postgresql():
        send(first)
        send([*_rows(rows), *last])
        return
    with connection.cursor() as cursor:
        texts = [_text(cursor, one) for one in last]
        send(first)
        numbered = _rows(rows)
        texts = [*(_text(cursor, one) for one in numbered), *texts]
        _send_at_once(cursor, [*numbered, *last], texts)


def _rows(rows: Sequence[Held]) -> list[Statement]:
    return [one for some in rows for one in some.statements()]


def _text(cursor: Any, statement: Statement) -> str:
    args = [array_text(one) if type(one) is list else one for one in statement.args]
    return str(cursor.mogrify(statement.sql, args))


def _send_at_once(cursor: Any, statements: Sequence[Statement], texts: Sequence[str]) -> None:
    _execute(cursor, "; ".join(texts), None, statements)
    for statement in statements:
        statement.then(cursor)
        cursor.nextset()


def _execute(cursor: Any, sql: str, args: Any, statements: Sequence[Statement]) -> None:
    try:
        cursor.execute(sql, args)
    except IntegrityError as error:
        for statement in statements:
            statement.guard(error)
        raise


def _merged(statements: Sequence[Statement]) -> list[Statement]:
    found: dict[Any, list[Statement]] = {}
    for number, one in enumerate(statements):
        # Only so many at once: SQLite binds at most 32,766 values in a statement.
        found.setdefault((one.group, number // _MOST_ROWS), []).append(one)
    return [_as_one(same) for same in found.values()]


def _as_one(same: Sequence[Statement]) -> Statement:
    if not same[0].row:
        return same[0]

    def then(cursor: Any) -> None:
        for one in same:
            one.then(cursor)

    # One row costs PostgreSQL a third more out of JSON; from two on Python pays for the rest.
    if same[0].of_json and ddl.is_postgresql() and len(same) > 1:
        rows = orjson.dumps([list(one.args) for one in same]).decode()
        return Statement(same[0].of_json, [rows], then)
    args = [value for one in same for value in one.args]
    sql = same[0].sql.replace("{rows}", ", ".join(one.row for one in same))
    return Statement(sql, args, then)
