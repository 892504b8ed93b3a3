"""Quantities and amounts of a line: N1 to N5 of the domain text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .model import Line, Refused, World
from .money import money, part, quantity, r2, shares, without_tax


def base_quantity(world: World, given: dict[str, Any]) -> Decimal:
    """N1; ``UOM_NOT_CONVERTIBLE`` when the base unit has too few decimals, or no such unit."""
    product = world.product(given["sku"])
    unit = given.get("uom") or product["base_uom"]
    rates = {product["base_uom"]: "1", **product.get("uoms", {})}
    if unit not in rates:
        raise Refused("UOM_NOT_CONVERTIBLE")
    base = quantity(given["qty"]) * Decimal(rates[unit])
    if base != round(base, int(product.get("base_decimals", 0))):
        raise Refused("UOM_NOT_CONVERTIBLE")
    return base


def tax_rate(world: World, given: dict[str, Any], *, sale: bool) -> Decimal:
    if given.get("tax_rate") is not None:
        return Decimal(given["tax_rate"])
    levy = world.master["company"].get("levy_rate")
    if sale and not world.general and levy is not None:
        return Decimal(levy)
    return Decimal(world.product(given["sku"])["tax_rate"])


def priced_lines(
    world: World, given: list[dict[str, Any]], *, sale: bool, discount: str | None = None
) -> list[Line]:
    """Lines with price, in the order given; an order discount is shared over them (N2, N3, N4)."""
    lines, full = [], []
    for number, one in enumerate(given, 1):
        product = world.product(one["sku"])
        if product.get("status") == "disabled":
            raise Refused("MASTER_DISABLED")
        off = 1 - Decimal(one.get("disc_pct", 0))
        full.append(r2(quantity(one["qty"]) * Decimal(one["price"]) * off))
        rate = tax_rate(world, one, sale=sale)
        base = base_quantity(world, one)
        lines.append(Line(number, one["sku"], one.get("wh", ""), base, rate=rate))
    default = world.setting("price_includes_tax_default", True)
    for line, one, amount, share in zip(
        lines, given, full, shares(money(discount), full), strict=True
    ):
        line.more["share"] = share
        if one.get("price_includes_tax", default):
            _from_gross(line, amount - share)
        else:
            _from_net(line, amount - share)
    return lines


def _from_gross(line: Line, gross: Decimal) -> None:
    line.gross, line.net = gross, without_tax(gross, line.rate)
    line.tax = line.gross - line.net


def _from_net(line: Line, net: Decimal) -> None:
    line.net, line.tax = net, r2(net * line.rate)
    line.gross = line.net + line.tax


def delivered_part(ordered: Line, done: list[Line], new: Line) -> None:
    """N5: a part of an order line; what completes the line takes the remainder."""
    before = sum((line.qty for line in done), Decimal(0))
    gross = part(ordered.gross, new.qty, ordered.qty)
    if before + new.qty == ordered.qty:
        gross = ordered.gross - sum((line.gross for line in done), Decimal(0))
    new.rate = ordered.rate
    _from_gross(new, gross)


def returned_part(source: Line, done: list[Line], new: Line) -> None:
    """N5: a part of a delivered or received line; the last return takes the remainder."""
    before = sum((line.qty for line in done), Decimal(0))
    new.gross = part(source.gross, new.qty, source.qty)
    new.net = part(source.net, new.qty, source.qty)
    if before + new.qty == source.qty:
        new.gross = source.gross - sum((line.gross for line in done), Decimal(0))
        new.net = source.net - sum((line.net for line in done), Decimal(0))
    new.rate, new.tax, new.deductible = source.rate, new.gross - new.net, source.deductible
