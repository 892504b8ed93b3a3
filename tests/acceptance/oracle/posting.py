"""What every document goes through: dates, number, rows, replay, adjusting voucher (K11, 7.5.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import stock
from .model import Document, Entry, Line, Refused, Row, World
from .money import ZERO, r2
from .replay import Replay
from .vouchers import contra_of_change, inventory_account, write


def begin(world: World, op: str, inputs: dict[str, Any], **more: Any) -> Document:
    """A document with an allowed date; it has no number until it is accepted."""
    check_date(world, inputs["date"])
    return Document(op, inputs["date"], **more)


def check_date(world: World, date: str) -> None:
    if date[:7] in world.closed_months:
        raise Refused("PERIOD_CLOSED")
    if date > world.today:
        raise Refused("FUTURE_DATE")
    if date < world.master["company"]["enabled_on"]:
        raise Refused("BEFORE_ENABLE_DATE")


def number(world: World, prefix: str, date: str) -> str:
    day = date.replace("-", "")
    world.counters[prefix, day] += 1
    return f"{prefix}-{day}-{world.counters[prefix, day]:04d}"


def accept(world: World, doc: Document, prefix: str = "", no: str = "") -> Document:
    """Give the document its number and its place in the order of posting."""
    doc.no = no or number(world, prefix, doc.date)
    world.seq += 1
    doc.seq = world.seq
    world.docs[doc.no] = doc
    world.touched.append(doc.no)
    return doc


def add_row(world: World, doc: Document, line: Line, qty: Decimal, rule: str, **more: Any) -> Row:
    if world.setting("backdate_policy", "recompute") == "forbid":
        _check_not_backdated(world, doc, line.sku)
    row = Row(
        max(world.rows, default=0) + 1, doc.no, doc.date, doc.seq, line.sku,
        more.pop("wh", line.wh), qty, rule, **more,
    )  # fmt: skip
    world.rows[row.id] = row
    line.row = row.id
    return row


def _check_not_backdated(world: World, doc: Document, sku: str) -> None:
    if any(row.sku == sku and row.date > doc.date for row in world.rows.values()):
        raise Refused("BACKDATE_FORBIDDEN")


def post(world: World, doc: Document) -> dict[int, Decimal]:
    """Check the stock the document takes and value all rows; returns the changes of older rows."""
    taken = {(r.sku, r.wh) for r in world.rows.values() if r.doc == doc.no and r.qty < 0}
    stock.check_takes(world, taken)
    changes = revalue(world)
    return {id_: change for id_, change in changes.items() if world.rows[id_].doc != doc.no}


def revalue(world: World) -> dict[int, Decimal]:
    replay = Replay(world).run()
    world.pools = dict(replay.pools)
    changes = {}
    for row in world.rows.values():
        if replay.values[row.id] != row.value:
            changes[row.id] = replay.values[row.id] - row.value
            row.value = replay.values[row.id]
    return changes


def adjust(world: World, cause: str, changes: dict[int, Decimal]) -> None:
    """The one adjusting voucher of a document that changed what is already posted (#21)."""
    entries: list[Entry] = []
    for id_, change in sorted(changes.items()):
        row = world.rows[id_]
        entries.append(Entry(inventory_account(world, row.sku), dr=change, doc=row.doc))
        entries += contra_of_change(row, change, _transfer_change(row, change))
    write(world, world.today, f"成本重算调整 {cause}", entries, kind="cost_adjust")


def _transfer_change(row: Row, change: Decimal) -> Decimal:
    """The input tax that goes out with a loss follows its cost."""
    if not row.tax_rate:
        return ZERO
    return r2(-row.value * row.tax_rate) - r2((-row.value + change) * row.tax_rate)


def cost_of(world: World, line: Line) -> Decimal:
    """The current cost of what a line took out (negative for what it brought in)."""
    return ZERO if line.row is None else -world.rows[line.row].value
