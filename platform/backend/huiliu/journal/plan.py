"""The journals and voucher rules of an app, compiled once for every published state of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import Formula, parse
from huiliu.core.forms import FormShape, published_shapes
from huiliu.core.paths import Paths
from huiliu.journal.document import JournalDocument
from huiliu.journal.rule_document import AtPath, ByFormula, ByTable, Entry, VoucherRuleDocument


@dataclass(frozen=True)
class EntryPlan:
    """One entry, ready to run. What it has no formula for is None; ``amount`` is by what an amount
    of a ledger is multiplied, where it is one."""

    entry: Entry
    amount: Formula | None
    account: Formula | None
    summary: Formula | None


@dataclass(frozen=True)
class RulePlan:
    document: VoucherRuleDocument
    journal: JournalDocument
    summary: Formula | None
    entries: tuple[EntryPlan, ...]

    @property
    def key(self) -> str:
        return self.document.id


@dataclass(frozen=True)
class FormPlan:
    """All rules of one form, in the order of their ids, and everything they read. ``ledgers``:
    ledger and measure of the amounts that come from postings. ``costed``: ledgers write into the
    form what its documents cost, so what was saved is not yet what is so."""

    form: str
    rules: tuple[RulePlan, ...]
    paths: Paths
    ledgers: frozenset[tuple[str, str]]
    costed: bool

    @cached_property
    def reads(self) -> frozenset[str]:
        """The form's own fields: a change of others changes no voucher."""
        return frozenset(first.path for first, _ in self.paths.steps.values())


@dataclass(frozen=True)
class AppPlan:
    app: AppRef
    journals: Mapping[str, JournalDocument]
    forms: Mapping[str, FormPlan]

    @cached_property
    def voucher_forms(self) -> frozenset[str]:
        return frozenset(one.voucher.form for one in self.journals.values())

    def concerns(self, form: str) -> bool:
        return form in self.forms or form in self.voucher_forms

    def journal(self, key: str) -> JournalDocument:
        if key not in self.journals:
            raise NotFound
        return self.journals[key]


@lru_cache(maxsize=256)
def plan_of(app: AppRef) -> AppPlan:
    """Cached by the app's revision: nothing in it changes while that is the same."""
    documents = ports.documents()
    journals = {
        one.key: JournalDocument.parse(one.content) for one in documents.published(app, "journal")
    }
    rules = [
        VoucherRuleDocument.parse(one.content) for one in documents.published(app, "voucher_rule")
    ]
    by_form: dict[str, list[RulePlan]] = {}
    for rule in rules:
        if rule.journal in journals:
            by_form.setdefault(rule.form, []).append(_compiled(rule, journals[rule.journal]))
    shapes = published_shapes(app)
    costed = _costed(app) if by_form else frozenset()
    forms = {
        form: _of_form(shape, tuple(found), form in costed)
        for form, found in by_form.items()
        if (shape := shapes(form)) is not None
    }
    return AppPlan(app, journals, forms)


def plan_of_rule(shape: FormShape, rule: VoucherRuleDocument, journal: JournalDocument) -> FormPlan:
    """One rule alone, published or not."""
    return _of_form(shape, (_compiled(rule, journal),), costed=False)


def _of_form(shape: FormShape, rules: tuple[RulePlan, ...], costed: bool) -> FormPlan:
    wanted: set[str] = set()
    ledgers: set[tuple[str, str]] = set()
    for rule in rules:
        wanted |= read_by(rule)
        for one in rule.entries:
            if not isinstance(one.entry.amount, str):
                ledgers.add((one.entry.amount.ledger, one.entry.amount.measure))
    return FormPlan(shape.key, rules, Paths.of(shape, wanted), frozenset(ledgers), costed)


def read_by(rule: RulePlan) -> set[str]:
    """Every path of the document that the rule reads."""
    found = {rule.document.date}
    found |= paths(rule.document.when) if rule.document.when else frozenset()
    found |= rule.summary.refs if rule.summary else frozenset()
    for one in rule.entries:
        found |= set(one.entry.auxiliaries.values())
        found |= paths(one.entry.when) if one.entry.when else frozenset()
        for formula in (one.amount, one.account, one.summary):
            found |= formula.refs if formula else frozenset()
        match one.entry.account:
            case AtPath(path=path) | ByTable(by=path):
                found.add(path)
    return found


def _compiled(rule: VoucherRuleDocument, journal: JournalDocument) -> RulePlan:
    return RulePlan(
        rule,
        journal,
        parse(rule.summary) if rule.summary else None,
        tuple(_entry(one) for one in rule.entries),
    )


def _entry(entry: Entry) -> EntryPlan:
    text = entry.amount if isinstance(entry.amount, str) else entry.amount.times
    return EntryPlan(
        entry,
        parse(text) if text is not None else None,
        parse(entry.account.formula) if isinstance(entry.account, ByFormula) else None,
        parse(entry.summary) if entry.summary else None,
    )


def _costed(app: AppRef) -> frozenset[str]:
    """Forms into which a ledger writes costs."""
    return frozenset(
        posting["form"]
        for one in ports.documents().published(app, "ledger")
        for posting in one.content.get("postings", ())
        if (posting.get("cost") or {}).get("into")
    )
