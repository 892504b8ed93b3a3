"""A moment, kept in UTC to the second, shown where the reader lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar, Literal

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
from form_engine.fields.date import typed_date


class DatetimeConfig(FieldConfig):
    type: Literal["datetime"]


def read_datetime(given: Any) -> datetime:
    if given.__class__ is str and 20 <= len(given) <= 35 and given[10] == "T":
        try:
            given = datetime.fromisoformat(given)
        except ValueError:
            raise BadValue("bad_value") from None
    if not isinstance(given, datetime) or given.tzinfo is None:
        raise BadValue("bad_value")
    try:
        return given.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise BadValue("bad_value") from None


def write_datetime(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value.year > 999 else value.isoformat()


class Datetime(FieldType[DatetimeConfig, datetime]):
    name = "datetime"
    words = {"zh-CN": "日期时间", "en": "Date and time"}
    group = "basic"
    icon = "clock"
    config = DatetimeConfig
    operators = ("eq", "ne", "gt", "gte", "lt", "lte", "between", "empty", "not_empty")
    aggregates = ("count", "min", "max")
    indexed = True
    samples: ClassVar = (
        Sample({}, given="2026-10-01T08:00:00Z", value=datetime(2026, 10, 1, 8, tzinfo=UTC)),
        Sample(
            {},
            given="2026-10-01T08:00:00.9+08:00",
            value=datetime(2026, 10, 1, tzinfo=UTC),
            wire="2026-10-01T00:00:00Z",
            shown={"en": "2026-10-01 00:00"},
        ),
        Sample({}, given="2026-10-01T08:00:00", refused="bad_value"),
        Sample({}, given="2026-10-01", refused="bad_value"),
        Sample({}, given="0001-01-01T00:00:00+14:00", refused="bad_value"),
        Sample({}, given=0, refused="bad_value"),
    )

    def storage(self, config: DatetimeConfig) -> tuple[StorageKind, int]:
        return "datetime", 0

    def cleaner(self, config: DatetimeConfig) -> Callable[[Any], datetime | None]:
        return read_datetime

    def json_writer(self, config: DatetimeConfig, titles: Titles) -> Callable[[datetime], str]:
        return write_datetime

    def show(self, value: datetime, config: DatetimeConfig, language: str, titles: Titles) -> str:
        return value.strftime("%Y-%m-%d %H:%M")

    def read_text(self, text: str, config: DatetimeConfig, zone: tzinfo) -> str:
        """A time without a zone is where the person lives."""
        day, _, clock = text.strip().replace("T", " ").partition(" ")
        try:
            moment = datetime.fromisoformat(f"{typed_date(day)} {clock or '00:00'}")
        except ValueError:
            return text
        return write_datetime(
            (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        )

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        return Suited(85 if any(":" in text for text in texts) else 8)

    def json_schema(self, config: DatetimeConfig) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


field_types.add(Datetime())
