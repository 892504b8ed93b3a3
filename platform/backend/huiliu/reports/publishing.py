"""Publishes reports: nothing to build, everything to check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import published_shapes
from huiliu.core.ports import Problem
from huiliu.reports.document import ReportDocument
from huiliu.reports.problems import problems


class ReportPublisher:
    """``ports.Publisher`` for the kind ``report``."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            report = ReportDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        ledgers = {one.key: one.content for one in ports.documents().published(app, "ledger")}
        return problems(report, published_shapes(app), ledgers)

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> None: ...

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None: ...
