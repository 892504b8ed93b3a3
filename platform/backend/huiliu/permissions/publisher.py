"""Publishes permission groups. They are compiled when first asked for: a flip has nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.ports import Problem
from huiliu.permissions.compiled import shape_in
from huiliu.permissions.document import PermissionDocument
from huiliu.permissions.problems import problems


class PermissionPublisher:
    """Implements ``huiliu.core.ports.Publisher``."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            group = PermissionDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        return problems(group, shape_in(app, *group.on), lambda form: shape_in(app, "form", form))

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> None:
        return None

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        return None
