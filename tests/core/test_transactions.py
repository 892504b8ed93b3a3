"""One transaction function: what is left for its end, what a failure takes back."""

from __future__ import annotations

import pytest

from huiliu.core.transactions import before_commit, run_in_transaction

pytestmark = pytest.mark.django_db


def test_what_is_left_for_the_end_comes_once_and_in_order() -> None:
    flushed: list[list[int]] = []

    def collect() -> str:
        before_commit(flushed.append, 1)
        run_in_transaction(lambda: before_commit(flushed.append, 2))
        return "done"

    assert run_in_transaction(collect) == "done"
    assert flushed == [[1, 2]]


def test_an_error_at_the_end_is_the_error_of_all() -> None:
    def refuse(items: list[int]) -> None:
        raise ValueError(items)

    with pytest.raises(ValueError, match=r"\[7\]"):
        run_in_transaction(lambda: before_commit(refuse, 7))


def test_outside_of_a_transaction_nothing_can_be_left_for_its_end() -> None:
    with pytest.raises(RuntimeError, match="run_in_transaction"):
        before_commit(print, 1)
