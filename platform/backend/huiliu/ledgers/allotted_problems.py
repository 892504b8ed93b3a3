"""Cross-checks of parts of a key that are allotted. Pure; points at every mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import Shapes, find_path
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.document import Dimension, LedgerDocument, PostingRule

_WORDS: dict[str, Words] = {
    "one_allotted": {
        "zh-CN": "一条过账只能分配一个维度，并且只记一个指标",
        "en": "A posting allots one dimension only, and posts one measure only",
    },
    "costed": {
        "zh-CN": "核算成本的台账不能分配维度，请另建不计成本的台账",
        "en": "A ledger with costs cannot allot; make one without beside it",
    },
    "clipped": {
        "zh-CN": "分配维度的过账不能同时限制在校验之内",
        "en": "A posting that allots cannot stay within a check as well",
    },
    "reference_needed": {
        "zh-CN": "只有关联维度可以按先后分配",
        "en": "Only a reference can be allotted in an order",
    },
    "no_such_path": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "not_a_date": {"zh-CN": "“{path}”不是日期", "en": '"{path}" is no date'},
    "not_before": {
        "zh-CN": "“{id}”应是同一表单、同一事件、排在前面、也分配该维度的过账",
        "en": '"{id}" must be an earlier posting of the same form, event and rows that allots it',
    },
    "wrong_type": {
        "zh-CN": "“{path}”的类型是 {found}，需要 {wanted}",
        "en": '"{path}" is of type {found}, not {wanted}',
    },
}


def allotted_problems(document: LedgerDocument, shapes: Shapes) -> Iterator[Problem]:
    for position, rule in enumerate(document.postings):
        found = {id_: one for id_, one in rule.dimensions.items() if isinstance(one, Allotted)}
        at = f"postings.{position}"
        if not found:
            continue
        if len(found) > 1 or len(rule.measures) > 1:
            yield _problem(f"{at}.dimensions", "one_allotted")
        if document.costing is not None:
            yield _problem(f"{at}.dimensions", "costed")
        if rule.up_to is not None:
            yield _problem(f"{at}.up_to", "clipped")
        for id_, spec in found.items():
            here, dimension = f"{at}.dimensions.{id_}", document.dimension.get(id_)
            if dimension is not None:
                yield from _order(rule, spec, dimension, here, shapes)
            earlier = document.postings[:position]
            yield from _like(rule, id_, spec, earlier, f"{here}.like")
            yield from _source(rule, spec, f"{here}.of", shapes)


def _order(
    rule: PostingRule, spec: Allotted, dimension: Dimension, at: str, shapes: Shapes
) -> Iterator[Problem]:
    if not spec.first:
        return
    theirs, ours = shapes(dimension.form or ""), shapes(rule.form)
    if theirs is None or ours is None:
        yield _problem(f"{at}.first", "reference_needed")
        return
    for n, order in enumerate(spec.first):
        wanted = [(path, theirs, "by") for path in order.by]
        wanted += [(path, ours, "when") for path in paths(order.when)] if order.when else []
        for path, shape, key in wanted:
            if find_path(shape, path, shapes) is None:
                yield _problem(f"{at}.first.{n}.{key}", "no_such_path", path=path)
    for path in sorted(paths(spec.only)) if spec.only else ():
        if find_path(theirs, path, shapes) is None:
            yield _problem(f"{at}.only", "no_such_path", path=path)
    if spec.until is not None:
        last = theirs.fields.get(spec.until)
        if last is None or last.type != "date":
            yield _problem(f"{at}.until", "not_a_date", path=spec.until)


def _like(
    rule: PostingRule, id_: str, spec: Allotted, earlier: Iterable[PostingRule], at: str
) -> Iterator[Problem]:
    if spec.like is None:
        return
    other = next((one for one in earlier if one.id == spec.like), None)
    same = other is not None and (other.form, other.event, other.each) == (
        rule.form,
        rule.event,
        rule.each,
    )
    if other is None or not same or not isinstance(other.dimensions.get(id_), Allotted):
        yield _problem(at, "not_before", id=spec.like)


def _source(rule: PostingRule, spec: Allotted, at: str, shapes: Shapes) -> Iterator[Problem]:
    form = shapes(rule.form)
    if spec.of is None or form is None:
        return
    for key, path, wanted in (
        ("record", spec.of.record, "reference"),
        ("row", spec.of.row, "number"),
    ):
        if path is None:
            continue
        found = find_path(form, path, shapes)
        if found is None:
            yield _problem(f"{at}.{key}", "no_such_path", path=path)
        elif found.type != wanted:
            yield _problem(f"{at}.{key}", "wrong_type", path=path, found=found.type, wanted=wanted)


def _problem(at: str, code: str, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)
