"""Published definitions, and how a kind of them is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from huiliu.core.actor import Actor, AppRef
from huiliu.core.forms import FormShape, shape_of
from huiliu.core.text import Words


@dataclass(frozen=True)
class PublishedDocument:
    kind: str
    key: str
    version: int
    """The number of the published version, 1, 2, …"""
    content: Mapping[str, Any]

    @cached_property
    def form_shape(self) -> FormShape:
        """Of a form. Made once: who may read what follows paths by the hundred."""
        return shape_of(self.content)


class Documents(Protocol):
    """Published definitions, cached by ``(app.id, app.rev)``."""

    def app(self, workspace_id: int, key: str) -> AppRef: ...
    def app_by_id(self, app_id: int) -> AppRef: ...
    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]: ...
    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None: ...
    def may_open(self, actor: Actor, app: AppRef, kind: str, key: str) -> bool:
        """Whether the grants on the app and on the document let the actor in at all. What they
        may do inside is said by permission groups."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a document. ``path`` points into the JSON: ``fields.3.formula``."""

    path: str
    code: str
    words: Words
    data: Mapping[str, str] = field(default_factory=dict)


class Publisher(Protocol):
    """What an engine does for one kind of document. ``prepare`` is outside the publishing
    transaction and must be repeatable after a kill at any point (add-only DDL); ``flip`` is inside
    it and makes version ``n`` the current one."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]: ...
    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> Any: ...
    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None: ...
