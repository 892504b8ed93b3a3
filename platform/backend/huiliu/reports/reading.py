"""Reports for people: which there are for somebody, and lines as words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from huiliu.core import exact, ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.expressions.values import FormulaError
from huiliu.reports.document import Column
from huiliu.reports.plan import plan_of
from huiliu.reports.running import Line, Ran
from huiliu.reports.sight import sight_of


def readable_reports(app: AppRef, actor: Actor) -> list[str]:
    """The ids of those that show the actor something."""
    found = ports.documents().published(app, "report")
    return [one.key for one in found if _is_readable(app, one.key, actor)]


def _is_readable(app: AppRef, key: str, actor: Actor) -> bool:
    try:
        sight_of(plan_of(app, key), actor)
    except NotFound:
        return False
    return ports.documents().may_open(actor, app, "report", key)


def cells_in_words(ran: Ran, line: Line, language: str) -> Mapping[str, str]:
    """Column → text; numbers as plain decimals, empty and hidden values absent."""
    shown = [one for one in ran.columns if not one.hidden]
    paths = [one.field for one in shown if one.field is not None]
    words = ports.records().texts(line.record, paths, access=ran.sight.access, language=language)
    found = {one.id: _text(one, line, words) for one in shown}
    return {id_: text for id_, text in found.items() if text}


def _text(column: Column, line: Line, words: Mapping[str, str]) -> str:
    if column.field is not None:
        return words.get(column.field, "")
    return _plain(line.cells.get(column.id))


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return exact.to_json(value)
        case date():
            return value.isoformat()
        case FormulaError():
            return str(value)
        case _:
            return str(value)
