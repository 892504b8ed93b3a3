"""What must hold of the template's books whatever happened: I1–I16 of the domain, as far as one
company can show them (I9: see the tests of batches and serials; I12: of repeated requests; I14:
of permissions; I15: of costs). Empty lists mean that it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record
from huiliu.journal.api import vouchers_of
from huiliu.ledgers import api as ledgers
from huiliu.server.jobs.models import Job
from huiliu.server.jobs.run import run_one
from tests.support.jxc_company import Company

ZERO = Decimal(0)
INVENTORY = ("1403", "1405", "1411")
TAX = "22210107"
Said = Iterator[str]


def broken(company: Company) -> dict[str, list[str]]:
    """By invariant, what speaks against it."""
    drain()
    found = {name: list(check(company))[:20] for name, check in CHECKS.items()}
    return {name: words for name, words in found.items() if words}


def deadlocks() -> int:
    """That PostgreSQL has counted in this database."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def drain() -> None:
    """What waits to be done after the commits: costs that others learn, notifications."""
    while due := list(Job.objects.filter(state="queued").values_list("pk", flat=True)[:500]):
        for pk in due:
            run_one(pk)
        if not Job.objects.filter(pk__in=due).exclude(state="queued").exists():
            return


def approved(company: Company, form: str) -> list[Record]:
    where = Condition(cond=(Term(field="$state", op="eq", value="approved"),))
    return _found(company, form, where)


def _found(company: Company, form: str, where: Condition) -> list[Record]:
    access = system_access(company.admin, form)
    return ports.records().find(company.app, form, where, access=access, limit=100_000)


def balances(company: Company, ledger: str) -> list[tuple[dict[str, Any], dict[str, Decimal]]]:
    """As they are stored: dimension → value, measure → amount."""
    storage = ledgers.latest_plan(company.app).get(ledger).storage
    columns = [*storage.key_columns, *storage.measure_columns]
    rows = _select(f"SELECT {ddl.names(columns)} FROM {ddl.qualified(storage.balances)}")  # noqa: S608
    width = len(storage.dimensions)
    return [
        (
            dict(zip((d.id for d in storage.dimensions), row[:width], strict=True)),
            {
                m.id: Decimal(int(amount)).scaleb(-m.scale)
                for m, amount in zip(storage.measures, row[width:], strict=True)
            },
        )
        for row in rows
    ]


def _select(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def ledgers_are_their_entries(company: Company) -> Said:
    """I1, I3: balances, costs and pools; a rebuild would change nothing."""
    for plan in ledgers.latest_plan(company.app).ledgers:
        for one in ledgers.differences(plan):
            yield f"{plan.key}: {one.as_json(plan)}"


def reserved_is_what_is_open(company: Company) -> Said:
    """I1: what orders hold is what of them is not shipped yet."""
    left: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for order in approved(company, "sales_order"):
        for row in order.values["lines"]:
            left[row["product"], row["warehouse"] or order.values["warehouse"]] += row["open"]
    for key, held in balances(company, "commitment"):
        place = key["product"], key["warehouse"]
        if held["unshipped"] != left[place] or not ZERO <= held["reserved"] <= left[place]:
            yield f"{place}: {held} of {left[place]}"


def nothing_is_negative(company: Company) -> Said:
    """I2: now, with what is reserved, and at every moment of the past."""
    reserved = {(k["product"], k["warehouse"]): m for k, m in balances(company, "commitment")}
    for key, held in balances(company, "stock"):
        place = key["product"], key["warehouse"]
        other = reserved[place]["reserved"] if place in reserved and not key["transfer"] else ZERO
        if held["qty"] < other:
            yield f"{key}: {held['qty']}, {other} reserved"
    plan = ledgers.latest_plan(company.app).get("stock")
    table, keys = ddl.qualified(plan.storage.entries), plan.storage.key_columns
    qty = plan.storage.measure_columns[0]
    names = ", ".join(f'e."{column}"' for column in keys)
    rows = _select(
        f'SELECT {names}, e."{qty}", e.date, e.id FROM {table} e WHERE e.reverses IS NULL'  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.reverses = e.id) ORDER BY e.date, e.id"
    )
    running: dict[Any, int] = defaultdict(int)
    for *key, change, day, number in rows:
        running[tuple(key)] += change
        if running[tuple(key)] < 0:
            yield f"{key} on {day} after {number}: {running[tuple(key)]}"


def the_books_say_what_the_ledgers_say(company: Company) -> Said:
    """I3, I4, I5: stock, debts and the general ledger, by party."""
    codes = {one.id: one.values["code"] for one in _found(company, "account", Condition())}
    net: dict[str, Decimal] = defaultdict(Decimal)
    parties: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for key, held in balances(company, "general"):
        code, amount = codes[key["account"]], held["debit"] - held["credit"]
        net[code] += amount
        parties[code, key["customer"] or key["supplier"]] += amount
    if sum(net.values()):
        yield f"trial balance: {dict(net)}"
    stock = sum((m["value"] for _, m in balances(company, "stock")), ZERO)
    booked = sum((net[code] for code in net if code.startswith(INVENTORY)), ZERO)
    if stock != booked:
        yield f"stock is worth {stock}, the books say {booked}"
    for ledger, party, code, sign in (
        ("receivable", "customer", "1122", 1), ("payable", "supplier", "220201", -1),
    ):  # fmt: skip
        owed: dict[int, Decimal] = defaultdict(Decimal)
        for key, held in balances(company, ledger):
            owed[key[party]] += held["amount"]
        said = {who: sign * amount for (one, who), amount in parties.items() if one == code}
        for who in owed.keys() | said.keys():
            if owed.get(who, ZERO) != said.get(who, ZERO):
                yield f"{ledger} {who}: {owed.get(who)} owed, {said.get(who)} booked"


def every_document_is_vouchered_once(company: Company) -> Said:
    """I4: what the vouchers of a document come to is what it says, and nothing once it is taken
    back. I3: no pool without goods has a value."""
    codes = {one.id: one.values["code"] for one in _found(company, "account", Condition())}
    vouchers = {one.id: one for one in approved(company, "voucher")}
    for one in vouchers.values():
        if one.values["total_debit"] != one.values["total_credit"]:
            yield f"voucher {one.id} is not balanced"
    for form in ("sales_delivery", "purchase_receipt"):
        for document in _found(company, form, Condition()):
            wanted = _meant(document) if document.state == "approved" else {}
            got = _booked(company, document, vouchers, codes)
            if got != wanted:
                yield f"{document.values['no']} ({document.state}): {got}, not {wanted}"
    for key, held in balances(company, "stock"):
        if not held["qty"] and held["value"] and company_wide(company, key["product"]) == ZERO:
            yield f"{key}: nothing, worth {held['value']}"


def company_wide(company: Company, product: int) -> Decimal:
    return sum((m["qty"] for k, m in balances(company, "stock") if k["product"] == product), ZERO)


def _meant(document: Record) -> dict[str, Decimal]:
    """Account → debit less credit."""
    v = document.values
    if document.form == "sales_delivery":
        cost = sum((row["cost"] for row in v["lines"]), ZERO)
        found = {"1122": v["total"], "5001": -v["total_net"], TAX: -v["total_tax"],
                 "5401": cost, "1405": -cost}  # fmt: skip
    else:
        found = {"1405": v["stock_value"], "222105": v["total_input_tax"],
                 "220201": -v["total"]}  # fmt: skip
    return {code: amount for code, amount in found.items() if amount}


def _booked(
    company: Company, document: Record, vouchers: dict[int, Record], codes: dict[int, str]
) -> dict[str, Decimal]:
    """Of the vouchers that are its own. An adjustment may be of several documents, and is compared
    by what the journal notes of each."""
    from huiliu.journal import book

    sums = book.sums_of(company.app, [(document.form, document.id)])
    net: dict[str, Decimal] = defaultdict(Decimal)
    for places in sums.values():
        for (_, _, account, _), (debit, credit) in places.items():
            net[codes[account]] += Decimal(debit - credit).scaleb(-2)
    own = {one for _, one, _ in vouchers_of(company.app, (document.form, document.id))}
    if own - vouchers.keys():
        net["a voucher is missing"] += 1
    return {code: amount for code, amount in net.items() if amount}


CHAINS = (
    ("sales_order", "sales_delivery", "order", "order_line", ("shipped",), "base_qty"),
    ("sales_delivery", "sales_return", "delivery", "delivery_line", ("returned",), "base_qty"),
    ("purchase_receipt", "purchase_return", "receipt", "receipt_line", ("returned",), "base_qty"),
    ("transfer", "transfer_receipt", "transfer", "transfer_line", ("received",), "base_qty"),
)


def chains_add_up(company: Company) -> Said:
    """I6, I8: what sources know is what was taken of them, and no more than there was."""
    for source, target, record, line, into, whole in CHAINS:
        taken: dict[Any, Decimal] = defaultdict(Decimal)
        for one in approved(company, target):
            for row in one.values["lines"]:
                if row.get(line) is not None:
                    taken[one.values[record], int(row[line])] += row["base_qty"]
        for one in _found(company, source, Condition()):
            for row in one.values["lines"]:
                known = sum((row[name] or ZERO for name in into), ZERO)
                there = taken.pop((one.id, row["$row"]), ZERO)
                limit = row[whole] if one.state == "approved" else ZERO
                if known != there or there > limit:
                    yield f"{one.values['no']} row {row['$row']}: {known}, {there} of {limit}"
        if taken:
            yield f"{target} takes of what is not there: {dict(taken)}"


def transit_is_what_has_not_arrived(company: Company) -> Said:
    """I8."""
    away: dict[int, Decimal] = defaultdict(Decimal)
    for key, held in balances(company, "stock"):
        if key["transfer"]:
            away[key["transfer"]] += held["qty"]
    for one in approved(company, "transfer"):
        sent = one.values["mode"] == "two_step"
        left = sum((r["base_qty"] - (r["received"] or ZERO) for r in one.values["lines"]), ZERO)
        if away.pop(one.id, ZERO) != (left if sent else ZERO):
            yield f"{one.values['no']}: {left} should be on its way"
    if any(away.values()):
        yield f"on its way by nothing: {dict(away)}"


def lines_add_up(company: Company) -> Said:
    """I7."""
    for form in ("sales_delivery", "purchase_receipt", "sales_return", "purchase_return"):
        for one in approved(company, form):
            rows = one.values["lines"]
            if any(row["net"] + row["tax"] != row["amount"] for row in rows):
                yield f"{one.values['no']}: net and tax are not the amount"
            if sum(row["amount"] for row in rows) != one.values["total"]:
                yield f"{one.values['no']}: the lines are not the total"


def gross_profit_is_in_the_books(company: Company) -> Said:
    """I16."""
    codes = {one.id: one.values["code"] for one in _found(company, "account", Condition())}
    booked = sum(
        (m["credit"] - m["debit"] for k, m in balances(company, "general")
         if codes[k["account"]] in ("5001", "5401")), ZERO,
    )  # fmt: skip
    earned = sum((one.values["total_profit"] for one in approved(company, "sales_delivery")), ZERO)
    for one in approved(company, "sales_return"):
        cost = sum((row["cost"] for row in one.values["lines"]), ZERO)
        earned -= one.values["total_net"] - cost
    if booked != earned:
        yield f"documents earn {earned}, the books say {booked}"


def taking_back_leaves_nothing(company: Company) -> Said:
    """I10: approve and take back; I11: what is refused changes nothing and takes no number."""
    ids = company.known()
    before = fingerprint(company)
    values = {
        "customer": ids["customer"], "warehouse": ids["warehouses"][0],
        "lines": [{"product": one, "qty": "1", "price": "22.60"} for one in ids["products"]],
    }  # fmt: skip
    try:
        record = company.enter("sales_delivery", "sales_manager", values)
    except HuiliuError:
        pass  # nothing left to deliver: refused, and then nothing may have changed either
    else:
        drain()
        company.unapprove(record)
        drain()
    if (after := fingerprint(company)) != before:
        yield f"taken back: {_differing(before, after)}"
    for row in values["lines"]:
        row["qty"] = "1000000"
    number = _last_number()
    try:
        company.enter("sales_delivery", "sales_manager", values)
        yield "a million was delivered"
    except HuiliuError:
        pass
    if fingerprint(company) != before or _last_number() != number:
        yield "a refusal left something behind"


def fingerprint(company: Company) -> dict[str, Any]:
    """All that ledgers hold, without what is empty; the general ledger as net of an account."""
    found: dict[str, Any] = {}
    for plan in ledgers.latest_plan(company.app).ledgers:
        for key, held in balances(company, plan.key):
            if plan.key == "general":
                held = {"net": held["debit"] - held["credit"]}
            if any(held.values()):
                found[f"{plan.key} {key}"] = held
    return found


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[Any]:
    keys = before.keys() | after.keys()
    return [(k, before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k)][:5]


def _last_number() -> list[tuple[Any, ...]]:
    return _select(
        "SELECT form_id, field, scope, value FROM form_engine_serialcounter ORDER BY 1, 2, 3"
    )


def a_closed_period_stays_as_it_is(company: Company) -> Said:
    """I13: nothing gets into it, and what is kept of it is what its entries come to."""
    last = company.today.replace(day=1) - _ONE_DAY
    if ports.ledgers().closed_through(company.app) is None:
        ports.ledgers().close(company.app, last, actor=company.admin)
    kept = {plan.key: _as_of(plan, last) for plan in ledgers.latest_plan(company.app).ledgers}
    for plan in ledgers.latest_plan(company.app).ledgers:
        if kept[plan.key] != _summed(plan, last):
            yield f"{plan.key}: the snapshot is not what the entries come to"
    ids = company.known()
    values = {
        "customer": ids["customer"], "warehouse": ids["warehouses"][0],
        "bill_date": last.isoformat(),
        "lines": [{"product": ids["products"][0], "qty": "1", "price": "22.60"}],
    }  # fmt: skip
    try:
        company.enter("sales_delivery", "sales_manager", values)
        yield "something was posted into a closed period"
    except HuiliuError as error:
        if error.wire_code != "PERIOD_CLOSED":
            yield f"refused as {error.wire_code}"


_ONE_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def _as_of(plan: Any, day: date) -> dict[Any, Any]:
    from huiliu.ledgers import snapshots

    sql, values = snapshots.as_of(plan.storage, day)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ddl.names(plan.storage.all_live)} FROM {sql} s", values)  # noqa: S608
        return _whole(plan, cursor.fetchall())


def _summed(plan: Any, day: date) -> dict[Any, Any]:
    from huiliu.ledgers.balance_sums import sums_of_entries

    return {k: v for k, v in sums_of_entries(plan.storage, day).items() if any(v)}


def _whole(plan: Any, rows: list[tuple[Any, ...]]) -> dict[Any, Any]:
    width = len(plan.storage.dimensions)
    found = {tuple(row[:width]): tuple(map(int, row[width:])) for row in rows}
    return {key: amounts for key, amounts in found.items() if any(amounts)}


CHECKS: dict[str, Callable[[Company], Said]] = {
    "I1 I3 ledgers": ledgers_are_their_entries,
    "I1 reserved": reserved_is_what_is_open,
    "I2 floors": nothing_is_negative,
    "I3 I4 I5 books": the_books_say_what_the_ledgers_say,
    "I4 vouchers": every_document_is_vouchered_once,
    "I6 chains": chains_add_up,
    "I7 lines": lines_add_up,
    "I8 transit": transit_is_what_has_not_arrived,
    "I10 I11 undone": taking_back_leaves_nothing,
    "I16 gross profit": gross_profit_is_in_the_books,
    "I13 closed": a_closed_period_stays_as_it_is,
}
