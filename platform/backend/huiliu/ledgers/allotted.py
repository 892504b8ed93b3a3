"""How a dimension is designed that nobody has to fill in: which batch leaves, which comes back.

Part of a posting. One entry becomes several, one for each part that it is made of.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id
from huiliu.ledgers.part import Part, Path200, Refusal

Given = Path200 | Annotated[tuple[Path200, ...], Field(min_length=2, max_length=4)]


class Order(Part):
    """Which of what is there goes first: by fields of the dimension's record, the least first, an
    empty one before all others. ``when``: asked of the document; the first order that holds."""

    by: tuple[Path200, ...] = Field(min_length=1, max_length=4)
    when: Condition | None = None


class SourceOf(Part):
    """The line of another document that is returned: ``record`` names it, ``row`` its line."""

    record: Path200
    row: Path200 | None = None


class Allotted(Part):
    """``given``: what the document itself says goes before all else. Where it says nothing:

    - ``first``: what goes out is taken from the balances that are there, in this order, split over
      as many as it needs (先到期先出). ``only``: a condition on the dimension's record; ``until``:
      a date of it, its last day. What they shut out is passed over, and where nothing else is
      left ``refused`` is said;
    - ``like``: as the earlier posting of the same row was split (what leaves one warehouse arrives
      in the other);
    - ``of``: as the line that is returned was, without what of it came back before. Something
      given that is none of it is ``refused``."""

    given: Given | None = None
    first: tuple[Order, ...] = Field(default=(), max_length=5)
    only: Condition | None = None
    until: Id | None = None
    like: Id | None = None
    of: SourceOf | None = None
    refused: Refusal | None = None

    @model_validator(mode="after")
    def _says_one_way(self) -> Allotted:
        if sum((bool(self.first), self.like is not None, self.of is not None)) != 1:
            raise ValueError("exactly one of first, like, of")
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        given = self.given
        return () if given is None else (given,) if isinstance(given, str) else given
