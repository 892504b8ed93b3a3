"""Exact decimals of a field: what is taken, how it is bounded, how it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import StringConstraints

from form_engine.field_type import BadValue
from huiliu.core.exact import CONTEXT, INT64_MAX, NotExact, parse

SHOWN_DECIMALS = 2
_MOST_SCALE = 6
DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d{1,18}(\.\d{1,9})?$")]
"""A decimal in a document: a plain string, as everywhere in JSON."""

_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{0,18})?").fullmatch


def decimal_cleaner(
    scale: int, low: str | None, high: str | None
) -> Callable[[Any], Decimal | None]:
    """Takes a plain decimal string (or a Decimal, or an int); gives it with exactly ``scale``
    decimals. More decimals are refused rather than rounded: a person meant them."""
    unit = Decimal(1).scaleb(-scale)
    limit = Decimal(INT64_MAX).scaleb(-scale, CONTEXT)
    floor = max(-limit, Decimal(low)) if low is not None else -limit
    ceiling = min(limit, Decimal(high)) if high is not None else limit

    def clean(given: Any) -> Decimal | None:
        value = Decimal(given) if given.__class__ is str and _PLAIN(given) else _parsed(given)
        if value < floor:
            raise BadValue("too_small", min=low if low is not None else str(floor))
        if value > ceiling:
            raise BadValue("too_large", max=high if high is not None else str(ceiling))
        exact = value.quantize(unit, ROUND_HALF_UP, CONTEXT)
        if exact != value:
            raise BadValue("too_precise", scale=str(scale))
        return exact

    return clean


def _parsed(given: Any) -> Decimal:
    try:
        return parse(given)
    except NotExact:
        raise BadValue("bad_value") from None


_WHOLE = r"^[+-]?[0-9]{1,19}(\.0*)?$"


def decimal_schema(scale: int, low: str | None, high: str | None) -> dict[str, Any]:
    """JSON Schema has no bounds for decimal strings; they travel as ``x-`` words."""
    whole, decimals = f"[0-9]{{1,{19 - scale}}}", f"[0-9]{{0,{scale}}}0*"
    pattern = rf"^[+-]?({whole}(\.{decimals})?|\.{decimals.replace('{0,', '{1,')})$"
    schema: dict[str, Any] = {"type": "string", "pattern": pattern if scale else _WHOLE}
    if low is not None:
        schema["x-minimum"] = low
    if high is not None:
        schema["x-maximum"] = high
    return schema


_NOISE = str.maketrans("", "", ",_ \u00a0¥$€£元")


def typed_decimal(text: str) -> str:
    """``¥1,200.50`` → ``1200.50``, ``13%`` → ``0.13``, ``(5)`` → ``-5``."""
    plain = unicodedata.normalize("NFKC", text).translate(_NOISE)
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if plain.endswith("%") and _PLAIN(plain[:-1]):
        return format(Decimal(plain[:-1]).scaleb(-2, CONTEXT), "f")
    return plain


def column_scale(texts: Iterable[str]) -> int | None:
    """How many decimals a column of a sheet has; None: its digits are a code or no number, or more
    than can be kept. ``007`` is somebody's number, not seven."""
    most = 0
    for text in texts:
        plain = typed_decimal(text)
        whole, _, decimals = plain.lstrip("+-").partition(".")
        if not _PLAIN(plain) or (len(whole) > 1 and whole[0] == "0") or len(whole) > 15:
            return None
        most = max(most, len(decimals.rstrip("0")))
    return most if most <= _MOST_SCALE else None


def written(value: Decimal) -> str:
    return format(value, "f")


def shown_decimal(value: Decimal, scale: int) -> str:
    """As people read it: up to two decimals always, finer ones as far as they say something."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if scale > SHOWN_DECIMALS and "." in text else text
