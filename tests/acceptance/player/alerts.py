"""Warnings that a story expects: somebody was told, about this document, in these words."""

from __future__ import annotations

import time
from typing import Any

from tests.acceptance.player.amounts import dec
from tests.acceptance.player.expecting import Difference
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.stage import Stage

SECONDS = 20.0


def differences(stage: Stage, expected: dict[str, Any], docs: list[Doc]) -> list[Difference]:
    found = []
    for alert in expected.get("alerts", []):
        path = f"alerts.{alert['type']}.{alert.get('sku', '')}"
        texts = _told(stage, docs, alert["type"])
        if not texts:
            found.append((path, alert["type"], None))
        for name, value in alert.items():
            if name not in ("type", "sku"):
                got = _figure(stage, docs, alert.get("sku"), name)
                if got != value:
                    found.append((f"{path}.{name}", value, got))
    return found


def _told(stage: Stage, docs: list[Doc], words: str) -> list[str]:
    """What comes after commit comes soon."""
    until = time.monotonic() + SECONDS
    ids = {doc.id for doc in docs}
    while docs and time.monotonic() < until:
        texts = [
            one["text"]
            for person in stage.staff.everybody
            if person.role != "系统"
            for one in person.session.call("GET", "/notifications")["items"]
            if one["link"].get("record") in ids and words in one["text"]
        ]
        if texts:
            return texts
        time.sleep(0.2)
    return []


def _figure(stage: Stage, docs: list[Doc], sku: str | None, name: str) -> str | None:
    """On the line of the product, with as many decimals as stories give rates."""
    product = stage.labels.master("product", sku) if sku else None
    for doc in docs:
        for row in stage.rows(doc):
            if product in (None, row["product"]["id"]) and row.get(name) is not None:
                return f"{dec(row[name]):.6f}"
    return None
