"""Files that were uploaded before and are attached here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal

from pydantic import Field

from form_engine.extend import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    StorageKind,
    Titles,
    field_types,
)
from form_engine.pointing import pointer_schema, read_pointer

_MB = 1024 * 1024
_PHOTO = {"id": "f1", "name": "照片.jpg", "size": 2048, "type": "image/jpeg"}


class AttachmentConfig(FieldConfig):
    type: Literal["attachment"]
    max_files: int = Field(default=9, ge=1, le=100)
    max_size_mb: int = Field(default=20, ge=1, le=1024)
    images_only: bool = False


class Attachment(FieldType[AttachmentConfig, list[dict[str, Any]]]):
    name = "attachment"
    words = {"zh-CN": "附件", "en": "Attachment"}
    group = "advanced"
    icon = "paperclip"
    config = AttachmentConfig
    operators = ("empty", "not_empty")
    link = "file"
    sortable = False
    in_formulas = False
    samples: ClassVar = (
        Sample({}, given=[_PHOTO], value=[_PHOTO], shown={"en": "照片.jpg"}),
        Sample({}, given=["f1"], value=[_PHOTO], wire=[_PHOTO]),
        Sample({}, given=[], value=None, wire=None),
        Sample({"max_files": 1}, given=["f1", "f2"], refused="too_many_files"),
        Sample({}, given=["f404"], refused="no_such_record"),
        Sample({}, given="f1", refused="bad_value"),
        Sample({}, given=[{"name": "x"}], refused="bad_value"),
    )

    def storage(self, config: AttachmentConfig) -> tuple[StorageKind, int]:
        return "json", 0

    def cleaner(self, config: AttachmentConfig) -> Callable[[Any], Any]:
        """Gives file ids; the plan puts the files' own name, size and type in their place."""
        most = config.max_files

        def clean(given: Any) -> Any:
            if given.__class__ is not list:
                raise BadValue("bad_value")
            ids = list(dict.fromkeys(read_pointer(one) for one in given))
            if len(ids) > most:
                raise BadValue("too_many_files", words=_AT_MOST, max=str(most))
            if any(one.__class__ is not str for one in ids):
                raise BadValue("bad_value")
            return ids or None

        return clean

    def show(
        self, value: list[dict[str, Any]], config: AttachmentConfig, language: str, titles: Titles
    ) -> str:
        return ", ".join(str(file["name"]) for file in value)

    def json_schema(self, config: AttachmentConfig) -> dict[str, Any]:
        return {"type": "array", "maxItems": config.max_files, "items": pointer_schema()}

    def check_pointed(self, found: list[dict[str, Any]], config: AttachmentConfig) -> None:
        if any(file["size"] > config.max_size_mb * _MB for file in found):
            raise BadValue("file_too_large", words=_SIZE, max=str(config.max_size_mb))
        if config.images_only and any(not file["type"].startswith("image/") for file in found):
            raise BadValue("not_an_image", words=_IMAGE)


_AT_MOST = {"zh-CN": "最多 {max} 个文件", "en": "At most {max} files"}
_SIZE = {"zh-CN": "每个文件不能超过 {max} MB", "en": "Each file may have at most {max} MB"}
_IMAGE = {"zh-CN": "只能上传图片", "en": "Only images are allowed"}

field_types.add(Attachment())
