"""Story 1, a month of thirty steps, over HTTP on a fresh server."""

from __future__ import annotations

import os
from pathlib import Path

from tests.acceptance.player.performance import perform
from tests.acceptance.player.server import started
from tests.acceptance.player.story import load

STORY = Path(__file__).parent / "stories" / "jxc-story-1.json"


def test_a_month_matches_to_the_cent() -> None:
    database = "postgres" if os.environ.get("HUILIU_DATABASE_URL") else "sqlite"
    said: list[str] = []
    with started(database) as place:
        result = perform(load(STORY), place, said.append)
    differences = {number: found for number, found in result.steps.items() if found}
    assert differences == {}, "\n".join(said)
    assert list(result.steps) == list(range(1, 31))
    assert result.afterwards == {"ledgers": [], "permission_checks": [], "final_reports": []}
