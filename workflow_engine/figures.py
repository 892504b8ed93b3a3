"""Works out a decision card when it is looked at, with the rights of who looks.

What a reader may not see is absent: a field by their task, a balance by their permission on the
ledger, a value of another form by their permission there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import Forbidden, NotFound, ValidationFailed
from huiliu.core.forms import FieldShape, FormShape, published_shapes
from huiliu.core.records import Record
from huiliu.core.text import Words
from workflow_engine.card import (
    ITSELF,
    Entry,
    FieldEntry,
    Latest,
    LatestEntry,
    LedgerEntry,
    subform_of,
)

_ZEROS = re.compile(r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)")
MOST_LINES = 20
"""Of one entry: further rows are counted, not worked out."""


@dataclass(frozen=True)
class Line:
    """``label``: what the row is about, empty for the record itself. ``now`` and ``after`` are
    words for a person; ``after`` only of balances that approval changes."""

    label: str
    now: str
    after: str | None = None


@dataclass(frozen=True)
class Figure:
    """One entry of the card. ``title`` empty: the field's own label. ``more``: rows left out."""

    kind: Literal["field", "ledger", "latest"]
    title: Words
    lines: Sequence[Line]
    more: int = 0


@dataclass(frozen=True)
class Reader:
    """A record and who looks at it."""

    record: Record
    access: Access
    shape: FormShape
    language: str

    def sees(self, paths: Iterable[str]) -> bool:
        return all(self.access.may_see(path) for path in paths)


def figures(
    card: Sequence[Entry], record: Record, *, access: Access, language: str
) -> list[Figure]:
    """In the order of the card; entries that show nothing are left out."""
    shape = published_shapes(record.app)(record.form)
    if shape is None:
        return []
    reader = Reader(record, access, shape, language)
    found = (_figure(entry, reader) for entry in card)
    return [figure for figure in found if figure is not None and figure.lines]


def _figure(entry: Entry, reader: Reader) -> Figure | None:
    match entry:
        case FieldEntry():
            return _field(entry, reader)
        case LedgerEntry():
            return _balances(entry, reader)
        case LatestEntry():
            return _latest(entry, reader)


def _field(entry: FieldEntry, reader: Reader) -> Figure | None:
    field = reader.shape.fields.get(entry.field)
    if field is not None and entry.row is not None:
        return _column(entry, field, entry.row, reader)
    texts = ports.records().texts(
        reader.record, [entry.field], access=reader.access, language=reader.language
    )
    if field is None or not texts.get(entry.field):
        return None
    line = Line("", _worded(texts[entry.field], field))
    return Figure("field", entry.title or field.label or {}, [line])


def _column(entry: FieldEntry, field: FieldShape, row: str, reader: Reader) -> Figure | None:
    """One line for each thing that rows are about; several rows of it stand side by side."""
    if not reader.sees((entry.field, row)):
        return None
    texts = ports.records().row_texts(
        reader.record, field.subform, [row, entry.field],
        access=reader.access, language=reader.language,
    )  # fmt: skip
    said: dict[str, list[str]] = {}
    for words in texts:
        if words.get(row) and words.get(entry.field):
            said.setdefault(words[row], []).append(_worded(words[entry.field], field))
    lines = [Line(label, ", ".join(dict.fromkeys(values))) for label, values in said.items()]
    title = entry.title or field.label or {}
    return Figure("field", title, lines[:MOST_LINES], max(0, len(lines) - MOST_LINES))


def _balances(entry: LedgerEntry, reader: Reader) -> Figure | None:
    if not reader.sees(entry.key.values()):
        return None
    rows = list(_rows(entry.key.values(), reader))
    shown = rows[:MOST_LINES]
    keys = [{d: row.values[path] for d, path in entry.key.items()} for row in shown]
    found = ports.ledgers().standing(
        reader.record, entry.ledger, entry.measure, keys, access=reader.access
    )
    lines = [
        _balance_line(entry, row.label, one.now, one.after)
        for row, one in zip(shown, found, strict=True)
        if one is not None
    ]
    return Figure("ledger", entry.title, lines, len(rows) - len(shown))


def _balance_line(entry: LedgerEntry, label: str, now: Decimal, after: Decimal | None) -> Line:
    if entry.show == "now":
        return Line(label, _plain(now))
    if entry.show == "after" and after is not None:
        return Line(label, _plain(after))
    return Line(label, _plain(now), None if after is None else _plain(after))


def _plain(amount: Decimal) -> str:
    return without_zeros(format(amount, ",f"))


def _worded(text: str, field: FieldShape) -> str:
    """A number of six decimals is read by those that say something; money keeps its own."""
    return without_zeros(text) if field.type == "number" else text


def without_zeros(text: str) -> str:
    return _ZEROS.sub(lambda found: found.group(1) or "", text)


def _latest(entry: LatestEntry, reader: Reader) -> Figure | None:
    asked = entry.latest
    ours = [*asked.match.values(), *([asked.until] if asked.until else ())]
    if not reader.sees(ours):
        return None
    try:
        access = ports.permissions().access(reader.access.actor, reader.record.app, asked.form)
    except NotFound:
        return None
    rows = list(_rows(asked.match.values(), reader))
    shown = rows[:MOST_LINES]
    values = [(row.label, _latest_text(asked, row.values, access, reader)) for row in shown]
    lines = [Line(label, text) for label, text in values if text]
    return Figure("latest", entry.title, lines, len(rows) - len(shown))


def _latest_text(asked: Latest, ours: Mapping[str, Any], access: Access, reader: Reader) -> str:
    if any(ours[path] in (None, "") for path in asked.match.values()):
        return ""
    where = Condition(cond=tuple(_terms(asked, ours, reader)))
    try:
        found = ports.records().latest(
            reader.record.app, asked.form, where, by=asked.by, access=access
        )
    except (Forbidden, NotFound, ValidationFailed):  # hidden from this reader: as if missing
        return ""
    return _text_of(asked, ours, found, access, reader) if found is not None else ""


def _text_of(
    asked: Latest, ours: Mapping[str, Any], found: Record, access: Access, reader: Reader
) -> str:
    """Of the last matching row, if the field is a column."""
    shape = published_shapes(found.app)(found.form)
    field = shape.fields.get(asked.field) if shape else None
    if field is None:
        return ""
    sub = field.subform
    texts = ports.records().row_texts(
        found, sub, [asked.field], access=access, language=reader.language
    )
    if not sub:
        return _worded(texts[0].get(asked.field, ""), field)
    columns = {
        path.removeprefix(f"{sub}."): ours[own]
        for path, own in asked.match.items()
        if path.startswith(f"{sub}.")
    }
    rows = zip(found.values.get(sub) or (), texts, strict=True)
    said = [
        words.get(asked.field, "")
        for row, words in rows
        if all(row.get(column) == value for column, value in columns.items())
    ]
    return _worded(said[-1], field) if said else ""


def _terms(asked: Latest, ours: Mapping[str, Any], reader: Reader) -> Iterator[Term]:
    record = reader.record
    other = published_shapes(record.app)(asked.form)
    for theirs, own in asked.match.items():
        yield Term(field=theirs, op="eq", value=_wire(reader, own, ours[own]))
    if other is not None and other.is_document:
        yield Term(field="$state", op="eq", value="approved")
    if asked.form == record.form:
        yield Term(field=ITSELF, op="ne", value=record.uid)
    until = record.values.get(asked.until) if asked.until else None
    if asked.by and asked.until and until is not None:
        yield Term(field=asked.by, op="lte", value=_wire(reader, asked.until, until))


def _wire(reader: Reader, path: str, value: Any) -> str | bool:
    """As conditions write it: records by public id, the rest as strings."""
    field = reader.shape.fields[path]
    if field.type == "reference":
        titles = ports.records().titles(reader.record.app, field.form, [value])
        return titles.get(value, ("", ""))[0]
    if isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


@dataclass(frozen=True)
class Row:
    """What one line is about: the values at the paths that say it."""

    label: str
    values: Mapping[str, Any]


def _rows(paths: Iterable[str], reader: Reader) -> Iterator[Row]:
    """One for the record, or one for each different row of the subform that the paths are in."""
    given = list(paths)
    own = {p: reader.record.values.get(p) for p in given if not subform_of(reader.shape, p)}
    sub = next((s for p in given if (s := subform_of(reader.shape, p))), "")
    if not sub:
        yield Row("", own)
        return
    columns = [p for p in given if subform_of(reader.shape, p)]
    texts = ports.records().row_texts(
        reader.record, sub, columns, access=reader.access, language=reader.language
    )
    seen: set[tuple[Any, ...]] = set()
    for row, words in zip(reader.record.values.get(sub) or (), texts, strict=True):
        values = {path: row.get(path.removeprefix(f"{sub}.")) for path in columns}
        if tuple(values.values()) in seen or None in values.values():
            continue
        seen.add(tuple(values.values()))
        yield Row(" · ".join(filter(None, words.values())), {**own, **values})
