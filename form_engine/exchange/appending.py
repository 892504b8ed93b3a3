"""Records from a sheet, through the same pipeline as every other writer, some at a time.

A record that is refused leaves nothing behind and stops nobody else; what was wrong with it is told
by cell. The place in the sheet moves in the transaction of the records it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.db import transaction

from form_engine.catalog import get_plan
from form_engine.exchange.continuing import moves_before
from form_engine.exchange.errors import CellError, NothingToImport
from form_engine.exchange.foreign import columns_and_rows
from form_engine.exchange.grouping import SheetRecord, records_of
from form_engine.exchange.layout import SheetColumn, columns_in, columns_named
from form_engine.exchange.naming import Names, name_all
from form_engine.exchange.running import Earlier
from form_engine.exchange.sheet import Limits, SheetRow, open_sheet
from form_engine.plan import Plan
from form_engine.records.creating import create, create_many
from form_engine.sheet_document import Running
from huiliu.core.access import Access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import FieldError, Forbidden, HuiliuError
from huiliu.core.transactions import run_in_transaction

CHUNK = 200
"""Records in one transaction."""
MOST_ERRORS = 500
_CAUSE = Cause("import")
_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass
class Appended:
    """What came of some records of the sheet."""

    done: int = 0
    created: int = 0
    failed: int = 0
    errors: list[CellError] = field(default_factory=list)

    def add(self, more: Appended) -> None:
        self.done += more.done
        self.created += more.created
        self.failed += more.failed
        self.errors += more.errors[: MOST_ERRORS - len(self.errors)]


@dataclass(frozen=True)
class Sheet:
    """A sheet whose header was understood."""

    app: AppRef
    form: str
    access: Access
    columns: Sequence[SheetColumn]
    submit: bool
    names: Names


Moved = Callable[[Appended], None]


def append(
    app: AppRef,
    form: str,
    workbook: Path,
    *,
    access: Access,
    submit: bool = False,
    named: Mapping[int, str] | None = None,
    skip: int = 0,
    moved: Moved = lambda _: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    limits: Limits = Limits(),  # noqa: B008
    is_text: bool = False,
    values: Mapping[str, str] = _NO_VALUES,
) -> Appended:
    """``named``: the paths of fields by the place of their column, where not the header tells;
    ``skip``: so many records were dealt with before. ``moved`` is called with each chunk inside
    its transaction, ``progress`` with (rows done, rows in all) after it. ``values``: ids and texts
    for fields that the sheet says nothing of, the same in all records."""
    if not (access.may("import") and access.may("create")):
        raise Forbidden
    with open_sheet(workbook, limits, is_text=is_text) as opened:
        sheet, records = _understood(app, form, opened.rows, access, submit, named, values)
        records = _completed(sheet, records, values)
        appended, seen = Appended(), 0
        for chunk in _chunks(records, CHUNK):
            seen += sum(len(record.rows) for record in chunk)
            if skip >= len(chunk):
                skip -= len(chunk)
                continue
            appended.add(_append_chunk(sheet, chunk[skip:], moved))
            skip = 0
            progress(seen, opened.count)
        if seen < opened.count:
            progress(opened.count, opened.count)
    if not seen:
        raise NothingToImport
    return appended


def _understood(
    app: AppRef,
    form: str,
    rows: Iterator[SheetRow],
    access: Access,
    submit: bool,
    named: Mapping[int, str] | None,
    values: Mapping[str, str],
) -> tuple[Sheet, Iterator[SheetRecord]]:
    header = next(rows, None)
    if header is None:
        raise NothingToImport
    plan = get_plan(app, form)
    columns, rows = _columns(app, plan, header, rows, named, access, values)
    zone = ZoneInfo(access.actor.time_zone)
    sheet = Sheet(app, form, access, columns, submit, Names(form))
    return sheet, records_of(rows, columns, zone)


def _columns(
    app: AppRef,
    plan: Plan,
    header: SheetRow,
    rows: Iterator[SheetRow],
    named: Mapping[int, str] | None,
    access: Access,
    values: Mapping[str, str],
) -> tuple[Sequence[SheetColumn], Iterator[SheetRow]]:
    def may_see(path: str) -> bool:
        return access.may_see(path, "import")

    def before(running: Running) -> Earlier:
        return lambda day: moves_before(app, plan.document.id, running, values, day, access)

    if named is None:
        return columns_and_rows(plan, header, rows, may_see, before)
    return columns_named(plan, header.cells, named, may_see), rows


def _completed(
    sheet: Sheet, records: Iterable[SheetRecord], values: Mapping[str, str]
) -> Iterator[SheetRecord]:
    plan = get_plan(sheet.app, sheet.form)
    asked = columns_in(plan, [*values], lambda path: sheet.access.may_see(path, "import"))
    for record in records:
        for one in asked:
            record.given.setdefault(one.path, values[one.header])
        yield record


def _chunks(records: Iterable[SheetRecord], size: int) -> Iterator[list[SheetRecord]]:
    rest = iter(records)
    while chunk := list(islice(rest, size)):
        yield chunk


def _append_chunk(sheet: Sheet, chunk: list[SheetRecord], moved: Moved) -> Appended:
    """All at once if all are good, which most are. Else each in a savepoint; and when something
    refuses that is checked at the end of a transaction (a ledger), each in its own, so that only
    the record at fault fails."""
    named = name_all(sheet.app, sheet.access.actor, chunk, sheet.columns, sheet.names)
    wrong = [{**one, **record.wrong} for one, record in zip(named, chunk, strict=True)]
    pairs = list(zip(chunk, wrong, strict=True))
    if not any(wrong):
        with suppress(HuiliuError):
            return run_in_transaction(lambda: _all_good(sheet, chunk, moved))
    try:
        return run_in_transaction(lambda: _all_of(sheet, pairs, moved))
    except HuiliuError:
        appended = Appended()
        for pair in pairs:
            appended.add(_alone(sheet, pair, moved))
        return appended


Named = tuple[SheetRecord, Mapping[str, FieldError]]


def _all_good(sheet: Sheet, chunk: Sequence[SheetRecord], moved: Moved) -> Appended:
    given = [record.given for record in chunk]
    create_many(
        sheet.app, sheet.form, given, access=sheet.access, submit=sheet.submit, cause=_CAUSE
    )
    appended = Appended(done=len(chunk), created=len(chunk))
    moved(appended)
    return appended


def _all_of(sheet: Sheet, pairs: Sequence[Named], moved: Moved) -> Appended:
    appended = Appended()
    for record, wrong in pairs:
        appended.add(_one(sheet, record, wrong))
    moved(appended)
    return appended


def _alone(sheet: Sheet, pair: Named, moved: Moved) -> Appended:
    try:
        return run_in_transaction(lambda: _all_of(sheet, [pair], moved))
    except HuiliuError as error:
        refused = _refused(sheet, pair[0], error)
        run_in_transaction(lambda: moved(refused))
        return refused


def _one(sheet: Sheet, record: SheetRecord, wrong: Mapping[str, FieldError]) -> Appended:
    if wrong:
        errors = [_at(sheet, record, path, error) for path, error in wrong.items()]
        return Appended(done=1, failed=1, errors=errors)
    try:
        with transaction.atomic():
            create(
                sheet.app,
                sheet.form,
                record.given,
                access=sheet.access,
                submit=sheet.submit,
                cause=_CAUSE,
            )
    except HuiliuError as error:
        return _refused(sheet, record, error)
    return Appended(done=1, created=1)


def _refused(sheet: Sheet, record: SheetRecord, error: HuiliuError) -> Appended:
    told = [
        _at(sheet, record, path, one) for path, errors in error.fields.items() for one in errors
    ]
    told.sort(key=lambda one: (one.row, len(one.cell), one.cell))
    whole = FieldError(error.wire_code, error.own_words or error.words, error.data)
    return Appended(done=1, failed=1, errors=told or [_at(sheet, record, "", whole)])


def _at(sheet: Sheet, record: SheetRecord, path: str, error: FieldError) -> CellError:
    """``lines.2.qty`` → the cell that the third line's quantity came from."""
    parts = path.split(".")
    row = record.rows[0].number
    if len(parts) > 1 and parts[1].isdigit():
        lines = record.line_rows.get(parts[0], [])
        row = lines[int(parts[1])] if int(parts[1]) < len(lines) else row
        path = ".".join([parts[0], *parts[2:]])
    column = next((one for one in sheet.columns if one.path == path), None)
    if column is None:
        label = get_plan(sheet.app, sheet.form).fields.get(path)
        words = label.label.get(sheet.access.actor.language, path) if label is not None else ""
        return CellError(str(row), row, words, error)
    return CellError(f"{letters(column.position)}{row}", row, column.header, error)


def letters(position: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
