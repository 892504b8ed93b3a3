"""What all documents with goods have in common: heads, lines, units, and lines that follow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.acceptance.player.amounts import dec, quantity
from tests.acceptance.player.designs import Missing
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.sheet import Row, Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
_QUANTITY = ("qty", "arrived", "base_qty")


def begin(stage: Stage, form: str, given: Given) -> Sheet:
    """With its date, and the warehouse of its first line where the head wants one."""
    sheet = Sheet(stage, form)
    sheet.put(given["date"], "bill_date")
    if stage.designs.first(form, "warehouse"):
        lines = given.get("lines") or []
        own = next((line["wh"] for line in lines if line.get("wh")), None)
        first = stage.story["master"]["warehouses"][0]["code"]
        sheet.put(given.get("wh") or own or first, "warehouse")
    return sheet


def put_line(stage: Stage, row: Row, line: Given) -> None:
    """A line that follows from nothing."""
    row.put(line["sku"], "product")
    row.put(line["qty"], "qty")
    put_unit(stage, row, line)
    put_place(row, line)
    row.put(line.get("price"), "price", "est_price")
    row.put(line.get("tax_rate"), "tax_rate", needed=False)


def put_place(row: Row, line: Given) -> None:
    """Warehouse and batch. A form without warehouses on its lines has one on its head."""
    row.put(line.get("wh"), "warehouse", needed=False)
    row.put(line.get("batch"), "batch", "batch_no")
    row.put(line.get("produced_on"), "produced_on")


def put_unit(stage: Stage, row: Row, line: Given) -> None:
    pack = _pack(stage, line)
    if pack:
        row.values["pack"] = pack


def put_tax_included(sheet: Sheet, lines: list[Given]) -> None:
    """Where prices say whether they include tax, the document says it of all its lines."""
    said = {line["price_includes_tax"] for line in lines if "price_includes_tax" in line}
    if len(said) > 1:
        raise Missing(f"{sheet.form} has one answer for all lines: does a price include tax")
    for one in said:
        sheet.put(one, "tax_incl")


def require_one_warehouse(sheet: Sheet, lines: list[Given]) -> None:
    """Lines of several warehouses need a form that has one on each line."""
    if len({line.get("wh") for line in lines}) > 1 and "lines.warehouse" not in sheet.fields:
        raise Missing(f"{sheet.form} has one warehouse for all its lines")


def follow_line(
    stage: Stage, sheet: Sheet, source: Doc, line: Given, number: int | None
) -> tuple[Row, Given]:
    """A line that takes from a line of ``source``: the one of that number (from 1), or else the
    one of the same product. What the link takes over from there is not said again."""
    link = sheet.follow(source)
    held = source_row(stage, source, line, number)
    part = (link.get("row") or "lines.").partition(".")[0]
    row = sheet.row(part)
    row.follow(link, source, held)
    if f"{part}.pack" in link.get("same", {}):
        row.put(_in_pack_of(stage, line, held), *_QUANTITY)
    else:
        row.put(line["qty"], *_QUANTITY)
        put_unit(stage, row, line)
    if f"{part}.tax_rate" not in link.get("same", {}):
        row.put(line.get("tax_rate"), "tax_rate")
    put_place(row, line)
    return row, held


def source_row(stage: Stage, source: Doc, line: Given, number: int | None) -> Given:
    rows = stage.rows(source)
    if number is not None:
        return rows[number - 1]
    product = stage.labels.master("product", line["sku"])
    return next(row for row in rows if row["product"]["id"] == product)


def _pack(stage: Stage, line: Given) -> str:
    """The record of the unit; nothing for the base unit."""
    if not line.get("uom"):
        return ""
    found = stage.labels.master("uom", f"{line['sku']}/{line['uom']}")
    if found is None:
        raise Missing(f"{line['sku']} has no unit {line['uom']}")
    return found


def _in_pack_of(stage: Stage, line: Given, held: Given) -> str:
    """The quantity in the unit of the line it follows from."""
    base = dec(line["qty"]) * _rate(stage, line)
    return quantity((base / (dec(held.get("rate")) or dec(1))).quantize(dec("0.0001")))


def _rate(stage: Stage, line: Given) -> Decimal:
    """Base units in one of the unit that the story counts in."""
    if not line.get("uom"):
        return Decimal(1)
    products = stage.story["master"]["products"]
    product = next(one for one in products if one["sku"] == line["sku"])
    return dec(product.get("uoms", {}).get(line["uom"], "1"))
