"""An amount of money in one currency."""

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

SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}


class MoneyConfig(FieldConfig):
    type: Literal["money"]
    scale: int = Field(default=2, ge=0, le=6)
    min: DecimalText | None = None
    max: DecimalText | None = None
    currency: str = Field(default="CNY", pattern=r"^[A-Z]{3}$")


class Money(FieldType[MoneyConfig, Decimal]):
    name = "money"
    words = {"zh-CN": "金额", "en": "Money"}
    group = "basic"
    icon = "banknote"
    config = MoneyConfig
    operators = (
        "eq", "ne", "gt", "gte", "lt", "lte", "between", "in", "not_in", "empty", "not_empty",
    )  # fmt: skip
    aggregates = ("count", "sum", "avg", "min", "max")
    samples: ClassVar = (
        Sample({}, given="1200.50", value=Decimal("1200.50"), shown={"en": "¥1,200.50"}),
        Sample({"currency": "USD"}, given="-3.00", value=Decimal("-3.00"), shown={"en": "-$3.00"}),
        Sample(
            {"currency": "CHF"},
            given="1",
            value=Decimal("1.00"),
            wire="1.00",
            shown={"en": "CHF 1.00"},
        ),
        Sample({"min": "0"}, given="-0.01", refused="too_small"),
        Sample({}, given="0.005", refused="too_precise"),
        Sample({}, given="12,5", refused="bad_value"),
    )

    def storage(self, config: MoneyConfig) -> tuple[StorageKind, int]:
        return "scaled", config.scale

    def cleaner(self, config: MoneyConfig) -> Callable[[Any], Decimal | None]:
        return decimal_cleaner(config.scale, config.min, config.max)

    def json_writer(self, config: MoneyConfig, titles: Titles) -> Callable[[Decimal], str]:
        return written

    def show(self, value: Decimal, config: MoneyConfig, language: str, titles: Titles) -> str:
        return shown_money(value, config.currency)

    def read_text(self, text: str, config: MoneyConfig, zone: tzinfo) -> str:
        return typed_decimal(text)

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        scale = column_scale(texts)
        is_meant = any(word in header.lower() for word in _AMOUNTS)
        return None if scale is None else Suited(75 if is_meant else 15, {"scale": max(scale, 2)})

    def json_schema(self, config: MoneyConfig) -> dict[str, Any]:
        return decimal_schema(config.scale, config.min, config.max)


def shown_money(value: Decimal, currency: str) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}{SIGNS.get(currency, currency + ' ')}{abs(value):,f}"


_AMOUNTS = ("金额", "价", "费", "款", "amount", "price", "cost", "fee")


field_types.add(Money())
