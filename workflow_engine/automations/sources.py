"""Values for another record: constants, formulas and copies, typed as their field wants them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.exact import NotExact, parse
from huiliu.core.expressions import formula as formulas
from huiliu.core.expressions.conditions import Rows
from huiliu.core.expressions.formula import Env, FormulaError
from huiliu.core.expressions.results import fitted
from huiliu.core.forms import FieldShape
from huiliu.core.paths import Get
from workflow_engine.automations.errors import bad_formula
from workflow_engine.automations.part import Computed, Constant, ValueSource
from workflow_engine.automations.typed import to_json

_ONE_FIELD = re.compile(r"\s*\{([^{}]+)\}\s*")
_NUMBERS = ("number", "money")
_FITTED = (*_NUMBERS, "text", "date", "switch")


def value_for(field: FieldShape, source: ValueSource, *, get: Get, env: Env, app: AppRef) -> Any:
    """Typed as ``records.Values`` wants it."""
    if isinstance(source, Constant):
        return _constant(field, source.value, app)
    path = _path_of(source)
    if path is not None:
        return _fit(field, get(path))
    assert isinstance(source, Computed)
    return _fit(field, formulas.parse(source.formula).run(get, env))


def _path_of(source: ValueSource) -> str | None:
    """A formula that is one field is a copy: ids and lists go through unharmed."""
    if isinstance(source, Computed):
        found = _ONE_FIELD.fullmatch(source.formula)
        return found[1] if found else None
    return getattr(source, "field", None)


def _fit(field: FieldShape, value: Any) -> Any:
    if isinstance(value, FormulaError):
        raise bad_formula(field.path, value.code)
    if isinstance(value, Rows) and field.type == "reference":
        value = _only(value)
    if isinstance(value, datetime) or field.type not in _FITTED:
        return value
    found = fitted(value, field.type, field.scale)  # type: ignore[arg-type] # one of _FITTED
    if isinstance(found, FormulaError):
        raise bad_formula(field.path, found.code)
    return found


def _only(values: Rows) -> Any:
    """Of a list that leads to one record, that one; of one that leads nowhere, nothing."""
    different = {value for value in values if value is not None}
    return values if len(different) > 1 else next(iter(different), None)


def _constant(field: FieldShape, value: Any, app: AppRef) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, str):
        return value
    if field.type in _NUMBERS:
        try:
            return parse(value)
        except NotExact:
            return value
    if field.type == "reference":
        return ports.records().ids(app, field.form, [value]).get(value, value)
    return value


def open_value(source: ValueSource, work: Any) -> Any:
    """A value for another system, as on the wire: decimals and dates are strings."""
    if isinstance(source, Constant):
        return list(source.value) if isinstance(source.value, tuple) else source.value
    path = _path_of(source)
    if path is not None:
        value = work.get(path)
    else:
        assert isinstance(source, Computed)
        value = formulas.parse(source.formula).run(work.get, work.env)
    if isinstance(value, FormulaError):
        raise bad_formula("body", value.code)
    if isinstance(value, list):
        return [to_json(one) for one in value]
    return to_json(value)
