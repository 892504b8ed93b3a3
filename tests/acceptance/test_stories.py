"""Stories, each a month of a company of its own, over HTTP on a fresh server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.acceptance.player.performance import perform
from tests.acceptance.player.server import started
from tests.acceptance.player.story import load

STORIES = Path(__file__).parent / "stories"
STEPS = {"jxc-story-1": 30, "jxc-story-2": 45, "jxc-story-3": 49}
DATABASE = "postgres" if os.environ.get("HUILIU_DATABASE_URL") else "sqlite"
FIRST = "jxc-story-1"
BY_COSTS = [(name, one) for name in STEPS for one in load(STORIES / f"{name}.json")["variants"]]
IS_SQLITE = DATABASE == "sqlite"
PLAYED = [*STEPS] if IS_SQLITE else [FIRST]
PLAYED_BY_COSTS = [
    one for n, one in enumerate(BY_COSTS) if one[0] == FIRST or n % 2 == int(IS_SQLITE)
]
"""The first story whole on both databases; of the others' variants each on one of them, and every
story on both: a play takes some twenty seconds."""


@pytest.mark.parametrize("name", PLAYED)
def test_a_month_matches_to_the_cent(name: str) -> None:
    said: list[str] = []
    with started(DATABASE) as place:
        result = perform(load(STORIES / f"{name}.json"), place, said.append)
    differences = {number: found for number, found in result.steps.items() if found}
    assert differences == {}, "\n".join(said)
    assert list(result.steps) == list(range(1, STEPS[name] + 1))
    assert result.afterwards == {"ledgers": [], "permission_checks": [], "final_reports": []}


@pytest.mark.parametrize(("name", "variant"), PLAYED_BY_COSTS)
def test_a_month_with_other_costs_ends_to_the_cent(name: str, variant: str) -> None:
    said: list[str] = []
    with started(DATABASE) as place:
        result = perform(load(STORIES / f"{name}.json"), place, said.append, variant=variant)
    differences = {number: found for number, found in result.steps.items() if found}
    assert differences == {}, "\n".join(said)
    assert list(result.steps) == list(range(1, STEPS[name] + 1))
    assert result.afterwards == {"ledgers": [], variant: []}, "\n".join(said)
