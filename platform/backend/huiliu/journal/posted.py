"""What documents posted to ledgers, asked once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.pending import send_pending
from huiliu.core.ports import PostedAmount
from huiliu.journal.lines import Amounts
from huiliu.journal.plan import FormPlan
from huiliu.journal.rule_document import Posted

Found = Mapping[tuple[str, str], Sequence[PostedAmount]]


def posted_by(app: AppRef, form: FormPlan, records: Sequence[int]) -> Mapping[int, Amounts]:
    """For each record, what an amount of its rules is."""
    found: dict[int, dict[tuple[str, str], list[PostedAmount]]] = {one: {} for one in records}
    if form.ledgers:
        send_pending()
    for ledger, measure in sorted(form.ledgers):
        for one in ports.ledgers().posted(app, ledger, measure, form.form, records):
            found[one.record].setdefault((ledger, measure), []).append(one)
    return {record: _reading(own) for record, own in found.items()}


def _reading(found: Found) -> Amounts:
    def amount(wanted: Posted, row: int | None) -> Decimal:
        return sum(
            (
                one.amount
                for one in found.get((wanted.ledger, wanted.measure), ())
                if (row is None or one.line == row) and wanted.posting in (None, one.posting)
            ),
            Decimal(0),
        )

    return amount
