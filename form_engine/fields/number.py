"""A number with a fixed count of decimals, kept exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from form_engine.decimals import (
    DecimalText,
    column_scale,
    decimal_cleaner,
    decimal_schema,
    shown_decimal,
    typed_decimal,
    written,
)
from form_engine.extend import (
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Suited,
    Titles,
    field_types,
)
from huiliu.core.exact import CONTEXT


class NumberConfig(FieldConfig):
    type: Literal["number"]
    scale: int = Field(default=2, ge=0, le=6)
    min: DecimalText | None = None
    max: DecimalText | None = None
    unit: str | None = Field(default=None, max_length=20)
    percent: bool = False


class Number(FieldType[NumberConfig, Decimal]):
    name = "number"
    words = {"zh-CN": "数字", "en": "Number"}
    group = "basic"
    icon = "hash"
    config = NumberConfig
    operators = (
        "eq", "ne", "gt", "gte", "lt", "lte", "between", "in", "not_in", "empty", "not_empty",
    )  # fmt: skip
    aggregates = ("count", "sum", "avg", "min", "max")
    can_be_unique = True
    samples: ClassVar = (
        Sample({}, given="12.30", value=Decimal("12.30"), shown={"en": "12.30"}),
        Sample({"scale": 4}, given="-0.5", value=Decimal("-0.5000"), wire="-0.5000"),
        Sample({"scale": 0}, given="7", value=Decimal("7"), shown={"en": "7"}),
        Sample(
            {"unit": "kg"}, given="1", value=Decimal("1.00"), wire="1.00", shown={"en": "1.00 kg"}
        ),
        Sample(
            {"percent": True, "scale": 4},
            given="0.1300",
            value=Decimal("0.1300"),
            shown={"en": "13.00%"},
        ),
        Sample({"min": "0.0001", "scale": 4}, given="0", refused="too_small"),
        Sample({"max": "10"}, given="10.01", refused="too_large"),
        Sample({}, given="0.001", refused="too_precise"),
        Sample({}, given="99999999999999999999", refused="too_large"),
        Sample({}, given="1e3", refused="bad_value"),
        Sample({}, given=1.5, refused="bad_value"),
        Sample({}, given=True, refused="bad_value"),
        Sample({}, given="NaN", refused="bad_value"),
    )

    def storage(self, config: NumberConfig) -> tuple[StorageKind, int]:
        return "scaled", config.scale

    def cleaner(self, config: NumberConfig) -> Callable[[Any], Decimal | None]:
        return decimal_cleaner(config.scale, config.min, config.max)

    def json_writer(self, config: NumberConfig, titles: Titles) -> Callable[[Decimal], str]:
        return written

    def show(self, value: Decimal, config: NumberConfig, language: str, titles: Titles) -> str:
        if config.percent:
            return f"{shown_decimal(value.scaleb(2, CONTEXT), config.scale - 2)}%"
        plain = shown_decimal(value, config.scale)
        return f"{plain} {config.unit}" if config.unit else plain

    def read_text(self, text: str, config: NumberConfig, zone: tzinfo) -> str:
        return typed_decimal(text.strip().removesuffix(config.unit or ""))

    def number_format(self, config: NumberConfig) -> str:
        plain = super().number_format(config)
        return (
            f"0.{'0' * max(config.scale - 2, 0)}%".replace(".%", "%") if config.percent else plain
        )

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        scale = column_scale(texts)
        is_code = any(word in header.lower() for word in _CODES)
        return None if scale is None else Suited(20 if is_code else 70, {"scale": scale})

    def json_schema(self, config: NumberConfig) -> dict[str, Any]:
        return decimal_schema(config.scale, config.min, config.max)


_CODES = ("电话", "手机", "编号", "编码", "证号", "单号", "账号", "phone", "mobile", "code", "no.")
"""Headers above digits that nobody reckons with."""

field_types.add(Number())
