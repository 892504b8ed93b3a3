"""What permissions need to know of a form or a ledger: its paths, and what each one reads. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from huiliu.core.expressions.errors import FormulaSyntax
from huiliu.core.expressions.formula import parse
from huiliu.core.text import Words

Json = Mapping[str, Any]

SYSTEM = frozenset(
    {"$id", "$state", "$created_at", "$created_by", "$created_department", "$updated_at"}
    | {"$submitted_by", "$title"}
)


@dataclass(frozen=True)
class Shape:
    """``paths`` in their order; a subform stands before its columns."""

    paths: tuple[str, ...]
    labels: Mapping[str, Words] = field(default_factory=dict)
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of a formula field: the paths that it reads."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Of a reference field: the form it points at."""

    def has(self, path: str) -> bool:
        return path in self.labels


def shape_of(kind: str, content: Json) -> Shape:
    things = list(_of_ledger(content) if kind == "ledger" else _of_form(content))
    return Shape(
        paths=tuple(path for path, _ in things),
        labels={path: one.get("label", {}) for path, one in things},
        reads={path: _reads(one) for path, one in things if one.get("type") == "formula"},
        references={path: one["form"] for path, one in things if one.get("type") == "reference"},
    )


def parent_of(path: str) -> str | None:
    """``lines`` of ``lines.qty``."""
    head, dot, _ = path.rpartition(".")
    return head if dot else None


def _of_form(content: Json) -> Iterator[tuple[str, Json]]:
    for one in content.get("fields", ()):
        if one.get("type") == "section":
            continue
        yield one["id"], one
        if one.get("type") == "subform":
            yield from ((f"{one['id']}.{column['id']}", column) for column in one["fields"])


def _of_ledger(content: Json) -> Iterator[tuple[str, Json]]:
    yield from ((one["id"], one) for one in content.get("dimensions", ()))
    yield from ((one["id"], {**one, "type": "measure"}) for one in content.get("measures", ()))


def _reads(formula: Json) -> frozenset[str]:
    """One that discloses is shown for itself: its designer answers for what it lets through."""
    if formula.get("discloses"):
        return frozenset()
    try:
        return parse(formula.get("formula", "")).refs
    except FormulaSyntax:  # a published form has none; then the formula has no value to show
        return frozenset()
