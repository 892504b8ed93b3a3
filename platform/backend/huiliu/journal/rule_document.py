"""A voucher rule (凭证模板): what one form's documents mean in accounts.

The rules of the worked example are jxc-domain 7.3; nothing here knows an account or a tax.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id
from huiliu.core.reading import read_document
from huiliu.journal.part import Code, FormulaText, Part, Path200
from huiliu.journal.upgrades import rules

RULE_VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "voucher_rule.json"

Side = Literal["debit", "credit"]


class AtPath(Part):
    """An account that the document names: a reference to the chart, or a text with a code."""

    path: Path200


class ByFormula(Part):
    """A formula that gives the code of an account."""

    formula: FormulaText


class ByTable(Part):
    """A table from the values of a choice, a text or a switch to codes."""

    by: Path200
    codes: dict[str, Code] = Field(min_length=1, max_length=200)
    otherwise: Code | None = None


class Posted(Part):
    """What the document posted to a ledger: of the row with ``each``, else of all rows. So a cost
    is in the voucher of the approval that found it. ``posting``: of this posting rule only.
    ``times``: a formula it is multiplied by, as the tax that goes with a cost (进项税额转出)."""

    ledger: Id
    measure: Id
    posting: Id | None = None
    negate: bool = False
    times: FormulaText | None = None


class Entry(Part):
    """One line of the voucher, or one for each row of the subform ``each``. A negative amount
    stays on its side (红字). ``auxiliaries``: the journal's auxiliary → path of the document."""

    side: Side
    account: Code | AtPath | ByFormula | ByTable
    amount: FormulaText | Posted
    each: Id | None = None
    when: Condition | None = None
    auxiliaries: dict[Id, Path200] = Field(default={}, max_length=8)
    summary: FormulaText | None = None
    skip_zero: bool = True


class VoucherRuleDocument(Document):
    """``approved`` for documents, ``saved`` for plain forms. ``merge``: lines of the same side,
    account, auxiliaries and summary become one. ``summary`` is a formula. ``voucher``: the kind
    of the vouchers, ``opening`` for what a company begins with."""

    kind: Literal["voucher_rule"]
    version: Literal[1]
    journal: Id
    form: Id
    event: Literal["approved", "saved"] = "approved"
    when: Condition | None = None
    date: Path200
    voucher: Literal["auto", "opening"] = "auto"
    summary: FormulaText | None = None
    merge: bool = True
    entries: tuple[Entry, ...] = Field(min_length=1, max_length=100)

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> VoucherRuleDocument:
        """Reads any format version. Raises InvalidDocument with every mistake."""
        return read_document(cls, content, current=RULE_VERSION, upgrades=rules, schema=SCHEMA)
