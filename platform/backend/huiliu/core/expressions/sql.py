"""Conditions in SQL, for SQLite and PostgreSQL. Values are parameters; only operands, which the
engine resolved from its own storage, become text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any, Literal

from huiliu.core.conditions import Condition, CurrentValue, FieldValue, Term
from huiliu.core.exact import INT64_MAX
from huiliu.core.expressions.errors import BadCondition, UnknownPath
from huiliu.core.expressions.terms import (
    NEGATED,
    WholeDay,
    bounds,
    is_empty,
    items,
    literal,
    lowered,
    require_operator,
    zone_of,
)

__all__ = ["Operand", "Resolver", "UnknownPath", "Vendor", "parameter", "where"]

Vendor = Literal["sqlite", "postgresql"]
Sql = tuple[str, list[Any]]
"""Text with ``%s`` placeholders, and the values. ``Any`` because drivers take anything."""


@dataclass(frozen=True)
class Operand:
    """A field as SQL. ``wrap``, for a path through a subform, puts the test of one row in its
    place: ``EXISTS (SELECT 1 FROM f_12_s_3 s WHERE s.parent_id = t.id AND {})``."""

    sql: str
    kind: str
    scale: int = 0
    wrap: str | None = None


Resolver = Callable[[str], Operand]
"""Raises ``UnknownPath`` for a path that does not exist or may not be known."""

TRUE, FALSE = "1=1", "1=0"
_WIDE = Context(prec=100, traps=[])


def where(
    condition: Condition, resolve: Resolver, current: Mapping[str, Any], vendor: Vendor
) -> Sql:
    """The condition as a boolean expression for WHERE."""
    writer = _Writer(resolve, current, zone_of(current), vendor)
    return writer.condition(condition)


def parameter(value: Any, kind: str, scale: int, vendor: Vendor) -> Any:
    """A typed value as the driver wants it, equal to what the column stores."""
    if kind == "scaled" and isinstance(value, Decimal):
        return int(value.scaleb(scale, _WIDE))
    if isinstance(value, datetime):
        moment = _in_utc(value)
        return str(moment.replace(tzinfo=None)) if vendor == "sqlite" else moment
    if vendor == "sqlite" and isinstance(value, date):
        return value.isoformat()
    return value


def _in_utc(value: datetime) -> datetime:
    """The first and the last moment there are stand for what lies beyond them."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        edge = datetime.min if value.year == 1 else datetime.max
        return edge.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Writer:
    resolve: Resolver
    current: Mapping[str, Any]
    zone: tzinfo
    vendor: Vendor

    def condition(self, condition: Condition) -> Sql:
        if not condition.cond:
            return (TRUE if condition.rel == "and" else FALSE), []
        texts, values = [], []
        for part in condition.cond:
            text, own = self.condition(part) if isinstance(part, Condition) else self._term(part)
            texts.append(text)
            values += own
        joined = f" {condition.rel.upper()} ".join(texts)
        return (joined if len(texts) == 1 else f"({joined})"), values

    def _term(self, term: Term) -> Sql:
        left = self.resolve(term.field)
        operator = NEGATED.get(term.op, term.op)
        require_operator(term.field, operator, left.kind)
        right = self.resolve(term.value.field) if isinstance(term.value, FieldValue) else None
        values: list[Any] = []
        if operator == "empty":
            text = self._empty(left)
        elif right is not None:
            text, values = self._fields(term.field, operator, left, right)
        else:
            text, values = self._literals(term, operator, left)
        if operator != term.op:
            text = f"({text}) IS NOT TRUE"
        return _wrapped(text, left, right), values

    def _empty(self, left: Operand) -> str:
        if left.kind == "text":
            return f"({left.sql} IS NULL OR {left.sql} = '')"
        if left.kind == "json":
            return f"({left.sql} IS NULL OR {left.sql} IN ('', '[]'))"
        return f"{left.sql} IS NULL"

    def _literals(self, term: Term, operator: str, left: Operand) -> Sql:
        given = (
            self.current[term.value.current] if isinstance(term.value, CurrentValue) else term.value
        )
        if operator in ("eq", "in") or (operator == "any_of" and left.kind != "json"):
            return self._any_equal(term.field, left, given)
        if operator in ("any_of", "all_of"):
            return self._choices(term.field, operator, left, given)
        if operator == "between":
            return self._between(term.field, left, given)
        if is_empty(given):
            return FALSE, []
        if isinstance(given, list):
            raise BadCondition(field=term.field, value=str(given)[:60])
        value = literal(term.field, given, left.kind, self.zone)
        if operator in ("contains", "starts_with"):
            return self._like(operator, left, str(value))
        return self._ordered(operator, left, value)

    def _any_equal(self, field: str, left: Operand, given: Any) -> Sql:
        values = [literal(field, item, left.kind, self.zone) for item in items(given)]
        days = [value for value in values if isinstance(value, WholeDay)]
        points = [
            parameter(value, left.kind, left.scale, self.vendor)
            for value in values
            if not isinstance(value, WholeDay) and _fits(value, left)
        ]
        texts, parameters = [], []
        if len(points) == 1:
            texts.append(f"{left.sql} = %s")
        elif points:
            texts.append(f"{left.sql} IN ({', '.join(['%s'] * len(points))})")
        parameters += points
        for day in days:
            texts.append(f"({left.sql} >= %s AND {left.sql} < %s)")
            parameters += [self._parameter(left, day.start), self._parameter(left, day.end)]
        return _either(texts), parameters

    def _choices(self, field: str, operator: str, left: Operand, given: Any) -> Sql:
        wanted = list(dict.fromkeys(literal(field, i, left.kind, self.zone) for i in items(given)))
        if not wanted:
            return (TRUE if operator == "all_of" else FALSE), []
        if left.kind != "json":
            return self._any_equal(field, left, wanted) if len(wanted) == 1 else (FALSE, [])
        marks = ", ".join(["%s"] * len(wanted))
        source = f"COALESCE(NULLIF({left.sql}, ''), '[]')"
        values: list[Any] = list(wanted)
        each = (
            f"FROM jsonb_array_elements_text({source}::jsonb) AS item(value)"
            if self.vendor == "postgresql"
            else f"FROM json_each({source}) AS item"
        )
        if operator == "any_of":
            return f"EXISTS (SELECT 1 {each} WHERE item.value IN ({marks}))", values
        counted = f"(SELECT COUNT(DISTINCT item.value) {each} WHERE item.value IN ({marks}))"
        return f"{counted} = {len(wanted)}", values

    def _between(self, field: str, left: Operand, given: Any) -> Sql:
        low, high = bounds(field, given, left.kind, self.zone)
        parts = [
            self._ordered(operator, left, end)
            for operator, end in (("gte", low), ("lte", high))
            if end is not None
        ]
        if not parts:
            return f"NOT {self._empty(left)}" if left.kind == "text" else (
                f"{left.sql} IS NOT NULL"
            ), []
        values = [value for _, own in parts for value in own]
        return "(" + " AND ".join(text for text, _ in parts) + ")", values

    def _ordered(self, operator: str, left: Operand, value: Any) -> Sql:
        if isinstance(value, WholeDay):
            value = value.end if operator in ("gt", "lte") else value.start
            operator = {"gt": "gte", "lte": "lt"}.get(operator, operator)
        if isinstance(value, Decimal):
            operator, value = _whole(operator, value.scaleb(left.scale, _WIDE))
        text = f"{self._comparable(left)} {_SIGNS[operator]} %s"
        if left.kind == "text" and operator in ("lt", "lte"):
            text = f"({text} AND {left.sql} <> '')"
        return text, [self._parameter(left, value)]

    def _parameter(self, operand: Operand, value: Any) -> Any:
        return parameter(value, operand.kind, operand.scale, self.vendor)

    def _comparable(self, operand: Operand) -> str:
        """Texts compare by code point on both databases."""
        if operand.kind == "text" and self.vendor == "postgresql":
            return f'{operand.sql} COLLATE "C"'
        return operand.sql

    def _lower(self, operand: Operand) -> str:
        return f"lower({self._comparable(operand)})"

    def _like(self, operator: str, left: Operand, value: str) -> Sql:
        escaped = lowered(value)
        for char in ("\\", "%", "_"):
            escaped = escaped.replace(char, "\\" + char)
        pattern = escaped + "%" if operator == "starts_with" else f"%{escaped}%"
        return f"{self._lower(left)} LIKE %s ESCAPE '\\'", [pattern]

    def _fields(self, field: str, operator: str, left: Operand, right: Operand) -> Sql:
        if left.kind != right.kind or left.kind == "json" or operator in ("between", "all_of"):
            raise BadCondition(field=field, value=right.kind)
        if operator in ("contains", "starts_with"):
            text = self._position(operator, left, right)
        else:
            first, second = self._same_scale(left, right)
            text = f"{first} {_SIGNS.get(operator, '=')} {second}"
        if left.kind == "text":
            text = f"({text} AND {left.sql} <> '' AND {right.sql} <> '')"
        return text, []

    def _position(self, operator: str, left: Operand, right: Operand) -> str:
        function = "strpos" if self.vendor == "postgresql" else "instr"
        test = "= 1" if operator == "starts_with" else "> 0"
        return f"{function}({self._lower(left)}, {self._lower(right)}) {test}"

    def _same_scale(self, left: Operand, right: Operand) -> tuple[str, str]:
        wanted = max(left.scale, right.scale)
        first, second = (self._scaled(side, wanted) for side in (left, right))
        return first, second

    def _scaled(self, operand: Operand, scale: int) -> str:
        if operand.scale == scale:
            return self._comparable(operand)
        wide = "::numeric" if self.vendor == "postgresql" else ""
        return f"({operand.sql}{wide} * {10 ** (scale - operand.scale)})"


_SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def _fits(value: Any, operand: Operand) -> bool:
    """Whether the column can hold the value at all: 1.005 equals nothing with two decimals."""
    if not isinstance(value, Decimal):
        return not isinstance(value, int) or abs(value) <= INT64_MAX
    scaled = value.scaleb(operand.scale, _WIDE)
    return scaled == int(scaled) and abs(int(scaled)) <= INT64_MAX


def _whole(operator: str, scaled: Decimal) -> tuple[str, int]:
    """The same bound on integers: ``x > 1.5`` is ``x > 1``, ``x < 1.5`` is ``x < 2``."""
    rounding = ROUND_FLOOR if operator in ("gt", "lte") else ROUND_CEILING
    bound = int(scaled.to_integral_value(rounding))
    if bound > INT64_MAX:
        return ("lte" if operator in ("lt", "lte") else "gt"), INT64_MAX
    if bound < -INT64_MAX:
        return ("gte" if operator in ("gt", "gte") else "lt"), -INT64_MAX
    return operator, bound


def _either(texts: list[str]) -> str:
    if not texts:
        return FALSE
    return texts[0] if len(texts) == 1 else f"({' OR '.join(texts)})"


def _wrapped(text: str, left: Operand, right: Operand | None) -> str:
    """Both sides in one subform are compared within one row."""
    wraps = dict.fromkeys(
        side.wrap for side in (right, left) if side is not None and side.wrap is not None
    )
    for wrap in wraps:
        text = wrap.replace("{}", f"({text})")
    return text
