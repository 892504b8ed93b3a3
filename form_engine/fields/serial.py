"""A number given by the system when the record is first saved: ``XSCK-20261001-0001``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from form_engine.extend import FieldConfig, FieldType, Sample, StorageKind, field_types
from form_engine.fields.text import one_line
from huiliu.core.documents import Id


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextPart(_Part):
    kind: Literal["text"]
    text: str = Field(min_length=1, max_length=32)


class DatePart(_Part):
    """The day of a date field, or today without one."""

    kind: Literal["date"]
    field: Id | None = None
    format: Literal["YYYYMMDD", "YYYYMM", "YYYY", "YYMMDD", "YYMM", "YY", "MMDD"] = "YYYYMMDD"


class FieldPart(_Part):
    kind: Literal["field"]
    field: Id


class CountPart(_Part):
    """Counted without gaps per form and period, under a row lock."""

    kind: Literal["count"]
    digits: int = Field(default=4, ge=1, le=12)
    initial: int = Field(default=1, ge=0)
    reset: Literal["never", "day", "month", "year", "date"] = "never"


Part = Annotated[TextPart | DatePart | FieldPart | CountPart, Field(discriminator="kind")]


class SerialConfig(FieldConfig):
    type: Literal["serial"]
    parts: tuple[Part, ...] = Field(min_length=1, max_length=10)

    @field_validator("parts")
    @classmethod
    def counts_once(cls, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        if sum(part.kind == "count" for part in parts) != 1:
            raise ValueError("exactly one part must be a count")
        return parts


_COUNT = {"parts": [{"kind": "text", "text": "A-"}, {"kind": "count", "digits": 4}]}


class Serial(FieldType[SerialConfig, str]):
    name = "serial"
    words = {"zh-CN": "流水号", "en": "Serial number"}
    group = "advanced"
    icon = "list-ordered"
    config = SerialConfig
    operators = (
        "eq", "ne", "contains", "not_contains", "starts_with", "in", "not_in",
        "gt", "gte", "lt", "lte", "between", "empty", "not_empty",
    )  # fmt: skip
    indexed = True
    in_subform = False
    can_be_unique = True
    searchable = True
    computed = True
    samples: ClassVar = (
        Sample(_COUNT, given="A-0001", value="A-0001", shown={"en": "A-0001"}),
        Sample(_COUNT, given=1, refused="bad_value"),
    )

    def storage(self, config: SerialConfig) -> tuple[StorageKind, int]:
        return "text", 0

    def cleaner(self, config: SerialConfig) -> Callable[[Any], str | None]:
        return one_line

    def json_schema(self, config: SerialConfig) -> dict[str, Any]:
        return {"type": "string", "readOnly": True}


field_types.add(Serial())
