"""The only writer of ledgers: turns the events of one transaction into entries and balances.

Entries are written as the events come; balances last, all at once and in one order, so that the
rows everybody wants are locked for the shortest time and nobody waits in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from huiliu.core import events, ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.pending import send_pending
from huiliu.core.ports import Posting
from huiliu.core.records import RecordEvent
from huiliu.core.transactions import Stage, before_commit, run_in_transaction
from huiliu.ledgers import (
    allotting,
    at_keys,
    balances,
    checks,
    clipping,
    entry_store,
    history,
    periods,
)
from huiliu.ledgers.allotting import Allotment
from huiliu.ledgers.costing import valuing, written
from huiliu.ledgers.deltas import Deltas
from huiliu.ledgers.entries import NewEntry
from huiliu.ledgers.entry_store import LiveEntry
from huiliu.ledgers.figures import figures, may_figure
from huiliu.ledgers.journal import Journal, Page
from huiliu.ledgers.open_items import open_items
from huiliu.ledgers.open_rows import open_rows
from huiliu.ledgers.plan import AppPlan, LedgerPlan, foresee, latest_plan, locked_plan
from huiliu.ledgers.posted import posted
from huiliu.ledgers.shown_amount import shown_amount
from huiliu.ledgers.standing import standing
from huiliu.ledgers.tasks import DECIDES, TOLD, Task, recount_of, tasks_of
from huiliu.ledgers.telling import telling
from huiliu.ledgers.watching import keys_json, sums, sums_of, visible
from huiliu.ledgers.within import sums_within

Learn = Callable[[LedgerPlan, Mapping[written.Document, tuple[Actor, Cause]]], None]


class LedgerPoster:
    """``ports.Ledgers``."""

    foresee = staticmethod(foresee)
    sums = staticmethod(sums)
    amounts = staticmethod(at_keys.amounts)
    sums_of = staticmethod(sums_of)
    visible = staticmethod(visible)
    require_open = staticmethod(periods.require_open_now)
    standing = staticmethod(standing)
    posted = staticmethod(posted)
    sums_within = staticmethod(sums_within)
    open_items = staticmethod(open_items)
    open_rows = staticmethod(open_rows)
    figures = staticmethod(figures)
    shown_amount = staticmethod(shown_amount)
    may_figure = staticmethod(may_figure)
    closed_through = staticmethod(periods.closed_through)
    close = staticmethod(periods.close)
    reopen = staticmethod(periods.reopen)

    def apply(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> None:
        self.apply_all([Posting(event, actor, cause)])

    def apply_all(self, postings: Sequence[Posting]) -> None:
        run_in_transaction(lambda: _apply_all(postings))


def _apply_all(postings: Sequence[Posting]) -> None:
    for app, ours in _by_app(postings).items():
        _apply(app, ours)


def _by_app(postings: Sequence[Posting]) -> dict[AppRef, list[Posting]]:
    """Those that can concern a ledger, by app, apps in the order of their ids."""
    found: dict[AppRef, list[Posting]] = {}
    for posting in sorted(postings, key=lambda p: p.event.record.app.id):
        event, app = posting.event, posting.event.record.app
        if event.name not in TOLD:
            continue
        if latest_plan(app).concerned(event.record.form):
            found.setdefault(app, []).append(posting)
    return {app: _without_passing(ours) for app, ours in found.items()}


def _without_passing(postings: list[Posting]) -> list[Posting]:
    """A document that is decided in the transaction that submits it was never in approval."""
    decided = {_about(p) for p in postings if p.event.name in DECIDES}
    return [p for p in postings if p.event.name != "submitted" or _about(p) not in decided]


def _about(posting: Posting) -> tuple[str, int]:
    return posting.event.record.form, posting.event.record.id


def _apply(app: AppRef, postings: list[Posting]) -> None:
    plan, closed = locked_plan(app)
    _send_what_is_read(plan, postings)
    askers = frozenset(posting.cause.asker(posting.actor) for posting in postings)
    with telling(askers):
        _post_all(app, plan, closed, postings, Journal(askers))


def _post_all(
    app: AppRef, plan: AppPlan, closed: date | None, postings: list[Posting], journal: Journal
) -> None:
    tasks = [task for posting in postings for task in _tasks(plan, posting)]
    _carry_out(app, plan, closed, tasks, postings, journal)


def _tasks(plan: AppPlan, posting: Posting) -> Iterator[Task]:
    """What lies behind the references of a record is read once, not once a ledger."""
    record = posting.event.record
    read = cache(lambda: plan.paths[record.form].reader(record))
    for ledger in plan.concerned(record.form):
        yield from tasks_of(ledger, posting, read)


def recount(app: AppRef, key: str, postings: list[Posting]) -> None:
    """One ledger, and no other, counts these records anew: what they have posted there becomes
    what its rules of now say."""
    plan, closed = locked_plan(app)
    ledger = plan.get(key)
    askers = frozenset(posting.cause.asker(posting.actor) for posting in postings)
    with telling(askers):
        tasks = [recount_of(ledger, posting) for posting in postings]
        due = [task for task in tasks if _is_due(task)]
        if due:
            _carry_out(app, plan, closed, due, postings, Journal(askers), written.tell_later)


def _is_due(task: Task) -> bool:
    """Whether anything of it differs: a closed period holds nobody up who would change nothing."""
    live = entry_store.live_entries(task.plan.storage, task.source.form, task.source.record)
    wanted = allotting.as_before(task.wanted, live)
    return wanted is None or any(_difference(task.plan, live, wanted))


def _carry_out(
    app: AppRef,
    plan: AppPlan,
    closed: date | None,
    tasks: list[Task],
    postings: list[Posting],
    journal: Journal,
    learn: Learn = written.write,
) -> None:
    """``learn``: how documents come to know their costs. Those of a recount are not locked, and
    whoever holds one of them may be waiting for our lock."""
    periods.require_open(closed, (entry.date for task in tasks for entry in task.wanted))
    valuing.lock(tasks, journal)
    allotting.lock(tasks)
    coming: Sequence[Task] = tasks
    for task in tasks:
        page = journal.page(task.plan)
        if task.kind != "post" and page.waiting:
            _settle_amounts(plan, journal, coming)
            coming = ()
        _work(task, page, closed)
    _settle_amounts(plan, journal)
    valuing.value(journal)
    journal.write()
    _write_costs(tasks, learn)
    _tell(app, journal, postings)
    before_commit(_settle, (plan, journal), stage=Stage.LOCKS)


def _send_what_is_read(plan: AppPlan, postings: Sequence[Posting]) -> None:
    for record in (posting.event.record for posting in postings):
        for ledger in plan.concerned(record.form) if record.unsent else ():
            if record.unsent & ledger.read.get(record.form, frozenset()):
                send_pending()
                return


def _settle_amounts(plan: AppPlan, journal: Journal, coming: Sequence[Task] = ()) -> None:
    """Before anything is stored: how much of what waits may be posted. What is still to come is
    locked along, in one order: document by document, two would wait for each other."""
    bounding = [*clipping.bounding(plan, journal), *clipping.bounding_later(plan, coming)]
    checks.lock(plan, journal.deltas, bounding)
    clipping.clip(plan, journal)


def _settle(waiting: Sequence[tuple[AppPlan, Journal]]) -> None:
    """Floors of today are judged first, then those of the past, then the checks over several."""
    for plan, askers, deltas in _together(waiting):
        with telling(askers):
            lasts = balances.add(deltas)
            history.require(deltas, lasts)
            checks.require(plan, deltas)


_Changed = tuple[AppPlan, frozenset[Actor | None], dict[int, Deltas]]


def _together(waiting: Sequence[tuple[AppPlan, Journal]]) -> list[_Changed]:
    """What follows from postings (their vouchers) posts to other ledgers: all of them are locked in
    one order."""
    found: list[_Changed] = []
    for plan, journal in waiting:
        last = found[-1] if found else None
        deltas = journal.deltas
        if last and last[:2] == (plan, journal.askers) and last[2].keys().isdisjoint(deltas):
            last[2].update(deltas)
        else:
            found.append((plan, journal.askers, dict(deltas)))
    return found


def _work(task: Task, page: Page, closed: date | None) -> None:
    if task.kind == "post":
        _post(task, page, task.wanted)
        return
    page.write()
    send_pending()
    live = entry_store.live_entries(task.plan.storage, task.source.form, task.source.record)
    wanted = allotting.as_before(task.wanted, live)
    weighed = task.posting.anew and task.plan.clipped
    whole = wanted is None or weighed
    gone, new = (live, task.wanted) if whole else _difference(task.plan, live, wanted or [])
    periods.require_open(closed, (entry.date for entry in gone))
    page.undo(gone, task.source)
    _post(task, page, new)


def _post(task: Task, page: Page, entries: list[NewEntry]) -> None:
    if task.plan.document.allotted:
        Allotment(page, task.source).post(entries)
    else:
        page.post(entries, task.source)


def _write_costs(tasks: Sequence[Task], learn: Learn) -> None:
    """After the entries are stored and before any balance is locked."""
    for plan in {task.plan.id: task.plan for task in tasks if task.plan.told}.values():
        documents = {
            (task.source.form, task.source.record): (task.posting.actor, task.posting.cause)
            for task in tasks
            if task.plan.id == plan.id
        }
        learn(plan, documents)


def _difference(
    plan: LedgerPlan, live: list[LiveEntry], wanted: list[NewEntry]
) -> tuple[list[LiveEntry], list[NewEntry]]:
    """What must be taken back and what must be posted; lines that did not change stay. Where one
    entry takes up what others of its document cost, they stay or go together."""
    kept = Counter(_content(plan, entry) for entry in live)
    new = _not_in(kept, ((entry, _content(plan, entry)) for entry in wanted))
    gone = _in(kept, ((entry, _content(plan, entry)) for entry in live))
    facts = [*(one.facts for one in live), *(one.facts for one in wanted)]
    if (gone or new) and any(one and one.feeds for one in facts):
        return live, wanted
    return gone, new


def _not_in(kept: Counter[Any], entries: Iterable[tuple[NewEntry, Any]]) -> list[NewEntry]:
    found: list[NewEntry] = []
    for entry, content in entries:
        if kept[content]:
            kept[content] -= 1
        else:
            found.append(entry)
    return found


def _in(kept: Counter[Any], entries: Iterable[tuple[LiveEntry, Any]]) -> list[LiveEntry]:
    found: list[LiveEntry] = []
    for entry, content in entries:
        if kept[content]:
            kept[content] -= 1
            found.append(entry)
    return found


def _content(plan: LedgerPlan, entry: NewEntry | LiveEntry) -> tuple[Any, ...]:
    """What makes a stored entry equal to one that the record should have now. The value of a
    costed entry is no part of it: it follows from the others."""
    value = plan.storage.value_place
    amounts = tuple(0 if n == value else amount for n, amount in enumerate(entry.amounts))
    return entry.posting, entry.line, entry.date, entry.key, amounts, entry.facts


def _tell(app: AppRef, journal: Journal, postings: Sequence[Posting]) -> None:
    deepest = max((posting.cause for posting in postings), key=lambda cause: cause.depth)
    cause = {"depth": deepest.depth, "chain": list(deepest.chain)}
    for plan in journal.touched():
        keys = keys_json(journal.deltas[plan.id].by_key)
        payload = {"app": app.id, "ledger": plan.key, "keys": keys, "cause": cause}
        ports.events().publish(events.LEDGER, payload, workspace_id=app.workspace_id)
