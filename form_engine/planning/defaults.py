"""What nobody filled in on a new record or row: the field's default, where it has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import Any

from form_engine.field_type import BadValue
from form_engine.planning.scope import Scope, Scopes, Slot
from form_engine.planning.work import Part, Work
from huiliu.core.expressions.formula import Formula, parse


@dataclass(frozen=True, slots=True)
class ScopeDefaults:
    """Of one scope: constants, values of who and when, and which paths wait for a formula."""

    constants: tuple[tuple[str, Any], ...]
    pointers: tuple[tuple[Slot, Any], ...]
    current: tuple[tuple[Slot, Callable[[Work], Any]], ...]
    formulas: tuple[Slot, ...]

    @property
    def any(self) -> bool:
        return bool(self.constants or self.pointers or self.current or self.formulas)


class Defaults:
    def __init__(self, scopes: Scopes) -> None:
        self._scopes = [
            (scope, found) for scope in scopes.all if (found := _defaults(scope)).any
        ]  # fmt: skip

    def apply(self, work: Work) -> None:
        for scope, defaults in self._scopes:
            for part in work.parts(scope):
                if part.before is None:
                    _apply(work, part, defaults)


def _apply(work: Work, part: Part, defaults: ScopeDefaults) -> None:
    given, values = part.given, part.values
    for key, value in defaults.constants:
        if key not in given or _claimed(work, part, key):
            values[key] = value.copy() if value.__class__ is list else value
    for slot, pointer in defaults.pointers:
        if slot.id not in given or _claimed(work, part, slot.id):
            work.point(part, slot, pointer)
    for slot, value_of in defaults.current:
        if slot.id not in given or _claimed(work, part, slot.id):
            values[slot.id] = value_of(work)
    for slot in defaults.formulas:
        if slot.id not in given or _claimed(work, part, slot.id):
            work.wanting.setdefault(slot.path, []).append(part)
            values[slot.id] = None


def _claimed(work: Work, part: Part, key: str) -> bool:
    """Given by somebody who may not fill it in: the default stands, and the claim is compared."""
    return any(claim.part is part and claim.slot.id == key for claim in work.claims)


def _defaults(scope: Scope) -> ScopeDefaults:
    constants: list[tuple[str, Any]] = []
    pointers: list[tuple[Slot, Any]] = []
    current: list[tuple[Slot, Callable[[Work], Any]]] = []
    formulas: list[Slot] = []
    for key, slot in scope.slots.items():
        default = slot.config.default
        if default is None:
            continue
        if default.formula is not None:
            formula = parse(default.formula)
            if formula.refs:
                formulas.append(slot)
            else:
                current.append((slot, partial(_at_once, slot, formula)))
        elif default.current is not None:
            current.append((slot, CURRENT[default.current]))
        elif (value := _constant(slot, default.value)) is not None:
            if slot.link is None:
                constants.append((key, value))
            else:
                pointers.append((slot, value))
    return ScopeDefaults(tuple(constants), tuple(pointers), tuple(current), tuple(formulas))


def _at_once(slot: Slot, formula: Formula, work: Work) -> Any:
    """A formula that reads nothing (``TODAY()``): what is picked by it must not wait."""
    try:
        return slot.fit(formula.run(_nothing, work.env))
    except BadValue:
        return None


def _nothing(_path: str) -> None:
    return None


def _constant(slot: Slot, given: Any) -> Any:
    """The cross-checks have refused a default that does not fit its field."""
    try:
        return None if given is None or given == "" else slot.clean(given)
    except BadValue:
        return None


CURRENT: Mapping[str, Callable[[Work], Any]] = {
    "member": lambda work: work.access.actor.member_id,
    "department": lambda work: work.resolve.main_department(),
    "today": lambda work: work.env.today,
    "now": lambda work: work.env.now.astimezone(UTC).replace(microsecond=0),
}
