"""Rows that belong to the record: the lines of an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from form_engine.document import AnyField
from form_engine.extend import BadValue, FieldConfig, FieldType, Sample, field_types
from form_engine.offer_document import FromLedger, FromRecord
from form_engine.scan_document import Scan
from huiliu.core.documents import Id

Columns = Annotated[tuple[Id, ...], Field(min_length=2, max_length=4)]
Offers = Annotated[tuple[FromLedger, ...], Field(min_length=2, max_length=4)]


class SubformConfig(FieldConfig):
    type: Literal["subform"]
    width: int = Field(default=24, ge=1, le=24)
    fields: tuple[AnyField, ...] = Field(min_length=1, max_length=200)
    min_rows: int = Field(default=0, ge=0, le=5000)
    max_rows: int = Field(default=500, ge=1, le=5000)
    unique_column: Id | Columns | None = None
    """Several: no two rows have the same in all of them. An empty one stands for everything, so a
    product that is counted whole is not counted by batch as well."""
    from_ledger: FromLedger | Offers | None = None
    """Several offer their rows one after the other."""
    scan: Scan | None = None
    from_record: FromRecord | None = None

    @property
    def unique_columns(self) -> tuple[Id, ...]:
        given = self.unique_column
        return given if isinstance(given, tuple) else (given,) if given is not None else ()

    @property
    def ledger_offers(self) -> tuple[FromLedger, ...]:
        given = self.from_ledger
        return given if isinstance(given, tuple) else (given,) if given is not None else ()


_LINES = {
    "fields": [
        {"id": "name", "type": "text", "label": {"zh-CN": "名称"}, "required": True},
        {"id": "qty", "type": "number", "label": {"zh-CN": "数量"}},
    ]
}


class Subform(FieldType[SubformConfig, list[dict[str, Any]]]):
    name = "subform"
    words = {"zh-CN": "子表单", "en": "Subform"}
    group = "advanced"
    icon = "table-2"
    config = SubformConfig
    operators = ("empty", "not_empty")
    in_subform = False
    sortable = False
    in_formulas = False
    samples: ClassVar = (
        Sample(_LINES, given=[{"name": "A"}], value=[{"name": "A"}]),
        Sample(_LINES, given=[], value=None, wire=None),
        Sample(_LINES, given={"name": "A"}, refused="bad_value"),
        Sample(_LINES, given=["A"], refused="bad_value"),
        Sample({**_LINES, "max_rows": 1}, given=[{"name": "A"}, {"name": "B"}], refused="too_many"),
    )

    def storage(self, config: SubformConfig) -> None:
        return None

    def columns(self, config: SubformConfig) -> tuple[FieldConfig, ...]:
        return config.fields

    def cleaner(self, config: SubformConfig) -> Callable[[Any], list[dict[str, Any]] | None]:
        """Looks at the list only; a plan then goes into each row."""
        most = config.max_rows

        def clean(given: Any) -> list[dict[str, Any]] | None:
            if given.__class__ is not list or any(row.__class__ is not dict for row in given):
                raise BadValue("bad_value")
            if len(given) > most:
                raise BadValue("too_many", max=str(most))
            return given or None

        return clean

    def json_schema(self, config: SubformConfig) -> dict[str, Any]:
        """Of the list; what a row is follows from ``columns``."""
        return {"type": "array", "minItems": config.min_rows, "maxItems": config.max_rows}

    def is_required(self, config: SubformConfig) -> bool:
        return config.required or config.min_rows > 0


field_types.add(Subform())
