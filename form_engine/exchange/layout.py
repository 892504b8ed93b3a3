"""The columns of a sheet: which field each one is, and what stands in its header.

A field of the record is headed by its label, a column of a subform by both: ``明细.数量``. Two
fields with one label are told apart by their path. Export writes what import reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_engine.exchange.errors import UnknownColumns
from form_engine.field_type import FieldConfig, FieldType, type_of
from form_engine.plan import Plan
from huiliu.core.text import LANGUAGES, choose


@dataclass(frozen=True)
class SheetColumn:
    """``position`` in the sheet, from 0."""

    position: int
    path: str
    config: FieldConfig
    header: str

    @property
    def subform(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def kind(self) -> FieldType[Any, Any]:
        return type_of(self.config)


def columns_out(plan: Plan, paths: Iterable[str], language: str) -> list[SheetColumn]:
    """In the order of the form. Fields that hold no value have no column."""
    wanted = set(paths)
    headers = _headers(plan, language)
    shown = [path for path in headers if path in wanted]
    return [
        SheetColumn(position, path, plan.fields[path], headers[path])
        for position, path in enumerate(shown)
    ]


def columns_in(
    plan: Plan, header: Sequence[str | None], may_see: Callable[[str], bool]
) -> list[SheetColumn]:
    """Which field each header means: by its words in any language, or by its path. What is hidden
    from the reader does not exist. Columns nobody can fill in are left out."""
    meaning = _meanings(plan, may_see)
    found, unknown = [], []
    for position, words in enumerate(header):
        if words is None:
            continue
        path = meaning.get(words.strip().lower())
        if path is None:
            unknown.append(words)
        elif is_filled_in(plan.fields[path]):
            found.append(SheetColumn(position, path, plan.fields[path], words))
    if unknown:
        raise UnknownColumns(columns="、".join(unknown[:20]))
    return found


def columns_named(
    plan: Plan,
    header: Sequence[str | None],
    named: Mapping[int, str],
    may_see: Callable[[str], bool],
) -> list[SheetColumn]:
    """Where it is said which field each column is; the other columns are not read."""
    known = {
        path for path in _with_values(plan) if may_see(path) and is_filled_in(plan.fields[path])
    }
    unknown = [path for path in named.values() if path not in known]
    if unknown:
        raise UnknownColumns(columns="、".join(unknown[:20]))
    return [
        SheetColumn(position, path, plan.fields[path], _headed(header, position) or path)
        for position, path in sorted(named.items())
    ]


def _headed(header: Sequence[str | None], position: int) -> str | None:
    return header[position] if position < len(header) else None


def is_filled_in(config: FieldConfig) -> bool:
    kind = type_of(config)
    return not (config.readonly or kind.computed or kind.link == "file")


def _meanings(plan: Plan, may_see: Callable[[str], bool]) -> dict[str, str]:
    meaning: dict[str, str] = {}
    visible = [path for path in _with_values(plan) if may_see(path)]
    for language in reversed(LANGUAGES):
        headers = _headers(plan, language)
        meaning |= {headers[path].lower(): path for path in visible}
    return meaning | {path: path for path in visible}


def _headers(plan: Plan, language: str) -> dict[str, str]:
    plain = {path: _label(plan, path, language) for path in _with_values(plan)}
    times = Counter(plain.values())
    return {
        path: words if times[words] == 1 else f"{words} ({path})" for path, words in plain.items()
    }


def _label(plan: Plan, path: str, language: str) -> str:
    parts = path.split(".")
    owners = [".".join(parts[: end + 1]) for end in range(len(parts))]
    return ".".join(choose(plan.fields[one].label, language) for one in owners)


def _with_values(plan: Plan) -> list[str]:
    return [
        path for path, config in plan.fields.items() if type_of(config).storage(config) is not None
    ]
