"""Story 1, a month of thirty steps, over HTTP on a fresh server."""

from __future__ import annotations

import os
from pathlib import Path

from tests.acceptance.player.performance import perform
from tests.acceptance.player.server import started
from tests.acceptance.player.story import load

ROOT = Path(__file__).parents[2]
STORY = Path(__file__).parent / "stories" / "jxc-story-1.json"
REPLENISH = 24
"""The step that runs a report; without reports in the template it cannot match."""


def test_a_month_matches_to_the_cent() -> None:
    database = "postgres" if os.environ.get("HUILIU_DATABASE_URL") else "sqlite"
    has_reports = (ROOT / "jxc_template" / "reports" / "replenishment.json").is_file()
    said: list[str] = []
    with started(database) as place:
        result = perform(load(STORY), place, said.append)
    differ = [number for number, found in result.steps.items() if found]
    assert differ == ([] if has_reports else [REPLENISH]), "\n".join(said)
    assert list(result.steps) == list(range(1, 31))
    assert result.afterwards["ledgers"] == []
    assert result.afterwards["permission_checks"] == []
    if has_reports:
        assert result.afterwards["final_reports"] == []
