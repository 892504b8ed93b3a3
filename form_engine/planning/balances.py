"""Asks ledgers what they hold and puts it into the fields that want to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from form_engine.balance_document import Balance
from form_engine.field_type import BadValue
from form_engine.planning.filtering import filled
from form_engine.planning.scope import Scope, Scopes
from form_engine.planning.work import Part, Work
from huiliu.core.exact import CONTEXT
from huiliu.core.expressions.conditions import evaluate, paths

Key = Mapping[str, Any]


class Balances:
    def __init__(self, given: Sequence[Balance], scopes: Scopes) -> None:
        everywhere = {scope.id: scope for scope in scopes.all}
        self._wanted = [(one, everywhere[one.scope]) for one in given]
        self._asked_by: dict[str, list[str]] = {}
        for one in given:
            self._asked_by.setdefault(one.into, []).extend(_paths(one))

    def apply(self, work: Work) -> None:
        """One question for each ledger and kind of key; nothing where no key is new."""
        answers: dict[tuple[object, ...], dict[str, Mapping[str, Decimal]]] = {}
        known: set[tuple[str, str]] = set()
        for balance, scope in self._wanted:
            due = _due(work, balance, scope, self._asked_by[balance.into])
            if not due:
                continue
            place = _place(balance, scope)
            if place not in answers:
                answers[place] = _asked(work, balance, due)
            for part in due:
                if _is_known(work, part, balance):
                    known.add((part.at, balance.into))
                elif (part.at, balance.into) in known:
                    continue
                _put(work, part, balance, scope, answers[place].get(part.at, {}))


def _place(balance: Balance, scope: Scope) -> tuple[object, ...]:
    """Balances that one question answers."""
    key = tuple(map(str, balance.key.items()))
    narrow = None if balance.where is None else (balance.measure, balance.where)
    return balance.ledger, key, balance.when + scope.id, narrow, balance.only


def _asked(work: Work, balance: Balance, due: Sequence[Part]) -> dict[str, Mapping[str, Decimal]]:
    """By the place of the part; of a balance that counts for some only, for those."""
    asked = [part for part in due if balance.only is None or _is_known(work, part, balance)]
    keys = [_key(balance, work, part) for part in asked]
    if not keys:
        return {}
    found = _amounts(work, balance, keys)
    return {part.at: amounts for part, amounts in zip(asked, found, strict=True)}


def _amounts(work: Work, balance: Balance, keys: list[Key]) -> list[Mapping[str, Decimal]]:
    if balance.where is None:
        return list(work.resolve.balances(balance.ledger, keys))
    where = filled(balance.where, work.main.values.get)
    found = work.resolve.narrowed(balance.ledger, balance.measure, keys, where)
    return [{balance.measure: amount} for amount in found]


def _paths(balance: Balance) -> list[str]:
    asked = sorted(paths(balance.only)) if balance.only is not None else []
    return [*(path for one in balance.key for path in balance.paths_of(one)), *asked]


def _due(work: Work, balance: Balance, scope: Scope, paths: Sequence[str]) -> list[Part]:
    """Where it has to be asked. What the system itself fills in stays. ``paths``: what any of the
    balances for that field is asked by."""
    name = balance.into.rpartition(".")[2]
    found = []
    for part in work.parts(scope):
        if work.rights.everything and name in part.given:
            continue
        if balance.when == "always" or _is_new(work, paths, part):
            found.append(part)
    return found


def _is_new(work: Work, paths: Sequence[str], part: Part) -> bool:
    if part.before is None or work.main.before is None:
        return True
    return any(_value(work, part, path) != _before(work, part, path) for path in paths)


def _key(balance: Balance, work: Work, part: Part) -> Key:
    return {
        dimension: _first(_value(work, part, path) for path in balance.paths_of(dimension))
        for dimension in balance.key
    }


def _is_known(work: Work, part: Part, balance: Balance) -> bool:
    key = _key(balance, work, part)
    if any(key[one] is None and balance.key[one] is not None for one in key):
        return False
    asked = balance.only
    return asked is None or evaluate(asked, lambda p: _value(work, part, p), work.current)


def _first(values: Any) -> Any:
    return next((value for value in values if value is not None and value != ""), None)


def _value(work: Work, part: Part, path: str) -> Any:
    return _at(part.values, work.main.values, part, path)


def _before(work: Work, part: Part, path: str) -> Any:
    return _at(part.before or {}, work.main.before or {}, part, path)


def _at(own: Mapping[str, Any], outside: Mapping[str, Any], part: Part, path: str) -> Any:
    sub, _, column = path.rpartition(".")
    return own.get(column) if sub and sub == part.scope.id else outside.get(path)


def _put(
    work: Work, part: Part, balance: Balance, scope: Scope, found: Mapping[str, Decimal]
) -> None:
    slot = scope.slots[balance.into.rpartition(".")[2]]
    is_known = _is_known(work, part, balance)
    try:
        part.values[slot.id] = slot.fit(_amount(balance, found)) if is_known else None
    except BadValue as bad:
        part.values[slot.id] = None
        work.complain(part, slot, bad.error)


def _amount(balance: Balance, found: Mapping[str, Decimal]) -> Decimal | None:
    amount = found.get(balance.measure)
    if amount is None or balance.per is None:
        return amount
    whole = found.get(balance.per)
    return CONTEXT.divide(amount, whole) if whole else None
