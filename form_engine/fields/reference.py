"""A record of another form, chosen; some of its values may be copied along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from form_engine.extend import FieldConfig, FieldType, Sample, StorageKind, Titles, field_types
from form_engine.pointing import pointer_schema, pointer_writer, read_pointer, shown_pointer
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title


class PickSort(BaseModel):
    """Of records that could be picked, which comes first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    desc: bool = False


class Pick(BaseModel):
    """数据联动: where nobody chose a record, the first that ``filter`` admits, in this order; the
    oldest among equals. A read-only reference is picked anew at every save of a draft."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sort: tuple[PickSort, ...] = Field(default=(), max_length=5)


class NotAdmitted(BaseModel):
    """How a record that ``filter`` does not admit is refused, where that is a rule of the trade."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title


class ReferenceConfig(FieldConfig):
    """``copy``: field beside this one → path in the other form. ``filter`` is a condition on the
    other form; its ``{"field": …}`` values are paths of this record."""

    type: Literal["reference"]
    form: Id
    copy_: dict[Id, str] = Field(default_factory=dict, alias="copy", max_length=100)
    filter: Condition | None = None
    pick: Pick | None = None
    refused: NotAdmitted | None = None
    show: tuple[str, ...] = Field(default=(), max_length=20)


class Reference(FieldType[ReferenceConfig, Any]):
    name = "reference"
    words = {"zh-CN": "关联数据", "en": "Reference"}
    group = "link"
    icon = "link"
    config = ReferenceConfig
    link = "record"
    indexed = True
    can_be_unique = True
    sortable = False
    samples: ClassVar = (
        Sample(
            {"form": "customer"},
            given="01k6a0",
            value=7,
            wire={"id": "01k6a0", "title": "华东商贸"},
            shown={"en": "华东商贸"},
        ),
        Sample(
            {"form": "customer"},
            given={"id": "01k6a0", "title": "任意"},
            value=7,
            wire={"id": "01k6a0", "title": "华东商贸"},
        ),
        Sample({"form": "customer"}, given={"title": "华东商贸"}, refused="bad_value"),
        Sample({"form": "customer"}, given=True, refused="bad_value"),
        Sample({"form": "customer"}, given="nobody", refused="no_such_record"),
    )

    def storage(self, config: ReferenceConfig) -> tuple[StorageKind, int]:
        return "id", 0

    def cleaner(self, config: ReferenceConfig) -> Callable[[Any], str | int | None]:
        return read_pointer

    def json_writer(self, config: ReferenceConfig, titles: Titles) -> Callable[[Any], Any]:
        return pointer_writer(partial(titles.record, config.form), "title")

    def show(self, value: Any, config: ReferenceConfig, language: str, titles: Titles) -> str:
        return shown_pointer(titles.record(config.form, value))

    def json_schema(self, config: ReferenceConfig) -> dict[str, Any]:
        return pointer_schema() | {"x-form": config.form}


field_types.add(Reference())
