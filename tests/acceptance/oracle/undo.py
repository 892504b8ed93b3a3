"""反审核: what forbids it and what it leaves (0.5, U1–U5)."""

from __future__ import annotations

from typing import Any

from . import chain
from .model import Document, Entry, Refused, World
from .parties import advances
from .posting import adjust, begin, revalue
from .purchase import Answer
from .stock import check_history, on_hand, release_grants, reserved
from .vouchers import write


def unapprove(world: World, inputs: dict[str, Any]) -> Answer:
    """The document is a draft again; its numbers and places stay taken."""
    begin(world, "unapprove", inputs)
    doc = world.document(inputs["doc"])
    if doc.date[:7] in world.closed_months:
        raise Refused("PERIOD_CLOSED")
    if chain.downstream(world, doc):
        raise Refused("HAS_DOWNSTREAM")
    doc.cancelled = True
    _check_advance_unused(world, doc)
    _take_rows_back(world, doc)
    write(world, inputs["date"], f"反审核 {doc.no}", reversal(world, doc.no), kind="reversal")
    adjust(world, doc.no, revalue(world))
    shown = {no: {"status": chain.status(world, world.docs[no])} for no in [doc.no, *doc.sources]}
    return {"docs": shown}


def _check_advance_unused(world: World, doc: Document) -> None:
    side = doc.more.get("advance_side")
    if side and advances(world, side)[doc.party] < 0:
        raise Refused("HAS_DOWNSTREAM")


def _take_rows_back(world: World, doc: Document) -> None:
    """What came in must not have been needed, then or now."""
    rows = [row for row in world.rows.values() if row.doc == doc.no]
    for row in rows:
        del world.rows[row.id]
    check_history(world)
    release_grants(world, doc)
    now, held = on_hand(world), reserved(world)
    if any(now[row.sku, row.wh] < held[row.sku, row.wh] for row in rows):
        raise Refused("INSUFFICIENT_AVAILABLE")


def reversal(world: World, no: str) -> list[Entry]:
    """All lines about the document, those of adjusting vouchers too, in red."""
    return [
        Entry(entry.account, -entry.dr, -entry.cr, entry.aux, entry.doc)
        for voucher in world.vouchers
        for entry in voucher.entries
        if entry.doc == no
    ]
