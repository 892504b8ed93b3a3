"""A member of the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from form_engine.extend import FieldConfig, FieldType, Sample, StorageKind, Titles, field_types
from form_engine.pointing import pointer_schema, pointer_writer, read_pointer, shown_pointer


class Limit(BaseModel):
    """Whom one may choose: members of these departments or roles (by key). Nothing: everybody."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    departments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class MemberConfig(FieldConfig):
    type: Literal["member"]
    limit: Limit | None = None


class Member(FieldType[MemberConfig, Any]):
    name = "member"
    words = {"zh-CN": "成员", "en": "Member"}
    group = "link"
    icon = "user"
    config = MemberConfig
    link = "member"
    indexed = True
    sortable = False
    samples: ClassVar = (
        Sample({}, given="7", value=7, wire={"id": "7", "name": "王芳"}, shown={"en": "王芳"}),
        Sample({}, given={"id": "7"}, value=7, wire={"id": "7", "name": "王芳"}),
        Sample({}, given=[7], refused="bad_value"),
        Sample({}, given="404", refused="no_such_record"),
    )

    def storage(self, config: MemberConfig) -> tuple[StorageKind, int]:
        return "id", 0

    def cleaner(self, config: MemberConfig) -> Callable[[Any], str | int | None]:
        return read_pointer

    def json_writer(self, config: MemberConfig, titles: Titles) -> Callable[[Any], Any]:
        return pointer_writer(titles.member, "name")

    def show(self, value: Any, config: MemberConfig, language: str, titles: Titles) -> str:
        return shown_pointer(titles.member(value))

    def json_schema(self, config: MemberConfig) -> dict[str, Any]:
        return pointer_schema()


field_types.add(Member())
