"""A ledger as its admin designed it: what is counted, along what, posted by which documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id, Title
from huiliu.core.reading import read_document
from huiliu.ledgers import upgrades
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.cost_rules import Costing, CostRule
from huiliu.ledgers.limits import Check, Floor, UpTo
from huiliu.ledgers.part import Part, Path200

LEDGER_VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "ledger.json"
LIMIT = 4 * 10**18
"""The greatest scaled amount of an entry or a balance: two of them never leave 64 bits."""

DimensionType = Literal["reference", "member", "department", "text", "choice", "date"]
Event = Literal["approved", "saved", "pending"]
OneOfPaths = Annotated[tuple[Path200, ...], Field(min_length=2, max_length=4)]
"""The first of them that is filled in: the warehouse of the line, else that of the document."""


class Dimension(Part):
    """One part of the key that amounts are counted by. ``form`` says where a reference leads."""

    id: Id
    label: Title
    type: DimensionType
    form: Id | None = None


class Measure(Part):
    """What is counted: a decimal with ``scale`` digits after the point."""

    id: Id
    label: Title
    scale: int = Field(default=2, ge=0, le=6)
    unit: str | None = Field(default=None, max_length=20)
    floor: Floor | None = None


class FoundBy(Part):
    """A dimension that a posting takes from a balance which is there already: dimension → path of
    the document, together enough to find it (which item is paid). Nothing found leaves it empty."""

    found_by: dict[Id, Path200] = Field(min_length=1, max_length=7)


class PostingRule(Part):
    """Turns an event of one form into entries: one, or one for each row of the subform ``each``.
    ``pending`` holds from submission until the decision; a dimension that is null stays empty.
    ``items``: a list of the record or of the row; there is an entry for each of them, and its path
    is that one."""

    id: Id
    form: Id
    event: Event = "approved"
    each: Id | None = None
    date: Path200
    items: Path200 | None = None
    dimensions: dict[Id, Path200 | OneOfPaths | FoundBy | Allotted | None]
    measures: dict[Id, str] = Field(min_length=1)
    when: Condition | None = None
    cost: CostRule | None = None
    up_to: UpTo | None = None


class Ageing(Part):
    """账龄: how long amounts of a measure are overdue. ``date``: the dimension of the day they are
    due; ``by``: the dimensions of whom; ``days``: where one group ends and the next begins."""

    date: Id
    measure: Id
    by: tuple[Id, ...] = Field(min_length=1, max_length=3)
    days: tuple[Annotated[int, Field(ge=1, le=3660)], ...] = Field(
        default=(30, 60, 90, 180), min_length=1, max_length=10
    )


class LedgerDocument(Document):
    """``open``: a measure; the page leaves out what has nothing of it, unless it is asked for."""

    kind: Literal["ledger"]
    version: Literal[1]
    icon: str | None = Field(default=None, max_length=64)
    group: str | None = Field(default=None, max_length=64)
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=8)
    measures: tuple[Measure, ...] = Field(min_length=1, max_length=20)
    postings: tuple[PostingRule, ...] = Field(default=(), max_length=100)
    checks: tuple[Check, ...] = Field(default=(), max_length=10)
    costing: Costing | None = None
    open: Id | None = None
    ageing: Ageing | None = None

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> LedgerDocument:
        """Reads any format version. Raises InvalidDocument with every mistake."""
        return read_document(cls, content, current=LEDGER_VERSION, upgrades=upgrades, schema=SCHEMA)

    @cached_property
    def allotted(self) -> bool:
        """Whether a posting splits its entries."""
        return any(isinstance(d, Allotted) for p in self.postings for d in p.dimensions.values())

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return {d.id: d for d in self.dimensions}

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        return {m.id: m for m in self.measures}
