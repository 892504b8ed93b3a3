"""A ledger under design, tried on records that exist: what it would count. Writes nothing.

Who designs ledgers need not see the records. Only those they see are read, and a posting that reads
what they may not see, there or behind a reference, is left out: a sum would tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import ALWAYS
from huiliu.core.errors import NotFound
from huiliu.core.exact import from_scaled
from huiliu.core.exact import to_json as decimal_json
from huiliu.core.forms import Shapes, published_shapes
from huiliu.core.paths import Reader
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from huiliu.core.text import Words
from huiliu.ledgers.document import LedgerDocument, PostingRule
from huiliu.ledgers.entries import NewEntry, entries_read, rules_for
from huiliu.ledgers.plan import LedgerPlan, Rule, compiled_rules, paths_of_rules, paths_read
from huiliu.ledgers.publishing import LedgerPublisher
from huiliu.ledgers.seen_keys import seen_keys
from huiliu.ledgers.seen_paths import sees_path
from huiliu.ledgers.shortage import Unfit
from huiliu.ledgers.storage import planned
from huiliu.ledgers.tasks import STANDING

MOST_RECORDS = 2_000
MOST_STEPS = 40_000
"""Formulas that are run: a ledger may have many rules, and a record many rows."""
MOST_BALANCES = 50
MOST_SAMPLES = 20
MOST_REFUSED = 5
_TOGETHER = 200


@dataclass(frozen=True)
class Sample:
    """A record by its public id and what it is called."""

    form: str
    record: str
    title: str


@dataclass(frozen=True)
class TriedEntry:
    posting: str
    date: str
    dimensions: Mapping[str, Any]
    measures: Mapping[str, str]


@dataclass(frozen=True)
class Unposted:
    """A record that could not be posted, and why."""

    sample: Sample
    words: Words
    data: Mapping[str, str]


@dataclass
class Trial:
    """``keys``: how many balances there are, of which ``balances`` are those of the newest records.
    ``cut``: not all records were read. ``left_out``: postings that read what the actor may not see.
    ``later``: what only a real posting tells: ``costs``, ``allotted``, ``found``, ``within``."""

    problems: Sequence[Problem] = ()
    balances: list[dict[str, Any]] = field(default_factory=list)
    keys: int = 0
    read: int = 0
    cut: bool = False
    left_out: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    sample: Sample | None = None
    entries: list[TriedEntry] = field(default_factory=list)
    unposted: list[Unposted] = field(default_factory=list)
    failed: int = 0


def try_ledger(
    app: AppRef, key: str, content: Mapping[str, Any], actor: Actor, *, sample: str = ""
) -> Trial:
    """``sample``: the public id of the record whose entries are told; else the newest that has
    some."""
    found = LedgerPublisher().validate(app, key, content)
    if found:
        return Trial(found)
    document = LedgerDocument.parse(content)
    plan, left_out = _plan(app, document, actor)
    trial = Trial(left_out=left_out, later=[*_later(document)])
    _Run(plan, actor, trial, sample).run()
    return trial


def _plan(app: AppRef, document: LedgerDocument, actor: Actor) -> tuple[LedgerPlan, list[str]]:
    """Of the rules that read only what the actor sees. Nothing is looked up in balances: there are
    none yet."""
    shapes = published_shapes(app)
    storage, _ = planned(0, None, document, 0)
    rules: dict[str, tuple[Rule, ...]] = {}
    left_out: list[str] = []
    for form, own in compiled_rules(storage, document, shapes).items():
        seen = [one for one in own if _sees_all(app, form, one, actor, shapes)]
        left_out += [one.posting.id for one in own if one not in seen]
        rules[form] = tuple(replace(one, found=(), allotting=None) for one in seen)
    paths = paths_of_rules(rules, shapes)
    return LedgerPlan(0, 0, app, document, storage, rules, paths), left_out


def _sees_all(app: AppRef, form: str, rule: Rule, actor: Actor, shapes: Shapes) -> bool:
    return all(sees_path(app, form, path, actor, shapes) for path in sorted(paths_read((rule,))))


def _later(document: LedgerDocument) -> Iterator[str]:
    given = [d for p in document.postings for d in p.dimensions.values()]
    if document.costing is not None:
        yield "costs"
    if document.allotted:
        yield "allotted"
    if any(getattr(one, "found_by", None) for one in given):
        yield "found"
    if any(posting.up_to for posting in document.postings):
        yield "within"


class _Run:
    """Goes through the newest records of each form and adds up what they would post."""

    def __init__(self, plan: LedgerPlan, actor: Actor, trial: Trial, wanted: str) -> None:
        self.plan, self.actor, self.trial, self.wanted = plan, actor, trial, wanted
        self.sums: dict[tuple[Any, ...], list[int]] = {}
        self.shown: list[NewEntry] = []
        self.steps = MOST_STEPS

    def run(self) -> None:
        forms = [form for form, rules in self.plan.rules.items() if rules]
        for place, form in enumerate(forms):
            share = (MOST_RECORDS - self.trial.read) // (len(forms) - place)
            self._form(form, share)
        self._tell()

    def _form(self, form: str, most: int) -> None:
        records = _newest(self.plan.app, form, self.actor, most + 1)
        self.trial.cut |= len(records) > most
        records = records[:most]
        for start in range(0, len(records), _TOGETHER):
            batch = records[start : start + _TOGETHER]
            for reader in self.plan.paths[form].readers(batch):
                if self.steps <= 0:
                    self.trial.cut = True
                    return
                self._record(reader)

    def _record(self, reader: Reader) -> None:
        record = reader.record
        events = STANDING.get(record.state, frozenset())
        self.trial.read += 1
        self.steps -= sum(_weight(rule.posting, record) for rule in self._rules(record, events))
        try:
            entries = entries_read(self.plan, reader, events, self.actor)
        except Unfit as unfit:
            self._failed(record, unfit)
            return
        self.steps -= len(entries)
        for entry in entries:
            sums = self.sums.setdefault(entry.key, [0] * len(entry.amounts))
            for place, amount in enumerate(entry.amounts):
                sums[place] += amount
        self._sample(record, entries)

    def _rules(self, record: Record, events: frozenset[str]) -> list[Rule]:
        return rules_for(self.plan, record.form, events)

    def _sample(self, record: Record, entries: list[NewEntry]) -> None:
        if len(self.trial.samples) < MOST_SAMPLES or record.uid == self.wanted:
            self.trial.samples.append(self._named(record))
        chosen = self.trial.sample
        is_wanted = record.uid == self.wanted
        if is_wanted or (chosen is None and entries and not self.wanted):
            self.trial.sample, self.shown = self._named(record), entries

    def _named(self, record: Record) -> Sample:
        title = ports.records().seen_title(self.plan.app, record.form, record.id, self.actor)
        return Sample(record.form, record.uid, title)

    def _failed(self, record: Record, unfit: Unfit) -> None:
        self.trial.failed += 1
        if len(self.trial.unposted) < MOST_REFUSED:
            document = self.plan.document
            label = document.measure[unfit.columns[-1]].label
            words = {
                language: text.replace("{ledger}", document.title.get(language, document.id))
                .replace("{measure}", label.get(language) or next(iter(label.values())))
                for language, text in unfit.words.items()
            }  # fmt: skip
            self.trial.unposted.append(Unposted(self._named(record), words, unfit.data))

    def _tell(self) -> None:
        counted = {key: sums for key, sums in self.sums.items() if any(sums)}
        shown = [*counted][:MOST_BALANCES]
        keys = seen_keys(self.plan, [*shown, *(one.key for one in self.shown)], self.actor)
        self.trial.keys = len(counted)
        self.trial.balances = [
            {"dimensions": keys[key], "measures": self._amounts(counted[key])} for key in shown
        ]
        self.trial.entries = [
            TriedEntry(one.posting, one.date.isoformat(), keys[one.key], self._amounts(one.amounts))
            for one in self.shown
        ]

    def _amounts(self, amounts: Sequence[int]) -> dict[str, str]:
        columns = zip(self.plan.storage.measures, amounts, strict=True)
        return {m.id: decimal_json(from_scaled(amount, m.scale)) for m, amount in columns}


def _newest(app: AppRef, form: str, actor: Actor, most: int) -> list[Record]:
    try:
        access = ports.permissions().access(actor, app, form)
        return ports.records().find(app, form, ALWAYS, access=access, limit=most, newest=True)
    except NotFound:  # whoever designs need not see what is in it
        return []


def _weight(posting: PostingRule, record: Record) -> int:
    rows = len(record.values.get(posting.each) or ()) if posting.each else 1
    return rows * (len(posting.measures) + 1)
