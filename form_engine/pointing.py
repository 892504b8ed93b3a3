"""How a value that points at something travels: an id in, an id with words out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from form_engine.field_type import BadValue


def read_pointer(given: Any) -> str | int:
    """A public id, ``{"id": public id, …}`` as it came out, or an internal id (an int, from inside
    the server). Whether it exists, and for whom, the plan asks later and in one batch."""
    if given.__class__ is dict:
        given = given.get("id")
        if given.__class__ is not str:
            raise BadValue("bad_value")
    if given.__class__ is str and 0 < len(given) <= 64 and given.isprintable():
        return given
    if given.__class__ is int and given > 0:
        return given
    raise BadValue("bad_value")


def pointer_writer(
    find: Callable[[int], tuple[str, str] | None], word: str
) -> Callable[[int], dict[str, str] | None]:
    """``{"id", "title"}`` (or ``"name"``); None when the thing is gone for good."""

    def write(value: int) -> dict[str, str] | None:
        found = find(value)
        return None if found is None else {"id": found[0], word: found[1]}

    return write


def shown_pointer(found: tuple[str, str] | None) -> str:
    return "" if found is None else found[1]


def pointer_schema() -> dict[str, Any]:
    public_id = {"type": "string", "minLength": 1, "maxLength": 64}
    return {
        "anyOf": [
            public_id,
            {"type": "object", "required": ["id"], "properties": {"id": public_id}},
        ]
    }
