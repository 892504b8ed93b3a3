"""Cross-checks of a ledger against the forms it is posted from. Pure; points at every mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.ledgers.allotted import Allotted
from huiliu.ledgers.document import Dimension, FoundBy, LedgerDocument, PostingRule

_WORDS: dict[str, Words] = {
    "duplicate_id": {"zh-CN": "标识“{id}”重复", "en": 'The id "{id}" is used twice'},
    "reserved_id": {"zh-CN": "标识“{id}”有固定含义，请换一个", "en": 'The id "{id}" is taken'},
    "no_such_form": {"zh-CN": "没有表单“{form}”", "en": 'There is no form "{form}"'},
    "form_needed": {"zh-CN": "关联维度需要选择表单", "en": "A reference needs a form"},
    "form_not_wanted": {"zh-CN": "只有关联维度才有表单", "en": "Only a reference has a form"},
    "not_a_document": {
        "zh-CN": "表单“{form}”不是单据，没有审核事件，请选择“保存后”",
        "en": 'The form "{form}" is no document and is never approved; post it when saved',
    },
    "is_a_document": {
        "zh-CN": "单据“{form}”应在审核后过账",
        "en": 'The document "{form}" is posted when approved',
    },
    "no_such_subform": {"zh-CN": "没有子表单“{id}”", "en": 'There is no subform "{id}"'},
    "no_such_path": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "not_of_a_row": {
        "zh-CN": "“{path}”在子表单中，请设置逐行过账",
        "en": '"{path}" is in a subform: post for each of its rows',
    },
    "wrong_type": {
        "zh-CN": "“{path}”的类型是 {found}，需要 {wanted}",
        "en": '"{path}" is of type {found}, not {wanted}',
    },
    "dimension_missing": {"zh-CN": "缺少维度“{id}”", "en": 'The dimension "{id}" is missing'},
    "no_such_dimension": {"zh-CN": "没有维度“{id}”", "en": 'There is no dimension "{id}"'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "not_written": {
        "zh-CN": "成本只能写入本单据的普通字段，“{path}”不行",
        "en": 'A cost can only be written into a plain field of the document, not "{path}"',
    },
    "bad_formula": {"zh-CN": "公式有误：{reason}", "en": "Mistake in the formula: {reason}"},
}
RESERVED = frozenset(
    {"current", "required", "shortage", "code", "words", "fields", "message", "self", "date"}
    | {"as_of", "search", "limit", "cursor", "from", "to", "open"}
)
"""Names that a refusal's data and the parameters of a query already use."""
DAYS = frozenset({"date", "datetime"})
"""What tells the day of an entry: a plain form may have no date but when it was made."""
LISTS = frozenset({"codes"})
"""What there may be an entry for each of."""
_ACCEPTED: dict[str, frozenset[str]] = {
    "reference": frozenset({"reference"}),
    "member": frozenset({"member"}),
    "department": frozenset({"department"}),
    "text": frozenset({"text", "serial", "choice"}),
    "choice": frozenset({"choice"}),
    "date": frozenset({"date"}),
}


def problems(document: LedgerDocument, shapes: Shapes) -> list[Problem]:
    return [
        *_duplicates("dimensions", [d.id for d in document.dimensions]),
        *_duplicates("measures", [m.id for m in document.measures], {*document.dimension}),
        *_duplicates("postings", [p.id for p in document.postings]),
        *_dimensions(document.dimensions, shapes),
        *_lists(document),
        *(
            problem
            for position, rule in enumerate(document.postings)
            for problem in _posting(document, rule, f"postings.{position}", shapes)
        ),
    ]


def _problem(at: str, code: str, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)


def _duplicates(where: str, ids: list[str], taken: Iterable[str] = ()) -> Iterator[Problem]:
    seen = set(taken)
    for position, one in enumerate(ids):
        if one in seen:
            yield _problem(f"{where}.{position}.id", "duplicate_id", id=one)
        seen.add(one)


def _dimensions(dimensions: tuple[Dimension, ...], shapes: Shapes) -> Iterator[Problem]:
    for position, dimension in enumerate(dimensions):
        path = f"dimensions.{position}.form"
        if dimension.id in RESERVED:
            yield _problem(f"dimensions.{position}.id", "reserved_id", id=dimension.id)
        if dimension.type != "reference":
            if dimension.form is not None:
                yield _problem(path, "form_not_wanted")
        elif dimension.form is None:
            yield _problem(path, "form_needed")
        elif shapes(dimension.form) is None:
            yield _problem(path, "no_such_form", form=dimension.form)


def _lists(document: LedgerDocument) -> Iterator[Problem]:
    """What the pages of the ledger name."""
    ageing = document.ageing
    measures = [("open", document.open)] if document.open else []
    if ageing is not None:
        measures.append(("ageing.measure", ageing.measure))
        for position, id_ in enumerate(ageing.by):
            if id_ not in document.dimension:
                yield _problem(f"ageing.by.{position}", "no_such_dimension", id=id_)
        date = document.dimension.get(ageing.date)
        if date is None or date.type != "date":
            yield _problem("ageing.date", "no_such_dimension", id=ageing.date)
    for at, measure in measures:
        if measure not in document.measure:
            yield _problem(at, "no_such_measure", id=measure)


def _posting(
    document: LedgerDocument, rule: PostingRule, at: str, shapes: Shapes
) -> Iterator[Problem]:
    form = shapes(rule.form)
    if form is None:
        yield _problem(f"{at}.form", "no_such_form", form=rule.form)
        return
    yield from _event(rule, form, at)
    yield from _items(rule, form, at, shapes)
    yield from _path(rule, form, rule.date, f"{at}.date", DAYS, "", shapes)
    yield from _keys(document, rule, form, at, shapes)
    yield from _measures(document, rule, form, at, shapes)
    yield from _cost(rule, form, f"{at}.cost", shapes)
    yield from _condition(rule, rule.when, form, f"{at}.when", shapes)


def _event(rule: PostingRule, form: FormShape, at: str) -> Iterator[Problem]:
    if rule.event != "saved" and not form.is_document:
        yield _problem(f"{at}.event", "not_a_document", form=rule.form)
    if rule.event == "saved" and form.is_document:
        yield _problem(f"{at}.event", "is_a_document", form=rule.form)
    if rule.each is not None:
        subform = form.fields.get(rule.each)
        if subform is None or subform.type != "subform":
            yield _problem(f"{at}.each", "no_such_subform", id=rule.each)


def _items(rule: PostingRule, form: FormShape, at: str, shapes: Shapes) -> Iterator[Problem]:
    if rule.items is not None:
        yield from _path(rule, form, rule.items, f"{at}.items", LISTS, "", shapes)


def _keys(
    document: LedgerDocument, rule: PostingRule, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    for dimension in document.dimensions:
        if dimension.id not in rule.dimensions:
            yield _problem(f"{at}.dimensions", "dimension_missing", id=dimension.id)
        given = rule.dimensions.get(dimension.id)
        here = f"{at}.dimensions.{dimension.id}"
        if isinstance(given, FoundBy):
            yield from _found_by(document, rule, form, given, f"{here}.found_by", shapes)
            continue
        for path in _paths_of(given):
            yield from _key(rule, form, dimension, path, here, shapes)
    for id_ in rule.dimensions:
        if id_ not in document.dimension:
            yield _problem(f"{at}.dimensions.{id_}", "no_such_dimension", id=id_)


def _paths_of(given: str | tuple[str, ...] | Allotted | None) -> tuple[str, ...]:
    if isinstance(given, Allotted):
        return given.paths
    return (given,) if isinstance(given, str) else given or ()


def _found_by(
    document: LedgerDocument,
    rule: PostingRule,
    form: FormShape,
    given: FoundBy,
    at: str,
    shapes: Shapes,
) -> Iterator[Problem]:
    for id_, path in given.found_by.items():
        dimension = document.dimension.get(id_)
        if dimension is None:
            yield _problem(f"{at}.{id_}", "no_such_dimension", id=id_)
        else:
            yield from _key(rule, form, dimension, path, f"{at}.{id_}", shapes)


def _key(
    rule: PostingRule, form: FormShape, dimension: Dimension, path: str, at: str, shapes: Shapes
) -> Iterator[Problem]:
    accepted = _ACCEPTED[dimension.type]
    if path == rule.items and dimension.type == "text":
        accepted = LISTS
    yield from _path(rule, form, path, at, accepted, dimension.form or "", shapes)


def _measures(
    document: LedgerDocument, rule: PostingRule, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    for id_, text in rule.measures.items():
        here = f"{at}.measures.{id_}"
        if id_ not in document.measure:
            yield _problem(here, "no_such_measure", id=id_)
        else:
            yield from _formula(text, form, here, shapes)


def _cost(rule: PostingRule, form: FormShape, at: str, shapes: Shapes) -> Iterator[Problem]:
    """What the rule of the value reads from the record."""
    cost = rule.cost
    if cost is None:
        return
    accepted = {"record": frozenset({"reference"}), "row": frozenset({"number"})}
    for name, path in (("record", cost.record), ("row", cost.row)):
        if path is not None:
            yield from _path(rule, form, path, f"{at}.{name}", accepted[name], "", shapes)
    if cost.into is not None:
        yield from _into(rule, form, cost.into, f"{at}.into", shapes)
    if cost.share is not None:
        yield from _formula(cost.share, form, f"{at}.share", shapes)


def _into(
    rule: PostingRule, form: FormShape, path: str, at: str, shapes: Shapes
) -> Iterator[Problem]:
    """A field of the record itself, which nobody computes."""
    yield from _path(rule, form, path, at, frozenset({"money", "number"}), "", shapes)
    own = form.fields.get(path)
    if find_path(form, path, shapes) is not None and (own is None or own.is_computed):
        yield _problem(at, "not_written", path=path)


def _formula(text: str, form: FormShape, at: str, shapes: Shapes) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield _problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    for path in sorted(formula.refs):
        if find_path(form, path, shapes) is None:
            yield _problem(at, "no_such_path", path=path)


def _condition(
    rule: PostingRule, condition: Condition | None, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    for path in sorted(paths(condition)) if condition else ():
        if find_path(form, path, shapes) is None:
            yield _problem(at, "no_such_path", path=path)


def _path(
    rule: PostingRule,
    form: FormShape,
    path: str,
    at: str,
    accepted: frozenset[str],
    target: str,
    shapes: Shapes,
) -> Iterator[Problem]:
    found = find_path(form, path, shapes)
    if found is None:
        yield _problem(at, "no_such_path", path=path)
    elif found.subform and found.subform != rule.each:
        yield _problem(at, "not_of_a_row", path=path)
    elif not _fits(found, accepted, target):
        wanted = " ".join(sorted(accepted)) + (f" ({target})" if target else "")
        yield _problem(at, "wrong_type", path=path, found=found.type, wanted=wanted)


def _fits(found: FieldShape, accepted: frozenset[str], target: str) -> bool:
    return found.type in accepted and (not target or found.form == target)
