"""Rows from a ledger that are put where they cannot be. The ledger itself is published later."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.fields.subform import SubformConfig
from form_engine.offer_document import FromLedger
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, config in enumerate(form.fields):
        if isinstance(config, SubformConfig) and config.from_ledger is not None:
            at = f"fields.{position}.from_ledger"
            yield from _offer(form, config.id, config.from_ledger, at)


def _offer(form: FormDocument, subform: str, offer: FromLedger, at: str) -> Iterator[Problem]:
    for dimension, field in offer.key.items():
        if field not in form.by_path:
            yield problem(f"{at}.key.{dimension}", "unknown_field", path=field)
    into = [offer.spread.into] if offer.spread else []
    for column in [*offer.columns, *into]:
        if f"{subform}.{column}" not in form.by_path:
            yield problem(f"{at}.columns.{column}", "unknown_field", path=column)
    if offer.spread is not None:
        yield from _formula(form, offer.spread.of, f"{at}.spread.of")


def _formula(form: FormDocument, text: str, at: str) -> Iterator[Problem]:
    try:
        formula = parse(text)
    except FormulaSyntax as error:
        yield problem(at, "bad_formula", reason=error.message("zh-CN"))
        return
    for path in sorted(formula.refs):
        if path not in form.by_path:
            yield problem(at, "unknown_field", path=path)
