"""Reports: records with what ledgers know of them, as far as the reader sees both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from huiliu.reports import api as reports
from huiliu.server.http.doors import actor_of, app_of, language_of

router = Router()
_AT = "/apps/{app}/reports/{key}"
_MOST = 500
_PARAMETER = "p."


class ReportIn(Schema):
    """Parameters beside these: ``p.<id>=value``. ``by``: keys of groups, with commas between."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    limit: int = Field(default=100, ge=1, le=_MOST)
    offset: int = Field(default=0, ge=0)
    by: str = Field(default="", max_length=500)


class ReportColumnOut(Schema):
    """``type``: number, money, text, date or switch for what is computed; a field's own type else.
    ``ledger``: where a figure can be looked into."""

    id: str
    title: str
    type: str
    percent: bool
    ledger: str


class ReportParameterOut(Schema):
    """``value``: what the report was run with, as text."""

    id: str
    title: str
    type: Literal["number", "date", "text", "switch"]
    value: str


class ReportLineOut(Schema):
    """``record``: public id, empty for a group. ``cells``: column → text; empty ones are absent."""

    record: str
    cells: dict[str, str]


class ReportKeyOut(Schema):
    id: str
    title: str


class ReportOut(Schema):
    """``first`` and ``last``: the days it is about, null for a report without a period. ``keys``:
    what its groups can be made by, ``by``: what they are made by now; ``whole``: all groups as one
    line, null for a report over records, whose ``form`` is told."""

    id: str
    title: str
    form: str
    first: str | None
    last: str | None
    columns: list[ReportColumnOut]
    parameters: list[ReportParameterOut]
    keys: list[ReportKeyOut]
    by: list[str]
    items: list[ReportLineOut]
    whole: ReportLineOut | None
    total: int


@router.get(_AT, response=ReportOut)
def get_report(request: HttpRequest, app: str, key: str, given: Query[ReportIn]) -> Any:
    """``total``: how many lines there are. Lines come in the report's own order."""
    found, actor, language = app_of(request, app), actor_of(request), language_of(request)
    if key not in reports.readable_reports(found, actor):
        raise NotFound
    by = [one for one in given.by.split(",") if one]
    asked = reports.Asked(given.first, given.last, _parameters(request.GET), by)
    ran = reports.run(found, key, actor, asked)
    shown = ran.lines[given.offset : given.offset + given.limit]
    whole = [] if ran.whole is None else [ran.whole]
    return {
        **_head(ran, language),
        "items": _lines(ran, shown, language),
        "whole": next(iter(_lines(ran, whole, language)), None),
        "total": len(ran.lines),
    }


def _lines(ran: reports.Ran, lines: Sequence[reports.Line], language: str) -> list[dict[str, Any]]:
    words = reports.lines_in_words(ran, lines, language)
    return [
        {"record": line.record.uid if line.record else "", "cells": cells}
        for line, cells in zip(lines, words, strict=True)
    ]


def _parameters(given: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix(_PARAMETER): str(given[name])
        for name in given
        if name.startswith(_PARAMETER)
    }


def _head(ran: reports.Ran, language: str) -> dict[str, Any]:
    document, given = ran.plan.document, ran.given
    period = document.period is not None
    return {
        "id": document.id,
        "title": choose(document.title, language),
        "form": ran.plan.form.key if ran.whole is None else "",
        "first": reports.plain(given["$from"]) if period else None,
        "last": reports.plain(given["$to"]) if period else None,
        "keys": [
            {"id": one.key, "title": choose(one.label, language)}
            for one in document.columns
            if one.key is not None
        ],
        "by": list(ran.by),
        "columns": [_column(ran, one, language) for one in ran.columns],
        "parameters": [
            {
                "id": one.id,
                "title": choose(one.label, language),
                "type": one.type,
                "value": reports.plain(given[f"${one.id}"]),
            }
            for one in document.parameters
        ],
    }


def _column(ran: reports.Ran, column: reports.Column, language: str) -> dict[str, Any]:
    figure = column.figure
    return {
        "id": column.id,
        "title": choose(column.label, language),
        "type": ran.plan.fields[column.id].type,
        "percent": column.percent,
        "ledger": figure.ledger if figure else "",
    }
