"""盘点: a snapshot of what the books say, and later what was counted."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.carrying import draft, submit, submit_draft
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.sheet import Row, Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]


@op("stocktake_snapshot")
def stocktake_snapshot(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    """A draft: what the books said when it was begun."""
    sheet = _begin(stage, given)
    for line in given["lines"]:
        sheet.row().put(line["sku"], "product")
    return [draft(stage, actor, sheet)]


@op("stocktake")
def stocktake(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    """Fills in the counts of a snapshot, or counts and compares at once."""
    if not given.get("stocktake"):
        sheet = _begin(stage, given)
        for line in given["lines"]:
            row = sheet.row()
            row.put(line["sku"], "product")
            _count(row, line)
        return [submit(stage, actor, sheet)]
    doc = stage.labels.doc(given["stocktake"])
    counts = {stage.labels.master("product", line["sku"]): line for line in given["lines"]}
    sheet = Sheet(stage, "stocktake")
    sheet.put(given["date"], "bill_date")
    for held in stage.rows(doc):
        row = sheet.row()
        row.values["$row"] = held["$row"]
        row.values["product"] = held["product"]["id"]
        if line := counts.get(held["product"]["id"]):
            _count(row, line)
    return [submit_draft(stage, actor, doc, sheet)]


def _begin(stage: Stage, given: Given) -> Sheet:
    sheet = Sheet(stage, "stocktake")
    sheet.put(given["date"], "bill_date")
    sheet.put(given["wh"], "warehouse")
    return sheet


def _count(row: Row, line: Given) -> None:
    row.put(line["counted"], "counted")
    row.put(line.get("tax_transfer_rate"), "tax_transfer_rate")
