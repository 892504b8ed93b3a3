"""A definition: a JSON document with a kind, a format version and stable ids.

Life: draft → published version n (immutable) → run. Old formats are upgraded by a chain of pure
functions, one file each; one saved file of every past format stays as a test for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from huiliu.core.errors import HuiliuError
from huiliu.core.ports import Problem
from huiliu.core.text import fill

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
"""A stable id of a document, a field, a node: never shown, never changed."""

Title = Annotated[dict[str, str], Field(min_length=1)]
"""Words by language: ``{"zh-CN": "采购入库", "en": "Purchase receipt"}``."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


class Document(BaseModel):
    """The base of every definition. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    version: int
    id: Id
    title: Title


class InvalidDocument(HuiliuError):
    """The document cannot be used. ``problems`` say where and why."""

    code, status = "invalid_document", 422
    words = {
        "zh-CN": "设计有误，请修改后再发布。",
        "en": "The design has mistakes. Correct them first.",
    }

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__()

    def as_json(self, language: str) -> dict[str, object]:
        problems = [
            {"path": p.path, "code": p.code, "message": fill(p.words, language, p.data)}
            for p in self.problems
        ]
        return {**super().as_json(language), "data": {"problems": problems}}


class UnknownVersion(ValueError):
    """The document comes from a newer release, or from nowhere."""


def upgraded(
    content: Mapping[str, Any], current: int, chain: Mapping[int, Upgrade]
) -> dict[str, Any]:
    """The content in the current format. ``chain[n]`` turns format n into n + 1."""
    document = dict(content)
    version = document.get("version")
    if not isinstance(version, int) or not 1 <= version <= current:
        raise UnknownVersion(f"document version {version!r} is not between 1 and {current}")
    for step in range(version, current):
        document = chain[step](document)
        document["version"] = step + 1
    return document
