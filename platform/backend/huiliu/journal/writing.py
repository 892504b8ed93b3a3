"""Makes vouchers: ordinary records of the journal's voucher form, through the one pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.exact import from_scaled
from huiliu.core.records import Record, Values
from huiliu.journal import book, refusal
from huiliu.journal.accounts import ids_of
from huiliu.journal.book import BookLine, Document
from huiliu.journal.document import JournalDocument, VoucherKind
from huiliu.journal.lines import SCALE, Line
from huiliu.journal.plan import RulePlan


@dataclass(frozen=True)
class Draft:
    """A voucher to be. ``of``: for each line the document and the rule it stands for."""

    journal: JournalDocument
    kind: VoucherKind
    date: date
    summary: str
    source: str
    lines: tuple[Line, ...]
    of: tuple[tuple[Document, str], ...]
    rule: RulePlan | None = None


def write(app: AppRef, draft: Draft, *, actor: Actor, cause: Cause) -> Record:
    """One alone."""
    return write_all(app, [draft], actor=actor, cause=cause)[0]


def write_all(app: AppRef, drafts: Sequence[Draft], *, actor: Actor, cause: Cause) -> list[Record]:
    """Together, of one journal. Refuses with ``UNBALANCED_VOUCHER``, ``NO_SUCH_ACCOUNT`` or
    ``VOUCHER_INVALID``; then nothing of the whole transaction is left."""
    for draft in drafts:
        require_balance(draft)
    journal = drafts[0].journal
    lines = _with_accounts(app, drafts, actor)
    with refusal.discreetly([draft.rule for draft in drafts]):
        records = ports.records().create_many(
            app,
            journal.voucher.form,
            [_values(draft, own) for draft, own in zip(drafts, lines, strict=True)],
            access=system_access(actor, journal.voucher.form),
            submit=True,
            cause=replace(cause, origin="system"),
        )
    for draft, own, record in zip(drafts, lines, records, strict=True):
        _keep(app, draft, own, record)
    return records


def _keep(app: AppRef, draft: Draft, lines: Sequence[Line], record: Record) -> None:
    kept = [
        BookLine(document, rule, _id(line), line.auxiliaries, line.debit, line.credit)
        for line, (document, rule) in zip(lines, draft.of, strict=True)
    ]
    book.keep(app, draft.journal, kept, voucher=record.id, kind=draft.kind, day=draft.date)


def is_balanced(draft: Draft) -> bool:
    """Σ debit = Σ credit, in cents."""
    return sum(line.debit for line in draft.lines) == sum(line.credit for line in draft.lines)


def require_balance(draft: Draft) -> None:
    if not is_balanced(draft):
        raise refusal.unbalanced(draft.rule)


def _with_accounts(app: AppRef, drafts: Sequence[Draft], actor: Actor) -> list[Sequence[Line]]:
    """The lines of each, every code replaced by the account it names."""
    codes = {line.account for draft in drafts for line in draft.lines}
    wanted = {code for code in codes if isinstance(code, str)}
    known: Mapping[str, int] = ids_of(app, drafts[0].journal.accounts, wanted, actor)
    return [_named(draft, known) for draft in drafts]


def _named(draft: Draft, known: Mapping[str, int]) -> Sequence[Line]:
    codes = {line.account for line in draft.lines if isinstance(line.account, str)}
    for code in sorted(codes - known.keys()):
        raise refusal.no_account(draft.rule, code)
    return [
        replace(line, account=known[line.account]) if isinstance(line.account, str) else line
        for line in draft.lines
    ]


def _id(line: Line) -> int:
    assert isinstance(line.account, int)
    return line.account


def _values(draft: Draft, lines: Sequence[Line]) -> Values:
    form = draft.journal.voucher
    head = {
        form.date: draft.date,
        form.kind: draft.kind,
        form.summary: draft.summary,
        form.source: draft.source,
    }
    values: Values = {field: value for field, value in head.items() if field is not None}
    values[form.lines] = [_row(draft.journal, line) for line in lines]
    return values


def _row(journal: JournalDocument, line: Line) -> dict[str, Any]:
    form = journal.voucher
    row: dict[str, Any] = {form.account: line.account}
    if form.line_summary is not None:
        row[form.line_summary] = line.summary
    for column, amount in ((form.debit, line.debit), (form.credit, line.credit)):
        row[column] = from_scaled(amount, SCALE) if amount else None
    for id_, value in line.auxiliaries:
        row[form.auxiliaries[id_]] = value
    return row
