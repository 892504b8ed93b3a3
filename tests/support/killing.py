"""A process that dies instead of asking the database, at every statement of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

MOST = 800
"""Statements of the longest step."""


class Killed(BaseException):
    pass


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """The process dies instead of asking the database for the ``number``-th time."""
    count = 0

    def ask(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal count
        count += 1
        if count == number:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield


def die_everywhere(
    step: Callable[[], Any], rows: Callable[[], Any], afterwards: Callable[[], None] = lambda: None
) -> int:
    """How many statements the step is, after it was done at last; ``rows`` is what a death must
    leave as it was. ``afterwards``: what the next process would begin with."""
    before = rows()
    for number in range(1, MOST):
        try:
            with killed_at(number):
                step()
        except Killed:
            afterwards()
            assert rows() == before, f"statement {number} left something behind"
        else:
            return number - 1
    raise AssertionError("the step does not end")
