"""What a list asks for, as it travels in a job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from form_engine.queries.listing import Query, Sort
from huiliu.core.conditions import Condition
from huiliu.core.errors import Malformed


class _Sort(BaseModel):
    model_config = ConfigDict(extra="forbid")

    field: str
    desc: bool = False


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    filter: Condition | None = None
    search: str = Field(default="", max_length=200)
    sort: tuple[_Sort, ...] = Field(default=(), max_length=5)
    fields: tuple[str, ...] | None = Field(default=None, max_length=500)


def query_of(given: Mapping[str, Any]) -> Query:
    try:
        asked = _Asked.model_validate(given)
    except ValidationError as error:
        raise Malformed(reason=error.errors()[0]["msg"]) from None
    sort = tuple(Sort(one.field, one.desc) for one in asked.sort)
    return Query(filter=asked.filter, search=asked.search, sort=sort, fields=asked.fields)
