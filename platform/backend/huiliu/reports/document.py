"""A report as its admin designed it: one row for each record of a form, and columns that are its
fields, figures of ledgers, or formulas over the other columns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id, Title
from huiliu.core.figures import FigurePart
from huiliu.core.reading import read_document, schema_text
from huiliu.reports import upgrades

REPORT_VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "report.json"

Path200 = Annotated[str, StringConstraints(min_length=1, max_length=200)]
FormulaText = Annotated[str, Field(min_length=1, max_length=4000)]
Result = Literal["number", "money", "text", "date", "switch"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rows(_Part):
    """Which records: those of ``form`` for which ``filter`` holds, approved ones of a document."""

    form: Id
    filter: Condition | None = None


class Source(_Part):
    """Documents of one form, or the rows of a subform of theirs. ``keys`` and ``totals``: the
    paths of what they have in common and of what is added up; with rows, totals are columns of
    them. ``date`` is the day that a period asks about. ``minus``: what it takes away (returns)."""

    form: Id
    where: Condition | None = None
    date: Id | None = None
    keys: dict[Id, Path200] = Field(min_length=1, max_length=12)
    totals: dict[Id, Path200] = Field(min_length=1, max_length=20)
    minus: bool = False


class Groups(_Part):
    """One line for each different value of the keys ``by``; a reader may choose others of the keys
    that the sources have."""

    groups: tuple[Source, ...] = Field(min_length=1, max_length=20)
    by: tuple[Id, ...] = Field(min_length=1, max_length=12)


class Period(_Part):
    """Which days when nobody says: this month, or so many days up to yesterday."""

    days: int | None = Field(default=None, ge=1, le=3660)


class Setting(_Part):
    """The value of a field of the newest record of a form: a company's settings."""

    form: Id
    field: Id


class Parameter(_Part):
    """A value that formulas read as ``{$id}``: ``value``, or what ``setting`` says; whoever looks
    may try another."""

    id: Id
    label: Title
    type: Literal["number", "date", "text", "switch"] = "number"
    value: str | None = Field(default=None, max_length=200)
    setting: Setting | None = None


class Figure(_Part):
    """The sum of a measure for the row. ``by``: dimension → path of the form that says its value,
    ``$id`` for the record itself; a row without such a value has no figure. ``over``: what is there
    now, what was there at the end of the period, or what was posted within it. ``negate``: what
    went as a positive number."""

    ledger: Id
    measure: Id
    by: dict[Id, Path200] = Field(min_length=1, max_length=8)
    where: Condition | None = None
    postings: tuple[Id, ...] = Field(default=(), max_length=50)
    over: Literal["now", "until", "period"] = "now"
    part: FigurePart = "net"
    negate: bool = False


class Column(_Part):
    """Exactly one of ``field`` (a path of the form), ``figure`` and ``formula``; of groups one of
    ``key``, ``total`` and ``formula``. Formulas read columns before them, parameters, and the days
    ``{$from}`` and ``{$to}``. ``hidden``: only for other columns."""

    id: Id
    label: Title
    field: Path200 | None = None
    figure: Figure | None = None
    key: Id | None = None
    total: Id | None = None
    formula: FormulaText | None = None
    result: Result = "number"
    scale: int = Field(default=2, ge=0, le=8)
    percent: bool = False
    hidden: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Column:
        kinds = (self.field, self.figure, self.key, self.total, self.formula)
        if len([one for one in kinds if one is not None]) != 1:
            raise ValueError("exactly one of field, figure, key, total and formula")
        return self


class Sort(_Part):
    column: Id
    order: Literal["asc", "desc"] = "asc"


class ReportDocument(Document):
    """``where``: a condition on columns; other lines are left out. ``show``: the columns that come
    first for a reader, in their order; the others follow as they stand."""

    kind: Literal["report"]
    version: Literal[1]
    icon: str | None = Field(default=None, max_length=64)
    rows: Rows | Groups
    period: Period | None = None
    parameters: tuple[Parameter, ...] = Field(default=(), max_length=20)
    columns: tuple[Column, ...] = Field(min_length=1, max_length=60)
    where: Condition | None = None
    sort: tuple[Sort, ...] = Field(default=(), max_length=3)
    show: tuple[Id, ...] = Field(default=(), max_length=60)

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> ReportDocument:
        """Reads any format version. Raises InvalidDocument with every mistake."""
        return read_document(cls, content, current=REPORT_VERSION, upgrades=upgrades, schema=SCHEMA)

    @cached_property
    def column(self) -> Mapping[str, Column]:
        return {one.id: one for one in self.columns}

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """What readers see, in their order."""
        first = [self.column[id_] for id_ in self.show if id_ in self.column]
        rest = [one for one in self.columns if one.id not in self.show]
        return tuple(one for one in (*first, *rest) if not one.hidden)


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(ReportDocument), encoding="utf-8")
