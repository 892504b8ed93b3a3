"""Splits entries over what is there: 先到期先出. Decided under a lock of its own, so that two who
want the same goods are given different ones, or one of them is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from huiliu.core import ddl
from huiliu.core.errors import FieldError, RuleRefused
from huiliu.ledgers import lots
from huiliu.ledgers.choosing import Candidate, in_order
from huiliu.ledgers.entries import Allot, NewEntry
from huiliu.ledgers.entry_store import LiveEntry, Source
from huiliu.ledgers.journal import Page
from huiliu.ledgers.lots import Group, Lot
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Short, Shortage, Summed, Where
from huiliu.ledgers.storage import NOTHING
from huiliu.ledgers.tasks import Task

Place = tuple[str, int | None]
"""Posting and row."""


def lock(tasks: Sequence[Task]) -> None:
    """Whoever takes from a group waits for the others, also who says what they take."""
    if not ddl.is_postgresql():
        return
    groups = {
        _number(task.plan, entry.allot, entry)
        for task in tasks
        for entry in task.wanted
        if entry.allot and entry.allot.by.spec.first and _amount(entry) < 0
    }
    if groups:
        with connection.cursor() as cursor:
            sql = "SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) k"
            cursor.execute(sql, [sorted(groups)])


def _number(plan: LedgerPlan, allot: Allot, entry: NewEntry) -> int:
    group = Group.of(plan.storage, allot.by, entry.key)
    digest = hashlib.blake2b(repr((plan.id, "allot", group.key)).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def as_before(wanted: list[NewEntry], live: Sequence[LiveEntry]) -> list[NewEntry] | None:
    """What is split already stays so; None where anything of it comes to something else, so that
    all of the record is split anew."""
    found: list[NewEntry] = []
    for entry in wanted:
        parts = _parts_of(entry, live) if entry.allot is not None else []
        if entry.allot is not None and not parts:
            return None
        found += parts or [entry]
    return found


def _parts_of(entry: NewEntry, live: Sequence[LiveEntry]) -> list[NewEntry]:
    assert entry.allot is not None
    place = entry.allot.by.place
    ours = [
        one
        for one in live
        if (one.posting, one.line, one.date) == (entry.posting, entry.line, entry.date)
        and _without(one.key, place) == _without(entry.key, place)
        and (not _is_given(entry) or one.key == entry.key)
    ]
    if sum(one.amounts[entry.allot.by.measure] for one in ours) != _amount(entry):
        return []
    return [replace(entry, key=one.key, amounts=one.amounts) for one in ours]


def _without(key: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*key[:place], *key[place + 1 :])


@dataclass
class Allotment:
    """Of one record in one ledger. What is split is posted at once: the next line finds less."""

    page: Page
    source: Source
    split: dict[Place, list[tuple[Any, int]]] = field(default_factory=dict)
    lots: dict[tuple[str, int, int | None], list[Lot]] = field(default_factory=dict)

    def post(self, entries: Iterable[NewEntry]) -> None:
        for entry in entries:
            parts = [entry] if entry.allot is None else list(self._parts(entry, entry.allot))
            self.page.post(parts, self.source)

    def _parts(self, entry: NewEntry, allot: Allot) -> Iterator[NewEntry]:
        shares = self._merged(self._shares(entry, allot))
        place = entry.posting, entry.line
        self.split.setdefault(place, []).extend((part, amount) for part, amount, _ in shares)
        for part, amount, source in shares:
            key = Group.of(self.page.plan.storage, allot.by, entry.key).full(part)
            amounts = tuple(amount if n == allot.by.measure else 0 for n in range(_width(entry)))
            yield replace(entry, key=key, amounts=amounts, source=source)

    def _shares(self, entry: NewEntry, allot: Allot) -> Iterator[tuple[Any, int, int | None]]:
        """Part of the key, amount, and the entry that is returned."""
        spec, need = allot.by.spec, _amount(entry)
        if allot.of is not None:
            yield from self._returned(entry, allot)
        elif _is_given(entry) or (allot.order is None and spec.like is None):
            yield entry.key[allot.by.place], need, None
        elif spec.like is not None:
            for part, amount in self.split.get((spec.like, entry.line), ()):
                yield part, -amount, None
        elif need < 0:
            yield from self._taken(entry, allot)
        else:
            yield _nothing(self.page.plan, allot), need, None

    @staticmethod
    def _merged(
        shares: Iterable[tuple[Any, int, int | None]],
    ) -> list[tuple[Any, int, int | None]]:
        found: dict[tuple[Any, int | None], int] = {}
        for part, amount, source in shares:
            found[part, source] = found.get((part, source), 0) + amount
        return [(part, amount, source) for (part, source), amount in found.items()]

    def _taken(self, entry: NewEntry, allot: Allot) -> Iterator[tuple[Any, int, None]]:
        """What is not there stands where nothing is, for the floor to refuse."""
        need = -_amount(entry)
        may, may_not = self._candidates(entry, allot)
        for one in may:
            part = min(one.amount, need)
            if part > 0:
                need -= part
                yield one.part, -part, None
        if need > 0:
            self._require_not_shut_out(entry, allot, need, may, may_not)
            yield _nothing(self.page.plan, allot), -need, None

    def _candidates(self, entry: NewEntry, allot: Allot) -> tuple[list[Candidate], list[Candidate]]:
        plan = self.page.plan
        group = Group.of(plan.storage, allot.by, entry.key)
        found = lots.there(group, allot.by.measure, entry.date)
        for key, amounts in self.page.deltas.by_key.items():
            if group.holds(key):
                part = key[allot.by.place]
                found[part] = found.get(part, 0) + amounts[allot.by.measure]
        there = {part: amount for part, amount in found.items() if amount > 0}
        return in_order(plan, allot, there, entry.date)

    def _require_not_shut_out(
        self,
        entry: NewEntry,
        allot: Allot,
        missing: int,
        may: Sequence[Candidate],
        may_not: Sequence[Candidate],
    ) -> None:
        refused, plan, by = allot.by.spec.refused, self.page.plan, allot.by
        if refused is None or sum(one.amount for one in may_not) < missing:
            return
        others = tuple(n for n in range(len(entry.key)) if n != by.place)
        summed = Summed(plan, by.measure, others, _without(entry.key, by.place))
        at_the_door = self.source.at_the_door
        where = Where(self.source.form, self.source.record, entry.where)
        shortage = Shortage(
            refused,
            entry.key,
            plan.storage.measures[by.measure].scale,
            0,
            current=sum(one.amount for one in may),
            required=-_amount(entry),
            of=(summed,),
            wheres=(where,) if at_the_door and entry.where else (),
            named_by={(self.source.form, self.source.record)} if at_the_door else (),
        )
        raise Short(plan, [shortage])

    def _returned(self, entry: NewEntry, allot: Allot) -> Iterator[tuple[Any, int, int | None]]:
        need, sign = abs(_amount(entry)), 1 if _amount(entry) > 0 else -1
        for lot in self._lots_of(entry, allot, sign):
            part = min(lot.left, need)
            if part > 0:
                lot.left -= part
                need -= part
                yield lot.entry.key[allot.by.place], sign * part, lot.entry.id
        if need > 0:
            if allot.by.spec.refused is not None and _is_given(entry):
                raise _not_of_it(entry, allot)
            yield entry.key[allot.by.place], sign * need, None

    def _lots_of(self, entry: NewEntry, allot: Allot, sign: int) -> list[Lot]:
        """Of what is given, where something is."""
        line = allot.of
        assert line is not None
        place = line.form, line.record, line.row
        if place not in self.lots:
            self.lots[place] = lots.of_line(self.page.plan.storage, allot.by, line, sign)
        at = allot.by.place
        found = self.lots[place]
        return [x for x in found if not _is_given(entry) or x.entry.key[at] == entry.key[at]]


def _not_of_it(entry: NewEntry, allot: Allot) -> RuleRefused:
    refused = allot.by.spec.refused
    assert refused is not None
    error = FieldError(refused.code, refused.message)
    return RuleRefused(refused.code, refused.message, fields={entry.where or "$form": [error]})


def _amount(entry: NewEntry) -> int:
    assert entry.allot is not None
    return entry.amounts[entry.allot.by.measure]


def _width(entry: NewEntry) -> int:
    return len(entry.amounts)


def _is_given(entry: NewEntry) -> bool:
    assert entry.allot is not None
    return entry.key[entry.allot.by.place] not in NOTHING.values()


def _nothing(plan: LedgerPlan, allot: Allot) -> Any:
    return NOTHING[plan.storage.dimensions[allot.by.place].kind]
