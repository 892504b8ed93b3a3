"""Cross-checks of a ledger's checks against the ledgers they add up. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.ledgers.document import LedgerDocument
from huiliu.ledgers.limits import Check, CheckTerm

Ledgers = Callable[[str], LedgerDocument | None]
"""A published ledger of the app by its key."""

_WORDS: dict[str, Words] = {
    "duplicate_id": {"zh-CN": "标识“{id}”重复", "en": 'The id "{id}" is used twice'},
    "no_such_ledger": {"zh-CN": "没有台账“{id}”", "en": 'There is no ledger "{id}"'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "no_such_dimension": {"zh-CN": "没有维度“{id}”", "en": 'There is no dimension "{id}"'},
    "other_dimension": {
        "zh-CN": "台账“{ledger}”的维度“{id}”类型不同",
        "en": 'The dimension "{id}" of the ledger "{ledger}" is of another type',
    },
    "other_scale": {
        "zh-CN": "各指标的小数位数必须相同",
        "en": "The measures must all have the same scale",
    },
    "no_such_check": {"zh-CN": "没有校验“{id}”", "en": 'There is no check "{id}"'},
    "not_counted": {
        "zh-CN": "校验“{id}”不含本台账",
        "en": 'The check "{id}" does not count this ledger',
    },
    "costed": {
        "zh-CN": "核算成本的台账不能按可用量过账",
        "en": "A ledger with costs cannot post only a part",
    },
    "used_by_check": {
        "zh-CN": "台账“{ledger}”的校验“{check}”用到“{id}”",
        "en": 'The check "{check}" of the ledger "{ledger}" uses "{id}"',
    },
}


def check_problems(document: LedgerDocument, ledgers: Ledgers) -> Iterator[Problem]:
    seen = {*document.dimension, *document.measure}
    for position, check in enumerate(document.checks):
        at = f"checks.{position}"
        if check.id in seen:
            yield _problem(f"{at}.id", "duplicate_id", id=check.id)
        seen.add(check.id)
        for place, id_ in enumerate(check.by):
            if id_ not in document.dimension:
                yield _problem(f"{at}.by.{place}", "no_such_dimension", id=id_)
        scales = set()
        for place, term in enumerate(check.terms):
            found = document if term.ledger in (None, document.id) else ledgers(term.ledger or "")
            yield from _term(document, check, term, found, f"{at}.terms.{place}")
            if found is not None and term.measure in found.measure:
                scales.add(found.measure[term.measure].scale)
        if len(scales) > 1:
            yield _problem(f"{at}.terms", "other_scale")


def _term(
    owner: LedgerDocument, check: Check, term: CheckTerm, ledger: LedgerDocument | None, at: str
) -> Iterator[Problem]:
    if ledger is None:
        yield _problem(f"{at}.ledger", "no_such_ledger", id=term.ledger or "")
        return
    if term.measure not in ledger.measure:
        yield _problem(f"{at}.measure", "no_such_measure", id=term.measure)
    for place, id_ in enumerate(term.empty):
        if id_ not in ledger.dimension:
            yield _problem(f"{at}.empty.{place}", "no_such_dimension", id=id_)
    for id_ in check.by:
        ours, theirs = owner.dimension.get(id_), ledger.dimension.get(id_)
        if theirs is None:
            yield _problem(f"{at}.ledger", "no_such_dimension", id=id_)
        elif ours is not None and (ours.type, ours.form) != (theirs.type, theirs.form):
            yield _problem(f"{at}.ledger", "other_dimension", id=id_, ledger=ledger.id)


def clipping_problems(document: LedgerDocument, ledgers: Ledgers) -> Iterator[Problem]:
    """A posting that stays within a check must be counted by it, and have no cost."""
    for position, posting in enumerate(document.postings):
        if posting.up_to is None:
            continue
        at, key = f"postings.{position}.up_to", posting.up_to.ledger or document.id
        owner = document if key == document.id else ledgers(key)
        if owner is None:
            yield _problem(f"{at}.ledger", "no_such_ledger", id=key)
            continue
        check = next((c for c in owner.checks if c.id == posting.up_to.check), None)
        if check is None:
            yield _problem(f"{at}.check", "no_such_check", id=posting.up_to.check)
        elif document.id not in {term.ledger or owner.id for term in check.terms}:
            yield _problem(f"{at}.check", "not_counted", id=posting.up_to.check)
        if document.costing is not None:
            yield _problem(at, "costed")


def broken_checks(document: LedgerDocument, others: Iterable[LedgerDocument]) -> Iterator[Problem]:
    """What the checks of the other ledgers would no longer find in the new version of this one."""
    known = {*document.dimension, *document.measure}
    for other in others:
        for check in other.checks:
            for term in check.terms:
                if term.ledger == document.id:
                    for id_ in sorted({term.measure, *term.empty, *check.by} - known):
                        data = {"ledger": other.id, "check": check.id, "id": id_}
                        yield _problem("", "used_by_check", **data)


def _problem(at: str, code: str, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)
