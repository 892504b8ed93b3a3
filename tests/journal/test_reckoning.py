"""Named formulas are worked out behind what they read, however they are written down."""

from __future__ import annotations

from itertools import permutations

from huiliu.journal.reckoning import in_order

FORMULAS = {"whole": "{net}+{tax}", "rest": "{whole}-{moved}", "half": "ROUND({rest}/2,2)"}


def test_each_comes_behind_what_it_reads_in_any_order_of_writing() -> None:
    for written in permutations(FORMULAS.items()):
        assert [name for name, _ in in_order(dict(written))] == ["whole", "rest", "half"]


def test_those_that_read_each_other_come_last() -> None:
    circle = {"a": "{b}", "b": "{a}+{c}", "c": "{net}", "d": "{d}+1"}
    assert [name for name, _ in in_order(circle)] == ["c", "a", "b", "d"]


def test_a_formula_that_does_not_read_keeps_its_place_for_the_mistake() -> None:
    assert list(in_order({"bad": "1+", "good": "{bad}"})) == [("bad", "1+"), ("good", "{bad}")]
