"""What follows from a source once the formulas have run: shares of its amounts, and its date."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from form_engine.link_document import Link, NotBefore
from form_engine.planning.reading import Reading
from form_engine.planning.scope import complain
from form_engine.planning.work import Followed, Work
from huiliu.core.errors import FieldError
from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.results import ROUNDING

_BEFORE_SOURCE = {
    "zh-CN": "日期 {date} 不能早于来源单据日期 {source}",
    "en": "The date {date} may not be before that of its source, {source}",
}
_ZERO = Decimal(0)


def share_out(work: Work, form: str) -> frozenset[str]:
    """Fills the fields that are a part of an amount of the source, and says which."""
    links = {one.link.id: one.link for one in work.followed if one.link.shares is not None}
    for link in links.values():
        _share(work, form, link, [one for one in work.followed if one.link is link])
    return frozenset(path for link in links.values() if link.shares for path in link.shares.fields)


def _share(work: Work, form: str, link: Link, lines: list[Followed]) -> None:
    """In the order of the lines, after what approved documents took already."""
    shares = link.shares
    assert shares is not None
    paths = [link.quantity, *shares.fields]
    keys = {one.key for one in lines}
    had = work.resolve.taken(form, link.scope, link.key, keys, paths)
    taken = defaultdict(lambda: [_ZERO] * len(paths), {k: list(v) for k, v in had.items()})
    for sibling in shares.together:
        beside = work.resolve.taken_beside(sibling, keys, list(shares.fields.values()))
        for key, sums in beside.items():
            taken[key] = [a + b for a, b in zip(taken[key], sums, strict=True)]
    for one in lines:
        quantity, whole = _own(one, link.quantity), one.values.get(shares.of)
        if not quantity or not whole or quantity < 0:
            continue
        before = taken[one.key]
        is_last = before[0] + quantity == whole
        for n, (own, source) in enumerate(shares.fields.items(), 1):
            total = one.values.get(source) or _ZERO
            slot = one.part.scope.slots[own.rpartition(".")[2]]
            part = total - before[n] if is_last else _rounded(total, quantity, whole, slot.scale)
            one.part.values[slot.id] = part
            before[n] += part
        before[0] += quantity


def _rounded(total: Decimal, quantity: Decimal, whole: Decimal, scale: int) -> Decimal:
    exact = CONTEXT.divide(CONTEXT.multiply(total, quantity), whole)
    return exact.quantize(Decimal(1).scaleb(-scale), context=ROUNDING)


def _own(one: Followed, path: str) -> Any:
    return one.part.values.get(path.rpartition(".")[2])


def check_dates(work: Work, reading: Reading) -> list[FieldError]:
    """Complaints with the links' own codes, as rules have them."""
    found: dict[str, FieldError] = {}
    for one in work.followed:
        rule = one.link.not_before
        if rule is not None and rule.date not in found:
            error = _too_early(rule, reading.of(one.part)(rule.date), one.values.get(rule.source))
            if error is not None:
                found[rule.date] = error
                complain(work.errors, rule.date, error)
    return list(found.values())


def _too_early(rule: NotBefore, own: Any, source: Any) -> FieldError | None:
    if own is None or source is None or own >= source:
        return None
    data = {"date": own.isoformat(), "source": source.isoformat()}
    return FieldError(rule.code, _BEFORE_SOURCE, data)
