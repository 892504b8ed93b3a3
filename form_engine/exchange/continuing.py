"""What a statement goes on from: the lines of the same account that are there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from form_engine.exchange.others_words import Unreadable, day_of
from form_engine.exchange.running import Move
from form_engine.queries.listing import Query, Sort, query
from form_engine.sheet_document import Running
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.expressions.errors import BadCondition
from huiliu.core.records import Record

MOST_A_DAY = 1000


def moves_before(
    app: AppRef, form: str, running: Running, given: Mapping[str, str], until: str, access: Access
) -> list[Move]:
    """Of the last day up to ``until`` that has any, the newest record first. ``given``: what is
    asked once for all rows. Nothing for somebody who does not see all of them: to them a line may
    seem to be missing that is not."""
    day = _day(until)
    if day is None or running.day is None or not all(given.get(field) for field in running.of):
        return []
    if not _sees_all(access, (*running.of, running.day, running.amount, running.balance)):
        return []
    same = tuple(Term(field=field, op="eq", value=given[field]) for field in running.of)
    sort = (Sort(running.day, desc=True), Sort("$id", desc=True))

    def found(term: Term, limit: int) -> list[Record]:
        asked = Query(Condition(cond=(*same, term)), sort=sort, limit=limit)
        return query(app, form, asked, access=access).records

    try:
        latest = found(Term(field=running.day, op="lte", value=day.isoformat()), 1)
    except BadCondition:  # no such account: told at each row
        return []
    if not latest:
        return []
    last = latest[0].values[running.day].isoformat()
    lines = found(Term(field=running.day, op="eq", value=last), MOST_A_DAY)
    return [(one.values[running.amount], one.values[running.balance]) for one in lines]


def _sees_all(access: Access, fields: Collection[str]) -> bool:
    return access.everything or any(grant.rows is None for grant in access.seeing(fields))


def _day(text: str) -> date | None:
    try:
        found = day_of(text)
        return None if found is None else date.fromisoformat(found)
    except (Unreadable, ValueError):
        return None
