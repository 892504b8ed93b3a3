"""What a company is made of: documents with lines, ledger rows, vouchers.

A ``World`` is plain data. Everything the outside sees (stock, open items, statuses) is worked out
from the documents that are alive, so taking one back is: mark it, replay, write the reversal.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .money import ZERO


class Refused(Exception):
    """A step that must change nothing; ``code`` is one of the contract's error codes (0.6)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Line:
    """A line of a document, in base units; amounts as it was approved."""

    number: int
    sku: str
    wh: str
    qty: Decimal
    gross: Decimal = ZERO
    net: Decimal = ZERO
    tax: Decimal = ZERO
    rate: Decimal = Decimal(0)
    deductible: bool = True
    source: tuple[str, int] | None = None
    """The line it executes, returns or moves: document number and line number."""
    row: int | None = None
    """Its row in the stock ledger."""
    role: str = ""
    """``back`` or ``out`` in an exchange, ``gain`` or ``loss`` in a stock-take."""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Row:
    """A row of the stock ledger (I08). ``value`` is signed and set by the replay."""

    id: int
    doc: str
    date: str
    seq: int
    sku: str
    wh: str
    qty: Decimal
    rule: str
    """The method of ``Replay`` that works out its value."""
    given: Decimal = ZERO
    """The value of ``entered``, the amount refunded of ``refund``, the fee of ``assembled``."""
    source: int | None = None
    contra: str = ""
    """Where a later change of the value goes; empty when another row of the document takes it."""
    tax_rate: Decimal = Decimal(0)
    """Input tax that goes out with a loss, by value."""
    value: Decimal = ZERO


@dataclass
class Entry:
    """A line of a voucher; ``doc`` is the document it is about."""

    account: str
    dr: Decimal = ZERO
    cr: Decimal = ZERO
    aux: str = ""
    doc: str = ""


@dataclass
class Voucher:
    date: str
    summary: str
    kind: str
    entries: list[Entry]


@dataclass
class Document:
    op: str
    date: str
    no: str = ""
    seq: int = 0
    party: str = ""
    lines: list[Line] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """Documents it came from, which cannot be taken back before it."""
    dims: dict[str, str] = field(default_factory=dict)
    item: tuple[str, Decimal] | None = None
    """The open item it makes: ``ar`` or ``ap``, and the amount."""
    applied: list[tuple[str, Decimal]] = field(default_factory=list)
    """Open items it settles, by the number of their document."""
    advance: Decimal = ZERO
    """What it adds to (or takes from) the party's advance or prepayment."""
    money: dict[str, Decimal] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    closed: bool = False
    cancelled: bool = False

    def line(self, number: int) -> Line:
        for line in self.lines:
            if line.number == number:
                return line
        raise Refused("LINE_NOT_FOUND")

    def total(self, what: str, role: str | None = None) -> Decimal:
        lines = [line for line in self.lines if role in (None, line.role)]
        return sum((getattr(line, what) for line in lines), ZERO)


@dataclass
class World:
    master: dict[str, Any]
    scope: str = "company"
    method: str = "mwa"
    docs: dict[str, Document] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    pools: dict[tuple[str, ...], Any] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)
    counters: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    closed_months: set[str] = field(default_factory=set)
    seq: int = 0
    today: str = ""
    touched: list[str] = field(default_factory=list)
    """Documents of this step, in the order they are to be shown."""

    def copy(self) -> World:
        """A world of its own (through pickle, which is several times faster than deepcopy)."""
        twin: World = pickle.loads(pickle.dumps(self, pickle.HIGHEST_PROTOCOL))
        return twin

    def product(self, sku: str) -> dict[str, Any]:
        return self._find("products", "sku", sku)

    def supplier(self, code: str) -> dict[str, Any]:
        return self._find("suppliers", "code", code)

    def customer(self, code: str) -> dict[str, Any]:
        return self._find("customers", "code", code)

    def account(self, code: str) -> str:
        return str(self._find("accounts", "code", code)["gl"])

    def _find(self, kind: str, key: str, value: str) -> dict[str, Any]:
        for one in self.master[kind]:
            if one[key] == value:
                return dict(one)
        raise KeyError(value)

    @property
    def general(self) -> bool:
        """Whether the company is a general taxpayer (一般纳税人)."""
        return bool(self.master["company"]["taxpayer"] == "general")

    def setting(self, key: str, default: Any) -> Any:
        return self.master.get("settings", {}).get(key, default)

    def document(self, no: str) -> Document:
        document = self.docs.get(no)
        if document is None or document.cancelled:
            raise Refused("STATUS_CONFLICT")
        return document

    def live(self, *ops: str) -> Iterator[Document]:
        """Documents that count, in the order they were approved."""
        return (
            doc for doc in self.docs.values() if not doc.cancelled and (not ops or doc.op in ops)
        )

    def executed(self, no: str, number: int, *ops: str) -> list[Line]:
        """The lines of live documents that execute or return this line."""
        return [
            line for doc in self.live(*ops) for line in doc.lines if line.source == (no, number)
        ]
