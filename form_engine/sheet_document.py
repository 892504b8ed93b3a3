"""Sheets that others made: bank statements, bills of a platform. Part of a form.

A profile says which of their columns is which field, and which rows count. The header is found by
what it says, wherever it stands: such files begin with lines about the account.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from huiliu.core.documents import Id, Title

Headers = Annotated[tuple[str, ...], Field(min_length=1, max_length=10)]
"""What the column may be called; the first that is there is taken."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(_Part):
    """Cells of a column that say one of ``values``, or (``but``) none of them."""

    column: Headers
    values: tuple[str, ...] = Field(min_length=1, max_length=20)
    but: bool = False


class Signed(_Part):
    """An amount with its sign: from one column (``plus``), turned where ``turned`` holds; or from
    two, what came (``plus``) and what went (``minus``).

    ``negative``: a number below 0 of what went says it twice. ``refuse``: the row is refused at
    that cell, as nobody can say which counts; ``same``: both say that it went; ``twice``: it came
    back (红字)."""

    plus: Headers
    minus: Headers | None = None
    turned: Where | None = None
    negative: Literal["refuse", "same", "twice"] = "refuse"

    @model_validator(mode="after")
    def _has_one_rule(self) -> Signed:
        if self.minus is not None and self.turned is not None:
            raise ValueError("a sign is told by two columns or by a word, not by both")
        return self


class Running(_Part):
    """The balance before a row and its ``amount`` make its ``balance``; a row that does not follow
    is refused at its balance. ``of`` (the account) and ``day``: the first row follows the last
    that is there already of the same, by its day."""

    amount: Id
    balance: Id
    of: tuple[Id, ...] = Field(default=(), max_length=5)
    day: Id | None = None

    @model_validator(mode="after")
    def _is_found_by_both(self) -> Running:
        if bool(self.of) != (self.day is not None):
            raise ValueError("what is there before is found by ``of`` and ``day``, or not at all")
        return self


class SheetProfile(_Part):
    """``columns``: field → headers. ``amounts``: fields with a sign of their own. ``only``: rows
    that count, all of these; a row that lacks an amount or a required field is a remark of who made
    the sheet. ``digest``: the text field that gets a digest of the row where the sheet has no
    number for it, so that the same row twice is the same. ``asks``: references that are given once
    for all rows (the account). ``running``: fields whose chain is followed from row to row, where
    the sheet has both.

    A statement in a format of banks (MT940, CAMT.053) has the headers ``$date``, ``$reference``,
    ``$amount``, ``$balance``, ``$party``, ``$party_account`` and ``$memo``."""

    id: Id
    title: Title
    columns: dict[Id, Headers] = Field(min_length=1, max_length=50)
    amounts: dict[Id, Signed] = Field(default={}, max_length=5)
    only: tuple[Where, ...] = Field(default=(), max_length=5)
    digest: Id | None = None
    asks: tuple[Id, ...] = Field(default=(), max_length=5)
    running: Running | None = None
