"""The decision card of a node: what an approver needs to decide, as its admin designed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from huiliu.core.documents import Id, Title
from huiliu.core.forms import FieldShape, FormShape, find_path, ledger_key
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import Part

Path = Annotated[str, Field(min_length=1, max_length=200)]
SORTABLE = frozenset({"date", "datetime", "number", "money", "serial"})
ITSELF = "$id"
"""The other record itself: the customer that a field points at."""


class FieldEntry(Part):
    """A field of the record, or a column: then the values of all its rows, or one a row where
    ``row`` says which column names it."""

    title: Title | None = None
    field: Path
    row: Path | None = None


class LedgerEntry(Part):
    """A balance. ``key``: dimension → field of the record or column of one subform (then one
    balance a row); dimensions left out are added up. ``show``: as it is ``now``, as it will be
    ``after`` the approval, or ``both``."""

    title: Title
    ledger: Id
    measure: Id
    key: dict[Id, Path] = Field(min_length=1, max_length=10)
    show: Literal["now", "after", "both"] = "both"


class Latest(Part):
    """``match``: field there → field here; both may be columns. ``by``: the field whose greatest
    value is the latest, else whatever was entered last. ``until``: a field here that it must not
    be later than. Of documents, only what is approved; never the record itself."""

    form: Id
    field: Path
    match: dict[Path, Path] = Field(min_length=1, max_length=5)
    by: Path | None = None
    until: Path | None = None

    @model_validator(mode="after")
    def _until_what(self) -> Latest:
        if self.until is not None and self.by is None:
            raise ValueError("until needs by")
        return self


class LatestEntry(Part):
    """The value of a field in the latest record of another form (or the same) that matches."""

    title: Title
    latest: Latest


Entry = FieldEntry | LedgerEntry | LatestEntry
Card = Annotated[tuple[Entry, ...], Field(max_length=20)]


MOST_IN_ROWS = 3


def in_rows(node: object) -> list[dict[str, object]]:
    """What a line of the to-do list says first: fields of the record, with their titles. Figures
    are worked out for one task at a time."""
    card: tuple[Entry, ...] = getattr(node, "card", ())
    own = [one for one in card if isinstance(one, FieldEntry) and one.row is None]
    return [{"field": e.field, "title": dict(e.title or {})} for e in own[:MOST_IN_ROWS]]


def problems(card: Iterable[Entry], form: FormPaths) -> Iterator[Problem]:
    """Pointers relative to the node: ``card.1.key.product``."""
    for position, entry in enumerate(card):
        here = f"card.{position}"
        match entry:
            case FieldEntry():
                yield from _of_field(here, entry, form)
            case LedgerEntry():
                yield from _of_ledger(here, entry, form)
            case LatestEntry():
                yield from _of_latest(f"{here}.latest", entry.latest, form)


def _own(pointer: str, path: str, form: FormPaths) -> Iterator[Problem]:
    if not form.has(path):
        yield Problem(pointer, "unknown_field", _NO_FIELD, {"field": path})


def _of_field(here: str, entry: FieldEntry, form: FormPaths) -> Iterator[Problem]:
    yield from _own(f"{here}.field", entry.field, form)
    if entry.row is None:
        return
    yield from _own(f"{here}.row", entry.row, form)
    if subform_of(form.form, entry.row) != subform_of(form.form, entry.field):
        yield Problem(f"{here}.row", "two_subforms", _TWO_SUBFORMS)


def _of_ledger(here: str, entry: LedgerEntry, form: FormPaths) -> Iterator[Problem]:
    ledger = form.shapes(ledger_key(entry.ledger))
    if ledger is None:
        yield Problem(f"{here}.ledger", "unknown_ledger", _NO_LEDGER, {"ledger": entry.ledger})
        return
    measure = ledger.fields.get(entry.measure)
    if measure is None or not measure.is_computed:
        data = {"ledger": entry.ledger, "measure": entry.measure}
        yield Problem(f"{here}.measure", "unknown_measure", _NO_MEASURE, data)
    for dimension, path in entry.key.items():
        pointer, there = f"{here}.key.{dimension}", ledger.fields.get(dimension)
        if there is None or there.is_computed:
            data = {"ledger": entry.ledger, "dimension": dimension}
            yield Problem(pointer, "unknown_dimension", _NO_DIMENSION, data)
            continue
        yield from _own(pointer, path, form)
        yield from _alike(pointer, form.form.fields.get(path), there)
    yield from _one_subform(f"{here}.key", entry.key.values(), form.form)


def _of_latest(here: str, entry: Latest, form: FormPaths) -> Iterator[Problem]:
    other = form.form if entry.form == form.form.key else form.shapes(entry.form)
    if other is None:
        yield Problem(f"{here}.form", "unknown_form", _NO_FORM, {"form": entry.form})
        return
    if entry.field not in other.fields:
        yield _not_there(f"{here}.field", entry.form, entry.field)
    for theirs, ours in entry.match.items():
        pointer = f"{here}.match.{theirs}"
        there = find_path(other, theirs, form.shapes) if theirs == ITSELF else None
        there = there or other.fields.get(theirs)
        if there is None:
            yield _not_there(pointer, entry.form, theirs)
            continue
        yield from _own(pointer, ours, form)
        yield from _alike(pointer, form.form.fields.get(ours), there)
    yield from _one_subform(f"{here}.match", entry.match.values(), form.form)
    yield from _one_subform(f"{here}.match", [*entry.match, entry.field], other)
    yield from _order(here, entry, form, other)


def _order(here: str, entry: Latest, form: FormPaths, other: FormShape) -> Iterator[Problem]:
    if entry.by is None:
        return
    by = other.fields.get(entry.by)
    if by is None:
        yield _not_there(f"{here}.by", entry.form, entry.by)
    elif by.subform or by.type not in SORTABLE:
        yield Problem(f"{here}.by", "not_an_order", _NO_ORDER, {"field": entry.by})
    if entry.until is not None:
        yield from _own(f"{here}.until", entry.until, form)
        yield from _alike(f"{here}.until", form.form.fields.get(entry.until), by)


def _alike(pointer: str, ours: FieldShape | None, theirs: FieldShape | None) -> Iterator[Problem]:
    """Values of one kind; references to one form."""
    if ours is None or theirs is None:
        return
    if (ours.type, ours.form) != (theirs.type, theirs.form):
        data = {"field": ours.path, "other": theirs.path}
        yield Problem(pointer, "other_kind", _OTHER_KIND, data)


def _one_subform(pointer: str, paths: Iterable[str], form: FormShape) -> Iterator[Problem]:
    if len({subform_of(form, path) for path in paths} - {""}) > 1:
        yield Problem(pointer, "two_subforms", _TWO_SUBFORMS)


def subform_of(form: FormShape, path: str) -> str:
    field = form.fields.get(path)
    return field.subform if field is not None else ""


def _not_there(pointer: str, form: str, path: str) -> Problem:
    return Problem(pointer, "unknown_field", _NO_FIELD_THERE, {"form": form, "field": path})


_NO_FIELD: Words = {"zh-CN": "没有字段“{field}”", "en": 'There is no field "{field}"'}
_NO_FIELD_THERE: Words = {
    "zh-CN": "表单“{form}”没有字段“{field}”",
    "en": 'The form "{form}" has no field "{field}"',
}
_NO_FORM: Words = {
    "zh-CN": "没有已发布的表单“{form}”", "en": 'There is no published form "{form}"',
}  # fmt: skip
_NO_LEDGER: Words = {
    "zh-CN": "没有已发布的台账“{ledger}”", "en": 'There is no published ledger "{ledger}"',
}  # fmt: skip
_NO_MEASURE: Words = {
    "zh-CN": "台账“{ledger}”没有度量“{measure}”",
    "en": 'The ledger "{ledger}" has no measure "{measure}"',
}
_NO_DIMENSION: Words = {
    "zh-CN": "台账“{ledger}”没有维度“{dimension}”",
    "en": 'The ledger "{ledger}" has no dimension "{dimension}"',
}
_OTHER_KIND: Words = {
    "zh-CN": "“{field}”和“{other}”的类型不同，无法对应",
    "en": '"{field}" and "{other}" are of different kinds and cannot be matched',
}
_TWO_SUBFORMS: Words = {
    "zh-CN": "只能用同一个子表单的列",
    "en": "All columns must be of the same subform",
}
_NO_ORDER: Words = {
    "zh-CN": "不能按“{field}”排出先后",
    "en": 'Nothing can be put in order by "{field}"',
}
