"""A day of the calendar, without a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, StringConstraints

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Suited,
    Titles,
    field_types,
)


def _is_day(bound: str) -> str:
    if bound != "today":
        date.fromisoformat(bound)
    return bound


Bound = Annotated[
    str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2}|today)$"), AfterValidator(_is_day)
]


class DateConfig(FieldConfig):
    type: Literal["date"]
    min: Bound | None = None
    max: Bound | None = None


def read_date(given: Any) -> date:
    """``2026-10-01`` and nothing else: ISO week dates and compact forms are refused."""
    if given.__class__ is date:
        return given
    if given.__class__ is str and len(given) == 10 and given[4] == "-" == given[7]:
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise BadValue("bad_value")


class Date(FieldType[DateConfig, date]):
    name = "date"
    words = {"zh-CN": "日期", "en": "Date"}
    group = "basic"
    icon = "calendar"
    config = DateConfig
    operators = (
        "eq", "ne", "gt", "gte", "lt", "lte", "between", "in", "not_in", "empty", "not_empty",
    )  # fmt: skip
    aggregates = ("count", "min", "max")
    indexed = True
    samples: ClassVar = (
        Sample({}, given="2026-10-01", value=date(2026, 10, 1), shown={"en": "2026-10-01"}),
        Sample({"min": "2026-01-01"}, given="2025-12-31", refused="too_small"),
        Sample({"max": "2026-01-01"}, given="2026-01-02", refused="too_large"),
        Sample({}, given="2026-02-30", refused="bad_value"),
        Sample({}, given="20261001", refused="bad_value"),
        Sample({}, given="2026-W40-4", refused="bad_value"),
        Sample({}, given=20261001, refused="bad_value"),
    )

    def storage(self, config: DateConfig) -> tuple[StorageKind, int]:
        return "date", 0

    def cleaner(self, config: DateConfig) -> Callable[[Any], date | None]:
        low, high = _fixed(config.min), _fixed(config.max)
        if low is None and high is None:
            return read_date

        def clean(given: Any) -> date | None:
            value = read_date(given)
            if low is not None and value < low:
                raise BadValue("too_small", min=low.isoformat())
            if high is not None and value > high:
                raise BadValue("too_large", max=high.isoformat())
            return value

        return clean

    def day_check(self, config: DateConfig) -> Callable[[date, date], None] | None:
        if "today" not in (config.min, config.max):
            return None

        def check(value: date, today: date) -> None:
            if config.min == "today" and value < today:
                raise BadValue("too_small", min=today.isoformat())
            if config.max == "today" and value > today:
                raise BadValue("too_large", max=today.isoformat())

        return check

    def json_writer(self, config: DateConfig, titles: Titles) -> Callable[[date], str]:
        return date.isoformat

    def show(self, value: date, config: DateConfig, language: str, titles: Titles) -> str:
        return value.isoformat()

    def read_text(self, text: str, config: DateConfig, zone: tzinfo) -> str:
        return typed_date(text)

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        is_written_so = any(not text.isdigit() for text in texts)
        is_meant = any(word in header.lower() for word in ("日期", "date"))
        return Suited(80 if texts and (is_written_so or is_meant) else 10)

    def json_schema(self, config: DateConfig) -> dict[str, Any]:
        schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        if config.min is not None:
            schema["x-minimum"] = config.min
        if config.max is not None:
            schema["x-maximum"] = config.max
        return schema


_TYPED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?|(\d{4})(\d{2})(\d{2})")


def typed_date(text: str) -> str:
    """``2026/10/1``, ``2026年10月1日``, ``20261001`` or a moment of that day → ``2026-10-01``."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return text
    year, month, day = (part for part in found.groups() if part is not None)
    return f"{year}-{month:0>2}-{day:0>2}"


def _fixed(bound: str | None) -> date | None:
    return None if bound is None or bound == "today" else date.fromisoformat(bound)


field_types.add(Date())
