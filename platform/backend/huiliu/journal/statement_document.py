"""What a journal says about its reports and the close of a month. Parts of a journal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title
from huiliu.core.exact import parse
from huiliu.journal.part import Code, FormulaText, Part

Side = Literal["debit", "credit"]


class Books(Part):
    """The general ledger: its dimensions of the account and of the period (a text ``2026-10``), and
    its measures of debits and credits."""

    ledger: Id
    account: Id
    period: Id
    debit: Id
    credit: Id


class Term(Part):
    """What is on these accounts and all below them (codes that begin so); ``side`` counts as
    positive. ``by``: each value of this dimension for itself. ``only``: of that, or of all of them
    together, only what is positive: debit balances of suppliers are prepayments (jxc-domain 7.4).
    ``of``: the balance at the end, what the periods brought, or (``close``) what their close has
    moved so far; a report says that for itself. ``span``: of a turnover, since when: the month, its
    ``quarter`` or its ``year`` begins. ``one_side``: what was put on ``side`` alone (发生额), not
    what is left of it; red amounts are on their side and make it less."""

    accounts: tuple[Code, ...] = Field(min_length=1, max_length=50)
    side: Side
    by: Id | None = None
    only: bool = False
    of: Literal["balance", "turnover", "close"] = "balance"
    span: Literal["month", "quarter", "year"] = "month"
    one_side: bool = False


class StatementLine(Part):
    """The sum of its terms, or the formula ``total`` over lines above it: ``{revenue}-{cost}``."""

    id: Id
    title: Title
    terms: tuple[Term, ...] = Field(default=(), max_length=20)
    total: FormulaText | None = None
    strong: bool = False


class Statement(Part):
    """``turnover``: a report over periods (利润表), without what the close moved. ``balance``: what
    there is at the end of the last one (资产负债表)."""

    id: Id
    title: Title
    of: Literal["turnover", "balance"]
    lines: tuple[StatementLine, ...] = Field(min_length=1, max_length=200)


class ClosingEntry(Part):
    side: Side
    account: Code
    amount: FormulaText


class ClosingStep(Part):
    """A voucher of the close (转出未交增值税). ``amounts`` name what its formulas use: ``{vat}``;
    ``values`` are formulas over these and over each other, named too, in any order. All formulas
    know ``{month}``, 1 to 12. What a step has moved is in the balances it reads, so done twice it
    does nothing. ``when``: without it, or where it gives neither 0 nor FALSE, there is something to
    do. ``after_transfer``: once profit and loss are transferred. ``on_request``: only when somebody
    asks for it, and no close waits for it (年结)."""

    id: Id
    title: Title
    when: FormulaText | None = None
    amounts: dict[Id, Term] = Field(min_length=1, max_length=20)
    values: dict[Id, FormulaText] = Field(default={}, max_length=20)
    entries: tuple[ClosingEntry, ...] = Field(min_length=1, max_length=20)
    after_transfer: bool = False
    on_request: bool = False


class Transfer(Part):
    """结转损益: what is left on accounts of profit and loss goes to ``into``."""

    title: Title
    accounts: tuple[Code, ...] = Field(min_length=1, max_length=50)
    into: Code


class Parameter(Part):
    """A number that the company sets: this field of the record of a form for which ``where`` holds;
    of several the latest by the date ``since``, of those that have begun when the month ends.
    ``equals``: not the field's number, but 1 where it is this choice or text, else 0.
    ``otherwise``: while there is none, or nothing in it."""

    form: Id
    field: Id
    equals: str | None = Field(default=None, min_length=1, max_length=100)
    where: Condition | None = None
    since: Id | None = None
    otherwise: str = "0"

    @field_validator("otherwise")
    @classmethod
    def _is_exact(cls, given: str) -> str:
        parse(given)
        return given


class Reconciliation(Part):
    """Accounts that must say what a ledger says (jxc-domain I3, I5). ``by``: dimension of the
    books → dimension of the ledger; then they must agree for each of these: for every customer."""

    id: Id
    title: Title
    accounts: tuple[Code, ...] = Field(min_length=1, max_length=50)
    side: Side
    ledger: Id
    measure: Id
    by: dict[Id, Id] = Field(default={}, max_length=3)


class RecordCheck(Part):
    """Records that should not be there when a month is closed: those for which ``where`` holds,
    with a ``date`` on or before its last day, or (``days``) so many days before that.
    ``in_month``: only those dated in the month. ``warn``: it is told and nothing is refused."""

    id: Id
    title: Title
    form: Id
    where: Condition
    date: Id
    days: int = Field(default=0, ge=0, le=3660)
    in_month: bool = False
    warn: bool = False


class BalanceCheck(Part):
    """Balances that should not be below ``min`` when a month is closed, added up by ``by``."""

    id: Id
    title: Title
    ledger: Id
    measure: Id
    by: tuple[Id, ...] = Field(min_length=1, max_length=8)
    min: str = "0"
    warn: bool = False

    @field_validator("min")
    @classmethod
    def _is_exact(cls, given: str) -> str:
        parse(given)
        return given


class Equation(Part):
    """Two lines of a statement of balances that are equal: 资产 = 负债 + 权益."""

    statement: Id
    left: Id
    right: Id


class Closing(Part):
    """``parameters`` are known to the formulas of all steps. ``renumber``: the vouchers of a month
    that is closed get numbers without gaps, in the order of their days. ``reopened_by``: roles of
    which somebody each must agree before the month is opened again."""

    parameters: dict[Id, Parameter] = Field(default={}, max_length=20)
    checks: tuple[RecordCheck | BalanceCheck, ...] = Field(default=(), max_length=50)
    renumber: bool = False
    reopened_by: tuple[Id, ...] = Field(default=(), max_length=5)
    steps: tuple[ClosingStep, ...] = Field(default=(), max_length=20)
    transfer: Transfer | None = None
    reconcile: tuple[Reconciliation, ...] = Field(default=(), max_length=20)
    equation: Equation | None = None
