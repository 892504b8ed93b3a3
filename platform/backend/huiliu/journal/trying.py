"""A voucher rule under design, tried on documents that exist. Writes nothing.

Who designs rules need not read the books: without that right the lines come without their amounts
and summaries (a summary may name any field), and only whether they balance is told. Nor is a rule
tried for them that reads what they may not see: whether its condition holds would tell it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import ALWAYS, Condition, Term
from huiliu.core.errors import HuiliuError, NotFound
from huiliu.core.forms import published_shapes
from huiliu.core.ports import Problem
from huiliu.core.records import Record
from huiliu.journal.accounts import ids_of
from huiliu.journal.document import JournalDocument
from huiliu.journal.engine import latest_plan, wanted_of
from huiliu.journal.figures import readable
from huiliu.journal.lines import Line, Wanted
from huiliu.journal.plan import FormPlan, plan_of_rule
from huiliu.journal.publishing import RulePublisher
from huiliu.journal.rule_document import VoucherRuleDocument

MOST = 20


@dataclass(frozen=True)
class TriedLine:
    """``account``: its code, with its title; amounts in cents, None for who may not see them."""

    account: str
    title: str
    summary: str
    is_debit: bool
    cents: int | None


@dataclass(frozen=True)
class Tried:
    """``applies``: the rule's condition holds. ``refused``: why there would be no voucher."""

    record: str
    title: str
    applies: bool = False
    balanced: bool = True
    day: str = ""
    lines: tuple[TriedLine, ...] = ()
    refused: HuiliuError | None = None


@dataclass(frozen=True)
class Trial:
    problems: Sequence[Problem] = ()
    tried: Sequence[Tried] = field(default_factory=tuple)
    shows_amounts: bool = False


def try_rule(
    app: AppRef, key: str, content: Mapping[str, Any], actor: Actor, *, most: int = 5
) -> Trial:
    """Over the newest documents that the actor may see."""
    problems = RulePublisher().validate(app, key, content)
    if problems:
        return Trial(problems)
    rule = VoucherRuleDocument.parse(content)
    journal = latest_plan(app).journal(rule.journal)
    shape = published_shapes(app)(rule.form)
    if shape is None:
        raise NotFound
    form = plan_of_rule(shape, rule, journal)
    shows = _reads_books(app, journal, actor)
    records = _records(app, rule, shape.is_document, actor, min(most, MOST))
    if not shows and not _sees_all(app, form, actor):
        records = ()
    return Trial((), [_try(app, form, journal, one, actor, shows) for one in records], shows)


def _sees_all(app: AppRef, form: FormPlan, actor: Actor) -> bool:
    """What the rule reads, on every row they see, and all of it in the form itself: another form
    has rights of its own, and what postings come to is a matter of ledgers."""
    try:
        access = ports.permissions().access(actor, app, form.form)
    except NotFound:
        return False
    grants = access.with_action("view")
    return not form.ledgers and all(
        not far and all(grant.may_see(own.path) for grant in grants)
        for own, far in form.paths.steps.values()
    )


def _records(
    app: AppRef, rule: VoucherRuleDocument, is_document: bool, actor: Actor, most: int
) -> Sequence[Record]:
    approved = Condition(cond=(Term(field="$state", op="eq", value="approved"),))
    where = approved if is_document else ALWAYS
    try:
        access = ports.permissions().access(actor, app, rule.form)
        return ports.records().find(app, rule.form, where, access=access, limit=most, newest=True)
    except NotFound:  # whoever designs need not see what is in it
        return ()


def _reads_books(app: AppRef, journal: JournalDocument, actor: Actor) -> bool:
    try:
        readable(app, journal.id, actor)
    except NotFound:
        return False
    return True


def _try(
    app: AppRef,
    form: FormPlan,
    journal: JournalDocument,
    record: Record,
    actor: Actor,
    shows: bool,
) -> Tried:
    title = ports.records().seen_title(app, record.form, record.id, actor)
    try:
        found = wanted_of(app, form, [record], actor)[record.id]
        lines = _lines(app, journal, found, actor, shows)
    except HuiliuError as error:
        return Tried(record.uid, title, refused=error)
    if not found:
        return Tried(record.uid, title)
    (one,) = found
    balance = sum(line.debit - line.credit for line in one.lines)
    return Tried(record.uid, title, True, balance == 0, one.date.isoformat(), tuple(lines))


def _lines(
    app: AppRef, journal: JournalDocument, found: Sequence[Wanted], actor: Actor, shows: bool
) -> list[TriedLine]:
    lines = [line for one in found for line in one.lines]
    names = _accounts(app, journal, lines, actor)
    return [
        TriedLine(
            *names[line.account],
            line.summary if shows else "",
            bool(line.debit),
            _cents(line, shows),
        )
        for line in lines
    ]


def _cents(line: Line, shows: bool) -> int | None:
    return line.debit or line.credit if shows else None


def _accounts(
    app: AppRef, journal: JournalDocument, lines: Sequence[Line], actor: Actor
) -> Mapping[str | int, tuple[str, str]]:
    """Account as a line names it → its code and its title. A code that nothing has stays a code:
    the document itself may name it, so publishing cannot tell."""
    chart = journal.accounts
    codes = {line.account for line in lines if isinstance(line.account, str)}
    known = ids_of(app, chart, codes, actor)
    ids = {*known.values(), *(line.account for line in lines if isinstance(line.account, int))}
    titles = ports.records().titles(app, chart.form, sorted(ids))
    access = system_access(actor, chart.form)
    by_id = {
        id_: str(ports.records().read(app, chart.form, id_, access=access).values[chart.code])
        for id_ in ids
    }
    named = {id_: (by_id[id_], titles[id_][1]) for id_ in ids}
    by_code = {code: named[known[code]] if code in known else (code, "") for code in codes}
    return dict([*named.items(), *by_code.items()])
