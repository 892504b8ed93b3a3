"""A heading, or a tab, that groups the fields below it. It holds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import Field

from form_engine.extend import BadValue, FieldConfig, FieldType, Sample, field_types


class SectionConfig(FieldConfig):
    """``style``: a heading holds until the next section, a tab until the next tab, with the
    headings in between. All tabs of a form are one row of them."""

    type: Literal["section"]
    width: int = Field(default=24, ge=1, le=24)
    style: Literal["heading", "tab"] = "heading"
    collapsed: bool = False


class Section(FieldType[SectionConfig, None]):
    name = "section"
    words = {"zh-CN": "分组", "en": "Section"}
    group = "layout"
    icon = "heading"
    config = SectionConfig
    operators = ()
    aggregates = ()
    in_subform = False
    sortable = False
    in_formulas = False
    computed = True
    samples: ClassVar = (
        Sample({"collapsed": True}, given="x", refused="bad_value"),
        Sample({"style": "tab"}, given="x", refused="bad_value"),
    )

    def storage(self, config: SectionConfig) -> None:
        return None

    def cleaner(self, config: SectionConfig) -> Callable[[Any], None]:
        return _refuse

    def json_schema(self, config: SectionConfig) -> dict[str, Any]:
        return {"type": "null"}


def _refuse(given: Any) -> None:
    raise BadValue("bad_value")


field_types.add(Section())
