"""销售毛利 as the product's own report shows it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx

from tests.acceptance.people import Refused
from tests.acceptance.player.amounts import dec, money, quantity
from tests.acceptance.player.stage import Stage

REPORT = "gross_profit"
_CODES = {"sku": ("product", "products", "sku"), "customer": ("customer", "customers", "code")}
"""By what a story groups: key of the report, and whose names are codes in the story."""


def by(stage: Stage, key: str) -> dict[str, Any] | None:
    """Lines by what the story calls them; None where the report cannot be made by it."""
    if REPORT not in stage.designs.keys("report"):
        return None
    own = _CODES.get(key, (key,))[0]
    days = [step["business_date"] for step in stage.story["steps"]]
    asked = {"by": own, "from": min(days), "to": max(days), "limit": "500"}
    path = f"/reports/{REPORT}?{httpx.QueryParams(asked)}"
    try:
        page = stage.observer.session.app("GET", path)
    except Refused as refused:
        if refused.status != 422:
            raise
        return None
    names = _names(stage, key)
    lines = {names.get(c[own], c[own]): _figures(c) for c in (i["cells"] for i in page["items"])}
    return {name: figures for name, figures in lines.items() if figures["qty"] != "0"}


def _names(stage: Stage, key: str) -> dict[str, str]:
    if key not in _CODES:
        return {}
    _, part, code = _CODES[key]
    return {one["name"]: one[code] for one in stage.story["master"][part]}


def _figures(cells: dict[str, str]) -> dict[str, str]:
    return {
        "qty": quantity(_number(cells.get("qty"))),
        "revenue_net": money(_number(cells.get("net"))),
        "cost": money(_number(cells.get("cost"))),
        "gross_profit": money(_number(cells.get("profit"))),
        "margin_pct": f"{_percent(cells.get('margin')):.2f}",
    }


def _number(text: str | None) -> Decimal:
    return dec((text or "0").replace(",", ""))


def _percent(text: str | None) -> Decimal:
    """``37.84%`` or 0.3784."""
    if text and text.endswith("%"):
        return _number(text[:-1])
    return _number(text) * 100
