"""Story 1, a month of thirty steps, over HTTP on a fresh server."""

from __future__ import annotations

import os
from pathlib import Path

from tests.acceptance.player.performance import perform
from tests.acceptance.player.server import started
from tests.acceptance.player.story import load

STORY = Path(__file__).parent / "stories" / "jxc-story-1.json"
HOLDS_UNTIL = 1
"""The last step up to which everything matches; the story has thirty."""


def test_a_month_matches_to_the_cent() -> None:
    database = "postgres" if os.environ.get("HUILIU_DATABASE_URL") else "sqlite"
    said: list[str] = []
    with started(database) as place:
        result = perform(load(STORY), place, said.append, until=HOLDS_UNTIL)
    assert result.matched, "\n".join(said)
    assert list(result.steps) == list(range(1, HOLDS_UNTIL + 1))
