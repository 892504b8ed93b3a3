"""The decision card of a task on the wire."""

from __future__ import annotations

from typing import Literal

from ninja import Schema

from huiliu.core.records import Record
from huiliu.core.text import choose
from workflow_engine import api as flows
from workflow_engine.api import OpenTask


class FigureLineOut(Schema):
    """``label``: what the row is about, empty for the record itself. ``after``: once the document
    is approved; null where nothing is known or nothing changes it."""

    label: str
    now: str
    after: str | None


class FigureOut(Schema):
    """``more``: rows that are left out."""

    kind: Literal["field", "ledger", "latest"]
    title: str
    lines: list[FigureLineOut]
    more: int


def shown_card(task: OpenTask, record: Record, language: str) -> list[FigureOut]:
    found = flows.figures(task.card, record, access=task.access, language=language)
    return [
        FigureOut(
            kind=figure.kind,
            title=choose(figure.title, language),
            lines=[FigureLineOut(label=o.label, now=o.now, after=o.after) for o in figure.lines],
            more=figure.more,
        )
        for figure in found
    ]
