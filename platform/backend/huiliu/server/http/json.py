"""JSON at the door: orjson in and out, decimals and big numbers as strings, nothing odd let in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic import BaseModel

from huiliu.core import exact
from huiliu.core.errors import Malformed

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_SUSPICIOUS = re.compile(rb"\\u0000|[0-9]{16}|[0-9][eE]")


class OrjsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return loads(request.body)


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return dumps(data)


def loads(body: bytes) -> Any:
    """Refuses what no database can hold: NUL characters, integers beyond 64 bits."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(reason=f"JSON: {error}") from None
    if _SUSPICIOUS.search(body):
        _inspect(value)
    return value


def dumps(data: Any) -> bytes:
    return orjson.dumps(data, default=_encode, option=_OPTIONS)


def answered(data: Any, status: int = 200) -> HttpResponse:
    """What an engine built in the very shape that the route declares, not validated once more."""
    return HttpResponse(dumps(data), status=status, content_type="application/json")


def _encode(value: object) -> Any:
    if isinstance(value, Decimal):
        return exact.to_json(value)
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    if isinstance(value, str):  # lazy or safe strings
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _inspect(value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and "\0" in item:
            raise Malformed(reason="NUL")
        elif isinstance(item, int | float) and abs(item) > exact.INT64_MAX:
            raise Malformed(reason="number")
