"""Vouchers of a step: net amounts by account and auxiliary, for each document they stand for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.acceptance.player.amounts import dec, money
from tests.acceptance.player.expecting import Difference, compare
from tests.acceptance.player.labels import NUMBER
from tests.acceptance.player.stage import Stage

Key = tuple[str, str, str]
"""Date, kind, label of the document."""
_AUXILIARIES = {
    "customer": "customer",
    "supplier": "supplier",
    "money_account": "money_account",
    "income_item": "income_item",
    "item": "income_item",
}


_OF_MANY = {"cost_adjust"}
"""Vouchers that stand for every document whose cost changed, whichever one their words name."""


@dataclass(frozen=True)
class Line:
    account: str
    aux: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Voucher:
    id: str
    no: str
    date: str
    kind: str
    summary: str
    source: str
    lines: tuple[Line, ...]


def read(stage: Stage) -> dict[str, Voucher]:
    """All approved ones, by id."""
    records = stage.observer.session.query("voucher", fields=_fields(stage))
    return {one["id"]: _voucher(stage, one) for one in records if one["state"] == "approved"}


def differences(
    stage: Stage, expected: list[dict[str, Any]], made: list[Voucher]
) -> list[Difference]:
    wanted, with_aux = _wanted(expected)
    found: dict[Key, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in made:
        origin = "" if one.kind in _OF_MANY else _origin(stage, one)
        key = (one.date, one.kind, origin)
        for line in one.lines:
            aux = line.aux if line.account in with_aux.get(key, set()) else ""
            found[key][_name(line.account, aux)] += line.debit - line.credit
    return compare(_shown(wanted), _shown(found), "vouchers")


def _fields(stage: Stage) -> list[str]:
    names = ("no", "bill_date", "kind", "summary", "source", "lines")
    return [name for name in names if name in stage.designs.fields("voucher")]


def _voucher(stage: Stage, record: dict[str, Any]) -> Voucher:
    values = record["values"]
    return Voucher(
        record["id"],
        values["no"],
        values["bill_date"],
        values["kind"],
        values.get("summary") or "",
        values.get("source") or "",
        tuple(_line(stage, row) for row in values["lines"]),
    )


def _line(stage: Stage, row: dict[str, Any]) -> Line:
    aux = ""
    for name, form in _AUXILIARIES.items():
        if isinstance(row.get(name), dict):
            aux = stage.labels.code(form, row[name]["id"]) or row[name]["title"]
    account = str(row["account"]["title"]).partition(" ")[0]
    aux = aux or str(row.get("party") or "")
    return Line(account, aux, dec(row.get("debit")), dec(row.get("credit")))


def _origin(stage: Stage, voucher: Voucher) -> str:
    """The label of its document. What stories have no label for stands for no document."""
    number = NUMBER.search(f"{voucher.source} {voucher.summary}")
    return stage.labels.of_number(number[0]) if number else ""


def _wanted(
    expected: list[dict[str, Any]],
) -> tuple[dict[Key, dict[str, Decimal]], dict[Key, set[str]]]:
    """Amounts, and the accounts for which the story names auxiliaries."""
    amounts: dict[Key, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with_aux: dict[Key, set[str]] = defaultdict(set)
    for one in expected:
        number = NUMBER.search(one["summary"])
        origin = number[0] if number and one["kind"] not in _OF_MANY else ""
        key = (one["date"], one["kind"], origin)
        with_aux[key] |= {line["account"] for line in one["lines"] if line.get("aux")}
        for line in one["lines"]:
            name = _name(line["account"], line.get("aux") or "")
            amounts[key][name] += dec(line["dr"]) - dec(line["cr"])
    return amounts, with_aux


def _name(account: str, aux: str) -> str:
    return f"{account}({aux})" if aux else account


def _shown(amounts: dict[Key, dict[str, Decimal]]) -> dict[str, dict[str, str]]:
    found = {
        " ".join(part for part in key if part): {
            account: money(amount) for account, amount in sorted(by_account.items()) if amount
        }
        for key, by_account in amounts.items()
    }
    return {key: lines for key, lines in found.items() if lines}
