"""补货建议: the report is run as of a day, and what it suggests is read from its lines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx

from tests.acceptance.people import Refused
from tests.acceptance.player.amounts import dec, quantity
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage

REPORT = "/reports/replenishment"
_RATES = ("avg_daily", "reorder_point", "target")
_QUANTITIES = ("demand", "days", "position", "suggest_qty")


@op("replenish")
def replenish(stage: Stage, actor: Person, given: dict[str, Any]) -> list[Doc]:
    """By whoever runs it; what they do not see of it, the general manager does."""
    try:
        page = actor.session.app("GET", _asked(stage, given))
    except Refused as refused:
        if refused.status != 404:
            raise
        page = stage.observer.session.app("GET", _asked(stage, given))
    stage.answers["replenishment"] = [_line(stage, one) for one in page["items"]]
    return []


def _asked(stage: Stage, given: dict[str, Any]) -> str:
    known = {one["id"] for one in stage.designs.document("report", "replenishment")["parameters"]}
    run = date.fromisoformat(given["date"])
    days = int(given["window_days"])
    asked: dict[str, str] = {
        "limit": "500",
        "from": (run - timedelta(days=days)).isoformat(),
        "to": (run - timedelta(days=1)).isoformat(),
    }
    for name, value in (("enabled", "enabled_on"), ("window", "window_days")):
        if name in known:
            asked[f"p.{name}"] = str(given[value])
    return f"{REPORT}?{httpx.QueryParams(asked)}"


def _line(stage: Stage, line: dict[str, Any]) -> dict[str, str]:
    cells = {name: dec(text.replace(",", "")) for name, text in _numbers(line["cells"])}
    return {
        "sku": stage.labels.code("product", line["record"]) or line["record"],
        **{name: f"{cells[name]:.6f}" for name in _RATES if name in cells},
        **{name: quantity(cells[name]) for name in _QUANTITIES if name in cells},
    }


def _numbers(cells: dict[str, str]) -> list[tuple[str, str]]:
    """A figure that is nothing has no cell."""
    return [(name, cells.get(name, "0")) for name in (*_RATES, *_QUANTITIES)]
