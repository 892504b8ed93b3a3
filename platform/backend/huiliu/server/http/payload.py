"""The base of what clients send: a setting we do not know is refused, never passed on."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Schema
from pydantic import ConfigDict

MOST_ROWS = 1000
"""Of a page, in every list."""

Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]


class Given(Schema):
    model_config = ConfigDict(extra="forbid")


class Complaint(Schema):
    """One complaint about one value; beside it what its words name, as in ``"min": "0"``."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]
    code: str
    message: str


class Refusal(Schema):
    """Every answer of 400 and more. ``fields``: complaints by path (``lines.2.qty``)."""

    code: str
    message: str
    fields: dict[str, list[Complaint]] | None = None
    data: dict[str, Any] | None = None


class Named(Schema):
    """Whatever has a public id and a name."""

    id: str
    name: str


class StateOut(Schema):
    """How something stands after what was done."""

    state: str
