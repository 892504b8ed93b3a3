"""A department of the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from form_engine.extend import FieldConfig, FieldType, Sample, StorageKind, Titles, field_types
from form_engine.pointing import pointer_schema, pointer_writer, read_pointer, shown_pointer


class DepartmentConfig(FieldConfig):
    type: Literal["department"]


class Department(FieldType[DepartmentConfig, Any]):
    name = "department"
    words = {"zh-CN": "部门", "en": "Department"}
    group = "link"
    icon = "network"
    config = DepartmentConfig
    link = "department"
    indexed = True
    sortable = False
    samples: ClassVar = (
        Sample({}, given="7", value=7, wire={"id": "7", "name": "采购部"}, shown={"en": "采购部"}),
        Sample({}, given={"id": "7"}, value=7, wire={"id": "7", "name": "采购部"}),
        Sample({}, given=[7], refused="bad_value"),
        Sample({}, given="404", refused="no_such_record"),
    )

    def storage(self, config: DepartmentConfig) -> tuple[StorageKind, int]:
        return "id", 0

    def cleaner(self, config: DepartmentConfig) -> Callable[[Any], str | int | None]:
        return read_pointer

    def json_writer(self, config: DepartmentConfig, titles: Titles) -> Callable[[Any], Any]:
        return pointer_writer(titles.department, "name")

    def show(self, value: Any, config: DepartmentConfig, language: str, titles: Titles) -> str:
        return shown_pointer(titles.department(value))

    def json_schema(self, config: DepartmentConfig) -> dict[str, Any]:
        return pointer_schema()


field_types.add(Department())
