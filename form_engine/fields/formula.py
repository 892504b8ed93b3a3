"""A value that follows from other values. The server computes it at every save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from form_engine.decimals import decimal_cleaner, decimal_schema, shown_decimal, written
from form_engine.extend import FieldConfig, FieldType, Sample, StorageKind, Titles, field_types
from form_engine.fields.date import read_date
from form_engine.fields.money import shown_money
from form_engine.fields.switch import OFF, ON, read_bool
from form_engine.fields.text import one_line
from huiliu.core.conditions import Operator
from huiliu.core.text import choose

Result = Literal["number", "money", "text", "date", "switch"]
_STORED: dict[str, StorageKind] = {
    "number": "scaled", "money": "scaled", "text": "text", "date": "date", "switch": "boolean",
}  # fmt: skip
_READ: dict[str, Callable[[Any], Any]] = {
    "text": one_line, "date": read_date, "switch": read_bool,
}  # fmt: skip


class FormulaConfig(FieldConfig):
    """With ``spread``, in a subform: ``formula``, which reads the record, is shared over the rows
    in proportion to what ``spread`` is in each (整单优惠分摊). ``discloses``: it says on purpose a
    part of what it reads, also to those from whom that is hidden (138****1234)."""

    type: Literal["formula"]
    result: Result
    scale: int = Field(default=2, ge=0, le=6)
    currency: str = Field(default="CNY", pattern=r"^[A-Z]{3}$")
    formula: str = Field(min_length=1, max_length=4000)
    spread: str | None = Field(default=None, min_length=1, max_length=4000)
    discloses: bool = False


class Formula(FieldType[FormulaConfig, Any]):
    name = "formula"
    words = {"zh-CN": "公式", "en": "Formula"}
    group = "advanced"
    icon = "sigma"
    config = FormulaConfig
    operators = (
        "eq", "ne", "gt", "gte", "lt", "lte", "between", "in", "not_in", "empty", "not_empty",
    )  # fmt: skip
    aggregates = ("count", "sum", "avg", "min", "max")
    computed = True
    samples: ClassVar = (
        Sample(
            {"result": "money", "formula": "1+1"},
            given="2.00",
            value=Decimal("2.00"),
            shown={"en": "¥2.00"},
        ),
        Sample(
            {"result": "number", "scale": 0, "formula": "1+1"},
            given="2",
            value=Decimal("2"),
            shown={"en": "2"},
        ),
        Sample({"result": "text", "formula": '"a"'}, given="a", value="a", shown={"en": "a"}),
        Sample(
            {"result": "date", "formula": "TODAY()"},
            given="2026-10-01",
            value=date(2026, 10, 1),
            shown={"en": "2026-10-01"},
        ),
        Sample(
            {"result": "switch", "formula": "1>0"}, given=True, value=True, shown={"zh-CN": "是"}
        ),
        Sample({"result": "date", "formula": "1"}, given="1", refused="bad_value"),
    )

    def storage(self, config: FormulaConfig) -> tuple[StorageKind, int]:
        kind = _STORED[config.result]
        return kind, config.scale if kind == "scaled" else 0

    def cleaner(self, config: FormulaConfig) -> Callable[[Any], Any]:
        return _READ.get(config.result) or decimal_cleaner(config.scale, None, None)

    def operators_for(self, config: FormulaConfig) -> tuple[Operator, ...]:
        return field_types.get(config.result).operators

    def formulas(self, config: FormulaConfig) -> Mapping[str, str]:
        found = {"formula": config.formula}
        return found if config.spread is None else {**found, "spread": config.spread}

    def json_writer(self, config: FormulaConfig, titles: Titles) -> Callable[[Any], Any] | None:
        match _STORED[config.result]:
            case "scaled":
                return written
            case "date":
                return date.isoformat
            case _:
                return None

    def show(self, value: Any, config: FormulaConfig, language: str, titles: Titles) -> str:
        match config.result:
            case "money":
                return shown_money(value, config.currency)
            case "number":
                return shown_decimal(value, config.scale)
            case "switch":
                return choose(ON if value else OFF, language)
            case _:
                return str(value)

    def json_schema(self, config: FormulaConfig) -> dict[str, Any]:
        return _schema(config) | {"readOnly": True}


def _schema(config: FormulaConfig) -> dict[str, Any]:
    match config.result:
        case "number" | "money":
            return decimal_schema(config.scale, None, None)
        case "date":
            return {"type": "string", "format": "date"}
        case "switch":
            return {"type": "boolean"}
        case _:
            return {"type": "string"}


field_types.add(Formula())
