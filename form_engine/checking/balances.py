"""Balances that are put where they cannot be, or are looked for by fields that are not there.

The ledgers themselves are published after the forms they are posted by; a ledger or a measure that
is not there yet leaves the field empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.balance_document import Balance
from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from huiliu.core.expressions.conditions import paths
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, balance in enumerate(form.balances):
        at = f"balances.{position}"
        yield from _into(form, balance, f"{at}.into")
        for dimension in balance.key:
            for path in balance.paths_of(dimension):
                yield from _path(form, balance, path, f"{at}.key.{dimension}")
        for path in sorted(paths(balance.only)) if balance.only is not None else ():
            yield from _path(form, balance, path, f"{at}.only")


def _into(form: FormDocument, balance: Balance, at: str) -> Iterator[Problem]:
    config = form.by_path.get(balance.into)
    if config is None:
        yield problem(at, "unknown_field", path=balance.into)
        return
    if _stored(config) != "scaled" or type_of(config).computed:
        yield problem(at, "bad_number", path=balance.into)
    elif not config.readonly:
        yield problem(at, "not_readonly", path=balance.into)


def _path(form: FormDocument, balance: Balance, path: str, at: str) -> Iterator[Problem]:
    """A field that is stored, of the record or of the row that learns the balance."""
    config = form.by_path.get(path)
    near = path.rpartition(".")[0] in ("", balance.scope)
    if config is None or not near or type_of(config).computed or _stored(config) is None:
        yield problem(at, "unknown_field", path=path)


def _stored(config: FieldConfig) -> str | None:
    storage = type_of(config).storage(config)
    return None if storage is None else storage[0]
