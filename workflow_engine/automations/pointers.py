"""Picks typed values out of another system's JSON by JSON pointers (RFC 6901): ``/order/no``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from huiliu.core.documents import Id, Title
from huiliu.core.exact import NotExact, parse, round_half_up
from huiliu.core.forms import FieldShape
from huiliu.core.ports import Problem
from workflow_engine.automations.part import Part, problem

_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
MAX_TEXT = 10_000
Pointer = Annotated[str, Field(max_length=400)]


class NotThere(ValueError):
    """A value is missing, or not of its type. ``args[0]`` is the pointer."""


class Picked(Part):
    """``scale``: the digits after the point of a number; ``label``: what people call it."""

    label: Title | None = None
    pointer: Pointer
    type: Literal["text", "number", "date", "datetime", "switch"] = "text"
    scale: int = Field(default=2, ge=0, le=8)
    required: bool = False


def shape_of(id_: str, picked: Picked) -> FieldShape:
    scale = picked.scale if picked.type == "number" else 0
    return FieldShape(id_, picked.type, scale=scale, label=picked.label)


def pointer_problems(at: str, pointer: str) -> Iterator[Problem]:
    if _POINTER.fullmatch(pointer) is None:
        yield problem(at, "bad_pointer", pointer=pointer)


def pick_all(content: Any, fields: Mapping[Id, Picked]) -> dict[str, Any]:
    """Typed as ``records.Values`` wants it. Raises NotThere."""
    return {id_: _pick(content, picked) for id_, picked in fields.items()}


def at_pointer(content: Any, pointer: str) -> Any:
    """None when there is nothing."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(content, Mapping):
            content = content.get(key)
        elif isinstance(content, list) and key.isascii() and key.isdigit() and len(key) < 7:
            content = content[int(key)] if int(key) < len(content) else None
        else:
            return None
    return content


def _pick(content: Any, picked: Picked) -> Any:
    found = at_pointer(content, picked.pointer)
    if found is None or found == "":
        if picked.required:
            raise NotThere(picked.pointer)
        return None
    try:
        return _typed(found, picked)
    except (ValueError, TypeError, ArithmeticError):
        raise NotThere(picked.pointer) from None


def _typed(found: Any, picked: Picked) -> Any:
    match picked.type:
        case "number":
            return _number(found, picked.scale)
        case "date":
            return date.fromisoformat(str(found)[:10])
        case "datetime":
            moment = datetime.fromisoformat(str(found))
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case "switch":
            return found if isinstance(found, bool) else {"true": True, "false": False}[str(found)]
        case _:
            return str(found)[:MAX_TEXT] if not isinstance(found, dict | list) else _refuse()


def _number(found: Any, scale: int) -> Decimal:
    """JSON was read with its numbers as decimals: no float ever was in between."""
    if isinstance(found, bool):
        raise NotExact
    return round_half_up(parse(found), scale)


def _refuse() -> str:
    raise TypeError
