"""A whole shared over rows in proportion to their weights, to the last unit (jxc-domain N4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.results import ROUNDING
from huiliu.core.expressions.values import VALUE, FormulaError, Value

_ZERO = Decimal(0)


def shares(whole: Value, weights: Sequence[Value], scale: int) -> list[Value]:
    """Each share rounded half up to ``scale`` digits, in the order of the rows; the last row that
    weighs something takes the rest. An empty whole or weight is 0; with nothing to go by every
    share is 0, with an error every share is that error."""
    found = [_number(one) for one in (whole, *weights)]
    for one in found:
        if isinstance(one, FormulaError):
            return [one for _ in weights]
    amount, *each = [one for one in found if isinstance(one, Decimal)]
    total = sum(each, _ZERO)
    last = max((n for n, weight in enumerate(each) if weight), default=-1)
    if not total:
        return [_ZERO for _ in weights]
    unit = Decimal(1).scaleb(-scale)
    out: list[Value] = []
    rest = amount
    for n, weight in enumerate(each):
        exact = CONTEXT.divide(CONTEXT.multiply(amount, weight), total)
        share = rest if n == last else exact.quantize(unit, context=ROUNDING)
        rest -= share
        out.append(share)
    return out


def _number(value: Value) -> Decimal | FormulaError:
    if value is None or value == "":
        return _ZERO
    if isinstance(value, FormulaError | Decimal):
        return value
    return VALUE
