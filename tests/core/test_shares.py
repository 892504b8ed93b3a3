"""Shares of a whole: the samples both sides keep, and what holds for every one of them."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.expressions import shares as module
from huiliu.core.expressions.shares import shares
from huiliu.core.expressions.values import FormulaError

CASES = json.loads((Path(module.__file__).parent / "shares.json").read_text(encoding="utf-8"))


def _typed(given: Any) -> Any:
    if given is None:
        return None
    return FormulaError(given) if given.startswith("#") else Decimal(given)


@pytest.mark.parametrize("case", CASES)
def test_a_whole_is_shared_by_weight(case: dict[str, Any]) -> None:
    weights = [_typed(one) for one in case["weights"]]
    assert shares(_typed(case["whole"]), weights, case["scale"]) == [
        _typed(one) for one in case["shares"]
    ]


def test_a_text_cannot_be_shared() -> None:
    assert shares("二十", [Decimal(1)], 2) == [FormulaError("#VALUE")]


@pytest.mark.parametrize("seed", range(50))
def test_shares_add_up_to_the_whole(seed: int) -> None:
    draw = random.Random(seed)
    whole = Decimal(draw.randint(-100_000, 100_000)) / 100
    weights = [Decimal(draw.randint(0, 5000)) / 100 for _ in range(draw.randint(1, 12))]
    found = shares(whole, weights, 2)
    wanted = whole if any(weights) else Decimal(0)
    assert sum(one for one in found if isinstance(one, Decimal)) == wanted
    assert [one for one, weight in zip(found, weights, strict=True) if one and not weight] == []
