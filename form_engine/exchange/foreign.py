"""Rows of a sheet that others made, as rows of ours: by the profile whose columns it has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, islice

from form_engine.exchange.errors import UnknownColumns
from form_engine.exchange.layout import SheetColumn, columns_in
from form_engine.exchange.others_words import Unreadable, day_of, number_of
from form_engine.exchange.running import Earlier, Places, following
from form_engine.exchange.sheet import SheetRow
from form_engine.plan import Plan
from form_engine.sheet_document import Running, SheetProfile, Signed, Where
from huiliu.core.errors import FieldError

MOST_BEFORE = 60
"""Lines that may stand above the header."""
Header = Mapping[str, int]
Before = Callable[[Running], Earlier]
"""What is there already that such a chain goes on from."""

_TWICE = {
    "zh-CN": "金额 {amount} 是负数，又在“{word}”中，无法判断收付方向",
    "en": "The amount {amount} is negative and said to be {word}: it may have come or gone",
}


class _SaidTwice(ValueError):
    def __init__(self, amount: Decimal, word: str) -> None:
        super().__init__(str(amount))
        self.told = FieldError("sign_unclear", _TWICE, {"amount": str(amount), "word": word})


@dataclass(frozen=True)
class Reader:
    """``columns`` are ours, each at the place in a row where ``row`` puts its value."""

    profile: SheetProfile
    header: Header
    columns: tuple[SheetColumn, ...]
    needed: tuple[int, ...]
    digest: int | None

    def rows(self, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
        for row in rows:
            if all(self._holds(where, row) for where in self.profile.only):
                ours = self._row(row)
                if all(ours.cell(place) is not None for place in self.needed):
                    yield ours

    def followed(self, rows: Iterator[SheetRow], before: Before) -> Iterator[SheetRow]:
        running, places = self.profile.running, {one.path: one.position for one in self.columns}
        if running is None or not {running.amount, running.balance} <= places.keys():
            return rows
        day = None if running.day is None else places.get(running.day)
        at = Places(places[running.amount], places[running.balance], day)
        return following(rows, at, before(running) if running.of else None)

    def _row(self, row: SheetRow) -> SheetRow:
        width = max(self.header.values()) + 1
        cells = [row.cell(place) for place in range(width)]
        wrong: dict[int, FieldError] = {}
        for field, signed in self.profile.amounts.items():
            place = _place(self.header, signed.plus)
            assert place is not None, field
            try:
                cells[place] = self._signed(signed, row)
            except Unreadable as error:
                cells[place] = error.text
            except _SaidTwice as error:
                cells[place], wrong[place] = str(error), error.told
        for column in self.columns:
            if column.position < width and column.path not in self.profile.amounts:
                cells[column.position] = _plainly(column, cells[column.position])
        if self.digest is not None:
            cells.append(_digest(row))
        return replace(row, cells=cells, wrong=wrong)

    def _signed(self, signed: Signed, row: SheetRow) -> str | None:
        plus = number_of(_cell(self.header, signed.plus, row))
        if signed.turned is not None and plus is not None:
            went = self._holds(signed.turned, row)
            word = _cell(self.header, signed.turned.column, row)
            return format(-_gone(signed, plus, word) if went else plus, "f")
        given = number_of(_cell(self.header, signed.minus or (), row))
        minus = None if given is None else _gone(signed, given, self._header(signed.minus or ()))
        if plus is None and minus is None:
            return None
        return format((plus or Decimal(0)) - (minus or Decimal(0)), "f")

    def _header(self, names: Sequence[str]) -> str | None:
        return next((name for name in names if name in self.header), None)

    def _holds(self, where: Where, row: SheetRow) -> bool:
        return ((_cell(self.header, where.column, row) or "") in where.values) is not where.but


def _gone(signed: Signed, amount: Decimal, word: str | None) -> Decimal:
    """How much went, of what the sheet says went."""
    if amount >= 0 or signed.negative == "twice":
        return amount
    if signed.negative == "same":
        return -amount
    raise _SaidTwice(amount, word or "")


def columns_and_rows(
    plan: Plan,
    first: SheetRow,
    rows: Iterator[SheetRow],
    may_see: Callable[[str], bool],
    before: Before,
) -> tuple[Sequence[SheetColumn], Iterator[SheetRow]]:
    """A sheet of our own begins with its header; of others it is looked for."""
    try:
        return columns_in(plan, first.cells, may_see), rows
    except UnknownColumns:
        profiles = [
            one for one in plan.document.sheets if all(map(may_see, (*one.columns, *one.amounts)))
        ]
        for row in chain([first], islice(rows, MOST_BEFORE)) if profiles else ():
            if reader := reader_of(plan, profiles, row):
                return reader.columns, reader.followed(reader.rows(rows), before)
        raise


def reader_of(plan: Plan, profiles: Sequence[SheetProfile], row: SheetRow) -> Reader | None:
    """For the first profile of which this row is the header."""
    header = {words.strip(): place for place, words in reversed([*enumerate(row.cells)]) if words}
    for profile in profiles:
        found = _reader(plan, profile, header)
        if found is not None:
            return found
    return None


def _reader(plan: Plan, profile: SheetProfile, header: Header) -> Reader | None:
    places = {field: _place(header, names) for field, names in profile.columns.items()}
    signed = profile.amounts.values()
    asked = [one.plus for one in signed]
    asked += [one.minus for one in signed if one.minus is not None]
    asked += [one.turned.column for one in signed if one.turned is not None]
    needed = [field for field in places if plan.fields[field].required and field != profile.digest]
    if any(_place(header, one) is None for one in asked) or any(
        places[field] is None for field in needed
    ):
        return None
    places |= {field: _place(header, one.plus) for field, one in profile.amounts.items()}
    digest = None
    if profile.digest is not None and places.get(profile.digest) is None:
        digest = max(header.values()) + 1
        places[profile.digest] = digest
    words = {place: text for text, place in header.items()}
    columns = tuple(
        SheetColumn(place, field, plan.fields[field], words.get(place, ""))
        for field, place in places.items()
        if place is not None
    )
    must = tuple(
        place for field in (*needed, *profile.amounts) if (place := places[field]) is not None
    )
    return Reader(profile, header, columns, must, digest)


def _place(header: Header, names: Sequence[str]) -> int | None:
    return next((header[name] for name in names if name in header), None)


def _cell(header: Header, names: Sequence[str], row: SheetRow) -> str | None:
    place = _place(header, names)
    return None if place is None else row.cell(place)


def _plainly(column: SheetColumn, text: str | None) -> str | None:
    """Days and numbers as people here write them."""
    storage = column.kind.storage(column.config)
    try:
        if column.config.type == "date":
            return day_of(text)
        if storage is not None and storage[0] == "scaled":
            number = number_of(text)
            return None if number is None else format(number, "f")
    except Unreadable:
        pass  # told at its cell
    return text


def _digest(row: SheetRow) -> str:
    """Of what the row says; the running balance in it tells two that look the same apart."""
    said = "\x1f".join(cell or "" for cell in row.cells)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
