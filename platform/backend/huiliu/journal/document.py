"""A journal (账簿) as its admin designed it: which form holds vouchers, which one the accounts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id
from huiliu.core.reading import read_document
from huiliu.journal.part import Part
from huiliu.journal.statement_document import Books, Closing, Statement
from huiliu.journal.upgrades import journals

JOURNAL_VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "journal.json"

VoucherKind = Literal["auto", "opening", "cost_adjust", "reversal", "close"]
"""What the engine writes; ``opening`` where a rule says so. A form may know more: manual."""


class VoucherForm(Part):
    """Where vouchers are kept. ``lines`` is its subform; ``account``, ``debit``, ``credit``,
    ``line_summary`` and the values of ``auxiliaries`` are columns of it. ``kind`` is a choice that
    knows the kinds above, ``source`` a text that learns which document a voucher stands for.
    A voucher for which ``posted`` is true was handed over to others and is not taken back."""

    form: Id
    date: Id
    kind: Id | None = None
    summary: Id | None = None
    source: Id | None = None
    lines: Id
    account: Id
    debit: Id
    credit: Id
    line_summary: Id | None = None
    auxiliaries: dict[Id, Id] = Field(default={}, max_length=8)
    posted: Condition | None = None


class Accounts(Part):
    """The chart of accounts: a form whose ``code`` is a text. ``usable``: those one may post to."""

    form: Id
    code: Id
    usable: Condition | None = None


class JournalDocument(Document):
    """``icon``: in the navigation."""

    kind: Literal["journal"]
    version: Literal[1]
    icon: str | None = Field(default=None, max_length=64)
    voucher: VoucherForm
    accounts: Accounts
    books: Books | None = None
    statements: tuple[Statement, ...] = Field(default=(), max_length=10)
    closing: Closing | None = None

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> JournalDocument:
        """Reads any format version. Raises InvalidDocument with every mistake."""
        return read_document(
            cls, content, current=JOURNAL_VERSION, upgrades=journals, schema=SCHEMA
        )
