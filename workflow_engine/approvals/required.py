"""What a node wants filled in before its holder hands the record on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from huiliu.core.errors import FieldError, ValidationFailed
from workflow_engine.run import Run


def require_filled_in(config: Any, run: Run) -> None:
    """All gaps at once, by path: ``remark``, ``lines.2.price``."""
    paths = getattr(config, "required", ())
    missing = [gap for path in paths for gap in _gaps(path, run)]
    if missing:
        raise ValidationFailed(fields={path: [FieldError("required")] for path in missing})


def _gaps(path: str, run: Run) -> Iterator[str]:
    outer, _, column = path.partition(".")
    value = run.record.values.get(outer)
    if not column:
        if _is_empty(value):
            yield path
        return
    for number, row in enumerate(value or ()):
        if _is_empty(row.get(column)):
            yield f"{outer}.{number}.{column}"


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []
