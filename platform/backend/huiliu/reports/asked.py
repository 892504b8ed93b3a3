"""What a report is run with: the days and parameters somebody asked for, or its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from huiliu.core import exact, ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import ALWAYS
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.exact import NotExact
from huiliu.reports.document import Parameter, ReportDocument

Cells = dict[str, Any]
"""Column → typed value; ``$from``, ``$to`` and parameters too."""


@dataclass(frozen=True)
class Asked:
    """Days (both count), other values of parameters as text, and what groups are made by."""

    first: date | None = None
    last: date | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    by: Sequence[str] = ()


def given(app: AppRef, report: ReportDocument, asked: Asked, actor: Actor, today: date) -> Cells:
    """Raises ValidationFailed for a parameter that is no such value."""
    first, last = asked.first, asked.last
    if report.period is not None:
        days = report.period.days
        last = last or (today if days is None else today - timedelta(days=1))
        first = first or (today.replace(day=1) if days is None else today - timedelta(days=days))
    found: Cells = {"$from": first, "$to": last}
    for one in report.parameters:
        text = asked.parameters.get(one.id)
        found[f"${one.id}"] = _own(app, one, actor) if text is None else _value(one, text)
    return found


def _own(app: AppRef, parameter: Parameter, actor: Actor) -> Any:
    """A setting is read as the designer meant it: it decides, it is not shown."""
    setting = parameter.setting
    if setting is None:
        return _value(parameter, parameter.value)
    access = system_access(actor, setting.form)
    found = ports.records().find(app, setting.form, ALWAYS, access=access, limit=1, newest=True)
    value = found[0].values.get(setting.field) if found else None
    return _value(parameter, parameter.value) if value is None else value


def _value(parameter: Parameter, text: str | None) -> Any:
    if text is None or not text.strip():
        return None
    try:
        match parameter.type:
            case "number":
                return exact.parse(text)
            case "date":
                return date.fromisoformat(text)
            case "switch":
                return text == "true"
            case "text":
                return text
    except (NotExact, ValueError):
        raise ValidationFailed(fields={parameter.id: [FieldError("bad_value")]}) from None
