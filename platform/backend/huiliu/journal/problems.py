"""What is wrong with a journal or a voucher rule, each with the place in the document. Pure but for
the chart of accounts, which is data of the company."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path, ledger_key
from huiliu.core.ports import Problem
from huiliu.core.text import Words
from huiliu.journal.document import JournalDocument
from huiliu.journal.rule_document import AtPath, ByFormula, ByTable, Entry, VoucherRuleDocument
from huiliu.journal.statement_problems import statement_problems

Unknown = Callable[[Collection[str]], Collection[str]]
"""Of these codes, those that no usable account has."""
_WORDS: dict[str, Words] = {
    "no_such_journal": {"zh-CN": "没有账簿“{id}”", "en": 'There is no journal "{id}"'},
    "no_such_form": {"zh-CN": "没有表单“{form}”", "en": 'There is no form "{form}"'},
    "not_a_document": {
        "zh-CN": "表单“{form}”不是单据",
        "en": 'The form "{form}" has no documents that are approved',
    },
    "is_a_document": {
        "zh-CN": "单据“{form}”应在审核后生成凭证",
        "en": 'Documents of the form "{form}" get their vouchers when approved',
    },
    "own_vouchers": {
        "zh-CN": "凭证不能再生成凭证",
        "en": "Vouchers are not made of vouchers",
    },
    "no_such_subform": {"zh-CN": "没有子表单“{id}”", "en": 'There is no subform "{id}"'},
    "no_such_path": {"zh-CN": "没有字段“{path}”", "en": 'There is no field "{path}"'},
    "not_of_a_row": {
        "zh-CN": "“{path}”在子表单中，请设置逐行生成",
        "en": '"{path}" is in a subform: make a line for each of its rows',
    },
    "wrong_type": {
        "zh-CN": "“{path}”的类型是 {found}，需要 {wanted}",
        "en": '"{path}" is of type {found}, not {wanted}',
    },
    "bad_formula": {"zh-CN": "公式有误：{reason}", "en": "Mistake in the formula: {reason}"},
    "no_such_account": {
        "zh-CN": "没有可用的会计科目 {code}",
        "en": "There is no account {code} that one may post to",
    },
    "no_such_ledger": {"zh-CN": "没有台账“{id}”", "en": 'There is no ledger "{id}"'},
    "no_such_measure": {"zh-CN": "没有指标“{id}”", "en": 'There is no measure "{id}"'},
    "no_such_posting": {
        "zh-CN": "台账没有此表单的过账规则“{id}”",
        "en": 'The ledger has no posting rule "{id}" of this form',
    },
    "no_such_auxiliary": {
        "zh-CN": "账簿没有辅助核算“{id}”",
        "en": 'The journal has no auxiliary "{id}"',
    },
}
_NAMES = frozenset({"text", "serial", "choice"})
_KEYS = frozenset({"reference", "member", "department", "text", "choice"})


def problem(at: str, code: str, /, **data: str) -> Problem:
    return Problem(at, code, _WORDS[code], data)


def journal_problems(document: JournalDocument, shapes: Shapes) -> list[Problem]:
    return [
        *_chart(document, shapes),
        *_voucher(document, shapes),
        *statement_problems(document, shapes),
    ]


def _chart(document: JournalDocument, shapes: Shapes) -> Iterator[Problem]:
    chart = document.accounts
    form = shapes(chart.form)
    if form is None:
        yield problem("accounts.form", "no_such_form", form=chart.form)
        return
    yield from _field(form, chart.code, "accounts.code", _NAMES, shapes)
    yield from _condition(chart.usable, form, "accounts.usable", shapes)


def _voucher(document: JournalDocument, shapes: Shapes) -> Iterator[Problem]:
    voucher = document.voucher
    form = shapes(voucher.form)
    if form is None:
        yield problem("voucher.form", "no_such_form", form=voucher.form)
        return
    if not form.is_document:
        yield problem("voucher.form", "not_a_document", form=voucher.form)
    yield from _field(form, voucher.date, "voucher.date", frozenset({"date"}), shapes)
    texts = (("kind", voucher.kind), ("summary", voucher.summary), ("source", voucher.source))
    for name, path in texts:
        if path is not None:
            yield from _field(form, path, f"voucher.{name}", _TEXTS, shapes)
    if voucher.lines not in form.fields or form.fields[voucher.lines].type != "subform":
        yield problem("voucher.lines", "no_such_subform", id=voucher.lines)
        return
    yield from _columns(document, form, shapes)
    yield from _condition(voucher.posted, form, "voucher.posted", shapes)


_TEXTS = frozenset({"text", "long_text", "choice"})


def _columns(document: JournalDocument, form: FormShape, shapes: Shapes) -> Iterator[Problem]:
    voucher = document.voucher
    chart = document.accounts.form
    for name, column, accepted, target in (
        ("account", voucher.account, frozenset({"reference"}), chart),
        ("debit", voucher.debit, frozenset({"money", "number"}), ""),
        ("credit", voucher.credit, frozenset({"money", "number"}), ""),
        ("line_summary", voucher.line_summary, _TEXTS, ""),
    ):
        if column is not None:
            path = f"{voucher.lines}.{column}"
            yield from _field(form, path, f"voucher.{name}", accepted, shapes, target)
    for id_, column in voucher.auxiliaries.items():
        path = f"{voucher.lines}.{column}"
        yield from _field(form, path, f"voucher.auxiliaries.{id_}", _KEYS, shapes)


def rule_problems(
    rule: VoucherRuleDocument,
    journal: JournalDocument | None,
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, str]],
    unknown: Unknown,
) -> list[Problem]:
    """``ledgers``: by ledger, the posting rules with their forms."""
    if journal is None:
        return [problem("journal", "no_such_journal", id=rule.journal)]
    form = shapes(rule.form)
    if form is None:
        return [problem("form", "no_such_form", form=rule.form)]
    found = [*_head(rule, journal, form, shapes)]
    for position, entry in enumerate(rule.entries):
        found += _entry(rule, entry, journal, form, f"entries.{position}", shapes, ledgers)
    return [*found, *_codes(rule, unknown)]


def _head(
    rule: VoucherRuleDocument, journal: JournalDocument, form: FormShape, shapes: Shapes
) -> Iterator[Problem]:
    if rule.form == journal.voucher.form:
        yield problem("form", "own_vouchers")
    if form.is_document != (rule.event == "approved"):
        code = "is_a_document" if form.is_document else "not_a_document"
        yield problem("event", code, form=rule.form)
    dates = frozenset({"date", "datetime"})
    yield from _path(form, rule.date, "date", dates, shapes)
    yield from _condition(rule.when, form, "when", shapes)
    if rule.summary is not None:
        yield from _formula(rule.summary, form, "summary", shapes)


def _entry(
    rule: VoucherRuleDocument,
    entry: Entry,
    journal: JournalDocument,
    form: FormShape,
    at: str,
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, str]],
) -> Iterator[Problem]:
    each = entry.each
    if each is not None and (each not in form.fields or form.fields[each].type != "subform"):
        yield problem(f"{at}.each", "no_such_subform", id=each)
    yield from _account(entry, journal, form, f"{at}.account", shapes)
    if isinstance(entry.amount, str):
        yield from _formula(entry.amount, form, f"{at}.amount", shapes)
    else:
        yield from _posted(rule, entry, f"{at}.amount", shapes, ledgers)
        if entry.amount.times is not None:
            yield from _formula(entry.amount.times, form, f"{at}.amount.times", shapes)
    yield from _condition(entry.when, form, f"{at}.when", shapes)
    if entry.summary is not None:
        yield from _formula(entry.summary, form, f"{at}.summary", shapes)
    for id_, path in entry.auxiliaries.items():
        here = f"{at}.auxiliaries.{id_}"
        column = _column_of(journal, id_, shapes)
        if column is None:
            yield problem(here, "no_such_auxiliary", id=id_)
        else:
            accepted = _NAMES if column.type == "text" else frozenset({column.type})
            yield from _path(form, path, here, accepted, shapes, column.form, each)


def _account(
    entry: Entry, journal: JournalDocument, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    match entry.account:
        case AtPath(path=path):
            here = find_path(form, path, shapes)
            is_reference = here is not None and here.type == "reference"
            target = journal.accounts.form if is_reference else ""
            accepted = _NAMES | {"reference"}
            yield from _path(form, path, f"{at}.path", accepted, shapes, target, entry.each)
        case ByTable(by=path):
            accepted = _NAMES | {"switch"}
            yield from _path(form, path, f"{at}.by", accepted, shapes, "", entry.each)
        case ByFormula(formula=text):
            yield from _formula(text, form, f"{at}.formula", shapes)


def _posted(
    rule: VoucherRuleDocument,
    entry: Entry,
    at: str,
    shapes: Shapes,
    ledgers: Mapping[str, Mapping[str, str]],
) -> Iterator[Problem]:
    assert not isinstance(entry.amount, str)
    wanted = entry.amount
    ledger = shapes(ledger_key(wanted.ledger))
    if ledger is None:
        yield problem(f"{at}.ledger", "no_such_ledger", id=wanted.ledger)
        return
    measure = ledger.fields.get(wanted.measure)
    if measure is None or not measure.is_computed:
        yield problem(f"{at}.measure", "no_such_measure", id=wanted.measure)
    postings = ledgers.get(wanted.ledger, {})
    if wanted.posting is not None and postings.get(wanted.posting) != rule.form:
        yield problem(f"{at}.posting", "no_such_posting", id=wanted.posting)


def _codes(rule: VoucherRuleDocument, unknown: Unknown) -> Iterator[Problem]:
    """Every code that is written in the rule, asked for together."""
    places = [place for n, one in enumerate(rule.entries) for place in _places(one, n)]
    missing = unknown({code for _, code in places}) if places else ()
    for at, code in places:
        if code in missing:
            yield problem(at, "no_such_account", code=code)


def _places(entry: Entry, position: int) -> Iterator[tuple[str, str]]:
    at = f"entries.{position}.account"
    match entry.account:
        case str(code):
            yield at, code
        case ByTable(codes=codes, otherwise=otherwise):
            for value, code in codes.items():
                yield f"{at}.codes.{value}", code
            if otherwise is not None:
                yield f"{at}.otherwise", otherwise


def _column_of(journal: JournalDocument, auxiliary: str, shapes: Shapes) -> FieldShape | None:
    form, column = shapes(journal.voucher.form), journal.voucher.auxiliaries.get(auxiliary)
    if form is None or column is None:
        return None
    return form.fields.get(f"{journal.voucher.lines}.{column}")


def _formula(text: str, form: FormShape, at: str, shapes: Shapes) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    for path in sorted(formula.refs):
        if find_path(form, path, shapes) is None:
            yield problem(at, "no_such_path", path=path)


def _condition(
    condition: Condition | None, form: FormShape, at: str, shapes: Shapes
) -> Iterator[Problem]:
    for path in sorted(paths(condition)) if condition else ():
        if find_path(form, path, shapes) is None:
            yield problem(at, "no_such_path", path=path)


def _field(
    form: FormShape,
    path: str,
    at: str,
    accepted: frozenset[str],
    shapes: Shapes,
    target: str = "",
) -> Iterator[Problem]:
    """An own field of the form."""
    found = form.fields.get(path)
    if found is None:
        yield problem(at, "no_such_path", path=path)
    else:
        yield from _type(found, path, at, accepted, target)


def _path(
    form: FormShape,
    path: str,
    at: str,
    accepted: frozenset[str],
    shapes: Shapes,
    target: str = "",
    each: str | None = None,
) -> Iterator[Problem]:
    found = find_path(form, path, shapes)
    if found is None:
        yield problem(at, "no_such_path", path=path)
    elif found.subform and found.subform != each:
        yield problem(at, "not_of_a_row", path=path)
    else:
        yield from _type(found, path, at, accepted, target)


def _type(
    found: FieldShape, path: str, at: str, accepted: frozenset[str], target: str
) -> Iterator[Problem]:
    if found.type not in accepted or (target and found.form != target):
        wanted = " ".join(sorted(accepted)) + (f" ({target})" if target else "")
        yield problem(at, "wrong_type", path=path, found=found.type, wanted=wanted)
