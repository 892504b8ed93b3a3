"""The ledgers of an app, compiled once for every published state of it: who posts what, where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import Conflict, NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import Formula, parse
from huiliu.core.forms import FieldShape, FormShape, Shapes, published_shapes, split_path
from huiliu.core.paths import Paths
from huiliu.core.ports import PublishedDocument
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.app_lock import foresee_lock, locked
from huiliu.ledgers.check_plan import CheckPlan, check_plans
from huiliu.ledgers.document import FoundBy, LedgerDocument, PostingRule
from huiliu.ledgers.models import Ledger
from huiliu.ledgers.storage import LedgerStorage


@dataclass(frozen=True)
class Lookup:
    """A part of the key that a balance tells: its place, and place → path of what finds it."""

    place: int
    by: Mapping[int, str]


@dataclass(frozen=True)
class Allotting:
    """A part of the key that is allotted: its place, that of the measure that is split, and where
    the records are whose lines come back."""

    spec: Allotted
    place: int
    measure: int
    source_form: str = ""


@dataclass(frozen=True)
class Rule:
    """One posting rule, ready to run. ``dimensions`` and ``measures`` are in column order; of the
    paths of a dimension the first that is filled in counts, and a measure the rule does not post
    is None."""

    posting: PostingRule
    dimensions: tuple[tuple[str, ...], ...]
    measures: tuple[Formula | None, ...]
    share: Formula | None = None
    found: tuple[Lookup, ...] = ()
    feeds: str = ""
    """The posting that takes up what this one's entries cost, and whether row by row."""
    by_row: bool = False
    source_form: str = ""
    """Where the records are whose lines this one's entries return."""
    allotting: Allotting | None = None


@dataclass(frozen=True)
class LedgerPlan:
    id: int
    version: int
    app: AppRef
    document: LedgerDocument
    storage: LedgerStorage
    rules: Mapping[str, tuple[Rule, ...]]
    """By form."""
    paths: Mapping[str, Paths]
    """By form: everything its rules read."""

    @property
    def key(self) -> str:
        return self.document.id

    @cached_property
    def read(self) -> Mapping[str, frozenset[str]]:
        """Form → its own fields that the rules read: a change of others changes no entry."""
        return {
            form: frozenset(first.path for first, _ in paths.steps.values())
            for form, paths in self.paths.items()
        }

    @cached_property
    def clipped(self) -> Mapping[str, tuple[str, str]]:
        """Posting → ledger and id of the check that it stays within."""
        return {
            posting.id: (posting.up_to.ledger or self.key, posting.up_to.check)
            for posting in self.document.postings
            if posting.up_to is not None
        }

    @cached_property
    def told(self) -> Mapping[str, Mapping[str, str]]:
        """Form → posting → the field that learns what its entries cost."""
        found: dict[str, dict[str, str]] = {}
        for posting in self.document.postings if self.document.costing else ():
            if posting.cost is not None and posting.cost.into is not None:
                found.setdefault(posting.form, {})[posting.id] = posting.cost.into
        return found

    @cached_property
    def past_floors(self) -> Mapping[int, int]:
        """Position of a measure → what no balance of any past moment may be below."""
        found = self.document.measure
        return {
            place: column.low
            for place, column in enumerate(self.storage.measures)
            if (floor := found[column.id].floor) is not None and floor.past is not None
        }


@dataclass(frozen=True)
class AppPlan:
    ledgers: tuple[LedgerPlan, ...]
    """In the order of their ids: the first part of the one order in which balances are locked."""
    checks: tuple[CheckPlan, ...] = ()

    def check(self, ledger: str, id_: str) -> CheckPlan | None:
        owners = {plan.id: plan.key for plan in self.ledgers}
        for check in self.checks:
            if (owners[check.owner], check.check.id) == (ledger, id_):
                return check
        return None

    @cached_property
    def versions(self) -> frozenset[tuple[int, int]]:
        return frozenset((plan.id, plan.version) for plan in self.ledgers)

    @cached_property
    def paths(self) -> Mapping[str, Paths]:
        """Form → all that the ledgers read of its records."""
        found: dict[str, dict[str, tuple[FieldShape, str]]] = {}
        for ledger in self.ledgers:
            for form, own in ledger.paths.items():
                found.setdefault(form, {}).update(own.steps)
        return {form: Paths(steps) for form, steps in found.items()}

    def concerned(self, form: str) -> tuple[LedgerPlan, ...]:
        """The ledgers that a record of ``form`` posts to, or may have entries in."""
        return tuple(p for p in self.ledgers if form in p.storage.forms)

    def get(self, key: str) -> LedgerPlan:
        for plan in self.ledgers:
            if plan.key == key:
                return plan
        raise NotFound


@lru_cache(maxsize=256)
def plan_of(app: AppRef) -> AppPlan:
    """Cached by the app's revision: nothing in it changes while that is the same."""
    stored = {row.key: row for row in Ledger.objects.filter(app_id=app.id, version__isnull=False)}
    shapes = published_shapes(app)
    found = [
        _compiled(app, stored[one.key], LedgerDocument.parse(one.content), shapes)
        for one in ports.documents().published(app, "ledger")
        if _is_current(one, stored)
    ]
    ledgers = tuple(sorted(found, key=lambda plan: plan.id))
    return AppPlan(ledgers, check_plans(ledgers))


def latest_plan(app: AppRef) -> AppPlan:
    """The plan for what the caller knows of the app; for what is published now if that is newer."""
    try:
        return plan_of(app)
    except Conflict:
        return plan_of(ports.documents().app_by_id(app.id))


def locked_plan(app: AppRef) -> tuple[AppPlan, date | None]:
    """Takes the app's lock for posting, then the plan of what is published at this moment,
    whatever the caller's ``app`` still believes, and the last closed day: a publish may have ended
    while we waited for the lock."""
    now = locked(app.id)
    plan = latest_plan(app)
    if plan.versions != now.versions:
        plan = plan_of(ports.documents().app_by_id(app.id))
    if plan.versions != now.versions:
        raise Conflict
    return plan, now.closed


def foresee(app: AppRef, form: str) -> None:
    """``ports.Ledgers``."""
    if latest_plan(app).concerned(form):
        foresee_lock(app.id)


def _is_current(one: PublishedDocument, stored: Mapping[str, Ledger]) -> bool:
    """A document and its tables of different versions are of two moments: nothing to keep."""
    row = stored.get(one.key)
    if row is not None and row.version != one.version:
        raise Conflict
    return row is not None


def _compiled(app: AppRef, row: Ledger, document: LedgerDocument, shapes: Shapes) -> LedgerPlan:
    storage = LedgerStorage.of_json(row.storage)
    rules = compiled_rules(storage, document, shapes)
    assert row.version is not None
    return LedgerPlan(
        row.id, row.version, app, document, storage, rules, paths_of_rules(rules, shapes)
    )


def compiled_rules(
    storage: LedgerStorage, document: LedgerDocument, shapes: Shapes
) -> dict[str, tuple[Rule, ...]]:
    """By form, of the forms that are published."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for form in sorted({posting.form for posting in document.postings}):
        shape = shapes(form)
        if shape is not None:
            own = [p for p in document.postings if p.form == form]
            rules[form] = tuple(_rule(storage, document, posting, shape) for posting in own)
    return rules


def paths_of_rules(rules: Mapping[str, tuple[Rule, ...]], shapes: Shapes) -> dict[str, Paths]:
    found = {form: (shapes(form), paths_read(own)) for form, own in rules.items()}
    return {form: Paths.of(shape, read) for form, (shape, read) in found.items() if shape}


def _rule(
    storage: LedgerStorage, document: LedgerDocument, posting: PostingRule, form: FormShape
) -> Rule:
    measures = [posting.measures.get(m.id) for m in storage.measures]
    cost = posting.cost if document.costing else None
    takers = [p for p in document.postings if p.cost and posting.id in p.cost.of]
    taker = takers[0] if takers and document.costing else None
    source = split_path(form, cost.record) if cost and cost.record else None
    return Rule(
        posting,
        tuple(_paths_of(posting.dimensions[d.id]) for d in storage.dimensions),
        tuple(parse(text) if text is not None else None for text in measures),
        share=parse(cost.share) if cost and cost.share else None,
        found=tuple(_lookups(storage, posting)),
        feeds=taker.id if taker else "",
        by_row=bool(taker and taker.cost and taker.cost.same_row),
        source_form=source[0].form if source else "",
        allotting=_allotting(storage, posting, form),
    )


def _paths_of(given: str | tuple[str, ...] | FoundBy | Allotted | None) -> tuple[str, ...]:
    match given:
        case None | FoundBy():
            return ()
        case str():
            return (given,)
        case Allotted():
            return given.paths
        case _:
            return given


def _allotting(storage: LedgerStorage, posting: PostingRule, form: FormShape) -> Allotting | None:
    for place, dimension in enumerate(storage.dimensions):
        spec = posting.dimensions.get(dimension.id)
        if isinstance(spec, Allotted):
            measure = [m.id for m in storage.measures].index(next(iter(posting.measures)))
            source = split_path(form, spec.of.record) if spec.of else None
            return Allotting(spec, place, measure, source[0].form if source else "")
    return None


def _lookups(storage: LedgerStorage, posting: PostingRule) -> Iterator[Lookup]:
    places = {one.id: place for place, one in enumerate(storage.dimensions)}
    for id_, given in posting.dimensions.items():
        if isinstance(given, FoundBy) and id_ in places:
            by = {places[one]: path for one, path in given.found_by.items()}
            yield Lookup(places[id_], by)


def paths_read(rules: tuple[Rule, ...]) -> set[str]:
    """All that these rules ask of a record."""
    wanted: set[str] = set()
    for rule in rules:
        wanted.update((rule.posting.date, *chain.from_iterable(rule.dimensions)))
        wanted.update(path for lookup in rule.found for path in lookup.by.values())
        wanted |= paths(rule.posting.when) if rule.posting.when else frozenset()
        cost = rule.posting.cost
        wanted.update(filter(None, (cost.record, cost.row) if cost else ()))
        wanted |= {rule.posting.items} if rule.posting.items else set()
        if rule.allotting is not None:
            wanted |= _allotting_paths(rule.allotting.spec)
        for formula in (*rule.measures, rule.share):
            wanted |= formula.refs if formula else frozenset()
    return wanted


def _allotting_paths(spec: Allotted) -> set[str]:
    wanted = {path for path in (spec.of.record, spec.of.row) if path} if spec.of else set()
    for order in spec.first:
        wanted |= paths(order.when) if order.when else frozenset()
    return wanted
