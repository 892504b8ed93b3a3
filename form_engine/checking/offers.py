"""Rows that are offered where they cannot be. A ledger that offers is itself published later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.fields.subform import SubformConfig
from form_engine.offer_document import FromLedger, FromRecord
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, config in enumerate(form.fields):
        if not isinstance(config, SubformConfig):
            continue
        at = f"fields.{position}"
        for n, offer in enumerate(config.ledger_offers):
            place = f".{n}" if len(config.ledger_offers) > 1 else ""
            yield from _by_ledger(form, config.id, offer, f"{at}.from_ledger{place}")
        if config.from_record is not None:
            yield from _by_record(form, forms, config.id, config.from_record, f"{at}.from_record")
        if config.from_ledger is not None and config.from_record is not None:
            yield problem(f"{at}.from_record", "two_offers")


def _by_ledger(form: FormDocument, subform: str, offer: FromLedger, at: str) -> Iterator[Problem]:
    for dimension, field in offer.key.items():
        if field is not None and field not in form.by_path:
            yield problem(f"{at}.key.{dimension}", "unknown_field", path=field)
    into = [offer.spread.into] if offer.spread else []
    yield from _columns(form, subform, [*offer.columns, *offer.values, *into], at)
    for path in sorted(paths(offer.when)) if offer.when is not None else ():
        if path not in form.by_path:
            yield problem(f"{at}.when", "unknown_field", path=path)
    for column in offer.only:
        if getattr(form.by_path.get(f"{subform}.{column}"), "type", "") != "reference":
            yield problem(f"{at}.only.{column}", "not_a_reference", path=column)
    if offer.spread is not None:
        yield from _formula(form, offer.spread.of, f"{at}.spread.of")


def _by_record(
    form: FormDocument, forms: Forms, subform: str, offer: FromRecord, at: str
) -> Iterator[Problem]:
    source = forms.get(str(getattr(form.by_path.get(offer.record), "form", "")))
    if source is None:
        yield problem(f"{at}.record", "not_a_reference", path=offer.record)
        return
    yield from _columns(form, subform, [*offer.columns, *offer.formulas], at)
    for column, there in offer.columns.items():
        if f"{offer.rows}.{there}" not in source.by_path:
            path = f"{offer.rows}.{there}"
            yield problem(f"{at}.columns.{column}", "unknown_field", path=path)
    behind = {f"{offer.record}.{path}" for path in source.by_path}
    for column, text in offer.formulas.items():
        yield from _formula(form, text, f"{at}.formulas.{column}", behind)


def _columns(
    form: FormDocument, subform: str, columns: Iterable[str], at: str
) -> Iterator[Problem]:
    for column in columns:
        if f"{subform}.{column}" not in form.by_path:
            yield problem(f"{at}.columns.{column}", "unknown_field", path=column)


def _formula(
    form: FormDocument, text: str, at: str, behind: Iterable[str] = ()
) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    known = {*form.by_path, *behind}
    for path in sorted(formula.refs - known):
        yield problem(at, "unknown_field", path=path)
