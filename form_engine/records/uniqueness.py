"""Says in the form's words what a unique index of the database refused."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from django.db import IntegrityError

from form_engine.plan import Plan
from form_engine.tables import unique_indexes
from huiliu.core.errors import FieldError, RuleRefused, ValidationFailed
from huiliu.core.records import Values

_TWICE = {"zh-CN": "已有相同的数据", "en": "There is one like this already"}


@contextmanager
def unique_guard(plan: Plan) -> Iterator[None]:
    """The database decides, never a look beforehand: two writers may both look."""
    try:
        yield
    except IntegrityError as error:
        refuse(plan, error)
        raise


def refuse(plan: Plan, error: IntegrityError) -> None:
    """Nothing when it is about something else."""
    paths = _paths_of(plan, error)
    rule = next((u for u in plan.document.unique if u.code and u.fields == paths), None)
    if rule is not None and rule.code is not None:
        words = rule.message or _TWICE
        fields = {p: [FieldError(rule.code, words)] for p in paths}
        raise RuleRefused(rule.code, words, fields=fields) from error
    if paths:
        raise ValidationFailed(fields={p: [FieldError("not_unique")] for p in paths}) from error


def may_refuse(plan: Plan, values: Values, due: AbstractSet[str]) -> bool:
    """Whether another record may have the same: not when one of the values is a number that is
    still to be given (``due``)."""
    return any(
        not due & set(index.paths) and all(values.get(path) is not None for path in index.paths)
        for index in unique_indexes(plan.document, plan.storage)
    )


def _paths_of(plan: Plan, error: IntegrityError) -> tuple[str, ...]:
    """PostgreSQL names the index, SQLite its columns."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for index in unique_indexes(plan.document, plan.storage):
        columns = ", ".join(f"{index.table}.{column}" for column in index.columns)
        if index.name == name or str(error) == f"UNIQUE constraint failed: {columns}":
            return index.paths
    return ()
