"""What was vouchered so far, by document: written with every voucher, read when one follows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, Sum

from huiliu.core.actor import AppRef
from huiliu.core.exact import from_scaled
from huiliu.core.pending import Statement, send_later, send_pending
from huiliu.journal.document import JournalDocument, VoucherKind
from huiliu.journal.lines import SCALE, Auxiliaries
from huiliu.journal.models import VoucherLine

Document = tuple[str, int]
"""A form and the internal id of a record."""
Place = tuple[str, str, int, Auxiliaries]
"""Journal, rule, account and auxiliaries: what amounts of a document are added up by."""
Sums = dict[Place, tuple[int, int]]
"""Debit and credit, in cents."""

CLOSE = "$close"
"""Stands where a form does for the vouchers of a close; the month (202610) where a record does,
and the step where a rule does."""
TRANSFER = "transfer"
"""The step that moves profit and loss into the year's profit."""

_COLUMNS = (
    "app_id, journal, form, record, rule, voucher_form, voucher, kind, date, account,"
    " auxiliaries, debit, credit"
)
_INSERT = f"INSERT INTO journal_voucherline ({_COLUMNS}) VALUES {{rows}}"  # noqa: S608
_ROW = f"({', '.join(['%s'] * 13)})"


@dataclass(frozen=True)
class BookLine:
    """An amount of a document. Without an account: nothing was to be written."""

    document: Document
    rule: str
    account: int | None = None
    auxiliaries: Auxiliaries = ()
    debit: int = 0
    credit: int = 0


def keep(
    app: AppRef,
    journal: JournalDocument,
    lines: Iterable[BookLine],
    *,
    voucher: int | None,
    kind: VoucherKind,
    day: date,
) -> None:
    """With the last statements of the transaction: nobody reads them before."""
    form = journal.voucher.form
    for one in lines:
        own = json.dumps(one.auxiliaries, ensure_ascii=False, separators=(",", ":"))
        head = (app.id, journal.id, *one.document, one.rule, form, voucher, kind, day)
        args = [*head, one.account, own, one.debit, one.credit]
        send_later(Statement(_INSERT, [_adapted(arg) for arg in args], row=_ROW))


def sums_of(app: AppRef, documents: Sequence[Document]) -> Mapping[Document, Sums]:
    """What stands for each document now. A document that never was vouchered is absent."""
    send_pending()
    found: dict[Document, Sums] = {}
    rows = _rows(app, documents).values_list(
        "form", "record", "journal", "rule", "account", "auxiliaries", "debit", "credit"
    )
    for form, record, journal, rule, account, auxiliaries, debit, credit in rows:
        sums = found.setdefault((form, record), {})
        if account is not None:
            place = journal, rule, account, _auxiliaries(auxiliaries)
            had = sums.get(place, (0, 0))
            sums[place] = had[0] + debit, had[1] + credit
    return found


def vouchers_of(app: AppRef, document: Document) -> list[tuple[str, int, str]]:
    """Form, id and kind of every voucher that stands for the document, the first one first."""
    send_pending()
    rows = _rows(app, [document]).filter(voucher__isnull=False).order_by("voucher")
    found = rows.values_list("voucher_form", "voucher", "kind")
    return list(dict.fromkeys((form, int(voucher or 0), kind) for form, voucher, kind in found))


def documents_of(app: AppRef, voucher_form: str, voucher: int) -> list[Document]:
    """The documents that a voucher stands for."""
    send_pending()
    rows = VoucherLine.objects.filter(app_id=app.id, voucher_form=voucher_form, voucher=voucher)
    found = rows.exclude(form=CLOSE).order_by("form", "record").values_list("form", "record")
    return list(dict.fromkeys(found))


def is_automatic(app: AppRef, voucher_form: str, voucher: int) -> bool:
    send_pending()
    return VoucherLine.objects.filter(
        app_id=app.id, voucher_form=voucher_form, voucher=voucher
    ).exists()


def moved_by_close(
    app: AppRef, journal: str, first: str | None, last: str | None, *, step: str | None = None
) -> Mapping[int, tuple[Decimal, Decimal]]:
    """By account, what the closes of these months (``2026-10``) put on it, debit and credit; of
    all their steps or of one."""
    send_pending()
    rows = VoucherLine.objects.filter(app_id=app.id, journal=journal, form=CLOSE)
    if step is not None:
        rows = rows.filter(rule=step)
    if first is not None:
        rows = rows.filter(record__gte=int(first.replace("-", "")))
    if last is not None:
        rows = rows.filter(record__lte=int(last.replace("-", "")))
    sums = rows.values("account").annotate(d=Sum("debit"), c=Sum("credit")).order_by("account")
    return {
        int(one["account"] or 0): (from_scaled(one["d"], SCALE), from_scaled(one["c"], SCALE))
        for one in sums
    }


def _rows(app: AppRef, documents: Sequence[Document]) -> Any:
    """The rows of documents of any forms, for queries."""
    by_form: dict[str, list[int]] = {}
    for form, record in documents:
        by_form.setdefault(form, []).append(record)
    which = Q(pk__in=[])
    for form, records in by_form.items():
        which |= Q(form=form, record__in=records)
    return VoucherLine.objects.filter(which, app_id=app.id).order_by("id")


def _auxiliaries(text: str) -> Auxiliaries:
    return tuple((id_, value) for id_, value in json.loads(text))


def _adapted(value: Any) -> Any:
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
