"""The books: trial balance, auxiliary accounts and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.exact import to_json
from huiliu.core.text import choose
from huiliu.journal import api as journal
from huiliu.ledgers import api as ledgers
from huiliu.server.http.doors import actor_of, app_of, language_of

router = Router()
_AT = "/apps/{app}/journals"


class StatementName(Schema):
    id: str
    title: str
    of: Literal["turnover", "balance"]


class AuxiliaryName(Schema):
    id: str
    title: str


class JournalOut(Schema):
    """``account``: the dimension of the ledger; ``auxiliaries``: the others that its amounts can be
    told apart by.

    ``may_close`` and ``may_reopen``: whether one may close months here, and open them again."""

    id: str
    title: str
    ledger: str
    account: str
    statements: list[StatementName]
    auxiliaries: list[AuxiliaryName]
    may_close: bool
    may_reopen: bool


class JournalsOut(Schema):
    items: list[JournalOut]


class SidesOut(Schema):
    debit: str
    credit: str


class AccountRowOut(Schema):
    """``account``: the record of the chart whose entries can be read; null for one that only adds
    up those below it."""

    account: str | None
    code: str
    title: str
    level: int
    opening: SidesOut
    turnover: SidesOut
    year: SidesOut
    closing: SidesOut


class TrialBalanceOut(Schema):
    """``total``: of the lowest accounts; both sides of each column are equal in good books."""

    items: list[AccountRowOut]
    total: AccountRowOut


class AuxiliaryRowOut(Schema):
    """``value``: by which the ledger is asked for its entries; null where vouchers named none."""

    value: str | None
    title: str
    opening: SidesOut
    turnover: SidesOut
    year: SidesOut
    closing: SidesOut


class AuxiliaryAccountOut(Schema):
    """``items`` add up to the account."""

    account: str | None
    code: str
    title: str
    opening: SidesOut
    turnover: SidesOut
    year: SidesOut
    closing: SidesOut
    items: list[AuxiliaryRowOut]


class AuxiliaryOut(Schema):
    items: list[AuxiliaryAccountOut]


class StatementLineOut(Schema):
    """``other``: since January, or at the end of last year. ``accounts``: the codes it adds up,
    each with those below it; none where it is worked out from other lines."""

    id: str
    title: str
    strong: bool
    amount: str
    other: str
    accounts: list[str]


class StatementOut(Schema):
    id: str
    title: str
    of: Literal["turnover", "balance"]
    items: list[StatementLineOut]


class MonthsIn(Schema):
    """Months like ``2026-10``, both of them too."""

    first: str
    last: str


@router.get(_AT, response=JournalsOut)
def list_journals(request: HttpRequest, app: str) -> Any:
    """Those whose ledger one sees all of."""
    found, actor, language = app_of(request, app), actor_of(request), language_of(request)
    return {
        "items": [
            {
                "id": one.id,
                "title": choose(one.title, language),
                "ledger": one.books.ledger if one.books else "",
                "account": one.books.account if one.books else "",
                "statements": [
                    {"id": s.id, "title": choose(s.title, language), "of": s.of}
                    for s in one.statements
                ],
                "auxiliaries": [
                    {"id": id_, "title": choose(label, language)}
                    for id_, label in journal.auxiliaries(found, one, actor)
                ],
                "may_close": journal.may(found, one, actor, "close"),
                "may_reopen": journal.may(found, one, actor, "reopen"),
            }
            for one in journal.readable_journals(found, actor)
        ]
    }


@router.get(_AT + "/{key}/trial-balance", response=TrialBalanceOut)
def get_trial_balance(request: HttpRequest, app: str, key: str, given: Query[MonthsIn]) -> Any:
    """科目余额表. For who sees all of the general ledger."""
    place, actor = app_of(request, app), actor_of(request)
    found = journal.trial_balance(place, key, actor, first=given.first, last=given.last)
    ids = _chart_ids(place, key, actor, (one.record for one in found.rows))
    return {"items": [_row(one, ids) for one in found.rows], "total": _row(found.total, {})}


@router.get(_AT + "/{key}/auxiliary", response=AuxiliaryOut)
def get_auxiliary(request: HttpRequest, app: str, key: str, by: str, given: Query[MonthsIn]) -> Any:
    """辅助核算余额表: the accounts kept ``by`` customer, supplier, department. For who sees all of
    the general ledger."""
    place, actor = app_of(request, app), actor_of(request)
    found = journal.auxiliary(place, key, actor, by=by, first=given.first, last=given.last)
    ids = _chart_ids(place, key, actor, (one.record for one in found))
    books = journal.latest_plan(place).journal(key).books
    assert books is not None
    values = {item.value for one in found for item in one.items} - {None}
    words = ledgers.words_of(ledgers.latest_plan(place).get(books.ledger), by, values)
    return {"items": [_account_items(one, ids, words) for one in found]}


@router.get(_AT + "/{key}/statements/{statement}", response=StatementOut)
def get_statement(
    request: HttpRequest, app: str, key: str, statement: str, given: Query[MonthsIn]
) -> Any:
    """利润表, 资产负债表, as the journal defines them."""
    language = language_of(request)
    found, lines = journal.statement(
        app_of(request, app),
        key,
        statement,
        actor_of(request),
        first=given.first,
        last=given.last,
    )
    return {
        "id": found.id,
        "title": choose(found.title, language),
        "of": found.of,
        "items": [
            {
                "id": one.line.id,
                "title": choose(one.line.title, language),
                "strong": one.line.strong,
                "amount": to_json(one.amount),
                "other": to_json(one.other),
                "accounts": sorted({code for term in one.line.terms for code in term.accounts}),
            }
            for one in lines
        ],
    }


def _chart_ids(
    app: AppRef, key: str, actor: Actor, records: Iterable[int | None]
) -> Mapping[int | None, str]:
    """Public ids of accounts by their records."""
    chart = next(one for one in journal.readable_journals(app, actor) if one.id == key).accounts
    wanted = [one for one in records if one is not None]
    return {id_: uid for id_, (uid, _) in ports.records().titles(app, chart.form, wanted).items()}


def _row(one: journal.Row, ids: Mapping[int | None, str]) -> dict[str, Any]:
    own = {"account": ids.get(one.record), "code": one.code, "title": one.title}
    return {**own, "level": one.level, **_sides(one)}


def _account_items(
    one: journal.AccountItems,
    ids: Mapping[int | None, str],
    words: Mapping[Any, tuple[str, str]],
) -> dict[str, Any]:
    """Items by what they are called; what is under nobody's name comes last."""
    items = [(*words.get(item.value, (None, "")), item.sides) for item in one.items]
    items.sort(key=lambda item: (item[0] is None, item[1], item[0] or ""))
    shown = [{"value": value, "title": title, **_sides(sides)} for value, title, sides in items]
    own = {"account": ids.get(one.record), "code": one.code, "title": one.title}
    return {**own, **_sides(one.sides), "items": shown}


def _sides(one: journal.Row | journal.Sides) -> dict[str, dict[str, str]]:
    parts = {
        "opening": one.opening,
        "turnover": one.turnover,
        "year": one.year,
        "closing": one.closing,
    }
    return {
        name: {"debit": to_json(amounts.debit), "credit": to_json(amounts.credit)}
        for name, amounts in parts.items()
    }
