"""How far a document is executed, told from its own numbers: 未执行, 部分执行, 执行完毕, 已关闭."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from form_engine.link_document import Execution


def status_of(execution: Execution, values: Mapping[str, Any]) -> str:
    """Closed stays closed until somebody reopens it."""
    if values.get(execution.status) == "closed":
        return "closed"
    opens = list(_numbers(values, execution.open))
    executed = any(n for path in execution.executed for n in _numbers(values, path))
    if not executed:
        return "none"
    return "completed" if all(n <= 0 for n in opens) else "partial"


def _numbers(values: Mapping[str, Any], path: str) -> Iterator[Any]:
    """Of the record, or of each row."""
    sub, _, column = path.rpartition(".")
    found = [row.get(column) for row in values.get(sub) or ()] if sub else [values.get(path)]
    yield from (number or 0 for number in found)
