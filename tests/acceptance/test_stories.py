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
PLAYED = [*STEPS] if DATABASE == "sqlite" else ["jxc-story-1"]
"""About a minute each: what a database may do otherwise, the first one finds."""


@pytest.mark.parametrize("name", PLAYED)
def test_a_month_matches_to_the_cent(name: str) -> None:
    said: list[str] = []
    with started(DATABASE) as place:
        result = perform(load(STORIES / f"{name}.json"), place, said.append)
    differences = {number: found for number, found in result.steps.items() if found}
    assert differences == {}, "\n".join(said)
    assert list(result.steps) == list(range(1, STEPS[name] + 1))
    assert result.afterwards == {"ledgers": [], "permission_checks": [], "final_reports": []}
