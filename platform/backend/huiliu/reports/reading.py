"""Reports for people: which there are for somebody, and lines as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from huiliu.core import exact, ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.reports.document import Column
from huiliu.reports.key_names import Names, key_names
from huiliu.reports.plan import plan_of
from huiliu.reports.running import Line, Ran
from huiliu.reports.sight import sight_of


def readable_reports(app: AppRef, actor: Actor) -> list[str]:
    """The ids of those that show the actor something."""
    found = ports.documents().published(app, "report")
    return [one.key for one in found if _is_readable(app, one.key, actor)]


def _is_readable(app: AppRef, key: str, actor: Actor) -> bool:
    try:
        plan = plan_of(app, key)
        sight_of(plan, actor, plan.grouped_by(()))
    except NotFound:
        return False
    return ports.documents().may_open(actor, app, "report", key)


def lines_in_words(ran: Ran, lines: Sequence[Line], language: str) -> list[Mapping[str, str]]:
    """Column → text for each line; numbers as plain decimals, empty and hidden values absent."""
    names = key_names(ran, ran.columns, lines, language)
    return [_in_words(ran, line, names, language) for line in lines]


def _in_words(ran: Ran, line: Line, names: Names, language: str) -> Mapping[str, str]:
    paths = [one.field for one in ran.columns if one.field is not None]
    words: Mapping[str, str] = {}
    if line.record is not None and paths:
        words = ports.records().texts(
            line.record, paths, access=ran.sight.access, language=language
        )
    found = {one.id: _text(one, line, words, names) for one in ran.columns}
    return {id_: text for id_, text in found.items() if text}


def _text(column: Column, line: Line, words: Mapping[str, str], names: Names) -> str:
    if column.field is not None:
        return words.get(column.field, "")
    value = line.cells.get(column.id)
    if column.key is not None and column.id in names:
        return names[column.id].get(value, "")
    return plain(value)


def plain(value: Any) -> str:
    """A typed value as text, numbers with all their places."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return exact.to_json(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
