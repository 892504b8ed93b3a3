"""The log of a record's approvals: who did what, when, after how long, with which words.

A field that the reader may not see is not named in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huiliu.core.access import Access
from huiliu.core.records import Record
from workflow_engine.models import FlowAction, Process


@dataclass(frozen=True)
class Entry:
    """``seconds``: how long the person had been asked. ``node_title`` is empty for what happened
    to the whole run. ``sent_to``: the node it went back to."""

    at: datetime
    member_id: int
    action: str
    node: str
    node_title: Mapping[str, str]
    comment: str = ""
    seconds: int | None = None
    to: Sequence[int] = ()
    sent_to: str = ""
    sent_to_title: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    direct: bool = False
    then: str = ""
    """What a time-out or an automatic rule did."""
    changed: Sequence[str] = ()
    attachments: Sequence[str] = ()
    signature: str = ""


def history(record: Record, *, access: Access) -> list[Entry]:
    """Oldest first, over all runs of the record."""
    runs = (
        Process.objects.filter(app_id=record.app.id, form=record.form, record_id=record.id)
        .select_related("definition")
        .defer("flow_class", "definition__content")
        .prefetch_related("log")
        .order_by("id")
    )
    return [entry for run in runs for entry in _entries(run, access)]


def _entries(run: Process, access: Access) -> Iterator[Entry]:
    yield Entry(run.created, run.initiator_id, "submit", "", {})
    titles = run.definition.node_titles
    for one in sorted(run.log.all(), key=lambda action: action.pk):
        yield _entry(one, titles, access)


def _entry(one: FlowAction, titles: Mapping[str, Any], access: Access) -> Entry:
    data = one.data
    return Entry(
        at=one.created_at,
        member_id=one.member_id,
        action=one.action,
        node=one.node,
        node_title=titles.get(one.node, {}),
        comment=one.comment,
        seconds=one.seconds,
        to=data.get("to", ()),
        sent_to=data.get("node", ""),
        sent_to_title=titles.get(data.get("node", ""), {}),
        where=data.get("where", ""),
        then=data.get("then") or data.get("answer", ""),
        direct=bool(data.get("direct")),
        changed=[path for path in data.get("changed", ()) if access.may_see(path)],
        attachments=data.get("attachments", ()),
        signature=data.get("signature", ""),
    )
