"""The journal: from the events of one transaction to vouchers, before the commit.

A document that is approved gets the vouchers its rules ask for. Whatever happens to it later, the
journal compares what its rules say now with what was vouchered so far, and writes the difference:
nothing that was written is ever edited (jxc-domain 7.5.4, rules 21 and 28).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import Conflict, HuiliuError
from huiliu.core.paths import env_of
from huiliu.core.pending import send_pending
from huiliu.core.ports import Posting
from huiliu.core.records import EventName, Record
from huiliu.core.transactions import Stage, before_commit, run_in_transaction
from huiliu.journal import book, differences, refusal
from huiliu.journal.book import BookLine, Document
from huiliu.journal.lines import Wanted, wanted
from huiliu.journal.plan import AppPlan, FormPlan, plan_of
from huiliu.journal.posted import posted_by
from huiliu.journal.writing import Draft, is_balanced, write_all

_BEGINS: frozenset[EventName] = frozenset({"approved", "created"})
_ENDS: frozenset[EventName] = frozenset({"unapproved", "deleted"})
_CONCERNS: frozenset[EventName] = _BEGINS | _ENDS | {"changed", "restored"}


@dataclass(frozen=True)
class Revalued:
    """Documents whose costs another one changed, and who caused it."""

    app: AppRef
    documents: tuple[Document, ...]
    by: int


@dataclass
class _Case:
    """One document of the transaction: how it is now, and what happened to it."""

    record: Record
    posting: Posting
    events: list[EventName] = field(default_factory=list)

    @property
    def lives(self) -> bool:
        """It counts: approved, or a plain record that is there."""
        state, last = self.record.state, self.events[-1]
        return state == "approved" or (state is None and last not in _ENDS)

    @property
    def is_new(self) -> bool:
        """It counts since this transaction, so nothing was vouchered of it."""
        return len(self.events) == 1 and self.events[0] in _BEGINS


class VoucherEngine:
    """``ports.Vouchers``."""

    def concerned(self, app: AppRef, form: str) -> bool:
        return latest_plan(app).concerns(form)

    def apply_all(self, postings: Sequence[Posting]) -> None:
        run_in_transaction(lambda: _apply_all(postings))

    def revalued(self, app: AppRef, documents: Sequence[Document], *, by: int) -> None:
        plan = latest_plan(app)
        ours = tuple(one for one in documents if one[0] in plan.forms)
        if ours:
            before_commit(_adjust, Revalued(app, ours, by))


def latest_plan(app: AppRef) -> AppPlan:
    """For what the caller knows of the app; for what is published now if that is newer."""
    try:
        return plan_of(app)
    except Conflict:
        return plan_of(ports.documents().app_by_id(app.id))


def _apply_all(postings: Sequence[Posting]) -> None:
    by_app: dict[AppRef, list[Posting]] = {}
    for posting in postings:
        by_app.setdefault(posting.event.record.app, []).append(posting)
    for app, ours in by_app.items():
        plan = latest_plan(app)
        _keep_automatic(plan, ours)
        for case in _cases(plan, ours):
            _vouch(plan, plan.forms[case.record.form], case)


def _keep_automatic(plan: AppPlan, postings: Sequence[Posting]) -> None:
    """A voucher that stands for a document is taken back with that document only."""
    for posting in postings:
        record = posting.event.record
        ends = posting.event.name in _ENDS and record.form in plan.voucher_forms
        if ends and book.is_automatic(plan.app, record.form, record.id):
            raise refusal.automatic()


def _cases(plan: AppPlan, postings: Sequence[Posting]) -> Iterator[_Case]:
    """The documents that rules are about, in the order of their first event."""
    found: dict[Document, _Case] = {}
    for posting in postings:
        event, record = posting.event, posting.event.record
        form = plan.forms.get(record.form)
        if form is None or event.name not in _CONCERNS or not _tells(form, posting):
            continue
        case = found.setdefault((record.form, record.id), _Case(record, posting))
        case.record, case.posting = record, posting
        case.events.append(event.name)
    yield from found.values()


def _tells(form: FormPlan, posting: Posting) -> bool:
    """Of a document only what happens from its approval on, of a change only what rules read."""
    event = posting.event
    state = event.record.state
    if event.name == "changed":
        return state in ("approved", None) and not form.reads.isdisjoint(event.changed)
    return state is None or event.name in ("approved", "unapproved")


def _vouch(plan: AppPlan, form: FormPlan, case: _Case) -> None:
    actor, cause = case.posting.actor, case.posting.cause
    if not (case.lives and case.is_new):
        _follow(plan, [case.record], actor, cause, ended=not case.lives)
        return
    record = _as_it_is(form, case.record, actor)
    found = [one for one in wanted_of(plan.app, form, [record], actor)[record.id] if one.lines]
    titled = any(one.rule.journal.voucher.source for one in found)
    title = _title(record) if titled else ""
    _write(plan.app, [_first(record, one, title) for one in found], actor, cause)
    if not found:
        _remember(plan.app, form, record, actor)


def _remember(app: AppRef, form: FormPlan, record: Record, actor: Actor) -> None:
    """It was looked at, so what it comes to mean later is written then."""
    nothing = [BookLine((record.form, record.id), "")]
    today = env_of(actor).today
    book.keep(app, form.rules[0].journal, nothing, voucher=None, kind="auto", day=today)


def _first(record: Record, one: Wanted, title: str) -> Draft:
    """The voucher of an approval."""
    document, key = (record.form, record.id), one.rule.key
    return Draft(
        one.rule.journal,
        one.rule.document.voucher,
        one.date,
        one.summary,
        title if one.rule.journal.voucher.source else "",
        one.lines,
        ((document, key),) * len(one.lines),
        one.rule,
    )


def _write(app: AppRef, drafts: Sequence[Draft], actor: Actor, cause: Cause) -> None:
    """Those of a journal together. Costs of a stock that is short fit nothing. So what does not
    balance is refused where the ledgers judge, behind their floors: the shortage is the reason, and
    it is told."""
    good: dict[str, list[Draft]] = {}
    for draft in drafts:
        if is_balanced(draft):
            good.setdefault(draft.journal.id, []).append(draft)
        else:
            before_commit(_refuse, refusal.unbalanced(draft.rule), stage=Stage.LOCKS)
    for some in good.values():
        write_all(app, some, actor=actor, cause=cause)


def _refuse(waiting: Sequence[HuiliuError]) -> None:
    raise waiting[0]


def _title(record: Record) -> str:
    return differences.titles_of([record])[record.form, record.id]


def _adjust(waiting: Sequence[Revalued]) -> None:
    """One voucher for each app: a line for each document whose costs are others now."""
    found: dict[tuple[AppRef, int], dict[Document, None]] = {}
    for one in waiting:
        found.setdefault((one.app, one.by), {}).update(dict.fromkeys(one.documents))
    for (app, by), documents in found.items():
        plan, actor = latest_plan(app), ports.org().actor(by)
        records = [record for one in _by_form(documents) for record in _read(app, *one, actor)]
        _follow(plan, records, actor, Cause("system"), ended=False)


def _follow(
    plan: AppPlan, records: Sequence[Record], actor: Actor, cause: Cause, *, ended: bool
) -> None:
    """Writes what is different from what was vouchered. ``ended``: the documents count no more."""
    app = plan.app
    if not records:
        return
    before = book.sums_of(app, [(record.form, record.id) for record in records])
    known = [record for record in records if (record.form, record.id) in before]
    if ended:
        for record in known:
            _require_not_posted(plan, record, actor)
    after = {} if ended else _all_wanted(plan, known, actor)
    drafts = differences.drafts(plan, known, before, after, actor, ended=ended)
    _write(app, list(drafts), actor, cause)


def _all_wanted(
    plan: AppPlan, records: Sequence[Record], actor: Actor
) -> Mapping[Document, Sequence[Wanted]]:
    found: dict[Document, Sequence[Wanted]] = {}
    for key, form in plan.forms.items():
        own = [record for record in records if record.form == key]
        for id_, some in (wanted_of(plan.app, form, own, actor) if own else {}).items():
            found[key, id_] = some
    return found


def wanted_of(
    app: AppRef, form: FormPlan, records: Sequence[Record], actor: Actor
) -> Mapping[int, list[Wanted]]:
    """By record: what each rule that holds asks for."""
    if any(record.unsent & form.reads for record in records):
        send_pending()
    posted = posted_by(app, form, [record.id for record in records])
    readers = form.paths.readers(records)
    return {
        record.id: [
            found
            for rule in form.rules
            if (found := wanted(rule, record, reader, posted[record.id], actor)) is not None
        ]
        for record, reader in zip(records, readers, strict=True)
    }


def _as_it_is(form: FormPlan, record: Record, actor: Actor) -> Record:
    """Read again where a ledger has written costs into it meanwhile."""
    if not form.costed:
        return record
    access = system_access(actor, record.form)
    return ports.records().read(record.app, record.form, record.id, access=access)


def _by_form(documents: Mapping[Document, None]) -> Iterator[tuple[str, list[int]]]:
    for form in sorted({form for form, _ in documents}):
        yield form, sorted(id_ for one, id_ in documents if one == form)


def _read(app: AppRef, form: str, ids: Sequence[int], actor: Actor) -> list[Record]:
    uids = [uid for uid, _ in ports.records().titles(app, form, ids).values()]
    where = Condition(cond=(Term(field="$id", op="in", value=[*uids]),))
    access = system_access(actor, form)
    return ports.records().find(app, form, where, access=access, limit=len(ids))


def _require_not_posted(plan: AppPlan, record: Record, actor: Actor) -> None:
    """U4 of the domain: vouchers that others have are not taken back."""
    for journal in plan.journals.values():
        condition, form = journal.voucher.posted, journal.voucher.form
        if condition is None:
            continue
        own = book.vouchers_of(plan.app, (record.form, record.id))
        ids = [id_ for key, id_, _ in own if key == form]
        uids = [uid for uid, _ in ports.records().titles(plan.app, form, ids).values()]
        where = Condition(cond=(Term(field="$id", op="in", value=[*uids]), condition))
        access = system_access(actor, form)
        if ids and ports.records().find(plan.app, form, where, access=access, limit=1):
            raise refusal.posted()
