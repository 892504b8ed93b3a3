"""What the columns of a sheet may be: for each the types that can hold all of it, the likeliest
first. Types say themselves what would suit them; here every text is tried on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from form_engine.exchange.errors import NothingToImport
from form_engine.exchange.sheet import Limits, SheetRow, open_sheet
from form_engine.field_type import BadValue, FieldType, Suited, field_types
from huiliu.core.text import Words, choose

_SAMPLES = 3
_MOST_LABEL = 100
_UNNAMED = {"zh-CN": "第 {n} 列", "en": "Column {n}"}


@dataclass(frozen=True)
class Fit:
    """A type that can hold a whole column, with the settings it would have."""

    type: str
    title: Words
    settings: Mapping[str, Any]


@dataclass
class ColumnGuess:
    """``position`` in the sheet, from 0; ``label`` is its header, told apart from the others."""

    position: int
    label: str
    texts: Counter[str] = field(default_factory=Counter)
    fits: Sequence[Fit] = ()

    @property
    def filled(self) -> int:
        return self.texts.total()

    @property
    def samples(self) -> list[str]:
        return list(self.texts)[:_SAMPLES]


@dataclass(frozen=True)
class SheetGuess:
    rows: int
    columns: Sequence[ColumnGuess]


def guess(
    workbook: Path,
    *,
    language: str,
    zone: tzinfo,
    limits: Limits = Limits(),  # noqa: B008
) -> SheetGuess:
    """Raises NothingToImport where there is no header, and what ``open_sheet`` raises."""
    with open_sheet(workbook, limits) as opened:
        header = next(opened.rows, None)
        if header is None:
            raise NothingToImport
        columns = _counted(header, opened.rows, language)
    for column in columns:
        column.fits = _fits(column, language, zone)
    return SheetGuess(opened.count, columns)


def _counted(header: SheetRow, rows: Iterable[SheetRow], language: str) -> list[ColumnGuess]:
    found: dict[int, Counter[str]] = {
        position: Counter() for position, words in enumerate(header.cells) if words is not None
    }
    for row in rows:
        for position, text in enumerate(row.cells):
            if text is not None:
                found.setdefault(position, Counter())[text] += 1
    labels = _told_apart([_label(header.cell(one), one, language) for one in sorted(found)])
    return [
        ColumnGuess(position, label, found[position])
        for position, label in zip(sorted(found), labels, strict=True)
    ]


def _label(words: str | None, position: int, language: str) -> str:
    one_line = " ".join((words or "").split())
    return one_line[:_MOST_LABEL] or choose(_UNNAMED, language).format(n=position + 1)


def _told_apart(labels: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    told = []
    for label in labels:
        seen[label] += 1
        told.append(label if seen[label] == 1 else f"{label} {seen[label]}")
    return told


def _fits(column: ColumnGuess, language: str, zone: tzinfo) -> list[Fit]:
    suited = [
        (found.likely, kind, found)
        for kind in field_types
        if (found := kind.suited(column.label, column.texts, language)) is not None
        and _holds(kind, found, column.texts, zone)
    ]
    ordered = sorted(suited, key=lambda one: (-one[0], one[1].name))
    return [Fit(kind.name, kind.words, found.settings) for _, kind, found in ordered]


def _holds(kind: FieldType[Any, Any], found: Suited, texts: Iterable[str], zone: tzinfo) -> bool:
    label = {"zh-CN": "x"}
    config = kind.config.model_validate(
        {"id": "x", "type": kind.name, "label": label} | found.settings
    )
    clean = kind.cleaner(config)
    try:
        for text in texts:
            clean(kind.read_text(text, config, zone))
    except BadValue:
        return False
    return True
