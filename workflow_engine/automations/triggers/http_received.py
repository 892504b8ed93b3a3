"""Another system calls the automation's own address with JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from huiliu.core.access import Access
from huiliu.core.actor import Actor
from huiliu.core.documents import Id, Title
from huiliu.core.forms import FieldShape, FormShape, Shapes
from huiliu.core.networks import network
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import Part
from workflow_engine.automations.pointers import (
    NotThere,
    Picked,
    Pointer,
    at_pointer,
    pick_all,
    pointer_problems,
    shape_of,
)
from workflow_engine.automations.trigger_type import TriggerConfig, TriggerType, trigger_types

MAX_ROWS = 1000


class Listed(Part):
    """A list in the payload, read like a subform (``each: "lines"``, ``rows: "lines"``)."""

    label: Title | None = None
    pointer: Pointer
    fields: dict[Id, Picked] = Field(min_length=1, max_length=100)


class HttpReceived(TriggerConfig):
    """``fields`` and ``lists``: what is taken out of the payload, and nothing else. ``signed``:
    only messages signed as standardwebhooks.com says; ``per_minute``: how many calls are taken;
    ``allow``: only from these addresses and networks, of IPv4 or IPv6; empty: from everywhere."""

    type: Literal["http_received"]
    fields: dict[Id, Picked] = Field(default={}, max_length=200)
    lists: dict[Id, Listed] = Field(default={}, max_length=10)
    signed: bool = False
    per_minute: int = Field(default=60, ge=1, le=6000)
    allow: tuple[Annotated[str, StringConstraints(max_length=50)], ...] = Field(
        default=(), max_length=100
    )


class HttpReceivedType(TriggerType[HttpReceived]):
    name = "http_received"
    words = {"zh-CN": "收到 HTTP 请求时", "en": "An HTTP request comes in"}
    icon = "api"
    config = HttpReceived
    samples = (
        {
            "type": "http_received",
            "fields": {
                "no": {"pointer": "/order/no", "required": True},
                "total": {"pointer": "/order/total", "type": "number"},
            },
            "lists": {"lines": {"pointer": "/order/items", "fields": {"sku": {"pointer": "/sku"}}}},
            "signed": True,
            "allow": ["203.0.113.7", "198.51.100.0/24", "2001:db8::/32"],
        },
        {"type": "http_received"},
    )
    refused = (
        ({"type": "http_received", "fields": {"no": {"pointer": "order.no"}}}, "bad_pointer"),
        (
            {
                "type": "http_received",
                "lists": {"lines": {"pointer": "/a", "fields": {"b": {"pointer": "b"}}}},
            },
            "bad_pointer",
        ),
        ({"type": "http_received", "per_minute": 0}, "bad_setting"),
        ({"type": "http_received", "allow": ["example.com"]}, "bad_network"),
        ({"type": "http_received", "allow": ["10.0.0.1/8"]}, "bad_network"),
    )

    def subject(self, trigger: HttpReceived, shapes: Shapes) -> FormShape:
        fields = {id_: shape_of(id_, picked) for id_, picked in trigger.fields.items()}
        for id_, listed in trigger.lists.items():
            fields[id_] = FieldShape(id_, "subform", label=listed.label)
            for column, picked in listed.fields.items():
                one = shape_of(f"{id_}.{column}", picked)
                fields[one.path] = replace(one, subform=id_)
        return FormShape("", False, self.words, fields)

    def problems(self, trigger: HttpReceived, design: Design) -> Iterator[Problem]:
        for id_, picked in trigger.fields.items():
            yield from pointer_problems(f"fields.{id_}", picked.pointer)
        for id_, listed in trigger.lists.items():
            yield from pointer_problems(f"lists.{id_}", listed.pointer)
            for column, picked in listed.fields.items():
                yield from pointer_problems(f"lists.{id_}.{column}", picked.pointer)
        for place, text in enumerate(trigger.allow):
            if network(text) is None:
                yield Problem(f"allow.{place}", "bad_network", _NO_NETWORK, {"text": text})

    def sight(self, trigger: HttpReceived, receiver: Actor, record: Record) -> Access:
        """What others sent is nobody's record: the design says who is told of it."""
        return Access(receiver, "", (), everything=True)

    def rehearsed(self, trigger: HttpReceived, payload: Any, now: datetime) -> dict[str, Any]:
        return self.values(trigger, payload)

    def values(self, trigger: HttpReceived, payload: Any) -> dict[str, Any]:
        """Raises NotThere with the pointer of what is missing or of a wrong type."""
        found = pick_all(payload, trigger.fields)
        for id_, listed in trigger.lists.items():
            rows = at_pointer(payload, listed.pointer)
            if rows is None:
                rows = []
            if not isinstance(rows, list) or len(rows) > MAX_ROWS:
                raise NotThere(listed.pointer)
            found[id_] = [pick_all(row, listed.fields) for row in rows]
        return found


_NO_NETWORK = {
    "zh-CN": "“{text}”不是 IP 地址或网段（如 203.0.113.7、10.0.0.0/8、2001:db8::/32）",
    "en": '"{text}" is no address or network (like 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32)',
}
trigger_types.add(HttpReceivedType())
