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
from huiliu.core.paths import Get, Reader
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from huiliu.core.text import Words
from huiliu.ledgers.document import LedgerDocument, PostingRule
from huiliu.ledgers.entries import NewEntry, entries_read, rules_for
from huiliu.ledgers.finding import Key, wanted_parts
from huiliu.ledgers.plan import LedgerPlan, Rule, compiled_rules, paths_of_rules, paths_read
from huiliu.ledgers.publishing import LedgerPublisher
from huiliu.ledgers.seen_keys import seen_keys
from huiliu.ledgers.seen_paths import sees_path
from huiliu.ledgers.shortage import Unfit
from huiliu.ledgers.storage import NOTHING, LedgerStorage, planned
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
    ``later``: what only a real posting tells: ``costs``, ``allotted``, ``within``."""

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
    """Of the rules that read only what the actor sees. Nothing is allotted: that asks the tables of
    a ledger."""
    shapes = published_shapes(app)
    storage, _ = planned(0, None, document, 0)
    rules: dict[str, tuple[Rule, ...]] = {}
    left_out: list[str] = []
    for form, own in compiled_rules(storage, document, shapes).items():
        seen = [one for one in own if _sees_all(app, form, one, actor, shapes)]
        left_out += [one.posting.id for one in own if one not in seen]
        rules[form] = tuple(replace(one, allotting=None) for one in seen)
    paths = paths_of_rules(rules, shapes)
    in_order = [one.id for one in document.postings if one.id in left_out]
    return LedgerPlan(0, 0, app, document, storage, rules, paths), in_order


def _sees_all(app: AppRef, form: str, rule: Rule, actor: Actor, shapes: Shapes) -> bool:
    return all(sees_path(app, form, path, actor, shapes) for path in sorted(paths_read((rule,))))


def _later(document: LedgerDocument) -> Iterator[str]:
    if document.costing is not None:
        yield "costs"
    if document.allotted:
        yield "allotted"
    if any(posting.up_to for posting in document.postings):
        yield "within"


class _Run:
    """Goes through the newest records, in the order in which they were made, and adds up what they
    would post."""

    def __init__(self, plan: LedgerPlan, actor: Actor, trial: Trial, wanted: str) -> None:
        self.plan, self.actor, self.trial, self.wanted = plan, actor, trial, wanted
        self.sums: dict[Key, list[int]] = {}
        """The key that was posted to last is the last."""
        self.chosen: Record | None = None
        self.shown: list[NewEntry] = []
        self.steps = MOST_STEPS

    def run(self) -> None:
        readers = sorted(self._readers(), key=lambda one: (one.record.created_at, one.record.id))
        for reader in readers:
            self._record(reader)
        self._tell([reader.record for reader in reversed(readers)])

    def _readers(self) -> list[Reader]:
        found: list[Reader] = []
        forms = [form for form, rules in self.plan.rules.items() if rules]
        for place, form in enumerate(forms):
            most = (MOST_RECORDS - len(found)) // (len(forms) - place)
            records = _newest(self.plan.app, form, self.actor, most + 1)
            read = [*self._affordable(records[:most])]
            self.trial.cut |= len(read) < len(records)
            for start in range(0, len(read), _TOGETHER):
                found += self.plan.paths[form].readers(read[start : start + _TOGETHER])
        self.trial.read = len(found)
        return found

    def _affordable(self, records: list[Record]) -> Iterator[Record]:
        for record in records:
            if self.steps <= 0:
                return
            rules = rules_for(self.plan, record.form, _events(record))
            self.steps -= 1 + sum(_weight(rule.posting, record) for rule in rules)
            yield record

    def _record(self, reader: Reader) -> None:
        record = reader.record
        try:
            entries = entries_read(self.plan, reader, _events(record), self.actor, self._complete)
        except Unfit as unfit:
            self._failed(record, unfit)
            return
        for entry in entries:
            sums = self.sums.pop(entry.key, None) or [0] * len(entry.amounts)
            self.sums[entry.key] = [a + b for a, b in zip(sums, entry.amounts, strict=True)]
        if record.uid == self.wanted or (entries and not self.wanted):
            self.chosen, self.shown = record, entries

    def _complete(self, storage: LedgerStorage, rule: Rule, key: Key, get: Get) -> Key:
        """As ``finding.complete``, from what was added up so far."""
        parts = list(key)
        for lookup in rule.found:
            wanted = wanted_parts(storage, lookup, get)
            there = [one for one in self.sums if all(one[n] == part for n, part in wanted.items())]
            found = sorted((not any(self.sums[one]), one[lookup.place]) for one in there)
            nothing = NOTHING[storage.dimensions[lookup.place].kind]
            parts[lookup.place] = found[0][1] if found else nothing
        return tuple(parts)

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

    def _tell(self, newest: list[Record]) -> None:
        counted = {key: self.sums[key] for key in reversed(self.sums) if any(self.sums[key])}
        shown = [*counted][:MOST_BALANCES]
        self._tell_samples(newest)
        keys = seen_keys(self.plan, [*shown, *(one.key for one in self.shown)], self.actor)
        self.trial.keys = len(counted)
        self.trial.balances = [
            {"dimensions": keys[key], "measures": self._amounts(counted[key])} for key in shown
        ]
        self.trial.entries = [
            TriedEntry(one.posting, one.date.isoformat(), keys[one.key], self._amounts(one.amounts))
            for one in self.shown
        ]

    def _tell_samples(self, newest: list[Record]) -> None:
        offered = newest[:MOST_SAMPLES]
        if self.chosen is not None and self.chosen not in offered:
            offered.append(self.chosen)
        self.trial.samples = [self._named(record) for record in offered]
        self.trial.sample = self._named(self.chosen) if self.chosen else None

    def _amounts(self, amounts: Sequence[int]) -> dict[str, str]:
        columns = zip(self.plan.storage.measures, amounts, strict=True)
        return {m.id: decimal_json(from_scaled(amount, m.scale)) for m, amount in columns}


def _newest(app: AppRef, form: str, actor: Actor, most: int) -> list[Record]:
    try:
        access = ports.permissions().access(actor, app, form)
        return ports.records().find(app, form, ALWAYS, access=access, limit=most, newest=True)
    except NotFound:  # whoever designs need not see what is in it
        return []


def _events(record: Record) -> frozenset[str]:
    return STANDING.get(record.state, frozenset())


def _weight(posting: PostingRule, record: Record) -> int:
    rows = len(record.values.get(posting.each) or ()) if posting.each else 1
    return rows * (len(posting.measures) + 1)
