"""Reports: records with what ledgers know of them, as far as the reader sees both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huiliu.core.errors import NotFound
from huiliu.core.expressions.values import FormulaError
from huiliu.core.text import choose
from huiliu.reports import api as reports
from huiliu.server.http.doors import actor_of, app_of, language_of

router = Router()
_AT = "/apps/{app}/reports/{key}"
_MOST = 500
_PARAMETER = "p."


class ReportIn(Schema):
    """Parameters beside these: ``p.<id>=value``."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    limit: int = Field(default=100, ge=1, le=_MOST)
    offset: int = Field(default=0, ge=0)


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
    """``record``: public id. ``cells``: column → text; empty ones are absent."""

    record: str
    cells: dict[str, str]


class ReportOut(Schema):
    """``first`` and ``last``: the days it is about, null for a report without a period."""

    id: str
    title: str
    form: str
    first: str | None
    last: str | None
    columns: list[ReportColumnOut]
    parameters: list[ReportParameterOut]
    items: list[ReportLineOut]
    total: int


@router.get(_AT, response=ReportOut)
def get_report(request: HttpRequest, app: str, key: str, given: Query[ReportIn]) -> Any:
    """``total``: how many lines there are. Lines come in the report's own order."""
    found, actor, language = app_of(request, app), actor_of(request), language_of(request)
    if key not in reports.readable_reports(found, actor):
        raise NotFound
    asked = reports.Asked(given.first, given.last, _parameters(request.GET))
    ran = reports.run(found, key, actor, asked)
    shown = ran.lines[given.offset : given.offset + given.limit]
    return {
        **_head(ran, language),
        "items": [
            {"record": one.record.uid, "cells": reports.cells_in_words(ran, one, language)}
            for one in shown
        ],
        "total": len(ran.lines),
    }


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
        "form": document.rows.form,
        "first": _text(given["$from"]) if period else None,
        "last": _text(given["$to"]) if period else None,
        "columns": [_column(ran, one, language) for one in ran.columns if not one.hidden],
        "parameters": [
            {
                "id": one.id,
                "title": choose(one.label, language),
                "type": one.type,
                "value": _text(given[f"${one.id}"]),
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


def _text(value: Any) -> str:
    if value is None or isinstance(value, FormulaError):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if hasattr(value, "quantize") else str(value)
