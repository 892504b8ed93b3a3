"""What a document means now less what was vouchered of it: the lines that put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.paths import env_of
from huiliu.core.records import Record
from huiliu.core.text import Words, fill
from huiliu.journal import refusal
from huiliu.journal.accounts import ids_of
from huiliu.journal.book import Document, Place, Sums
from huiliu.journal.document import JournalDocument
from huiliu.journal.lines import Line, Wanted
from huiliu.journal.plan import AppPlan
from huiliu.journal.writing import Draft

_REVERSAL: Words = {"zh-CN": "反审核 {document}", "en": "Un-approval of {document}"}
_MOST_LINES = 1_000
"""In one voucher: a form takes only so many rows (the template's 2,000)."""
_ADJUSTMENT: Words = {"zh-CN": "成本调整 {document}", "en": "Adjustment of {document}"}


@dataclass
class _Lines:
    """The lines of one voucher, and what each stands for."""

    lines: list[Line] = field(default_factory=list)
    of: list[tuple[Document, str]] = field(default_factory=list)

    def add(self, more: _Lines) -> None:
        self.lines += more.lines
        self.of += more.of


def drafts(
    plan: AppPlan,
    records: Sequence[Record],
    before: Mapping[Document, Sums],
    after: Mapping[Document, Sequence[Wanted]],
    actor: Actor,
    *,
    ended: bool,
) -> Iterator[Draft]:
    """For each journal one voucher, dated today; another where it would become too long. What is
    different about a document stands in one, so that each balances."""
    now, vouchers = _sums(plan, after, actor), dict[str, list[_Lines]]()
    titles = titles_of(records)
    for record in records:
        document = record.form, record.id
        summary = _words(titles[document], actor, ended)
        less = _less(now.get(document, {}), before[document])
        for journal, own in _lines_of(document, less, summary).items():
            there = vouchers.setdefault(journal, [_Lines()])
            if there[-1].lines and len(there[-1].lines) + len(own.lines) > _MOST_LINES:
                there.append(_Lines())
            there[-1].add(own)
    for key, pages in vouchers.items():
        for page in pages:
            yield _draft(plan.journals[key], page, titles[page.of[0][0]], actor, ended)


def _lines_of(document: Document, less: Sums, summary: str) -> dict[str, _Lines]:
    """By journal: what puts one document right."""
    found: dict[str, _Lines] = {}
    for place, (debit, credit) in less.items():
        journal, rule, account, auxiliaries = place
        for one in ((debit, 0), (0, credit)):
            if any(one):
                page = found.setdefault(journal, _Lines())
                page.lines.append(Line(account, auxiliaries, summary, *one))
                page.of.append((document, rule))
    return found


def titles_of(records: Sequence[Record]) -> Mapping[Document, str]:
    """What people call them: one question for each form."""
    by_form: dict[str, list[int]] = {}
    for record in records:
        by_form.setdefault(record.form, []).append(record.id)
    return {
        (form, id_): title
        for form, ids in by_form.items()
        for id_, (_, title) in ports.records().titles(records[0].app, form, ids).items()
    }


def _words(title: str, actor: Actor, ended: bool) -> str:
    words = _REVERSAL if ended else _ADJUSTMENT
    return fill(words, actor.language, {"document": title})[:200]


def _draft(journal: JournalDocument, page: _Lines, title: str, actor: Actor, ended: bool) -> Draft:
    return Draft(
        journal,
        "reversal" if ended else "cost_adjust",
        env_of(actor).today,
        _words(title, actor, ended),
        title,
        tuple(page.lines),
        tuple(page.of),
    )


def _less(now: Sums, before: Sums) -> Sums:
    found: Sums = {}
    for place in dict.fromkeys([*now, *before]):
        new, old = now.get(place, (0, 0)), before.get(place, (0, 0))
        amounts = new[0] - old[0], new[1] - old[1]
        if any(amounts):
            found[place] = amounts
    return found


def _sums(
    plan: AppPlan, after: Mapping[Document, Sequence[Wanted]], actor: Actor
) -> Mapping[Document, Sums]:
    """With accounts as ids, asked for once."""
    every = [one for some in after.values() for one in some]
    known = _accounts(plan, every, actor)
    found: dict[Document, Sums] = {}
    for document, some in after.items():
        sums = found.setdefault(document, {})
        for one in some:
            for line in one.lines:
                place = _place(one, line, known)
                had = sums.get(place, (0, 0))
                sums[place] = had[0] + line.debit, had[1] + line.credit
    return found


def _accounts(
    plan: AppPlan, every: Sequence[Wanted], actor: Actor
) -> Mapping[tuple[str, str], int]:
    codes: dict[str, set[str]] = {}
    for one in every:
        own = codes.setdefault(one.rule.journal.id, set())
        own |= {line.account for line in one.lines if isinstance(line.account, str)}
    return {
        (key, code): id_
        for key, some in codes.items()
        for code, id_ in ids_of(plan.app, plan.journals[key].accounts, some, actor).items()
    }


def _place(one: Wanted, line: Line, known: Mapping[tuple[str, str], int]) -> Place:
    own = one.rule.journal.id, one.rule.key
    if isinstance(line.account, int):
        return (*own, line.account, line.auxiliaries)
    account = known.get((one.rule.journal.id, line.account))
    if account is None:
        raise refusal.no_account(one.rule, line.account)
    return (*own, account, line.auxiliaries)
