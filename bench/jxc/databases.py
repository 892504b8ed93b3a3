"""The same measurement on PostgreSQL and on SQLite."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.measure import Row, environment, fresh_database

Variables = dict[str, str]
OURS, HAND = "huiliu.server.settings", "bench.hand.settings"


def on_both(server: str, run: Callable[[str, Variables, Variables], Iterator[Row]]) -> list[Row]:
    """``run`` is given the name of the database, and how to reach an empty one of each side."""
    us, them = (fresh_database(server, f"bench_{side}") for side in ("ours", "hand"))
    rows = list(run("PostgreSQL", environment(OURS, us), environment(HAND, them)))
    with tempfile.TemporaryDirectory() as folder:
        rows += run("SQLite", _sqlite(OURS, folder, "ours"), _sqlite(HAND, folder, "hand"))
    return rows


def _sqlite(settings: str, folder: str, side: str) -> Variables:
    place = Path(folder) / side
    place.mkdir()
    return {**environment(settings, ""), "HUILIU_DATA": str(place)}
