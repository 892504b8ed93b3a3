"""A condition as data: one shape for filters, row permissions, branches, rules and triggers.

``{"rel": "and", "cond": [{"field": "lines.qty", "op": "gt", "value": "10"}, {"rel": "or", …}]}``

The same meaning in Python, TypeScript and SQL; ``expressions/cases.json`` holds all three to it.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, Union

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Operator = Literal[
    "eq", "ne", "gt", "gte", "lt", "lte", "between",
    "in", "not_in", "contains", "not_contains", "starts_with",
    "any_of", "all_of", "none_of", "empty", "not_empty",
]  # fmt: skip

CurrentName = Literal[
    "member", "departments", "departments_below", "today", "now", "month_start", "year_start"
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldValue(_Strict):
    """The value of another field of the same record."""

    field: str = Field(min_length=1, max_length=200)


class CurrentValue(_Strict):
    """A value the caller hands in: who asks, and when."""

    current: CurrentName


Scalar = Union[str, bool, None]  # noqa: UP007 - pydantic builds a smart union from this
Value = Union[FieldValue, CurrentValue, Scalar, list[Scalar]]  # noqa: UP007
"""A null in a list is an open end of ``between``."""


class Term(_Strict):
    """``field`` is a path: ``qty``, ``lines.qty`` (any row), ``warehouse.department`` (through a
    reference), or a system field: ``$id $state $created_at $created_by $created_department
    $updated_at $submitted_by``. Numbers and dates are strings."""

    field: str = Field(min_length=1, max_length=200)
    op: Operator
    value: Value = None

    def __hash__(self) -> int:
        """Lists of values have none of their own."""
        return hash((self.field, self.op, str(self.value)))


class Condition(_Strict):
    """All (``and``) or any (``or``) of the parts. No parts: true for ``and``, false for ``or``."""

    rel: Literal["and", "or"] = "and"
    cond: tuple[Annotated[Union[Condition, Term], Field()], ...] = ()  # noqa: UP007

    @model_validator(mode="after")
    def _is_modest(self) -> Condition:
        """What no person writes, and no database should be asked."""
        size = _size(self)
        if size.terms > MOST_TERMS or size.values > MOST_VALUES or size.depth > DEEPEST:
            raise PydanticCustomError("condition_too_large", "the condition is too large")
        return self


MOST_TERMS, MOST_VALUES, DEEPEST = 300, 10_000, 20


class _Size(NamedTuple):
    terms: int
    values: int
    depth: int


def _size(condition: Condition) -> _Size:
    """Parts are conditions of a modest size already: this never goes deep."""
    terms = values = depth = 0
    for part in condition.cond:
        if isinstance(part, Condition):
            own = _size(part)
            terms, values, depth = terms + own.terms, values + own.values, max(depth, own.depth)
        else:
            terms += 1
            values += len(part.value) if isinstance(part.value, list) else 1
    return _Size(terms, values, depth + 1)


ALWAYS = Condition()
