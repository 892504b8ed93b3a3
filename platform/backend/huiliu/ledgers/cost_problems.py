"""Cross-checks of how a ledger values what it counts. Pure; points at every mistake."""

from __future__ import annotations

from collections.abc import Iterator

from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.ledgers.cost_rules import Costing, CostRule
from huiliu.ledgers.document import LedgerDocument, PostingRule

_WORDS: dict[str, Words] = {
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "no_such_dimension": {"zh-CN": "没有维度“{id}”", "en": 'There is no dimension "{id}"'},
    "same_measure": {
        "zh-CN": "数量和金额不能是同一个指标",
        "en": "Quantity and value cannot be the same measure",
    },
    "not_costed": {
        "zh-CN": "台账未设置成本核算",
        "en": "The ledger has no costing",
    },
    "quantity_missing": {
        "zh-CN": "没有数量的过账需要直接给出金额",
        "en": "A posting without a quantity must give its value",
    },
    "source_missing": {
        "zh-CN": "请选择来源单据",
        "en": "Say where the source is",
    },
    "not_for_this_rule": {
        "zh-CN": "该成本规则不使用“{key}”",
        "en": 'This rule of cost does not use "{key}"',
    },
    "value_missing": {
        "zh-CN": "该成本规则需要金额公式",
        "en": "This rule of cost needs a formula for the value",
    },
    "of_missing": {
        "zh-CN": "请选择取用成本的过账",
        "en": "Say which postings it takes the cost of",
    },
    "not_before": {
        "zh-CN": "“{id}”应是同一表单、同一事件、排在前面的过账",
        "en": '"{id}" must be an earlier posting of the same form and event',
    },
    "taken_twice": {
        "zh-CN": "“{id}”的成本已被另一条过账取用",
        "en": 'The cost of "{id}" is taken by another posting already',
    },
    "other_rows": {
        "zh-CN": "逐行取用时，“{id}”应按同一子表单过账",
        "en": 'Row by row, "{id}" must post the rows of the same subform',
    },
}


def cost_problems(document: LedgerDocument) -> Iterator[Problem]:
    if document.costing is not None:
        yield from _costing(document, document.costing)
    taken: set[str] = set()
    for position, rule in enumerate(document.postings):
        at = f"postings.{position}"
        if rule.cost is None:
            continue
        if document.costing is None:
            yield _problem(f"{at}.cost", "not_costed")
            continue
        yield from _rule(document.costing, rule, rule.cost, at)
        for place, id_ in enumerate(rule.cost.of):
            yield from _taken(document, position, id_, taken, f"{at}.cost.of.{place}")


def _costing(document: LedgerDocument, costing: Costing) -> Iterator[Problem]:
    for key, id_ in (("quantity", costing.quantity), ("value", costing.value)):
        if id_ not in document.measure:
            yield _problem(f"costing.{key}", "no_such_measure", id=id_)
    if costing.quantity == costing.value:
        yield _problem("costing.value", "same_measure")
    for place, id_ in enumerate(costing.scope):
        if id_ not in document.dimension:
            yield _problem(f"costing.scope.{place}", "no_such_dimension", id=id_)


def _rule(costing: Costing, rule: PostingRule, cost: CostRule, at: str) -> Iterator[Problem]:
    given = costing.value in rule.measures
    if cost.rule == "source" and cost.record is None:
        yield _problem(f"{at}.cost.record", "source_missing")
    if cost.rule in ("given", "refund") and not given:
        yield _problem(f"{at}.measures", "value_missing")
    if cost.rule != "given" and costing.quantity not in rule.measures:
        yield _problem(f"{at}.measures", "quantity_missing")
    if cost.rule == "taken" and not cost.of:
        yield _problem(f"{at}.cost.of", "of_missing")
    for key in _unused(cost):
        yield _problem(f"{at}.cost.{key}", "not_for_this_rule", key=key)


def _unused(cost: CostRule) -> list[str]:
    found = []
    if cost.rule not in ("source", "refund"):
        found += [key for key in ("record", "row") if getattr(cost, key) is not None]
    if cost.rule != "taken":
        found += [key for key in ("of", "same_row", "share") if getattr(cost, key)]
    return found


def _taken(
    document: LedgerDocument, position: int, id_: str, taken: set[str], at: str
) -> Iterator[Problem]:
    rule = document.postings[position]
    earlier = {p.id: p for p in document.postings[:position]}
    giver = earlier.get(id_)
    if giver is None or (giver.form, giver.event) != (rule.form, rule.event):
        yield _problem(at, "not_before", id=id_)
    elif rule.cost and rule.cost.same_row and giver.each != rule.each:
        yield _problem(at, "other_rows", id=id_)
    if id_ in taken:
        yield _problem(at, "taken_twice", id=id_)
    taken.add(id_)


def _problem(at: str, code: str, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)
