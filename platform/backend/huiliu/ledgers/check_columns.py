"""What a balance comes to in the checks it takes part in: 可用量 beside 现存量.

A check is shown where one row of the ledger is one key of it, to whoever sees all of what it adds
up: a sum tells what its parts are. One that discloses is shown to whoever sees the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from huiliu.core import ddl, ports
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.core.exact import to_json as decimal_json
from huiliu.ledgers import checks
from huiliu.ledgers.check_plan import CheckPlan, Key, TermPlan
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.sight import Sight
from huiliu.ledgers.storage import NOTHING


def shown_checks(sight: Sight, wanted: Sequence[str] = ()) -> list[CheckPlan]:
    """Those of which the member sees every part, on some row. Sums that are no limit: where they
    are ``wanted``."""
    plan = sight.plan
    dimensions = [d.id for d in plan.storage.dimensions]
    if not all(map(sight.shows, dimensions)):
        return []
    return [
        check
        for check in latest_plan(plan.app).checks
        if (check.check.refuses or check.check.id in wanted)
        and any(_is_one_row(plan, term) for term in check.terms)
        and (check.check.discloses or all(_sights(sight, term) is not None for term in check.terms))
    ]


def check_amounts(
    sight: Sight, found: Sequence[CheckPlan], rows: Sequence[Key]
) -> list[dict[str, str]]:
    """By check, for each whole key of the ledger; nothing for a row that does not count (what is
    on its way), or of whose sum something is hidden."""
    amounts: list[dict[str, str]] = [{} for _ in rows]
    for check in found:
        (own, *_) = (term for term in check.terms if _is_one_row(sight.plan, term))
        keys = [own.key_of(row) for row in rows]
        wanted = sorted({key for key in keys if key is not None})
        if not wanted:
            continue
        hidden = _hidden_of(sight, check, own, wanted)
        sums = checks.sums(check, wanted)
        for key, into in zip(keys, amounts, strict=True):
            if key is not None and key not in hidden:
                into[check.check.id] = decimal_json(from_scaled(sums[key], check.scale))
    return amounts


def settled(sight: Sight) -> str:
    """Leaves out what was on its way and has arrived: nothing, under a key that does not count."""
    plan = sight.plan
    places = {
        place
        for check in latest_plan(plan.app).checks
        if check.check.refuses
        for term in check.terms
        if term.ledger == plan.id
        for place in term.empty
    }
    some = " OR ".join(f'b."{column}" <> 0' for column in plan.storage.measure_columns)
    parts = [_is_empty(plan, place) + f" OR {some}" for place in sorted(places)]
    return " AND ".join(f"({part})" for part in parts) or "1=1"


def _is_empty(plan: LedgerPlan, place: int) -> str:
    dimension = plan.storage.dimensions[place]
    nothing = NOTHING[dimension.kind]
    text = str(nothing) if isinstance(nothing, int) else f"'{nothing}'"
    return f'b."{dimension.column}" = {text}'


def _is_one_row(plan: LedgerPlan, term: TermPlan) -> bool:
    return term.ledger == plan.id and len({*term.by, *term.empty}) == len(plan.storage.dimensions)


def _sights(sight: Sight, term: TermPlan) -> Sight | None:
    """The member's sight of the ledger of a term, if it shows what the term adds up."""
    plan = _ledger(sight, term)
    if plan is sight.plan:
        own = sight
    else:
        actor = sight.access.actor
        try:
            own = Sight(plan, ports.permissions().ledger_access(actor, plan.app, plan.key))
        except NotFound:
            return None
    return own if all(map(own.shows, _columns(term))) else None


def _ledger(sight: Sight, term: TermPlan) -> LedgerPlan:
    if term.ledger == sight.plan.id:
        return sight.plan
    return next(one for one in latest_plan(sight.plan.app).ledgers if one.id == term.ledger)


def _columns(term: TermPlan) -> list[str]:
    return [*_dimensions(term), term.storage.measures[term.measure].id]


def _dimensions(term: TermPlan) -> list[str]:
    return [term.storage.dimensions[place].id for place in term.by]


def _hidden_of(sight: Sight, check: CheckPlan, own: TermPlan, keys: Sequence[Key]) -> set[Key]:
    """Keys whose sum is not shown; of a check that discloses, where the row itself is not."""
    if check.check.discloses:
        return set(_hidden(sight, own, _dimensions(own), keys, unknown=True))
    found: set[Key] = set()
    for term in check.terms:
        of_term = _sights(sight, term)
        found |= set(keys if of_term is None else _hidden(of_term, term, _columns(term), keys))
    return found


def _hidden(
    sight: Sight,
    term: TermPlan,
    shown: Sequence[str],
    keys: Sequence[Key],
    *,
    unknown: bool = False,
) -> Iterable[Key]:
    """Keys of whose balances some row is not shown, in its columns that are ``shown``; with
    ``unknown`` also those that have no row, which nobody can say whose they would be."""
    if all(map(sight.shows_everywhere, shown)):
        return ()
    found = _by_sight(sight, term, shown, keys)
    absent = set(keys) - found.keys() if unknown else set()
    return absent | {key for key, is_shown in found.items() if not is_shown}


def _by_sight(
    sight: Sight, term: TermPlan, shown: Sequence[str], keys: Sequence[Key]
) -> dict[Key, bool]:
    """Of the keys that have rows which count, whether all of these are shown."""
    reach, values = sight.reach(shown)
    columns = [f'b."{term.storage.dimensions[place].column}"' for place in term.by]
    counts = " AND ".join(_is_empty(_ledger(sight, term), place) for place in term.empty) or "1=1"
    one = f"({', '.join(['%s'] * len(columns))})"
    names = ", ".join(columns)
    sql = (
        f"SELECT {names}, MIN(CASE WHEN {reach} THEN 1 ELSE 0 END)"  # noqa: S608
        f" FROM {ddl.qualified(term.storage.balances)} b"
        f" WHERE {counts} AND ({names}) IN (VALUES {', '.join([one] * len(keys))})"
        f" GROUP BY {names}"
    )
    given: list[Any] = [part for key in keys for part in key]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *given])
        return {tuple(row[:-1]): bool(row[-1]) for row in cursor.fetchall()}
