"""Mistakes in how a design lets batches leave are told at their place."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.lots import LOTS
from tests.support.shop import Shop


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first": [{"by": ["nothing"]}]}, "no_such_path"),
        ({"first": [{"by": ["no"]}], "until": "no"}, "not_a_date"),
        (
            {"first": [{"by": ["no"]}], "only": {"cond": [{"field": "x", "op": "empty"}]}},
            "no_such_path",
        ),
        ({"like": "left"}, "not_before"),
        ({"of": {"record": "nobody"}}, "no_such_path"),
        ({"of": {"record": "bill_date"}}, "wrong_type"),
        ({"given": "lines.product", "first": [{"by": ["no"]}]}, "wrong_type"),
    ],
)
def test_mistakes_of_the_design_are_told(lots: Shop, change: Any, code: str) -> None:
    design = deepcopy(LOTS)
    design["postings"][1]["dimensions"]["lot"] = change

    found = LedgerPublisher().validate(lots.app, "lots", design)

    assert [(one.code, one.path.startswith("postings.1.dimensions.lot")) for one in found] == [
        (code, True)
    ]


def test_a_ledger_with_costs_is_not_split(lots: Shop) -> None:
    design = deepcopy(LOTS)
    design["measures"].append({"id": "value", "label": {"zh-CN": "金额"}})
    design["costing"] = {
        "method": "moving_average",
        "quantity": "qty",
        "value": "value",
        "scope": ["product"],
    }

    codes = {one.code for one in LedgerPublisher().validate(lots.app, "lots", design)}

    assert "costed" in codes
