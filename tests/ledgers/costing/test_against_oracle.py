"""Any story of documents, dated back and taken back, costs what the slow ways say: to the cent.

There are two: the one that was written for this engine, and the oracle of the acceptance stories,
which knows neither. That one has no document that takes a product apart and none that adjusts a
cost.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from huiliu.ledgers.rebuild import differences
from tests.support.acceptance_books import AcceptanceBooks
from tests.support.cost_oracle import Books
from tests.support.cost_player import Player, story
from tests.support.costed import open_costed
from tests.support.shop import Shop

WAYS = [
    *[pytest.param(Books, seed, (), id=f"slow-{seed}") for seed in range(6)],
    *[
        pytest.param(AcceptanceBooks, seed, ("split", "adjustment"), id=f"acceptance-{seed}")
        for seed in range(10, 13)
    ],
]


@pytest.mark.parametrize("method", ["moving_average", "fifo"])
@pytest.mark.parametrize("scope", [("product",), ("product", "warehouse")])
@pytest.mark.parametrize(("oracle", "seed", "without"), WAYS)
def test_every_cost_is_what_the_slow_way_says(
    shop: Shop,
    method: str,
    scope: tuple[str, ...],
    oracle: Callable[..., Any],
    seed: int,
    without: tuple[str, ...],
) -> None:
    costed = open_costed(shop, method, *scope)
    books = partial(oracle, fifo=method == "fifo", by_warehouse=len(scope) > 1)
    player = Player(costed, books)
    for step in story(seed, 50, without):
        player.play(step)
    assert len(player.posted) > 15
    assert differences(costed.plan) == []
